package main

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"render/internal/disk"
	"render/internal/later"
	"render/render"
	"render/render/diag"
	"render/render/platform"
	"render/render/starter"
)

const initHelp = `Write a topology to begin with: a gateway for each --ip, with the hosts of the --host
and the app of the --image that has the same place among those given. On a terminal
what is needed and not given is asked. The file is checked by every rule before it is
written; one that is there already is kept.

With --from the topology is that of objects: files that were applied, or what kubectl get
-o yaml gives, with Istio's Gateways and VirtualServices, those of the Gateway API, or
Ingresses; an IstioOperator or the gateways' Services, MetalLB's pools, Deployments and
Services. Then it is rendered and compared: each object and each field that was read and
is not rendered is told, and what becomes of requests. Versions that no object says are
flags. Of Ansible's group_vars, those of roles that set up a primary and a secondary
gateway, it is told what became of each variable; of a Compose file, whose services get
a gateway at --ip and names by --host, what became of each key.

Exit codes of --from: 0 all of it is rendered again; 1 not all, or something else becomes
of requests; 2 nothing can be made of it, or the topology does not render yet.`

const initExample = `  render init
  render init --ip 192.168.1.141 --host home.example.org \
    --image docker.io/istio/examples-helloworld-v1:1.0 --port 5000
  render init --ip 192.168.1.141 --host shop.example.org,www.example.org \
    --ip 192.168.1.142 --host staff.example.org -o clusters/prod.yaml
  render init --from istio-operator.yaml --from manifests/ --microk8s 1.33
  render init --from group_vars
  render init --from docker-compose.yml --ip 192.168.1.141 --host home.example.org`

type initFlags struct {
	given         *pflag.FlagSet
	ips, hosts    []string
	images, ports []string
	answers       starter.Answers
	output        string
	from          []string
	force, quiet  bool
}

