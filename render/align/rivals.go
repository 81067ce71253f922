package align

import (
	"iter"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// rivals are the Gateways and routes of a cluster that are somebody else's and answer, at
// gateways that are wanted, for hosts that are wanted: nothing tells what is served now, or
// who answers from now on, without them.
func rivals(live, want []manifest.Manifest) map[manifest.ID]bool {
	r := &rivalry{out: map[manifest.ID]bool{}, hosts: map[string]bool{}, gateways: map[string]bool{}, known: map[manifest.ID]bool{}}
	is, wants := objects.New(live), objects.New(want)
	r.wanted(wants)
	r.chosen(is, wants)
	for g := range is.Gateways() {
		id := g.ID()
		if r.known[id] || r.choosesWanted(g) {
			r.gateways[id.Namespace+"/"+id.Name] = true
			r.add(g.Resource, serverHosts(g))
		}
	}
	led := map[string]bool{} // Gateways that such routes are at, whatever their own hosts
	for v := range is.VirtualServices() {
		id := v.ID()
		for _, name := range v.Gateways().All() {
			at := name.Value()
			if !strings.Contains(at, "/") {
				at = id.Namespace + "/" + at
			}
			if r.gateways[at] && r.add(v.Resource, textsOf(v.Hosts())) {
				led[at] = true
			}
		}
	}
	for g := range is.Gateways() {
		if id := g.ID(); led[id.Namespace+"/"+id.Name] && !r.known[id] {
			r.out[id] = true
		}
	}
	for _, routes := range [...]iter.Seq[objects.Route]{is.HTTPRoutes(), is.GRPCRoutes(), is.TLSRoutes()} {
		r.attached(routes)
	}
	return r.out
}

// rivalry is a search for rivals.
type rivalry struct {
	out             map[manifest.ID]bool
	hosts           map[string]bool      // that are wanted
	gateways        map[string]bool      // Istio's at pods that are wanted, "<namespace>/<name>"
	known           map[manifest.ID]bool // what is wanted itself
	selectors, pods []objects.Labels     // of the Gateways that are wanted, and what they choose
}

// wanted finds the hosts that are wanted.
func (r *rivalry) wanted(world *objects.World) {
	add := func(list []string) {
		for _, host := range list {
			r.hosts[host] = true
		}
	}
	for o := range world.All() {
		r.known[o.ID()] = true
	}
	for g := range world.Gateways() {
		r.selectors = append(r.selectors, labelsOf(g))
		add(serverHosts(g))
	}
	for v := range world.VirtualServices() {
		add(textsOf(v.Hosts()))
	}
	for _, routes := range [...]iter.Seq[objects.Route]{world.HTTPRoutes(), world.GRPCRoutes(), world.TLSRoutes()} {
		for route := range routes {
			add(textsOf(route.Hostnames()))
		}
	}
}

// add takes an object in that is not wanted itself and has one of the hosts; false where it
// has none.
func (r *rivalry) add(o objects.Resource, hosts []string) bool {
	id := o.ID()
	if r.known[id] || len(o.Members().Object("metadata").List("ownerReferences")) > 0 {
		return false
	}
	for _, host := range hosts {
		if r.hosts[host] {
			r.out[id] = true
			return true
		}
	}
	return false
}

// choosesWanted reports whether a Gateway chooses pods that one of those does which are wanted.
func (r *rivalry) choosesWanted(g objects.Gateway) bool {
	selector := labelsOf(g)
	return slices.ContainsFunc(r.pods, func(labels objects.Labels) bool { return labels.Match(selector) }) ||
		slices.ContainsFunc(r.selectors, selector.Match)
}

// chosen finds the pods that Gateways choose which are wanted, on either side.
func (r *rivalry) chosen(worlds ...*objects.World) {
	for _, world := range worlds {
		for w := range world.Workloads() {
			labels := objects.Labels(podsOf(w.Members()).Object("metadata").Object("labels"))
			if slices.ContainsFunc(r.selectors, labels.Match) {
				r.pods = append(r.pods, labels)
			}
		}
	}
	r.pods = append(r.pods, r.selectors...) // where no pods are known
}

// attached takes those routes in that are at Gateways which are wanted.
func (r *rivalry) attached(routes iter.Seq[objects.Route]) {
	for route := range routes {
		id := route.ID()
		for _, ref := range route.ParentRefs().All() {
			namespace := ref.Namespace().Value()
			if namespace == "" {
				namespace = id.Namespace
			}
			if r.known[manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: namespace, Name: ref.Name().Value()}] {
				r.add(route.Resource, textsOf(route.Hostnames()))
			}
		}
	}
}

func labelsOf(g objects.Gateway) objects.Labels {
	return objects.Labels(g.Members().Object("spec").Object("selector"))
}

// serverHosts are the hosts of a Gateway's servers, of whichever namespaces' routes.
func serverHosts(g objects.Gateway) (out []string) {
	for _, server := range g.Servers().All() {
		for _, host := range textsOf(server.Hosts()) {
			out = append(out, host[strings.Index(host, "/")+1:])
		}
	}
	return out
}

func textsOf(list objects.List[objects.Text]) (out []string) {
	for _, text := range list.All() {
		out = append(out, text.Value())
	}
	return out
}
