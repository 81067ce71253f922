package platform

// gatewayAPIRow is the Gateway API that Istio was built with from a minor on.
type gatewayAPIRow struct{ istio, version string }

// Source: gatewayAPI. Of 1.21 no go.mod was read; 1.1 came with 1.22, as the row
// of IstioGRPCRouteV1 says.
var gatewayAPIRows = [...]gatewayAPIRow{
	{"1.20", "1.0"},
	{"1.22", "1.1"},
	{"1.24", "1.2"},
	{"1.26", "1.3"},
	{"1.28", "1.4"},
	{"1.30", "1.5"},
	{"1.31", "1.6"},
}

// GatewayAPI is the minor of the Gateway API's release that an Istio was built
// with, "1.6"; "" below the first with gateway.networking.k8s.io/v1.
func GatewayAPI(istio Version) string {
	version := ""
	for _, row := range gatewayAPIRows {
		if !istio.IsZero() && istio.compareMinor(at(row.istio)) >= 0 {
			version = row.version
		}
	}
	return version
}
