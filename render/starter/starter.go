// Package starter owns the topology that somebody begins with: few answers in, the text of
// a file out, with comments as a person would write them.
//
// In goes what was asked for by flags or questions; out come the text, and which answer a
// line of it holds, so that what the rules say of the line can be told of the answer. It
// must never decide what is right: the text is read and checked as any other topology is.
package starter

import (
	"fmt"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/platform"
)

// Answers are what a starter is made of. An empty one is left to Complete.
type Answers struct {
	Name       string
	MicroK8s   string // a minor version, or "" beside Kubernetes
	Kubernetes string // of a cluster that is no microk8s
	MetalLB    string // where microk8s does not say it
	Istio      string
	GatewayAPI bool
	Tiers      []Tier
}

// Tier is an ingress gateway and the apps behind it. Where they are several, each has a host: that of its place, or its
// own name below a wildcard that is alone.
type Tier struct {
	IP    string // one, or an IPv4 and an IPv6 one with a comma between
	Hosts []string
	Apps  []App // none yet, or those that are there
}

// App is what runs behind a gateway.
type App struct {
	Image string
	Port  string // where the image listens
	// guessed: nobody said where, and the image is none that many know.
	guessed bool
}

// DefaultPort is where an image is taken to listen of which nobody knows.
const DefaultPort = "8080"

// PortOf is where an image listens by what many know of it, or else DefaultPort.
func PortOf(image string) string {
	if port := platform.PortOfImage(image); port != 0 {
		return strconv.Itoa(port)
	}
	return DefaultPort
}

// Answer is what a line was written from.
type Answer struct {
	Name string // of the field of Answers, Tier or App: "IP"
	Tier int
}

// Text is a starter, line by line.
type Text struct {
	b       strings.Builder
	answers []Answer // of each line
}

// String is the whole file.
func (t *Text) String() string { return t.b.String() }

// Answer is what a line, counted from 1, was written from; false for none.
func (t *Text) Answer(line int) (Answer, bool) {
	if line < 1 || line > len(t.answers) || t.answers[line-1].Name == "" {
		return Answer{}, false
	}
	return t.answers[line-1], true
}

func (t *Text) line(from Answer, text, comment string) {
	const column = 34
	if comment != "" {
		text = fmt.Sprintf("%-*s # %s", column, text, comment)
	}
	t.b.WriteString(text + "\n")
	t.answers = append(t.answers, from)
}

// Write writes the file of answers.
func Write(a Answers) *Text {
	a = a.complete()
	t := &Text{}
	none := Answer{}
	t.line(none, "# A cluster's ingress, which render turns into its objects. What a field means:", "")
	t.line(none, "# render explain FIELD", "")
	t.line(Answer{Name: "Name"}, "name: "+format.YAMLWord(a.Name), "")
	if a.Kubernetes != "" {
		t.line(Answer{Name: "Kubernetes"}, "kubernetes: "+strconv.Quote(a.Kubernetes), "")
	} else {
		t.line(Answer{Name: "MicroK8s"}, "microk8s: "+strconv.Quote(a.MicroK8s), microk8sNote(a))
	}
	switch {
	case a.MetalLB != "":
		t.line(Answer{Name: "MetalLB"}, "metallb: "+strconv.Quote(a.MetalLB), "")
	case a.Kubernetes != "":
		t.line(none, "metallb: "+strconv.Quote(newestMetalLB()), "write the one that the cluster has")
	}
	if inCluster(a.Istio) {
		t.line(Answer{Name: "Istio"}, "istio: {version: "+strconv.Quote(a.Istio)+", install: istioctl}", "")
	} else {
		t.line(Answer{Name: "Istio"}, "istio: "+strconv.Quote(a.Istio), "")
	}
	if a.GatewayAPI {
		t.line(Answer{Name: "GatewayAPI"}, "routing: gateway-api", "Gateways and HTTPRoutes of the Kubernetes Gateway API")
	}
	t.line(none, "tiers:", "an ingress gateway each, with an IP of its own")
	apps := appNames(a.Tiers)
	for i, tier := range a.Tiers {
		t.tier(i, tier, apps[i], free(a))
	}
	return t
}

