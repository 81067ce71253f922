package topology

// deriveApps settles the names, ports, versions and backends of apps, and what they
// have to do with each other.
func (p *Plan) deriveApps() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.apps = make([]appPlan, len(t.tier.Apps))
		for j := range t.apps {
			a := &t.tier.Apps[j]
			app := &t.apps[j]
			*app = appPlan{app: a, namespace: p.Document.Namespace.Value, names: namesOfApp(a, t.names.istioGateway),
				ports: portsOf(a), versions: versionsOfApp(a)}
			replace(&app.namespace, a.Namespace)
			if a.Service.IsSet() && fits(a.Service, "backend") {
				app.backend = newBackend(a.Service.Value, a.Name.Value, app.namespace)
			}
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
	seen := map[key]*appPlan{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			a := &p.Tiers[i].apps[j]
			k := key{a.namespace, a.app.Name.Value}
			switch first := seen[k]; {
			case k.name == "":
			case first != nil:
				a.namesake = first
			default:
				seen[k] = a
			}
		}
	}
}

// strangers are those that this topology tells of, by namespace and the label `app`.
func (p *Plan) strangers() map[[2]string]*stranger {
	d := p.Document
	at := or(d.Istio.Namespace.Origin, d.Istio.Version.Origin)
	out := map[[2]string]*stranger{{d.Istio.Namespace.Value, "istiod"}: {"istiod", at}}
	if !p.gatewayAPI() {
		out[[2]string{d.Istio.Namespace.Value, chartApp}] = &stranger{"the gateways", at}
	}
	if m := &d.MetalLB; !p.Versions.NoMetalLB {
		out[[2]string{m.Namespace.Value, "metallb"}] = &stranger{"MetalLB", or(or(m.Namespace.Origin, m.Version.Origin), d.MicroK8s.Origin)}
	}
	if c := d.Secrets.CertManager; c != nil && p.Secrets == SecretsCertManager {
		out[[2]string{c.Namespace.Value, "cert-manager"}] = &stranger{"cert-manager", or(c.Namespace.Origin, c.Origin)}
	}
	return out
}

// deriveStrangers finds apps whose Service would select somebody else's pods: Services
// select by the label `app`, whatever they are called themselves.
func (p *Plan) deriveStrangers() {
	pods := p.strangers()
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			if a := &p.Tiers[i].apps[j]; a.backend == nil {
				a.stranger = pods[[2]string{a.namespace, a.app.Name.Value}]
			}
		}
	}
}

// deriveEntries finds, of apps that name one host outside the cluster, the one that
// renders its ServiceEntry.
func (p *Plan) deriveEntries() {
	first := map[string]*appPlan{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			a := &p.Tiers[i].apps[j]
			if !a.backend.outside() {
				continue
			}
			if a.backend.of = first[a.backend.host]; a.backend.of == nil {
				first[a.backend.host], a.backend.entry = a, true
			}
		}
	}
}
