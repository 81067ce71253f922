package format

// Isolation is which ways inside the cluster are closed that lead past a tier's own
// gateway. A network that enforces NetworkPolicies is needed for some of it, as microk8s's is.
type Isolation struct {
	Origin
	// All of it. Example: true
	All Flag `key:"-,alone"`
	// An app's pods take requests of its own tiers' gateways alone, and of whom its allowFrom
	// names: by an AuthorizationPolicy, for which it needs a sidecar, and a NetworkPolicy.
	// Example: true
	Apps Flag `key:"apps"`
	// A gateway's pods take connections to its ports alone, and open them to the apps of its
	// tier, to the provider that its access asks, to istiod and to the cluster's DNS alone: by a
	// NetworkPolicy. Example: true
	Gateways Flag `key:"gateways"`
}

// OfApps reports whether apps are isolated.
func (i *Isolation) OfApps() bool { return i.All.Value || i.Apps.Value }

// OfGateways reports whether gateways are.
func (i *Isolation) OfGateways() bool { return i.All.Value || i.Gateways.Value }

// AppsOrigin is where it is written that apps are isolated.
func (i *Isolation) AppsOrigin() Origin {
	if i.Apps.Value {
		return i.Apps.Origin
	}
	return i.All.Origin
}
