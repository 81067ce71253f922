package topology

// Model is a topology with everything settled: defaults filled in, names
// derived, versions turned into the API they mean. Every field is there; what
// does not apply is null or empty. The library's components take it as `t`,
// and `--format model` prints it. It never holds a key or a certificate.
type Model struct {
	Name        string            `model:"name"`
	Namespace   string            `model:"namespace"`
	Labels      map[string]string `model:"labels"` // of every object
	Annotations map[string]string `model:"annotations"`
	Namespaces  []ModelNamespace  `model:"namespaces"`
	Kubernetes  ModelKubernetes   `model:"kubernetes"`
	MetalLB     ModelMetalLB      `model:"metallb"`
	Istio       ModelIstio        `model:"istio"`
	Routing     string            `model:"routing"` // "istio" or "gateway-api"
	Issuers     []ModelIssuer     `model:"issuers"` // that cert-manager is to have
	Tiers       []ModelTier       `model:"tiers"`
	// ReferenceGrants let routes name Services of other namespaces.
	ReferenceGrants []ModelReferenceGrant `model:"referenceGrants"`
}

// ModelNamespace is a Namespace.
type ModelNamespace struct {
	Name        string            `model:"name"`
	Labels      map[string]string `model:"labels"`      // the topology's
	PodSecurity *string           `model:"podSecurity"` // the standard that is enforced; null for none
	Injection   *bool             `model:"injection"`   // of sidecars, by istio.revision if there is one; null where nothing is said
}

// ModelKubernetes is what the cluster's version means.
type ModelKubernetes struct {
	DisruptionBudgets string `model:"disruptionBudgets"` // apiVersion of a PodDisruptionBudget
	Autoscalers       string `model:"autoscalers"`       // apiVersion of a HorizontalPodAutoscaler
}

// ModelMetalLB is the configuration of MetalLB.
type ModelMetalLB struct {
	API            string               `model:"api"` // "none", "configmap" or "metallb.io"
	Namespace      string               `model:"namespace"`
	Protocol       string               `model:"protocol"`      // "layer2" or "bgp"
	AddressesNote  string               `model:"addressesNote"` // the annotation by which a Service asks for two addresses
	Pools          []ModelPool          `model:"pools"`
	Advertisements []ModelAdvertisement `model:"advertisements"`
	BGP            *ModelBGP            `model:"bgp"` // null for layer 2
}

// ModelPool is one address pool; AutoAssign and AvoidBuggyIPs are null where
// MetalLB's default is left.
type ModelPool struct {
	Name          string   `model:"name"`
	Addresses     []string `model:"addresses"`
	AutoAssign    *bool    `model:"autoAssign"`
	AvoidBuggyIPs *bool    `model:"avoidBuggyIPs"`
}

// ModelAdvertisement tells how pools are announced, by either protocol.
type ModelAdvertisement struct {
	Name          string              `model:"name"`
	Pools         []string            `model:"pools"`
	Interfaces    []string            `model:"interfaces"`
	NodeSelectors []map[string]string `model:"nodeSelectors"` // labels of nodes
}
