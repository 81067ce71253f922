package model

// Tier is one tier.
type Tier struct {
	Name            string           `model:"name"`
	Ingress         Ingress          `model:"ingress"`
	Injected        *Injected        `model:"injected"` // null unless istio.injects
	Secrets         []Secret         `model:"secrets"`
	SealedSecrets   []SealedSecret   `model:"sealedSecrets"`
	ExternalSecrets []ExternalSecret `model:"externalSecrets"`
	Certificates    []Certificate    `model:"certificates"`
	ClientCAs       []Secret         `model:"clientCAs"` // at most one
	Gateways        []Gateway        `model:"gateways"`
	TCPGateways     []TCPGateway     `model:"tcpGateways"` // at most one
	Apps            Apps             `model:"apps"`
	// With routing: gateway-api these are in the place of Gateways and
	// VirtualServices.
	GatewayAPI *GatewayAPI `model:"gatewayAPI"`
	HTTPRoutes []HTTPRoute `model:"httpRoutes"` // that redirect to https
}

// Ingress is a tier's gateway: its pods and its Service, however they are
// made.
type Ingress struct {
	Name          string            `model:"name"`
	Label         string            `model:"label"`
	Replicas      Replicas          `model:"replicas"`
	Resources     *Resources        `model:"resources"` // null for none
	NodeSelector  map[string]string `model:"nodeSelector"`
	Tolerations   []Toleration      `model:"tolerations"`
	Affinity      any               `model:"affinity"`
	Address       *string           `model:"address"`      // null for two
	Addresses     []string          `model:"addresses"`    // one, or two
	Families      []string          `model:"families"`     // empty for the cluster's own
	FamilyPolicy  *string           `model:"familyPolicy"` // null for Kubernetes' own
	SourceRanges  []string          `model:"sourceRanges"`
	TrafficPolicy string            `model:"trafficPolicy"`
	Ports         []GatewayPort     `model:"ports"`
}

// Replicas bounds the number of a gateway's pods.
type Replicas struct {
	Min int  `model:"min"`
	Max int  `model:"max"`
	CPU *int `model:"cpu"` // the percentage to keep; null for what Kubernetes or Istio does
}

// Toleration is a taint of nodes that pods take; what is null is not asked
// for.
type Toleration struct {
	Key      *string `model:"key"`
	Operator *string `model:"operator"`
	Value    *string `model:"value"`
	Effect   *string `model:"effect"`
	Seconds  *int    `model:"seconds"`
}

// GatewayPort is a port of a gateway's Service; what is null is not said.
type GatewayPort struct {
	Name     *string `model:"name"`
	Number   int     `model:"number"`
	Target   *int    `model:"target"` // the pods' port
	Protocol *string `model:"protocol"`
	NodePort *int    `model:"nodePort"`
}

// Injected is what a gateway that istiod injects needs beside what is in its
// ModelIngress.
type Injected struct {
	Labels         map[string]string `model:"labels"`         // of all its objects
	SelectorLabels map[string]string `model:"selectorLabels"` // of its Deployment, its Service and its budget
	PodLabels      map[string]string `model:"podLabels"`
	Replicas       *int              `model:"replicas"` // null where an autoscaler decides
	Several        bool              `model:"several"`  // two pods or more: spread over nodes, with a disruption budget
	LowPorts       bool              `model:"lowPorts"` // the pod may open every port without privileges
	Seccomp        bool              `model:"seccomp"`  // its namespace asks for a profile
}

// Gateway is one Istio Gateway object.
type Gateway struct {
	Name     string   `model:"name"`
	Hosts    []string `model:"hosts"`
	HTTPPort string   `model:"httpPort"` // names of its ports
	HTTPS    string   `model:"httpsPort"`
	Redirect bool     `model:"redirect"`
	TLS      *TLS     `model:"tls"` // null: port 80 only
	// Passthrough: port 443 only, where TLS is passed on.
	Passthrough bool `model:"passthrough"`
}

// TCPGateway is the Istio Gateway object of a tier's TCP ports.
type TCPGateway struct {
	Name  string    `model:"name"`
	Ports []TCPPort `model:"ports"`
}

// TCPPort is one port whose connections are passed on as they are.
type TCPPort struct {
	Name   string `model:"name"`
	Number int    `model:"number"`
}

// TLS is how port 443 speaks.
type TLS struct {
	Mode       string `model:"mode"`       // simple, mutual or optional-mutual
	MinVersion string `model:"minVersion"` // 1.0 to 1.3
	Secret     string `model:"secret"`
}
