package topology

// ModelGatewayAPI is a tier's Gateway of the Gateway API, from which Istio
// makes the Deployment and the Service.
type ModelGatewayAPI struct {
	Name        string                 `model:"name"`
	Address     *string                `model:"address"`     // null for two, which Annotations ask for
	Annotations map[string]string      `model:"annotations"` // of what Istio makes
	ClientCA    *string                `model:"clientCA"`    // Secret that checks the certificates that clients may have
	Listeners   []ModelListener        `model:"listeners"`
	Namespaces  []string               `model:"namespaces"` // of its routes; empty: its own
	Parameters  *ModelGatewayParameter `model:"parameters"` // null where Istio's version reads none
}

// ModelListener is one port, for one host or for all.
type ModelListener struct {
	Name        string  `model:"name"`
	Port        int     `model:"port"`
	Protocol    string  `model:"protocol"`    // HTTP, HTTPS, TLS or TCP
	Hostname    *string `model:"hostname"`    // null for all
	Secret      *string `model:"secret"`      // of HTTPS
	Passthrough bool    `model:"passthrough"` // of TLS, which is passed on
	ClientMode  *string `model:"clientMode"`  // MUTUAL, OPTIONAL_MUTUAL; null where clients are asked for no certificate
	Routes      bool    `model:"routes"`      // routes of other namespaces come here
}

// ModelGatewayParameter is the ConfigMap by which Istio changes what it makes of
// a Gateway.
type ModelGatewayParameter struct {
	Name           string            `model:"name"`
	IPFamilies     []string          `model:"ipFamilies"` // empty for the cluster's own
	IPFamilyPolicy string            `model:"ipFamilyPolicy"`
	SourceRanges   []string          `model:"sourceRanges"`
	TrafficPolicy  *string           `model:"trafficPolicy"` // null for Kubernetes' own default
	Ports          []any             `model:"ports"`         // ServicePorts, merged by number
	Autoscaler     *ModelAutoscaler  `model:"autoscaler"`    // null for one pod
	Budget         bool              `model:"budget"`        // two pods or more
	Deployment     bool              `model:"deployment"`    // any of the fields below is there
	Seccomp        bool              `model:"seccomp"`       // its namespace asks for a profile
	Resources      map[string]any    `model:"resources"`
	NodeSelector   map[string]string `model:"nodeSelector"`
	Tolerations    []any             `model:"tolerations"`
	Affinity       any               `model:"affinity"`
}

// ModelGatewayAPIRoute is an HTTPRoute, GRPCRoute, TLSRoute or TCPRoute. Hostnames holds
// `hostnames`, or nothing for every host of the listeners.
type ModelGatewayAPIRoute struct {
	Kind       string         `model:"kind,plain"`
	Name       string         `model:"name,plain"`
	Metadata   map[string]any `model:"metadata,plain"`
	ParentRefs []any          `model:"parentRefs,plain"`
	Hostnames  More           `model:"hostnames,plain"`
	Rules      []any          `model:"rules,plain"`
}

// ModelReferenceGrant lets routes of one namespace name Services of another.
type ModelReferenceGrant struct {
	Name      string   `model:"name"`
	Namespace string   `model:"namespace"` // of the Services
	From      string   `model:"from"`      // namespace of the routes
	Kinds     []string `model:"kinds"`     // of the routes
	Services  []string `model:"services"`
}
