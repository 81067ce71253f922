package importing

import (
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// isolation is whether apps and gateways are kept apart: all that are deployed have policies of
// the form in which that is rendered, called as their Services.
func (im *importer) isolation() any {
	apps, gateways := im.isolated, false
	for p := range im.world.NetworkPolicies() {
		for _, rule := range p.Members().Object("spec").List("egress") {
			gateways = gateways || slices.ContainsFunc(portsOfRule(rule), func(n int64) bool { return n == istiodPort })
		}
	}
	switch {
	case apps && gateways:
		return true
	case apps:
		return document.Mapping{{Key: "apps", Value: true}}
	case gateways:
		return document.Mapping{{Key: "gateways", Value: true}}
	}
	return nil
}

// istiodPort is where gateways get what they do.
const istiodPort = 15012

// tiersIsolate reports whether every deployed app has both policies of its own, or none, which is
// how everybody is let in, and some has them.
func (im *importer) tiersIsolate() bool {
	found := false
	for _, t := range im.tiers {
		for _, a := range t.apps {
			namespace, name := objects.ServiceOfHost(a.to, a.namespace)
			if a.to == "" || namespace != a.namespace || a.again || len(im.podsBehind(namespace, name)) == 0 {
				continue
			}
			switch identities, connections := im.policiesOf(namespace, name); {
			case identities != nil && connections != nil:
				found = true
			case identities != nil || connections != nil:
				return false
			}
		}
	}
	return found
}

// policiesOf are an app's policies, nil where one is not there.
func (im *importer) policiesOf(namespace, name string) (identities, connections manifest.Object) {
	for p := range im.world.AuthorizationPolicies() {
		if id := p.ID(); id.Namespace == namespace && id.Name == name && p.Action().Value() != "DENY" {
			identities = p.Members().Object("spec")
		}
	}
	for p := range im.world.NetworkPolicies() {
		if id := p.ID(); id.Namespace == namespace && id.Name == name && p.Egress().Len() == 0 {
			connections = p.Members().Object("spec")
		}
	}
	return identities, connections
}

// callers are whom an app lets in beside its gateways: those that a rule of its NetworkPolicy
// names for every port, each by its account where the other policy has one; everybody where it
// has no policies.
func (im *importer) callers(namespace, name string) []any {
	identities, connections := im.policiesOf(namespace, name)
	if identities == nil {
		return []any{"*"}
	}
	gateways, peers := 0, []any(nil)
	for _, rule := range connections.List("ingress") {
		o, _ := rule.(manifest.Object)
		switch ports := portsOfRule(rule); {
		case len(ports) == 0:
			peers = append(peers, o.List("from")...)
		case !slices.Contains(ports, metricsPort):
			gateways += len(o.List("from"))
		}
	}
	accounts, whole := sourcesOf(identities)
	accounts = accounts[min(gateways, len(accounts)):]
	var out []any
	for _, one := range peers {
		peer, _ := one.(manifest.Object)
		in := peer.Object("namespaceSelector").Object("matchLabels").Text("kubernetes.io/metadata.name")
		if app := peer.Object("podSelector").Object("matchLabels").Text("app"); app != "" {
			out = append(out, app)
			continue
		}
		if slices.Contains(whole, in) {
			out = append(out, in+im.besideApp(in))
		}
		for _, account := range accounts {
			if account[0] == in {
				out = append(out, account[0]+"/"+account[1])
			}
		}
	}
	return out
}

// metricsPort is where proxies tell of themselves.
const metricsPort = 15090

// besideApp is what tells a namespace from an app that is called so.
func (im *importer) besideApp(name string) string {
	for _, t := range im.tiers {
		if slices.ContainsFunc(t.apps, func(a *app) bool { return a.name == name }) {
			return "/*"
		}
	}
	return ""
}

// sourcesOf are the accounts, each with its namespace, and the namespaces that a policy lets in.
func sourcesOf(policy manifest.Object) (accounts [][2]string, namespaces []string) {
	for _, rule := range policy.List("rules") {
		r, _ := rule.(manifest.Object)
		for _, from := range r.List("from") {
			f, _ := from.(manifest.Object)
			source := f.Object("source")
			for _, p := range source.List("principals") {
				text, _ := p.(string)
				if parts := strings.Split(text, "/"); len(parts) == 5 {
					accounts = append(accounts, [2]string{parts[2], parts[4]})
				}
			}
			for _, n := range source.List("namespaces") {
				text, _ := n.(string)
				namespaces = append(namespaces, text)
			}
		}
	}
	return accounts, namespaces
}

// portsOfRule are the ports of a rule of a NetworkPolicy.
func portsOfRule(rule any) (out []int64) {
	o, _ := rule.(manifest.Object)
	for _, port := range o.List("ports") {
		p, _ := port.(manifest.Object)
		if n, ok := number(p.Get("port")); ok {
			out = append(out, n)
		}
	}
	return out
}
