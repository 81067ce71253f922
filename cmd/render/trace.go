package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render/trace"
	"render/render/wording"
)

const traceHelp = `Follow a request through the objects as they would be applied, overlays included:
host, address and pool, the gateway's Service and pods, the server that takes it, its
certificate, policies, redirects, the route that it meets, and the Service and pods
where it ends. Each hop has its line in the topology and in the output; a request that
does not arrive is told why, and what would let it through.

With -f the objects are those of files, folders, or standard input, made by render or
not, as kubectl get -o yaml gives them. The URL may be of http and https, or of tls and
tcp for connections as they are; with an address in it, --header Host:NAME says whom it
is for, and --sni whom TLS is for: clients name no host where they are given an address.
What only a proxy can know is told: filters, tokens, servers that are asked.

--all lists a request for each route of each gateway, and where it leads; behind that,
as a comment, what may change it. Where tokens are asked for, --token=none is one more.
With --from it is what that client comes to, as somebody outside.
--write-expect keeps that in a file, and what clients get that policies or sourceRanges
tell apart by their addresses; --expect compares with such a file, in CI. A file that is
there keeps its requests and comments.

Exit codes: 0 it arrives, or the gateway answers as it is told to; 1 it does not, or
leads elsewhere than --expect says; 2 the objects are wrong; 3 the command line is.`

const traceExample = `  render trace https://home.example.org/shop topology.yaml
  render trace --tier staff https://home.example.org/shop topology.yaml
  render trace --method POST --header 'x-api-key: k1' https://home.example.org/api topology.yaml
  render trace --all topology.yaml
  render trace --all --from 203.0.113.9 topology.yaml
  render trace --write-expect requests.txt topology.yaml
  render trace --expect requests.txt topology.yaml
  kubectl get -A -o yaml services,deployments,gateways.networking.istio.io,virtualservices \
    | render trace https://home.example.org/ -f -`

func traceFormats() []string { return []string{"text", "json"} }

// traceFlags are those of the verb trace.
type traceFlags struct {
	inputFlags
	manifests   []string
	headers     []string
	method      string
	sni         string
	sender      string
	token       string
	tier        string
	service     string // of a gateway, that tier's or the one of --service: "namespace/name"
	port        int
	format      string
	all         bool
	expect      string
	writeExpect string
}

