package topology

// Model is a topology with everything settled: defaults filled in, names
// derived, versions turned into the API they mean. Every field is there; what
// does not apply is null or empty. The library's components take it as `t`,
// and `--format model` prints it. It never holds a key or a certificate.
type Model struct {
	Name        string            `json:"name"`
	Namespace   string            `json:"namespace"`
	Labels      map[string]string `json:"labels"` // of every object
	Annotations map[string]string `json:"annotations"`
	Namespaces  []ModelNamespace  `json:"namespaces"`
	MetalLB     ModelMetalLB      `json:"metallb"`
	Istio       ModelIstio        `json:"istio"`
	Tiers       []ModelTier       `json:"tiers"`
}

// ModelNamespace is a Namespace with all its labels.
type ModelNamespace struct {
	Name   string            `json:"name"`
	Labels map[string]string `json:"labels"`
}

// ModelMetalLB is the configuration of MetalLB.
type ModelMetalLB struct {
	API            string               `json:"api"` // "none", "configmap" or "metallb.io"
	Namespace      string               `json:"namespace"`
	Pools          []ModelPool          `json:"pools"`
	Advertisements []ModelAdvertisement `json:"advertisements"`
}

// ModelPool is one address pool; AutoAssign and AvoidBuggyIPs are null where
// MetalLB's default is left.
type ModelPool struct {
	Name          string   `json:"name"`
	Addresses     []string `json:"addresses"`
	AutoAssign    *bool    `json:"autoAssign"`
	AvoidBuggyIPs *bool    `json:"avoidBuggyIPs"`
}

// ModelAdvertisement tells how pools are announced on the local network.
type ModelAdvertisement struct {
	Name          string              `json:"name"`
	Pools         []string            `json:"pools"`
	Interfaces    []string            `json:"interfaces"`
	NodeSelectors []map[string]string `json:"nodeSelectors"` // labels of nodes
}

// ModelIstio is Istio's installation.
type ModelIstio struct {
	Version    string         `json:"version"`
	Install    string         `json:"install"` // "operator" or "istioctl"
	Namespace  string         `json:"namespace"`
	Name       string         `json:"name"`
	Profile    string         `json:"profile"`
	Revision   *string        `json:"revision"`
	Hub        *string        `json:"hub"`
	Tag        *string        `json:"tag"`
	MTLS       *string        `json:"mtls"` // PERMISSIVE, STRICT, DISABLE
	MeshConfig any            `json:"meshConfig"`
	Values     any            `json:"values"`
	Networking string         `json:"networking"` // apiVersion of Gateway and VirtualService
	Security   string         `json:"security"`   // apiVersion of PeerAuthentication
	Operator   *ModelOperator `json:"operator"`   // null unless install is "operator"
}

// ModelOperator is the in-cluster operator.
type ModelOperator struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Revision  string `json:"revision"`
	Image     string `json:"image"`
	Watch     string `json:"watch"`
	Rules     any    `json:"rules"`
}

// ModelTier is one tier.
type ModelTier struct {
	Name            string                `json:"name"`
	Ingress         ModelIngress          `json:"ingress"`
	Secrets         []ModelSecret         `json:"secrets"`
	Gateways        []ModelGateway        `json:"gateways"`
	Apps            []ModelApp            `json:"apps"`
	VirtualServices []ModelVirtualService `json:"virtualServices"` // shared by apps
}

// ModelIngress is one of the IstioOperator's ingressGateways.
type ModelIngress struct {
	Name               string             `json:"name"`
	Label              string             `json:"label"`
	Autoscaler         ModelAutoscaler    `json:"autoscaler"`
	Resources          map[string]any     `json:"resources"`
	NodeSelector       map[string]string  `json:"nodeSelector"`
	Tolerations        []any              `json:"tolerations"`
	Affinity           any                `json:"affinity"`
	LoadBalancerIP     *string            `json:"loadBalancerIP"`     // null for two addresses
	ServiceAnnotations map[string]string  `json:"serviceAnnotations"` // asks for two addresses
	IPFamilies         []string           `json:"ipFamilies"`         // empty for one address
	SourceRanges       []string           `json:"sourceRanges"`
	TrafficPolicy      string             `json:"trafficPolicy"`
	Ports              []ModelServicePort `json:"ports"`
}

// ModelAutoscaler bounds the number of gateway pods; Metrics is in the shape
// that Istio's version reads.
type ModelAutoscaler struct {
	Min     int   `json:"min"`
	Max     int   `json:"max"`
	Metrics []any `json:"metrics"`
}

// ModelServicePort is one port of a gateway Service; NodePort is null where the
// cluster allocates it.
type ModelServicePort struct {
	Name       string `json:"name"`
	Port       int    `json:"port"`
	TargetPort int    `json:"targetPort"`
	Protocol   string `json:"protocol"`
	NodePort   *int   `json:"nodePort"`
}

// ModelSecret is where a copy of the tier's TLS Secret goes.
type ModelSecret struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	CA        bool   `json:"ca"` // it holds ca.crt
}

// ModelGateway is one Istio Gateway object.
type ModelGateway struct {
	Name     string    `json:"name"`
	Hosts    []string  `json:"hosts"`
	HTTPPort string    `json:"httpPort"` // names of its ports
	HTTPS    string    `json:"httpsPort"`
	Redirect bool      `json:"redirect"`
	TLS      *ModelTLS `json:"tls"` // null: port 80 only
}

// ModelTLS is how port 443 speaks.
type ModelTLS struct {
	Mode       string `json:"mode"`
	MinVersion string `json:"minProtocolVersion"`
	Credential string `json:"credentialName"`
}
