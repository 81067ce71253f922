package model

// Istio is Istio's installation.
type Istio struct {
	Version    string  `model:"version"`
	Install    string  `model:"install"` // "operator", "istioctl", "sail", "helm" or "none"
	Namespace  string  `model:"namespace"`
	Name       string  `model:"name"`
	Profile    string  `model:"profile"`
	Revision   *string `model:"revision"`
	Hub        *string `model:"hub"`
	Tag        *string `model:"tag"`
	MTLS       *string `model:"mtls"`       // permissive, strict or disable; null where nothing is said
	MeshConfig any     `model:"meshConfig"` // the topology's; null for none
	// DefaultConfig is of the mesh configuration, or {}, and ProxyMetadata of that.
	DefaultConfig any       `model:"defaultConfig"`
	ProxyMetadata any       `model:"proxyMetadata"`
	Values        any       `model:"values"`     // the topology's; null for none
	Global        any       `model:"global"`     // of those, or {}
	Pilot         any       `model:"pilot"`      // the same
	PilotEnv      any       `model:"pilotEnv"`   // of pilot, or {}
	HTTP3         bool      `model:"http3"`      // gateways take it, of which istiod is to be told
	DualStack     bool      `model:"dualStack"`  // gateways answer at IPv6 too, of which istiod and the proxies are to be told
	Networking    string    `model:"networking"` // apiVersion of Gateway and VirtualService
	Security      string    `model:"security"`   // apiVersion of PeerAuthentication
	Operator      *Operator `model:"operator"`   // null unless install is "operator"
	Operated      bool      `model:"operated"`   // an IstioOperator is rendered
	Injects       bool      `model:"injects"`    // the gateways are Deployments that istiod injects
	CNI           *CNI      `model:"cni"`        // the plugin of the IstioOperator; null unless it is asked for
	Sail          *Sail     `model:"sail"`       // null unless install is "sail"
	Helm          *Helm     `model:"helm"`       // null unless install is "helm"
	// OldMetrics: the IstioOperator takes metrics of an autoscaler as
	// autoscaling/v2beta1 writes them.
	OldMetrics bool `model:"oldMetrics"`
	// DisabledGateways are gateways of the IstioOperator's profile that would
	// stand beside the tiers'.
	DisabledGateways []string `model:"disabledGateways"`
}

// Operator is the in-cluster operator.
type Operator struct {
	Namespace string          `model:"namespace"`
	Name      string          `model:"name"`
	Revision  string          `model:"revision"`
	Image     string          `model:"image"`
	Watch     string          `model:"watch"`
	Rights    []OperatorRight `model:"rights"` // what it may do in the cluster
}

// OperatorRight is what may be done with some resources.
type OperatorRight struct {
	Groups    []string `model:"groups"`
	Resources []string `model:"resources"`
	Verbs     []string `model:"verbs"`
}

// Sail is the Istio of the Sail operator.
type Sail struct {
	Name           string `model:"name"`
	Version        string `model:"version"` // as the operator writes it
	UpdateStrategy string `model:"updateStrategy"`
	Values         any    `model:"values"` // the topology's without the CNI's; {} for none
	CNI            *CNI   `model:"cni"`    // null unless it is asked for
}

// Helm is Istio by its charts, which are given the same values.
type Helm struct {
	Version         string  `model:"version"`         // of the charts
	Profile         *string `model:"profile"`         // null for what the charts do without
	DefaultRevision string  `model:"defaultRevision"` // which validates for all
	Values          any     `model:"values"`          // the topology's without the CNI's; {} for none
	CNI             *CNI    `model:"cni"`             // null unless it is asked for
	KeepsCRDs       bool    `model:"keepsCRDs"`       // the chart base does not update Istio's CRDs
}

// CNI is the CNI plugin beside istiod: the IstioCNI of the Sail operator, a release of
// helm's, or a component of the IstioOperator. There is one in a cluster, and its name is given.
type CNI struct {
	Name      string  `model:"name"`
	Namespace string  `model:"namespace"`
	Values    any     `model:"values"`  // the topology's for it; {} for none
	ConfDir   *string `model:"confDir"` // null for the usual one
	BinDir    *string `model:"binDir"`
}
