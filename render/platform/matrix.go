package platform

// IstioRelease is what goes with one Istio minor.
type IstioRelease struct {
	Version string
	// From and To are the Kubernetes minors its makers support.
	From, To string
	// Needs is the first Kubernetes that has an API which its install relies on,
	// and Gone the first without one; "" none. Fixed is the patch of this Istio
	// from which on Gone does not matter.
	Needs, Gone, Fixed string
	// GatewayAPI is the release it was built with; "" without version 1 of it.
	GatewayAPI string
	// Operator, Sail and Helm tell whether it may be installed by the in-cluster
	// operator, by the Sail operator, and by Helm.
	Operator, Sail, Helm bool
	Source               string
}

// IstioReleases are all that the tables know, the oldest first.
func IstioReleases() []IstioRelease {
	var out []IstioRelease
	for _, row := range istioRows {
		v := at(row.version)
		out = append(out, IstioRelease{
			Version: row.version, From: row.from, To: row.to,
			Needs: row.needs.kubernetes, Gone: row.gone.kubernetes, Fixed: row.gone.fixed,
			GatewayAPI: GatewayAPI(v), Operator: IstioOperatorInCluster.In(v), Sail: IstioSail.In(v), Helm: IstioHelm.In(v), Source: row.source,
		})
	}
	return out
}
