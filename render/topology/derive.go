package topology

// Derive works out what follows from a document, whatever is wrong with it: what
// is wrong is left out, or kept with both of its origins for the rules to tell.
func Derive(document *Document, options Options) *Plan {
	p := &Plan{Document: document, Options: options}
	if !document.isObject {
		return p
	}
	p.Versions = versionsOf(document)
	p.deriveRevision()
	p.Secrets = secretsMode(&document.Secrets, options.Secrets)
	p.deriveTiers()
	p.deriveAddresses()
	p.deriveHosts()
	p.deriveApps()
	p.deriveRoutes()
	p.deriveVirtualServices()
	p.deriveConnections()
	p.deriveGatewayAPI()
	return p
}

// deriveTiers names each tier's objects.
func (p *Plan) deriveTiers() {
	p.Tiers = make([]tierPlan, len(p.Document.Tiers))
	seen := map[string]bool{}
	for i := range p.Tiers {
		t, out := &p.Document.Tiers[i], &p.Tiers[i]
		out.tier, out.names = t, namesOf(t)
		out.unnamed = !fits(t.Name, "label") || t.Name.wrong || seen[t.Name.Value]
		seen[t.Name.Value] = true
	}
}

// deriveHosts divides each tier's hosts over the Gateway objects that carry them.
func (p *Plan) deriveHosts() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if p.gatewayAPI() { // one IP, so one Gateway, whose size the listeners bound
			t.hosts = []hostGroup{{t.names.istioGateway, values(t.tier.Hosts)}}
		} else {
			t.hosts = hostGroups(t)
		}
	}
}
