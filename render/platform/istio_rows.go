package platform

const (
	supportTable = "https://istio.io/latest/docs/releases/supported-releases/"
	installer    = "istio/istio, istioctl/pkg/install/k8sversion/version.go"
	gatewayChart = "istio/istio, manifests/charts/gateways/istio-ingress/templates"
)

// istioRow is what is known of one Istio minor and Kubernetes minors.
type istioRow struct {
	version  string
	from, to string // the Kubernetes minors its makers support
	minimum  string // the one below which istioctl warns; "" where it was not read
	needs    removal
	gone     removal
	source   string
}

// removal is an API that an Istio's install relies on and some Kubernetes lack.
type removal struct {
	api        string // "its CRDs are apiextensions.k8s.io/v1beta1"
	kubernetes string // needs: the first minor having the API; gone: the first without
	fixed      string // the first Istio patch that does not rely on it; "" none
}

const pdbAPI = "its PodDisruptionBudgets are policy/v1beta1"

var (
	crdV1beta1 = removal{api: "its CRDs are apiextensions.k8s.io/v1beta1", kubernetes: "1.22"}
	pdbV1beta1 = removal{api: pdbAPI, kubernetes: "1.25"}
	hpaV2      = removal{api: "its HorizontalPodAutoscalers are autoscaling/v2", kubernetes: "1.23"}
)

// Of the charts, these were read: 1.9.7, 1.12 (August 2021 and 1.12.7), 1.13.4, 1.15.0, 1.17
// (November 2022), 1.18.1, 1.22 (February 2024), 1.31. Between two that agree
// nothing else is assumed; 1.15 to 1.21 take the API by the cluster's version.
var istioRows = [...]istioRow{
	{"1.9", "1.17", "1.20", "1.17", removal{}, crdV1beta1, supportTable + "; " + installer + " and manifests/charts/base/crds of 1.9.7"},
	{"1.10", "1.18", "1.21", "", removal{}, pdbV1beta1, supportTable + "; " + gatewayChart + " of 1.9.7 and 1.12.7, which agree"},
	{"1.11", "1.18", "1.22", "", removal{}, pdbV1beta1, supportTable + "; " + gatewayChart + " of 1.9.7 and 1.12.7, which agree"},
	{"1.12", "1.19", "1.22", "1.17", removal{}, pdbV1beta1, supportTable + "; " + installer + " and " + gatewayChart + " of 1.12.7"},
	{"1.13", "1.20", "1.23", "1.19", removal{}, pdbV1beta1, supportTable + "; " + installer + " and " + gatewayChart + " of 1.13.4"},
	{"1.14", "1.21", "1.24", "1.19", removal{}, removal{pdbAPI, "1.25", "1.14.2"},
		supportTable + "; " + installer + " of 1.13.4 and 1.15.0, which agree; https://istio.io/latest/news/releases/1.14.x/announcing-1.14.2/"},
	{"1.15", "1.22", "1.25", "1.19", removal{}, removal{}, supportTable + "; " + installer + " and " + gatewayChart + " of 1.15.0"},
	{"1.16", "1.22", "1.25", "", removal{}, removal{}, supportTable + "; " + gatewayChart + " of 1.15.0 and 1.17, which agree"},
	{"1.17", "1.23", "1.26", "", removal{}, removal{}, supportTable + "; " + gatewayChart + " of 1.17"},
	{"1.18", "1.24", "1.27", "1.24", removal{}, removal{}, supportTable + "; " + installer + " and " + gatewayChart + " of 1.18.1"},
	{"1.19", "1.25", "1.28", "1.24", removal{}, removal{}, supportTable + "; https://istio.io/latest/news/releases/1.19.x/announcing-1.19/change-notes/"},
	{"1.20", "1.25", "1.29", "1.25", removal{}, removal{}, supportTable + "; " + installer + " of release-1.20"},
	{"1.21", "1.26", "1.29", "", removal{}, removal{}, supportTable},
	{"1.22", "1.27", "1.30", "1.26", hpaV2, removal{}, supportTable + "; " + installer + " and " + gatewayChart + " of 1.22, February 2024"},
	{"1.23", "1.27", "1.30", "", hpaV2, removal{}, supportTable + "; " + gatewayChart + " of 1.22 and 1.31, which agree"},
	{"1.24", "1.28", "1.31", "1.28", hpaV2, removal{}, supportTable + "; " + installer + " of release-1.24"},
	{"1.25", "1.29", "1.32", "", hpaV2, removal{}, supportTable},
	{"1.26", "1.29", "1.33", "1.29", hpaV2, removal{}, supportTable + "; " + installer + " of release-1.26"},
	{"1.27", "1.29", "1.33", "1.29", hpaV2, removal{}, supportTable + "; " + installer + " of release-1.27"},
	{"1.28", "1.30", "1.34", "1.30", hpaV2, removal{}, supportTable + "; " + installer + " of release-1.28"},
	{"1.29", "1.31", "1.35", "1.30", hpaV2, removal{}, supportTable + "; " + installer + " of release-1.29"},
	{"1.30", "1.32", "1.36", "1.32", hpaV2, removal{}, supportTable + "; " + installer + " of release-1.30"},
	{"1.31", "1.32", "1.36", "1.32", hpaV2, removal{}, supportTable + " (the row of the branch that became 1.31); " + installer + " of release-1.31"},
}
