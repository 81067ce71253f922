package mesh

import (
	"cmp"
	"fmt"
	"math/rand/v2"
)

// ruleWorld is a mesh in which somebody adds DestinationRules to the tool's.
type ruleWorld struct {
	routing, gateways string // and where those run; "" is where istiod does
	private           bool   // rules that say nothing of it are for their own namespace alone
	older             bool   // istiod makes one rule of those that are for other namespaces each
}

func (m ruleWorld) String() string {
	return fmt.Sprintf("%s in %q, private %v, older %v", m.routing, m.gateways, m.private, m.older)
}

// ruleWorlds are all.
func ruleWorlds() (out []ruleWorld) {
	for i := range 16 {
		out = append(out, ruleWorld{[]string{"istio", gatewayAPI}[i%2], []string{"", "edge"}[i/2%2], i/4%2 > 0, i/8 > 0})
	}
	return out
}

// root is istiod's namespace.
const root = "istio-system"

// addedRule is a DestinationRule that is added, for the host of an app in a namespace of its own.
type addedRule struct {
	number              int
	kept                bool   // the app keeps its clients, for which the tool's rule has a policy
	namespace, host     string // "" is the app's
	exportTo            []string
	selector            map[string]string
	policy              map[string]any
	subset, subsetLabel string
}

func (r *addedRule) name() string { return fmt.Sprint("added-", r.number) }
func (r *addedRule) home() string { return fmt.Sprint("home-", r.number) }
func (r *addedRule) in() string   { return cmp.Or(r.namespace, r.home()) }

// service is the host that the tool has a rule for: its app's, or that of the app's version.
func (m ruleWorld) service(r *addedRule) string {
	if m.routing == gatewayAPI {
		return "app-v1." + r.home() + ".svc.cluster.local"
	}
	return "app." + r.home() + ".svc.cluster.local"
}

// added makes up rules.
func (m ruleWorld) added(random *rand.Rand, n int) (out []*addedRule) {
	gateways := cmp.Or(m.gateways, root)
	pods := map[string]string{"app": "istio-ingressgateway"}
	if m.routing == gatewayAPI {
		pods = map[string]string{"gateway.networking.k8s.io/gateway-name": "gateway-ingressgateway"}
	}
	for len(out) < n {
		r := &addedRule{number: len(out), kept: m.routing == gatewayAPI || random.IntN(3) > 0}
		r.namespace = []string{gateways, gateways, root, "", "other"}[random.IntN(5)]
		r.exportTo = [][]string{nil, nil, {"."}, {"."}, {"*"}, {r.in()}, {gateways}, {"other"}, {".", "elsewhere"}}[random.IntN(9)]
		r.selector = []map[string]string{nil, nil, pods, {"app": "batch"}}[random.IntN(4)]
		if random.IntN(4) == 0 {
			r.host = "*." + r.home() + ".svc.cluster.local"
		}
		r.policy = []map[string]any{nil, {"connectionPool": map[string]any{"tcp": map[string]any{"maxConnections": 7}}}, {"loadBalancer": map[string]any{"simple": "RANDOM"}}}[random.IntN(3)]
		if m.routing != gatewayAPI {
			r.subset = []string{"", "stable", "v1"}[random.IntN(3)]
			r.subsetLabel = []string{"v1", "v2"}[random.IntN(2)]
		}
		nobody := r.in() == root && gateways != root && len(r.exportTo) == 1 && r.exportTo[0] == "." // no pod there would follow it
		if !nobody && (r.policy != nil || r.subset != "") {
			out = append(out, r)
		}
	}
	return out
}

// topology and mixin are what the tool is given.
func (m ruleWorld) topology(rules []*addedRule) map[string]any {
	apps := []any{map[string]any{"name": "batch", "namespace": "other", "image": "batch:1.0", "port": 80, "routes": []any{"/batch"}}}
	for _, r := range rules {
		a := map[string]any{"name": "app", "namespace": r.home(), "port": 5000, "routes": []any{"/" + r.name()}, "versions": []any{
			map[string]any{"version": "v1", "image": "app:1.0", "weight": 100}, map[string]any{"version": "v2", "image": "app:2.0", "weight": 0}}}
		if r.kept {
			a["sticky"] = map[string]any{"cookie": "session"}
		}
		apps = append(apps, a)
	}
	istio := map[string]any{"version": "1.31.0"}
	if m.older {
		istio["version"] = "1.23.6"
		istio["install"] = "istioctl"
	}
	if m.private {
		istio["meshConfig"] = map[string]any{"defaultDestinationRuleExportTo": []any{"."}}
	}
	top := map[string]any{"name": "rules", "kubernetes": "1.30", "metallb": "0.15.3", "istio": istio, "routing": m.routing, "secrets": "omit", "jsonnet": "added.jsonnet",
		"gatewayNamespace": cmp.Or(m.gateways, root), "tiers": []any{map[string]any{"name": "primary", "ip": "192.168.1.141", "hosts": []any{"home.example.org"}, "apps": apps}}}
	return top
}

// mixin is jsonnet, as which JSON can be read.
func (m ruleWorld) mixin(rules []*addedRule) map[string]any {
	all := map[string]any{}
	for _, r := range rules {
		spec := map[string]any{"host": cmp.Or(r.host, m.service(r))}
		if r.exportTo != nil {
			spec["exportTo"] = r.exportTo
		}
		if r.selector != nil {
			spec["workloadSelector"] = map[string]any{"matchLabels": r.selector}
			delete(spec, "exportTo")
		}
		if r.policy != nil {
			spec["trafficPolicy"] = r.policy
		}
		if r.subset != "" {
			spec["subsets"] = []any{map[string]any{"name": r.subset, "labels": map[string]any{"version": r.subsetLabel}}}
		}
		all[r.name()] = map[string]any{"apiVersion": "networking.istio.io/v1", "kind": "DestinationRule", "metadata": map[string]any{"name": r.name(), "namespace": r.in()}, "spec": spec}
	}
	return map[string]any{"added": all}
}
