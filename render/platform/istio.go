package platform

// Support is what is known of one Istio on one Kubernetes.
type Support struct {
	// Known reports whether a table row covers this Istio. Where it is false
	// nothing below is a claim.
	Known bool
	// Installs is false where an API that the install relies on is known to be
	// missing; true is no promise.
	Installs bool
	// Reason says why it fails: "its CRDs are apiextensions.k8s.io/v1beta1, which
	// Kubernetes 1.22 removed". "" where it installs.
	Reason string
	// Supported reports whether Istio's makers tested and support the pair.
	Supported bool
	// From and To are the oldest and newest Kubernetes minor they support; To is
	// "" where Istio is newer than the tables, and From that of the newest row.
	From, To string
	// Older reports whether the Kubernetes is older than From.
	Older bool
	// Minimum is the oldest Kubernetes minor that this Istio's istioctl takes
	// without a warning; "" unknown.
	Minimum string
}

// IstioOnKubernetes is what is known of a pair. Of Kubernetes only the minor
// counts. A Kubernetes below Minimum does not fail the install: istioctl prints
// a warning and goes on.
func IstioOnKubernetes(istio, kubernetes Version) Support {
	row, ok := istioRowOf(istio)
	if !ok || kubernetes.IsZero() {
		return Support{}
	}
	if SystemIstio.Newer(istio) {
		row.to, row.minimum = "", ""
	}
	return row.on(istio, kubernetes)
}

// on is what is known of an Istio of a row on a Kubernetes.
func (row istioRow) on(istio, kubernetes Version) Support {
	s := Support{Known: true, From: row.from, To: row.to, Minimum: row.minimum}
	needs, gone := row.needs, row.gone
	switch {
	case needs.api != "" && kubernetes.compareMinor(at(needs.kubernetes)) < 0:
		s.Reason = needs.api + ", which came with Kubernetes " + needs.kubernetes
	case gone.api != "" && kubernetes.compareMinor(at(gone.kubernetes)) >= 0 &&
		(gone.fixed == "" || istio.compare(at(gone.fixed)) < 0):
		s.Reason = gone.api + ", which Kubernetes " + gone.kubernetes + " removed"
	default:
		s.Installs = true
		s.Older = row.to != "" && kubernetes.compareMinor(at(row.from)) < 0
		s.Supported = kubernetes.compareMinor(at(row.from)) >= 0 && (row.to == "" || kubernetes.compareMinor(at(row.to)) <= 0)
	}
	return s
}

// IstiosFor are the oldest and the newest Istio whose makers support a
// Kubernetes, "" where the tables have none. All between support it too.
func IstiosFor(kubernetes Version) (oldest, newest string) {
	for _, row := range istioRows {
		if !kubernetes.IsZero() && row.on(at(row.version), kubernetes).Supported {
			if oldest == "" {
				oldest = row.version
			}
			newest = row.version
		}
	}
	return oldest, newest
}

// IstioRange is the first and the last Istio minor of the tables.
func IstioRange() (first, last string) {
	return istioRows[0].version, istioRows[len(istioRows)-1].version
}

// NetworkingAPI is the apiVersion for Gateway, VirtualService, DestinationRule and
// ServiceEntry.
func NetworkingAPI(istio Version) string {
	if IstioNetworkingV1.In(istio) {
		return "networking.istio.io/v1"
	}
	return "networking.istio.io/v1beta1"
}

// SecurityAPI is the apiVersion for PeerAuthentication and AuthorizationPolicy.
func SecurityAPI(istio Version) string {
	if IstioSecurityV1.In(istio) {
		return "security.istio.io/v1"
	}
	return "security.istio.io/v1beta1"
}

// TelemetryAPI is the apiVersion of a Telemetry that switches access logs on; ""
// where none does.
func TelemetryAPI(istio Version) string {
	switch {
	case IstioTelemetryV1.In(istio):
		return "telemetry.istio.io/v1"
	case IstioTelemetryLogs.In(istio):
		return "telemetry.istio.io/v1alpha1"
	}
	return ""
}

// GatewayNameLabel is the label by which the pods of a Gateway of the Gateway API
// have its name.
func GatewayNameLabel(istio Version) string {
	if IstioGatewayNameLabel.In(istio) {
		return "gateway.networking.k8s.io/gateway-name"
	}
	return "istio.io/gateway-name"
}

// MicroK8sPrometheusLabel is the label without which the Prometheus of microk8s's
// addon observability takes no PodMonitor: the release of its chart
// (canonical/microk8s-core-addons, addons/observability/enable).
func MicroK8sPrometheusLabel() (key, value string) { return "release", "kube-prom-stack" }

// OperatorImageHub is where the in-cluster operator's image is, "/operator:" and
// the version left out. Source: what `istioctl operator init` of 1.9 prints.
func OperatorImageHub(Version) string { return "docker.io/istio" }

// istioRowOf is the row of an Istio: for a newer one than is known the newest.
func istioRowOf(v Version) (istioRow, bool) {
	if SystemIstio.Newer(v) {
		return istioRows[len(istioRows)-1], true
	}
	for _, row := range istioRows {
		if !v.IsZero() && at(row.version).compareMinor(v) == 0 {
			return row, true
		}
	}
	return istioRow{}, false
}
