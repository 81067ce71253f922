package plan

import (
	"render/render/format"
	"render/render/routing"
	"render/render/versions"
)

// Derive works out what follows from a document, whatever is wrong with it: what
// is wrong is left out, or kept with both of its origins for the rules to tell.
func Derive(document *format.Document, options Options) *Plan {
	p := &Plan{Document: document, Options: options}
	if !document.IsObject {
		return p
	}
	p.Versions = versions.Of(document)
	p.deriveRevision()
	p.Secrets = document.Secrets.ModeUnder(options.Secrets)
	p.deriveTiers()
	p.deriveAddresses()
	p.deriveServers()
	p.deriveClear()
	p.deriveApps()
	p.deriveRoutes()
	p.deriveVirtualServices()
	p.deriveRedirects()
	p.deriveTierPorts()
	p.deriveConnections()
	p.deriveListeners()
	p.deriveClosed()
	p.deriveTLSPorts()
	p.deriveGatewayAPI()
	p.deriveClearRoutes()
	p.deriveDestinations()
	p.deriveIsolation()
	p.deriveAccess()
	return p
}

// deriveTiers names each tier's objects.
func (p *Plan) deriveTiers() {
	p.Tiers = make([]Tier, len(p.Document.Tiers))
	seen := map[string]bool{}
	for i := range p.Tiers {
		t, out := &p.Document.Tiers[i], &p.Tiers[i]
		out.GatewayNamespace, out.GatewaysIn = p.gatewayNamespaces(t)
		out.Namespace = p.Document.Namespace.Value
		replace(&out.Namespace, t.Namespace)
		out.Written, out.AllHosts, out.Names = t, t.AllHosts(), namesOf(t)
		out.names = format.Values(out.AllHosts)
		out.Known = routing.NewSet(out.names)
		out.Unnamed = !format.Fits(t.Name, "label") || t.Name.IsWrong() || seen[t.Name.Value]
		seen[t.Name.Value] = true
	}
}
