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
	MetalLB     ModelMetalLB      `model:"metallb"`
	Istio       ModelIstio        `model:"istio"`
	Routing     string            `model:"routing"` // "istio" or "gateway-api"
	Issuers     []ModelIssuer     `model:"issuers"` // that cert-manager is to have
	Tiers       []ModelTier       `model:"tiers"`
	// ReferenceGrants let routes name Services of other namespaces.
	ReferenceGrants []ModelReferenceGrant `model:"referenceGrants"`
}

// ModelNamespace is a Namespace with all its labels.
type ModelNamespace struct {
	Name   string            `model:"name"`
	Labels map[string]string `model:"labels"`
}

// ModelMetalLB is the configuration of MetalLB.
type ModelMetalLB struct {
	API            string               `model:"api"` // "none", "configmap" or "metallb.io"
	Namespace      string               `model:"namespace"`
	Protocol       string               `model:"protocol"` // "layer2" or "bgp"
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

// ModelIstio is Istio's installation.
type ModelIstio struct {
	Version    string         `model:"version"`
	Install    string         `model:"install"` // "operator", "istioctl", "sail" or "none"
	Namespace  string         `model:"namespace"`
	Name       string         `model:"name"`
	Profile    string         `model:"profile"`
	Revision   *string        `model:"revision"`
	Hub        *string        `model:"hub"`
	Tag        *string        `model:"tag"`
	MTLS       *string        `model:"mtls"` // PERMISSIVE, STRICT, DISABLE
	MeshConfig any            `model:"meshConfig"`
	Values     any            `model:"values"`
	Networking string         `model:"networking"` // apiVersion of Gateway and VirtualService
	Security   string         `model:"security"`   // apiVersion of PeerAuthentication
	Operator   *ModelOperator `model:"operator"`   // null unless install is "operator"
	Operated   bool           `model:"operated"`   // an IstioOperator is rendered
	Injects    bool           `model:"injects"`    // the gateways are Deployments that istiod injects
	Sail       *ModelSail     `model:"sail"`       // null unless install is "sail"
	// DisabledGateways are gateways of the IstioOperator's profile that would
	// stand beside the tiers'.
	DisabledGateways []string `model:"disabledGateways"`
}

// ModelOperator is the in-cluster operator.
type ModelOperator struct {
	Namespace string `model:"namespace"`
	Name      string `model:"name"`
	Revision  string `model:"revision"`
	Image     string `model:"image"`
	Watch     string `model:"watch"`
	Rules     []any  `model:"rules,plain"`
}

// ModelTier is one tier.
type ModelTier struct {
	Name            string                `model:"name"`
	Ingress         ModelIngress          `model:"ingress"`
	Injected        *ModelInjected        `model:"injected"` // null unless istio.injects
	Secrets         []ModelSecret         `model:"secrets"`
	SealedSecrets   []ModelSealedSecret   `model:"sealedSecrets"`
	ExternalSecrets []ModelExternalSecret `model:"externalSecrets"`
	Certificates    []ModelCertificate    `model:"certificates"`
	ClientCAs       []ModelSecret         `model:"clientCAs"` // at most one
	Gateways        []ModelGateway        `model:"gateways"`
	TCPGateways     []ModelTCPGateway     `model:"tcpGateways"` // at most one
	Apps            []ModelApp            `model:"apps"`
	// With routing: gateway-api these are in the place of Gateways and
	// VirtualServices.
	GatewayAPI *ModelGatewayAPI       `model:"gatewayAPI"`
	HTTPRoutes []ModelGatewayAPIRoute `model:"httpRoutes"` // that redirect to https
}

// ModelIngress is a tier's gateway: one of the IstioOperator's ingressGateways,
// or with Injected a Deployment and what it needs.
type ModelIngress struct {
	Name               string            `model:"name"`
	Label              string            `model:"label"`
	Autoscaler         ModelAutoscaler   `model:"autoscaler"`
	Resources          map[string]any    `model:"resources"`
	NodeSelector       map[string]string `model:"nodeSelector"`
	Tolerations        []any             `model:"tolerations"`
	Affinity           any               `model:"affinity"`
	LoadBalancerIP     *string           `model:"loadBalancerIP"`     // null for two addresses
	ServiceAnnotations map[string]string `model:"serviceAnnotations"` // asks for two addresses
	IPFamilies         []string          `model:"ipFamilies"`         // empty for the cluster's own
	IPFamilyPolicy     *string           `model:"ipFamilyPolicy"`
	SourceRanges       []string          `model:"sourceRanges"`
	TrafficPolicy      string            `model:"trafficPolicy"`
	Ports              []any             `model:"ports,plain"` // ServicePorts
}

// ModelAutoscaler bounds the number of gateway pods; Metrics is in the shape
// that Istio's version reads.
type ModelAutoscaler struct {
	Min     int   `model:"min"`
	Max     int   `model:"max"`
	Metrics []any `model:"metrics"`
}

// ModelGateway is one Istio Gateway object.
type ModelGateway struct {
	Name     string    `model:"name"`
	Hosts    []any     `model:"hosts,plain"`
	HTTPPort string    `model:"httpPort"` // names of its ports
	HTTPS    string    `model:"httpsPort"`
	Redirect bool      `model:"redirect"`
	TLS      *ModelTLS `model:"tls"` // null: port 80 only
	// Passthrough: port 443 only, where TLS is passed on.
	Passthrough bool `model:"passthrough"`
}

// ModelTCPGateway is the Istio Gateway object of a tier's TCP ports.
type ModelTCPGateway struct {
	Name  string         `model:"name"`
	Ports []ModelTCPPort `model:"ports"`
}

// ModelTCPPort is one port whose connections are passed on as they are.
type ModelTCPPort struct {
	Name   string `model:"name"`
	Number int    `model:"number"`
}

// ModelTLS is how port 443 speaks.
type ModelTLS struct {
	Mode       string `model:"mode"`
	MinVersion string `model:"minProtocolVersion"`
	Credential string `model:"credentialName"`
}
