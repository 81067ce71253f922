package plan

import "render/render/format"

// deriveApps settles the names, ports, versions and backends of apps, and what they
// have to do with each other.
func (p *Plan) deriveApps() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.Own, t.Apps = ownRoutes(t), make([]App, len(t.Written.Apps))
		for j := range t.Apps {
			a := &t.Written.Apps[j]
			app := &t.Apps[j]
			*app = App{Written: a, Namespace: t.Namespace, Names: namesOfApp(a, t.Names.Gateway),
				Ports: portsOf(a), Versions: versionsOfApp(a)}
			replace(&app.Namespace, a.Namespace)
			app.Backend = newBackend(a, app.Namespace)
		}
	}
	p.deriveNamesakes()
	p.deriveStrangers()
	p.deriveEntries()
}

// deriveNamesakes finds apps of one name in one namespace. Services select pods by the
// label app, so each would get the other's requests, whatever their names.
func (p *Plan) deriveNamesakes() {
	type key struct{ namespace, name string }
	seen := map[key]*App{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			a := &p.Tiers[i].Apps[j]
			k := key{a.Namespace, a.Written.Name.Value}
			switch first := seen[k]; {
			case k.name == "":
			case first != nil:
				a.Namesake = first
			default:
				seen[k] = a
			}
		}
	}
}

// strangers are those that this topology tells of, by namespace and the label `app`.
func (p *Plan) strangers() map[[2]string]*stranger {
	d := p.Document
	at := format.Or(d.Istio.Namespace.Origin, d.Istio.Version.Origin)
	out := map[[2]string]*stranger{{d.Istio.Namespace.Value, "istiod"}: {"istiod", at}}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if first := [2]string{t.GatewayNamespace, ChartApp}; !p.GatewayAPI() && out[first] == nil {
			out[first] = &stranger{"the gateways", format.Or(p.GatewayNamespaceOrigin(t), at)}
		}
	}
	if m := &d.MetalLB; !p.Versions.NoMetalLB {
		out[[2]string{m.Namespace.Value, "metallb"}] = &stranger{"MetalLB", format.Or(format.Or(m.Namespace.Origin, m.Version.Origin), d.MicroK8s.Origin)}
	}
	if c := d.Secrets.CertManager; c != nil && p.Secrets == format.SecretsCertManager {
		out[[2]string{c.Namespace.Value, "cert-manager"}] = &stranger{"cert-manager", format.Or(c.Namespace.Origin, c.Origin)}
	}
	return out
}

// deriveStrangers finds apps whose Service would select somebody else's pods: Services
// select by the label `app`, whatever they are called themselves.
func (p *Plan) deriveStrangers() {
	pods := p.strangers()
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			if a := &p.Tiers[i].Apps[j]; a.Deployed() {
				a.Stranger = pods[[2]string{a.Namespace, a.Written.Name.Value}]
			}
		}
	}
}

// deriveEntries finds, of apps that name one host outside the cluster, the one that
// renders its ServiceEntry.
func (p *Plan) deriveEntries() {
	first := map[string]*App{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			a := &p.Tiers[i].Apps[j]
			if !a.Backend.Outside() {
				continue
			}
			if a.Backend.Of = first[a.Backend.Host]; a.Backend.Of == nil {
				first[a.Backend.Host], a.Backend.Entry = a, true
			}
		}
	}
}