func traceCommand(s *shell) *cobra.Command {
	f := &traceFlags{}
	c := &cobra.Command{
		Use:               "trace [flags] URL [TOPOLOGY]",
		Short:             "Follow a request through the objects, hop by hop",
		Long:              traceHelp,
		Example:           traceExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(2),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	addTexts(flags, &f.manifests, "file", "f", "objects in place of a topology's: `FILE|DIR`, or - for\nstandard input (repeatable)")
	flags.StringVar(&f.method, "method", "", "`METHOD` of the request, in place of GET")
	addTexts(flags, &f.headers, "header", "", "a header of the request, `NAME:VALUE` (repeatable)")
	flags.StringVar(&f.sni, "sni", "", "`HOST` that the client names as TLS begins, in place of\nthe URL's")
	flags.StringVar(&f.sender, "from", "", "`IP` of the client")
	flags.StringVar(&f.token, "token", "", "`none`: the client shows no token; else it may be any")
	flags.StringVar(&f.tier, "tier", "", "by the gateway of the tier `NAME`, whoever else serves\nthe host; with --all what comes by it alone")
	flags.StringVar(&f.service, "service", "", "by the gateway with the Service `NAMESPACE/NAME`, where\nthe objects know no tiers")
	flags.IntVar(&f.port, "port", 0, "`PORT` of the gateway's Service, in place of the URL's")
	flags.StringVar(&f.format, "format", "text", "`FORMAT`: text (as without this flag) or json")
	flags.BoolVar(&f.all, "all", false, "a request for each route of each gateway, and where it\nleads")
	flags.StringVar(&f.expect, "expect", "", "compare with what `FILE` says of requests")
	flags.StringVar(&f.writeExpect, "write-expect", "", "write `FILE`, of all requests of --all, and from the\nedges of addresses that are let in or kept out")
	group(flags, groupRequest, "method", "header", "sni", "from", "token", "port", "tier", "service")
	group(flags, groupResult, "file")
	group(flags, groupOutput, "format", "all", "expect", "write-expect")
	complete(c, "format", traceFormats())
	return c
}

// run follows one request, or many.
func (f *traceFlags) run(s *shell, args []string) error {
	many := f.all || f.given.Changed("expect") || f.given.Changed("write-expect")
	request, rest, err := f.request(args, many)
	if err != nil {
		return err
	}
	if err := f.usage(rest, many); err != nil {
		return err
	}
	var to *disk.Target
	if f.given.Changed("write-expect") {
		if to, err = locateFile("--write-expect", f.writeExpect, "requests.txt"); err != nil {
			return err
		}
	}
	f.reads = &disk.Reads{}
	var expected []trace.Expectation
	if f.given.Changed("expect") {
		if expected, err = f.expectations(s); err != nil {
			return err
		}
	}
	mesh, places, err := f.mesh(s, rest)
	if err != nil {
		return err
	}
	switch {
	case to != nil:
		return f.write(s, to, mesh)
	case f.all:
		return f.list(s, mesh, places, request.From)
	case expected != nil || f.given.Changed("expect"):
		return f.compare(s, mesh, places, expected, rest)
	}
	return f.follow(s, mesh, places, request)
}

// request is the one that the command line is about, and the words behind it.
func (f *traceFlags) request(args []string, many bool) (trace.Request, []string, error) {
	var r trace.Request
	if many {
		var err error
		if f.all && f.given.Changed("from") {
			if err = r.Set("from", f.sender); err != nil {
				err = usage("%s", err)
			}
		}
		return r, args, err
	}
	if len(args) == 0 {
		return r, nil, usage("which request? write: render trace https://HOST/PATH topology.yaml")
	}
	r, err := firstRequest(args)
	if err != nil {
		return r, nil, err
	}
	if f.given.Changed("port") {
		if f.port < 1 || f.port > 65535 {
			return r, nil, usage("--port %d is no port from 1 to 65535", f.port)
		}
		r.By(int64(f.port))
	}
	for _, one := range [...][2]string{{"method", f.method}, {"sni", f.sni}, {"from", f.sender}, {"token", f.token}, {"service", f.service}} {
		if f.given.Changed(one[0]) {
			if err := r.Set(one[0], one[1]); err != nil {
				return r, nil, usage("%s", err)
			}
		}
	}
	for _, h := range f.headers {
		if err := r.Set("header", h); err != nil {
			return r, nil, usage("%s", err)
		}
	}
	if f.given.Changed("tier") && r.Address.IsValid() {
		return r, nil, usage("--tier says by which gateway, as the address in the URL does; write: one of them")
	}
	if f.given.Changed("tier") && f.given.Changed("service") {
		return r, nil, usage("--tier says by which gateway, as --service does; write: one of them")
	}
	if f.given.Changed("at") {
		if r.At, err = parseTime(f.at); err != nil {
			return r, nil, err
		}
	}
	return r, args[1:], nil
}

// firstRequest is the request that a command line begins with, or how it is to be written.
func firstRequest(args []string) (trace.Request, error) {
	r, err := trace.Parse(args[0])
	if err == nil {
		return r, nil
	}
	if len(args) == 2 {
		if turned, wrong := trace.Parse(args[1]); wrong == nil {
			return r, usage("the URL comes first; write: render trace %s %s", quoteWord(turned.URL()), quoteWord(args[0]))
		}
	}
	if !isTopologyFile(args[0]) {
		return r, usage("%s", err)
	}
	to := "https://HOST/PATH"
	if len(args) == 2 {
		rest := args[1] // as wss://HOST, which is no scheme of a trace
		if _, behind, ok := strings.Cut(rest, "://"); ok {
			rest = behind
		}
		if turned, wrong := trace.Parse("https://" + rest); wrong == nil {
			to = quoteWord(turned.URL())
		}
	}
	return r, usage("the request comes first; write: render trace %s %s", to, quoteWord(args[0]))
}

// usage tells what else is wrong with the command line.
func (f *traceFlags) usage(rest []string, many bool) error {
	modes := 0
	for _, name := range [...]string{"all", "expect", "write-expect"} {
		if f.given.Changed(name) {
			modes++
		}
	}
	switch {
	case modes > 1:
		return usage("--all, --expect and --write-expect are three runs; write: one of them")
	case len(rest) > 1 && many:
		return usage("with --all, --expect and --write-expect no URL is written; %s is one word too many", wording.Quote(rest[1]))
	case len(rest) > 1:
		return usage("%s is one word too many", wording.Quote(rest[1]))
	case len(rest) == 0 && len(f.manifests) == 0:
		return usage("through which objects? write: a topology behind the URL, or -f FILE")
	case len(rest) > 0 && len(f.manifests) > 0:
		return usage("a topology and -f are two worlds; write: one of them")
	case !slices.Contains(traceFormats(), f.format):
		return unknownValue("format", f.format, traceFormats())
	}
	for _, name := range [...]string{"method", "header", "sni", "token", "port", "service"} {
		if many && f.given.Changed(name) {
			return usage("--%s is of one request; with --all, --expect and --write-expect leave it out", name)
		}
	}
	for _, name := range [...]string{"tier", "from"} {
		if many && !f.all && f.given.Changed(name) {
			return usage("--%s is of one request, or of --all; with --expect and --write-expect leave it out", name)
		}
	}
	return nil
}