func initCommand(s *shell) *cobra.Command {
	f := &initFlags{}
	c := &cobra.Command{
		Use:               "init [flags]",
		Short:             "Write a topology to begin with, by flags or by questions",
		Long:              initHelp,
		Example:           initExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(math.MaxInt),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	flags := c.Flags()
	f.given = flags
	addTexts(flags, &f.ips, "ip", "", "a gateway's address, `IP`, or an IPv4 and an IPv6 one,\nIP,IP (repeatable, a gateway each)")
	addTexts(flags, &f.hosts, "host", "", "the names that it answers, `HOST[,HOST]` (repeatable)")
	addTexts(flags, &f.images, "image", "", "the `IMAGE` of an app behind it (repeatable)")
	addTexts(flags, &f.ports, "port", "", "the `PORT` where the image listens; without this flag\nthat of images which many have, else "+starter.DefaultPort+" (repeatable)")
	flags.StringVar(&f.answers.Name, "name", "", "the topology's `NAME`; without this flag that of the\nfirst host, or with --from what the objects say")
	flags.StringVar(&f.answers.MicroK8s, "microk8s", "", "the `VERSION` of microk8s, "+starter.NewestMicroK8s()+" without this flag")
	flags.StringVar(&f.answers.Kubernetes, "kubernetes", "", "the `VERSION` of a Kubernetes that is no microk8s")
	flags.StringVar(&f.answers.MetalLB, "metallb", "", "the `VERSION` of MetalLB, or none; that of microk8s\nwithout this flag")
	flags.StringVar(&f.answers.Istio, "istio", "", "the `VERSION` of Istio, the newest for the cluster\nwithout this flag")
	flags.BoolVar(&f.answers.GatewayAPI, "gateway-api", false, "route by the Kubernetes Gateway API")
	addTexts(flags, &f.from, "from", "", "read the objects of `FILE`, of a folder or of stdin, -,\nand of all words behind (repeatable)")
	addOutput(flags, &f.output, "topology.yaml", "write into `FILE`; - is stdout")
	flags.BoolVar(&f.force, "force", false, "replace a file that is there")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing but errors")
	group(flags, groupStarter, "ip", "host", "image", "port", "name", "microk8s", "kubernetes", "metallb", "istio", "gateway-api", "from")
	group(flags, groupOutput, "output", "force")
	var tracks, releases []string
	for _, row := range platform.MicroK8sTracks() {
		tracks = append(tracks, row.Version)
	}
	for _, r := range platform.IstioReleases() {
		releases = append(releases, r.Version)
	}
	complete(c, "microk8s", tracks)
	complete(c, "istio", releases)
	for _, name := range []string{"ip", "host", "image", "port", "name", "kubernetes", "metallb"} {
		complete(c, name, nil)
	}
	return c
}

func (f *initFlags) run(s *shell, args []string) error {
	if len(f.from) > 0 {
		return f.importing(s, args)
	}
	if len(args) > 0 {
		return usage("init takes no file; write: render init %s %s", wordMeant(args[0]), quoteWord(args[0]))
	}
	to, err := f.target()
	if err != nil {
		return err
	}
	if err := f.gather(s); err != nil {
		return err
	}
	out, list, err := f.check(s, f.answers)
	if err != nil {
		return err
	}
	if list.Failed() {
		return f.refused(s, list, starter.Write(f.answers))
	}
	text := []byte(starter.Write(f.answers).String())
	if to == nil {
		s.stdout.Write(text) // its error is told at the end of the run
		return nil
	}
	if err := s.put(to, text, false); err != nil {
		return unwritten(to, err)
	}
	if !f.quiet {
		_ = diag.Text(s.stderr, list) // warnings
		tellNext(s, &f.answers, f.output, out)
	}
	return nil
}

// target is the file that is to be written; nil for stdout.
func (f *initFlags) target() (*disk.Target, error) {
	if f.output == "-" {
		return nil, nil
	}
	to, err := locateFile("-o", f.output, "topology.yaml")
	switch {
	case err != nil:
		return nil, err
	case to.Old == nil || to.Kind != disk.Regular:
		return to, nil
	case !f.force:
		return nil, &failure{exitInput, diag.Name(f.output) + ": is there already, and would be lost; write: -o with the name of another file, or --force"}
	case holdsKey(to.Path):
		return nil, &failure{exitInput, diag.Name(f.output) + ": holds a key or a certificate, which would be lost; write: the name of another file"}
	}
	return to, nil
}

// gather makes answers of the flags, and asks for what they leave out where somebody can
// be asked.
func (f *initFlags) gather(s *shell) error {
	if f.answers.MicroK8s != "" && f.answers.Kubernetes != "" {
		return usage("--microk8s says which Kubernetes there is; write one of --microk8s and --kubernetes")
	}
	for _, name := range []string{"name", "microk8s", "kubernetes", "metallb", "istio"} {
		if f.given.Changed(name) && f.given.Lookup(name).Value.String() == "" {
			return usage("--%s is empty", name)
		}
	}
	gateways := max(len(f.ips), len(f.hosts))
	switch {
	case len(f.images) > gateways && gateways > 0:
		return usage("--image is given more often than --ip, and a gateway has one app here; more are written into the file")
	case len(f.ports) > max(len(f.images), 1) || len(f.ports) > 0 && len(f.images) == 0:
		return usage("--port is where an image listens, and is given more often than --image")
	}
	whole := len(f.ips) > 0 && len(f.ips) == len(f.hosts)
	f.answers.Tiers = make([]starter.Tier, gateways)
	for i := range f.answers.Tiers {
		f.answers.Tiers[i] = starter.Tier{IP: at(f.ips, i), Hosts: hostsOf(at(f.hosts, i)), Image: at(f.images, i), Port: at(f.ports, i)}
	}
	const example = "render init --ip 192.168.1.141 --host home.example.org"
	switch {
	case whole:
		return nil
	case len(f.ips) > 0 && len(f.hosts) > 0:
		return usage("--ip is given %s and --host %s, and each gateway has both; write several hosts of one as --host a.example.org,b.example.org", times(len(f.ips)), times(len(f.hosts)))
	case isTerminal(s.stdin):
		return (&questions{initFlags: f, shell: s}).ask()
	case len(f.ips) > 0:
		return usage("which names does the gateway answer? write: %s", example)
	case len(f.hosts) > 0:
		return usage("which address has the gateway? write: %s", example)
	}
	return usage("standard input is no terminal on which to ask; write: %s", example)
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// hostsOf are the names of "a.example.org, b.example.org".
func hostsOf(text string) []string {
	var out []string
	for host := range strings.SplitSeq(text, ",") {
		if host = strings.TrimSpace(host); host != "" {
			out = append(out, host)
		}
	}
	return out
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// check renders what answers make, and writes nothing. Certificates are made afterwards.
func (f *initFlags) check(s *shell, a starter.Answers) (*render.Output, diag.List, error) {
	var files fs.FS = disk.NewFolder(topologyFolder(f.output), false, nil, "")
	in := render.Input{Name: f.output, Text: []byte(starter.Write(a).String()), Files: files, Secrets: "redacted"}
	var out *render.Output
	err := s.limits.bound(func(ctx context.Context) (err error) {
		out, err = render.Render(ctx, in)
		return err
	})
	if err != nil {
		return nil, nil, ended(f.output, err)
	}
	return out, out.Diagnostics, nil
}

// flagOf are the flags by the answers that they give.
func flagOf() map[string]string { return flagOfOnce.Get(makeFlagOf) }

var flagOfOnce later.Value[map[string]string]

func makeFlagOf() map[string]string {
	return map[string]string{"Name": "--name", "MicroK8s": "--microk8s", "Kubernetes": "--kubernetes", "MetalLB": "--metallb", "Istio": "--istio", "GatewayAPI": "--gateway-api", "IP": "--ip", "Hosts": "--host", "Image": "--image", "Port": "--port"}
}

// refused tells what is wrong with the flags, which made the file that is not written.
func (f *initFlags) refused(s *shell, list diag.List, text *starter.Text) error {
	var lines []string
	for _, d := range list.Sorted() {
		if d.Severity != diag.Error {
			continue
		}
		answer, ok := text.Answer(d.Place.Line)
		if !ok {
			_ = diag.Text(s.stderr, list) // where stderr fails, nobody is left to tell
			return &failure{code: exitInput}
		}
		if answer.Name == "Port" && strings.Contains(d.Message, ":") {
			parts := strings.Split(strings.Trim(d.Message[:strings.Index(d.Message, " ")], `"`), ":")
			d.Help = "write: " + parts[len(parts)-1] + ", where the image listens, and nothing else: the gateway has ports of its own"
		}
		lines = append(lines, flagOf()[answer.Name]+": "+told(d))
	}
	return usage("%s", strings.Join(lines, "\nrender: "))
}

// told is what is wrong, in one line.
func told(d diag.Diagnostic) string {
	bare := diag.Diagnostic{Message: d.Message}
	if d.Help == "" {
		return bare.Header()
	}
	return bare.Header() + "; " + d.Help
}
