package topology

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
	Apps            ModelApps             `model:"apps"`
	// With routing: gateway-api these are in the place of Gateways and
	// VirtualServices.
	GatewayAPI *ModelGatewayAPI `model:"gatewayAPI"`
	HTTPRoutes []ModelHTTPRoute `model:"httpRoutes"` // that redirect to https
}

// ModelIngress is a tier's gateway: its pods and its Service, however they are
// made.
type ModelIngress struct {
	Name          string             `model:"name"`
	Label         string             `model:"label"`
	Replicas      ModelReplicas      `model:"replicas"`
	Resources     *ModelResources    `model:"resources"` // null for none
	NodeSelector  map[string]string  `model:"nodeSelector"`
	Tolerations   []ModelToleration  `model:"tolerations"`
	Affinity      any                `model:"affinity"`
	Address       *string            `model:"address"`      // null for two
	Addresses     []string           `model:"addresses"`    // one, or two
	Families      []string           `model:"families"`     // empty for the cluster's own
	FamilyPolicy  *string            `model:"familyPolicy"` // null for Kubernetes' own
	SourceRanges  []string           `model:"sourceRanges"`
	TrafficPolicy string             `model:"trafficPolicy"`
	Ports         []ModelGatewayPort `model:"ports"`
}

// ModelReplicas bounds the number of a gateway's pods.
type ModelReplicas struct {
	Min int  `model:"min"`
	Max int  `model:"max"`
	CPU *int `model:"cpu"` // the percentage to keep; null for what Kubernetes or Istio does
}

// ModelToleration is a taint of nodes that pods take; what is null is not asked
// for.
type ModelToleration struct {
	Key      *string `model:"key"`
	Operator *string `model:"operator"`
	Value    *string `model:"value"`
	Effect   *string `model:"effect"`
	Seconds  *int    `model:"seconds"`
}

// ModelGatewayPort is a port of a gateway's Service; what is null is not said.
type ModelGatewayPort struct {
	Name     *string `model:"name"`
	Number   int     `model:"number"`
	Target   *int    `model:"target"` // the pods' port
	Protocol *string `model:"protocol"`
	NodePort *int    `model:"nodePort"`
}

// ModelInjected is what a gateway that istiod injects needs beside what is in its
// ModelIngress.
type ModelInjected struct {
	Labels         map[string]string `model:"labels"`         // of all its objects
	SelectorLabels map[string]string `model:"selectorLabels"` // of its Deployment, its Service and its budget
	PodLabels      map[string]string `model:"podLabels"`
	Replicas       *int              `model:"replicas"` // null where an autoscaler decides
	Several        bool              `model:"several"`  // two pods or more: spread over nodes, with a disruption budget
	LowPorts       bool              `model:"lowPorts"` // the pod may open every port without privileges
	Seccomp        bool              `model:"seccomp"`  // its namespace asks for a profile
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
	Mode       string `model:"mode"`       // simple, mutual or optional-mutual
	MinVersion string `model:"minVersion"` // 1.0 to 1.3
	Secret     string `model:"secret"`
}
