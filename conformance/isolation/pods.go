package isolation

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// pod is one that opens connections, or takes them.
type pod struct {
	namespace string
	labels    map[string]string
	ip        string // of what is no pod
	address   string // of a pod, its alone
	tier      *tier  // whose gateway it is
	app       *app   // of which it is
	of        *tier  // the app's
	kind      string // "istiod", "dns", "solver" (cert-manager's, of a challenge) or "" for anybody's
}

func (p *pod) name() string {
	switch {
	case p.ip != "":
		return p.ip
	case p.tier != nil:
		return "gateway of " + p.tier.Name
	case p.app != nil:
		return "app " + p.namespace + "/" + p.app.Name
	}
	return first(p.kind, "pod") + " in " + p.namespace
}

// node is the address of one of the cluster's.
const node = "192.168.1.10"

// pods are those of gateways and apps, istiod's, the cluster's DNS, a solver of cert-manager's, one of nobody's in each
// namespace, two addresses outside, and a node: such as another's than the pod's own, which no policy keeps out of it,
// so that the kubelet's checks always come in (Kubernetes, "Network Policies"), and of which the judge knows nothing. The labels of apps' pods are those of the Deployments in the stream,
// and of an injected gateway; those of a gateway that Istio makes are the ones that its chart, or istiod, gives.
func (t *topology) pods(stream []byte) ([]pod, error) {
	workloads, err := templates(stream)
	if err != nil {
		return nil, err
	}
	namespaces := []string{"elsewhere", "jobs", "monitoring", "kube-system", "istio-system", t.Namespace}
	var out []pod
	for i := range t.Tiers {
		of := &t.Tiers[i]
		gateway := pod{namespace: t.gatewayHome(of), tier: of}
		namespaces = append(namespaces, gateway.namespace)
		gateway.labels = t.gatewayLabels(of)
		for _, w := range workloads {
			if w.namespace == gateway.namespace && w.labels["istio"] == gateway.labels["istio"] && w.labels["istio"] != "" {
				gateway.labels = w.labels
			}
		}
		out = append(out, gateway)
		for j := range of.Apps {
			a := &of.Apps[j]
			home := t.home(of, a)
			namespaces = append(namespaces, home)
			for _, w := range workloads {
				if a.deployed() && w.namespace == home && w.labels["app"] == a.Name {
					out = append(out, pod{namespace: home, labels: w.labels, app: a, of: of})
				}
			}
		}
	}
	slices.Sort(namespaces)
	for _, n := range slices.Compact(namespaces) {
		out = append(out, pod{namespace: n, labels: map[string]string{"app": "nobody", "istio": "nobody"}})
	}
	out = append(out, pod{namespace: "istio-system", labels: map[string]string{"app": "istiod", "istio": "pilot"}, kind: "istiod"},
		pod{namespace: "istio-system", labels: map[string]string{"acme.cert-manager.io/http01-solver": "true"}, kind: "solver"},
		pod{namespace: "kube-system", labels: map[string]string{"k8s-app": "kube-dns"}, kind: "dns"}, pod{ip: "203.0.113.7"}, pod{ip: "10.0.0.9"}, pod{ip: node})
	for i := range out {
		out[i].address = fmt.Sprintf("10.1.%d.%d", i/250, 1+i%250)
	}
	return out, nil
}

// gatewayLabels are those that Istio gives a gateway's pods.
func (t *topology) gatewayLabels(of *tier) map[string]string {
	suffix := ""
	if of.Name != "primary" {
		suffix = "-" + of.Name
	}
	if t.Routing == "gateway-api" {
		return map[string]string{"gateway.networking.k8s.io/gateway-name": "gateway-ingressgateway" + suffix, "gateway.networking.k8s.io/gateway-class-name": "istio"}
	}
	return map[string]string{"app": "istio-ingressgateway", "istio": "ingressgateway" + suffix, "chart": "gateways", "release": "istio"}
}

type workload struct {
	namespace string
	labels    map[string]string
}

// templates are what pods of Deployments and DaemonSets are called by.
func templates(stream []byte) ([]workload, error) {
	var out []workload
	for _, text := range strings.Split("\n"+string(stream), "\n---\n") {
		var o struct {
			Kind     string
			Metadata struct{ Namespace string }
			Spec     struct {
				Template struct {
					Metadata struct{ Labels map[string]string }
				}
			}
		}
		if err := yaml.Unmarshal([]byte(text), &o); err != nil {
			continue // whose spec is of another form
		}
		if o.Kind == "Deployment" || o.Kind == "DaemonSet" {
			out = append(out, workload{o.Metadata.Namespace, o.Spec.Template.Metadata.Labels})
		}
	}
	return out, nil
}

