package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// unserved are gateways of which there is no more than Gateways for them: whose pods and
// Service were installed by something else, as by a profile of Istio's.
func (im *importer) unserved() {
	for g := range im.world.Gateways() {
		asked := objects.Labels(g.Members().Object("spec").Object("selector"))
		if len(asked) == 0 || slices.ContainsFunc(im.tiers, func(t *tier) bool { return t.labels.Match(asked) }) {
			continue
		}
		label, _ := asked.Get("istio")
		if label == "" {
			label, _ = asked.Get("app")
		}
		workload := label
		if label == "ingressgateway" || strings.HasPrefix(label, "ingressgateway-") {
			workload = "istio-" + label
		}
		if workload == "" {
			workload = g.Object().ID().Name
		}
		if home := im.homeOf(asked); home != im.rooted {
			im.note("nothing that was read says where the pods of gateway %q are; they are taken to be in %q, where what is for them stands; its Service, read too, would say it", workload, home)
		}
		policy := "Cluster"
		if len(im.access) > 0 || im.apart != nil && len(im.apart.main) > 0 {
			policy = "Local" // so that the gateway sees who asks
		}
		im.add(&tier{made: true, by: "Gateway " + g.Object().ID().Namespace + "/" + g.Object().ID().Name, workload: workload, namespace: im.homeOf(asked), labels: asked, service: object("type", "LoadBalancer", "externalTrafficPolicy", policy, "ports", im.asked(asked))})
	}
}

// homeOf is where the pods of a gateway are that was not read: where a policy for them is, or a
// Secret that they read, or else their Gateways, unless those are where routes and apps are.
func (im *importer) homeOf(selector objects.Labels) string {
	for o := range im.world.All() {
		spec, id := o.Members().Object("spec"), o.ID()
		chosen := objects.Labels(spec.Object("selector").Object("matchLabels"))
		if id.Kind == "EnvoyFilter" {
			chosen = objects.Labels(spec.Object("workloadSelector").Object("labels"))
		}
		if (id.Group == objects.IstioSecurity || id.Kind == "EnvoyFilter") && len(chosen) > 0 && selector.Match(chosen) {
			return id.Namespace
		}
	}
	home := ""
	for g := range im.world.Gateways() {
		asked := objects.Labels(g.Members().Object("spec").Object("selector"))
		if len(asked) == 0 || !selector.Match(asked) {
			continue
		}
		in := g.Object().ID().Namespace
		for _, s := range g.Members().Object("spec").List("servers") {
			if o, found := im.world.Secret(in, asObject(s).Object("tls").Text("credentialName")); found && o.Members().Text("type") == "kubernetes.io/tls" {
				return in
			}
		}
		if home == "" {
			home = in
		}
	}
	if home == im.space || home == "default" || home == "" {
		return im.rooted
	}
	return home
}

// asked are ports of the Service that Gateways are served by which choose pods so: theirs,
// and as Istio's own gateways have it 80 and 443 for those that pods may listen on.
func (im *importer) asked(selector objects.Labels) (ports []any) {
	var seen []int64
	var servers []manifest.Object
	for g := range im.world.Gateways() {
		if own := objects.Labels(g.Members().Object("spec").Object("selector")); len(own) > 0 && selector.Match(own) {
			for _, s := range g.Members().Object("spec").List("servers") {
				servers = append(servers, asObject(s))
			}
		}
	}
	for _, udp := range [...]bool{false, true} { // a number is one protocol's
		for _, server := range servers {
			n, ok := number(server.Object("port").Get("number"))
			target := n
			switch n {
			case 8080:
				n = 80
			case 8443:
				n = 443
			}
			if n < 1024 && n == target && n != 80 && n != 443 {
				target += 8000 // which pods may open
			}
			if !ok || slices.Contains(seen, n) || (spoken(server.Object("port").Text("protocol")) == "udp") != udp {
				continue
			}
			protocol := ""
			if udp {
				protocol = "UDP"
			}
			seen = append(seen, n)
			ports = append(ports, object("name", strings.ToLower(server.Object("port").Text("name")), "port", n, "targetPort", target, "protocol", protocol))
		}
	}
	return ports
}

// portOf is the port of a gateway's Service by which a server of a Gateway is reached: the
// server names that, or the one that the pods listen on.
func (t *tier) portOf(n int64) int64 {
	found := n
	for _, p := range t.service.List("ports") {
		port, _ := p.(manifest.Object)
		at, _ := number(port.Get("port"))
		target, ok := number(port.Get("targetPort"))
		if at == n {
			return n
		}
		if ok && target == n && found == n {
			found = at
		}
	}
	return found
}

// differ gives apps of one name and namespace names of their own.
func (im *importer) differ() {
	seen := map[string]bool{}
	for _, t := range im.tiers {
		for _, a := range t.apps {
			if key := a.namespace + "/" + document.Shortened(a.name); seen[key] {
				a.name = document.Shortened(a.name)[:min(len(document.Shortened(a.name)), 40-len(t.name)-1)] + "-" + t.name
			}
			seen[a.namespace+"/"+document.Shortened(a.name)] = true
		}
	}
}
