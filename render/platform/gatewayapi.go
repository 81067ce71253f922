package platform

// gatewayAPIRow is the Gateway API that Istio was built with from a minor on: its
// minor, and a release of that.
type gatewayAPIRow struct{ istio, version, release string }

// Source: gatewayAPI. Of 1.21 no go.mod was read; 1.1 came with 1.22, as the row
// of IstioGRPCRouteV1 says.
var gatewayAPIRows = [...]gatewayAPIRow{
	{"1.20", "1.0", "v1.0.0"},
	{"1.22", "1.1", "v1.1.0"},
	{"1.24", "1.2", "v1.2.1"},
	{"1.26", "1.3", "v1.3.0"},
	{"1.28", "1.4", "v1.4.1"},
	{"1.30", "1.5", "v1.5.1"},
	{"1.31", "1.6", "v1.6.0"},
}

// GatewayAPI is the minor of the Gateway API's release that an Istio was built
// with, "1.6"; "" below the first with gateway.networking.k8s.io/v1.
func GatewayAPI(istio Version) string { return gatewayAPIOf(istio).version }

// GatewayAPIDefinitions is the file with the definitions of the Gateway API that go with
// an Istio, which neither that nor Kubernetes brings: of the standard channel, which has
// all kinds of a version without "alpha" in it, or of the experimental one, which has the
// others too. It is "" where GatewayAPI is.
func GatewayAPIDefinitions(istio Version, experimental bool) string {
	row, channel := gatewayAPIOf(istio), "standard"
	if row.release == "" {
		return ""
	}
	if experimental {
		channel = "experimental"
	}
	return "https://github.com/kubernetes-sigs/gateway-api/releases/download/" + row.release + "/" + channel + "-install.yaml"
}

func gatewayAPIOf(istio Version) (out gatewayAPIRow) {
	for _, row := range gatewayAPIRows {
		if !istio.IsZero() && istio.compareMinor(at(row.istio)) >= 0 {
			out = row
		}
	}
	return out
}
