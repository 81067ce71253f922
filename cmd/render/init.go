package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"render/internal/disk"
	"render/render/diag"
	"render/render/platform"
	"render/render/starter"
)

const initHelp = `Write a topology to begin with: a gateway for each --ip, with the hosts of the --host
and the apps of the --image that have the same place among those given. Of several apps
each has the host of its place, or its own name below a wildcard. On a terminal what is
needed and not given is asked. The file is checked by every rule before it is written;
one that is there already is kept.

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
  render init --ip 192.168.1.141 --host wiki.example.org,chat.example.org \
    --image registry.example.org/wiki:1.9,registry.example.org/chat:2.0 --port 3000,8065
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
	addTexts(flags, &f.images, "image", "", "the `IMAGE[,IMAGE]` of the apps behind it (repeatable)")
	addTexts(flags, &f.ports, "port", "", "the `PORT[,PORT]` where each image listens; without this\nflag that of images which many have, else "+starter.DefaultPort+" (repeatable)")
	flags.StringVar(&f.answers.Name, "name", "", "the topology's `NAME`; without this flag that of the\nfirst host, or with --from what the objects say")
	flags.StringVar(&f.answers.MicroK8s, "microk8s", "", "the `VERSION` of microk8s; without this flag "+starter.NewestMicroK8s()+",\nor with --from the newest for the Istio of the objects")
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
	out, list, err := checkStarter(s, f.output, f.answers)
	if err != nil {
		return err
	}
	if list.Failed() {
		return refusedFlags(s, list, starter.Write(f.answers))
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
		return usage("--image is given more often than --ip; write several apps of a gateway as --image %s", quoteWord(strings.Join(f.images[gateways-1:], ",")))
	case len(f.ports) > max(len(f.images), 1) || len(f.ports) > 0 && len(f.images) == 0:
		return usage("--port is where an image listens, and is given more often than --image")
	}
	whole := len(f.ips) > 0 && len(f.ips) == len(f.hosts)
	f.answers.Tiers = make([]starter.Tier, gateways)
	for i := range f.answers.Tiers {
		apps, err := appsOf(at(f.images, i), at(f.ports, i))
		if err != nil {
			return err
		}
		f.answers.Tiers[i] = starter.Tier{IP: at(f.ips, i), Hosts: listOf(at(f.hosts, i)), Apps: apps}
		if t := f.answers.Tiers[i]; t.Lacking() > 0 && len(t.Hosts) > 0 {
			return usage("--image has %d apps of a gateway and --host %s, and each app answers one of its own; write as many or *.example.org; paths of one name are written into the file", len(apps), names(len(t.Hosts)))
		}
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

// listOf are the words of "a.example.org, b.example.org".
func listOf(text string) []string {
	var out []string
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// appsOf are the apps of "wiki:1,shop:2" whose images listen at "3000,8080".
func appsOf(images, ports string) ([]starter.App, error) {
	var out []starter.App
	listed := listOf(ports)
	for i, image := range listOf(images) {
		out = append(out, starter.App{Image: image, Port: at(listed, i)})
	}
	if len(out) > 0 && len(listed) > len(out) {
		return nil, usage("--port %s is where more images listen than --image %s has", quoteWord(ports), quoteWord(images))
	}
	return out, nil
}

func names(n int) string {
	if n == 1 {
		return "one name"
	}
	return fmt.Sprintf("%d names", n)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
