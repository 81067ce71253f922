package plan

import (
	"slices"
	"strings"
)

// deriveShown finds whom the ServiceEntries of what is outside are for where apps are isolated: their
// own namespace, those of the other apps of their host, whose routes name it, and those of the gateways
// that send something there. One that the mesh has a provider at stays for all, since sidecars may ask it.
func (p *Plan) deriveShown() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for _, a := range t.Reached {
			if a.Backend.Outside() && !p.isProvider(a.Backend.Host) {
				entry := a.Backend.Of
				if entry == nil {
					entry = a
				}
				entry.showTo(a.Namespace, t.GatewayNamespace)
			}
		}
	}
}

// showTo adds namespaces to those that the ServiceEntry of an app is for: in order, so that an app that
// moves in the file changes nothing, and its own as "." alone, beside which Istio refuses its name.
func (a *App) showTo(namespaces ...string) {
	shown := &a.Backend.ShownTo
	for _, namespace := range append(namespaces, ".") {
		if at, found := slices.BinarySearch(*shown, namespace); !found && namespace != a.Namespace {
			*shown = slices.Insert(*shown, at, namespace)
		}
	}
}

// isProvider reports whether a provider of the mesh, of whatever kind, is at a host.
func (p *Plan) isProvider(host string) bool {
	for _, provider := range p.ExtensionProviders() {
		for _, kind := range provider {
			of, _ := kind.(map[string]any)
			service, _ := of["service"].(string)
			if _, own, divided := strings.Cut(service, "/"); service == host || divided && own == host {
				return true
			}
		}
	}
	return false
}