// may reports whether the topology lets one open connections to a port of another.
func (t *topology) may(from, to *pod, number int, protocol string) bool {
	return t.mayLeave(from, to, number, protocol) && t.mayEnter(from, to, number, protocol)
}

// mayEnter asks the side that takes the connection.
func (t *topology) mayEnter(from, to *pod, number int, protocol string) bool {
	scraped := t.monitored() && from.ip == "" && number == 15090 && protocol == "TCP"
	switch {
	case to.tier != nil && t.isolates("gateways"):
		return scraped || protocol == "TCP" && slices.Contains(t.listens(to.tier), number) && (number == 15021 || to.tier.takes(from))
	case to.app == nil || !t.isolates("apps"):
		return true
	case scraped:
		return true
	case from.tier != nil && t.serves(from.tier, to.namespace, to.app):
		if protocol == "TCP" && slices.Contains(to.app.ports(), number) {
			return true
		}
	}
	return slices.ContainsFunc(to.app.AllowFrom, func(word string) bool { return t.names(word, from) })
}

// takes reports whether a tier's gateway takes connections of somebody, as its ranges say where
// packets keep their senders.
func (t *tier) takes(from *pod) bool {
	if len(t.SourceRanges) == 0 || t.TrafficPolicy != "Local" {
		return true
	}
	return slices.ContainsFunc(t.SourceRanges, func(n string) bool {
		return netip.MustParsePrefix(n).Contains(netip.MustParseAddr(first(from.ip, from.address)))
	})
}

// names reports whether a word of allowFrom is for a pod, as far as a network can tell.
func (t *topology) names(word string, p *pod) bool {
	namespace, _, divided := strings.Cut(word, "/")
	if !divided {
		for i := range t.Tiers {
			for j := range t.Tiers[i].Apps {
				if a := &t.Tiers[i].Apps[j]; a.deployed() && a.Name == word {
					return p.app != nil && p.app.Name == word
				}
			}
		}
	}
	return p.ip == "" && p.namespace == namespace
}

// listens are the ports of a gateway's pods.
func (t *topology) listens(of *tier) []int {
	out := []int{15021}
	low := t.Routing == "gateway-api" || slices.Contains([]string{"sail", "helm", "none"}, t.Istio.Install)
	if len(of.Hosts) > 0 && low {
		out = append(out, 80, 443)
	} else if len(of.Hosts) > 0 {
		out = append(out, 8080, 8443)
	}
	for _, p := range of.Ports {
		out = append(out, p.target())
	}
	return out
}

// mayLeave asks the side that opens the connection.
func (t *topology) mayLeave(from, to *pod, number int, protocol string) bool {
	of := from.tier
	if of == nil || !t.isolates("gateways") {
		return true
	}
	if to.namespace == "kube-system" && number == 53 {
		return true
	}
	if protocol != "TCP" {
		return t.reachesAll(of, to)
	}
	if to.kind == "istiod" && number == 15012 || t.reachesAll(of, to) {
		return true
	}
	if to.kind == "solver" && number == 8089 && to.namespace == t.gatewayHome(of) && t.proves(of) {
		return true
	}
	if to.app != nil && t.serves(of, to.namespace, to.app) && slices.Contains(to.app.ports(), number) {
		return true
	}
	return slices.ContainsFunc(of.Apps, func(a app) bool {
		named := a.Outside != "" && strings.ContainsAny(a.Outside, "abcdefghijklmnopqrstuvwxyz")
		return a.Outside != "" && (named || a.Outside == to.ip) && slices.Contains(a.ports(), number)
	})
}

// reachesAll reports whether a tier has a Service of pods that are not known, or asks one who
// may come in, somewhere in the namespace of a pod.
func (t *topology) reachesAll(of *tier, to *pod) bool {
	for _, service := range t.askedBy(of) {
		if service[0] == to.namespace && to.ip == "" && !t.deploys(service[0], service[1]) {
			return true
		}
	}
	return slices.ContainsFunc(of.Apps, func(a app) bool {
		name, namespace, _ := strings.Cut(a.Service, ".")
		return name != "" && first(namespace, t.home(of, &a)) == to.namespace && to.ip == "" && !t.deploys(to.namespace, name)
	})
}

// deploys reports whether a Service is an app's of the topology.
func (t *topology) deploys(namespace, name string) bool {
	for i := range t.Tiers {
		for j := range t.Tiers[i].Apps {
			if a := &t.Tiers[i].Apps[j]; a.deployed() && a.Name == name && t.home(&t.Tiers[i], a) == namespace {
				return true
			}
		}
	}
	return false
}