func (t *Text) tier(i int, tier Tier, apps []string, free string) {
	comment := func(text string) string {
		if i > 0 {
			return "" // said once
		}
		return text
	}
	var hosts []string
	for _, h := range tier.Hosts {
		hosts = append(hosts, format.YAMLWord(h))
	}
	ip := format.YAMLWord(tier.IP)
	if one, other, two := strings.Cut(tier.IP, ","); two {
		ip = "[" + format.YAMLWord(strings.TrimSpace(one)) + ", " + format.YAMLWord(strings.TrimSpace(other)) + "]"
	}
	t.line(Answer{}, "- name: "+tierName(i), "")
	t.line(Answer{"IP", i}, "  ip: "+ip, comment(free))
	t.line(Answer{"Hosts", i}, "  hosts: ["+strings.Join(hosts, ", ")+"]", "")
	t.line(Answer{}, "  tls: {redirect: true}", comment("http is redirected to https"))
	if len(tier.Apps) == 0 {
		t.line(Answer{}, "  # apps:", "")
		t.line(Answer{}, `  # - {name: `+apps[0]+`, image: "docker.io/istio/examples-helloworld-v1:1.0", port: 5000, routes: [/hello]}`, "")
		return
	}
	t.line(Answer{}, "  apps:", "")
	for j, app := range tier.Apps {
		if j > 0 {
			comment = func(string) string { return "" }
		}
		t.line(Answer{"Image", i}, "  - name: "+apps[j], "")
		t.line(Answer{"Image", i}, "    image: "+format.YAMLWord(app.Image), "")
		where := comment("where the image listens")
		if app.guessed {
			where = "a guess: write where the image listens"
		}
		t.line(Answer{"Port", i}, "    port: "+format.YAMLWord(app.Port), where)
		if host := tier.hostOf(j, apps[j]); host != "" {
			t.line(Answer{"Hosts", i}, "    hosts: ["+format.YAMLWord(host)+"]", "")
		}
		t.line(Answer{}, "    routes: [/*]", comment("all paths; /hello is that one alone, /api/* all below /api too"))
	}
}

// Lacking is how many hosts a tier lacks, so that each of several apps has one.
func (t Tier) Lacking() int {
	if len(t.Apps) < 2 || len(t.Hosts) == 1 && strings.HasPrefix(t.Hosts[0], "*.") {
		return 0
	}
	return max(0, len(t.Apps)-len(t.Hosts))
}

// hostOf is the host of one of several apps; "" where all of the tier's are an app's, which then are not written.
func (t Tier) hostOf(at int, app string) string {
	if len(t.Apps) < 2 || len(t.Hosts) == 0 || t.Lacking() > 0 {
		return ""
	}
	if base, ok := strings.CutPrefix(t.Hosts[0], "*."); ok && len(t.Hosts) == 1 {
		return app + "." + base
	}
	return t.Hosts[at]
}

// complete fills in what was left out.
func (a Answers) complete() Answers {
	if a.MicroK8s == "" && a.Kubernetes == "" {
		_, a.MicroK8s = platform.MicroK8sRange()
	}
	if a.Istio == "" {
		a.Istio = NewestIstio(a.MicroK8s + a.Kubernetes)
	}
	if a.Name == "" && len(a.Tiers) > 0 && len(a.Tiers[0].Hosts) > 0 {
		a.Name = nameOf(a.Tiers[0].Hosts[0])
	}
	if a.Name == "" {
		a.Name = "home"
	}
	tiers := make([]Tier, len(a.Tiers))
	for i, tier := range a.Tiers {
		tiers[i] = tier
		tiers[i].Apps = make([]App, len(tier.Apps))
		for j, app := range tier.Apps {
			if app.Port == "" {
				app.Port = PortOf(app.Image)
				app.guessed = app.Port == DefaultPort
			}
			tiers[i].Apps[j] = app
		}
	}
	a.Tiers = tiers
	return a
}

// NewestIstio is the newest Istio for a Kubernetes, or for microk8s, whose tracks are
// called after it; of a version that nothing is known of the newest there is.
func NewestIstio(kubernetes string) string {
	_, newest := platform.IstioRange()
	if v, ok := platform.ParseVersion(kubernetes); ok {
		if _, one := platform.IstiosFor(v); one != "" {
			return one
		}
	}
	return newest
}

// NewestMicroK8s is the newest track that is known.
func NewestMicroK8s() string {
	_, newest := platform.MicroK8sRange()
	return newest
}

func microk8sNote(a Answers) string {
	if a.MetalLB != "" {
		return "says which Kubernetes"
	}
	return "says which Kubernetes and which MetalLB"
}

// free is where an address has to be. MetalLB refuses a pool for it that overlaps the one
// which its addon was enabled with.
func free(a Answers) string {
	if a.Kubernetes != "" || a.MetalLB != "" {
		return "free, and outside of what the router's DHCP gives"
	}
	return "free, outside of what the router's DHCP gives and of microk8s enable metallb:RANGE"
}

func newestMetalLB() string {
	tracks := platform.MicroK8sTracks()
	return tracks[len(tracks)-1].MetalLB
}

// inCluster reports whether an Istio would be installed by the operator in the cluster,
// which takes a patch version; a minor one alone is istioctl's.
func inCluster(istio string) bool {
	v, ok := platform.ParseVersion(istio)
	return ok && !v.HasPatch && platform.IstioOperatorInCluster.In(v)
}
