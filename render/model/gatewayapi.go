package model

// GatewayAPI is a tier's Gateway of the Gateway API, from which Istio
// makes the Deployment and the Service.
type GatewayAPI struct {
	Name        string            `model:"name"`
	ClientCA    *string           `model:"clientCA"`    // Secret that checks the certificates that clients may have
	ClientPorts []int             `model:"clientPorts"` // that ask for those alone; empty: all on which TLS is ended
	Listeners   []Listener        `model:"listeners"`
	Attach      Attach            `model:"attach"`
	Parameters  *GatewayParameter `model:"parameters"` // null where Istio's version reads none
	// Infrastructure: what is made of the Gateway has annotations of its own; else it gets
	// the Gateway's.
	Infrastructure bool `model:"infrastructure"`
}

// Attach is whose routes a Gateway takes, where it is not those of each listener's Namespaces.
type Attach struct {
	All    bool              `model:"all"`
	Labels map[string]string `model:"labels"` // of namespaces
}

// Listener is one port, for one host or for all.
type Listener struct {
	Name        string   `model:"name"`
	Port        int      `model:"port"`
	Protocol    string   `model:"protocol"`    // HTTP, HTTPS, TLS or TCP
	Hostname    *string  `model:"hostname"`    // null for all
	Secret      *string  `model:"secret"`      // of HTTPS
	Passthrough bool     `model:"passthrough"` // of TLS, which is passed on
	ClientMode  *string  `model:"clientMode"`  // mutual or optional-mutual; null where clients are asked for no certificate
	Ciphers     []string `model:"ciphers"`     // empty for Istio's own
	Routes      bool     `model:"routes"`      // routes of other namespaces come here
	Namespaces  []string `model:"namespaces"`  // which those are, unless Attach says it
}

// GatewayParameter is the ConfigMap by which Istio changes what it makes of
// a Gateway: what of the tier's ingress is not what Istio does anyway.
type GatewayParameter struct {
	Name       string        `model:"name"`
	Ports      []GatewayPort `model:"ports"`      // merged by number
	Whole      bool          `model:"whole"`      // Ports are all, in place of those of Istio's Service
	Dropped    []int         `model:"dropped"`    // numbers of ports that Istio's Service is not to have
	Pods       bool          `model:"pods"`       // something of the pods is changed
	Seccomp    bool          `model:"seccomp"`    // the namespace asks for a profile
	Autoscaled bool          `model:"autoscaled"` // there may be two pods or more
	Several    bool          `model:"several"`    // there always are
}

// HTTPRoute is an HTTPRoute, GRPCRoute, TLSRoute or TCPRoute.
type HTTPRoute struct {
	Kind             string   `model:"kind"`
	Name             string   `model:"name"`
	Gateway          string   `model:"gateway"`
	GatewayNamespace *string  `model:"gatewayNamespace"` // null for the route's own
	Listeners        []string `model:"listeners"`        // empty: all that have its hosts
	Hosts            []string `model:"hosts"`            // empty: every host of the listeners
	Rules            []Rule   `model:"rules"`
}

// Rule is which requests a rule takes and what becomes of them; all, where it
// has no matches.
type Rule struct {
	Matches  []RuleMatch    `model:"matches"`
	Backends []Backend      `model:"backends"` // empty where it redirects
	Redirect *Redirect      `model:"redirect"`
	Rewrite  *RuleRewrite   `model:"rewrite"`
	Timeout  *string        `model:"timeout"`
	CORS     *CORS          `model:"cors"`
	Mirror   *BackendMirror `model:"mirror"`
	Request  *HeaderChange  `model:"request"`  // of its headers; null for none
	Response *HeaderChange  `model:"response"` // of the answer's
}

// RuleMatch is what a request is like: all of it.
type RuleMatch struct {
	Path    *Text       `model:"path"`    // null for all, and of a GRPCRoute
	Method  *string     `model:"method"`  // null for all
	Call    *RemoteCall `model:"call"`    // of a GRPCRoute; null for all
	Headers []Header    `model:"headers"` // exact or regex
	Query   []Header    `model:"query"`   // likewise
}

// RemoteCall is a gRPC service, or one of its methods.
type RemoteCall struct {
	Service string  `model:"service"`
	Method  *string `model:"method"` // null for all
}

// RuleRewrite changes a request on its way; what is null stays.
type RuleRewrite struct {
	Path  *string `model:"path"`
	Whole bool    `model:"whole"` // in place of the whole path, not of the prefix that matched
	Host  *string `model:"host"`
}

// Backend is a Service and its port, as a route of the Gateway API names
// them, or a host outside the cluster.
type Backend struct {
	Name      string  `model:"name"`
	Namespace *string `model:"namespace"` // null for the route's own
	Outside   bool    `model:"outside"`
	Port      int     `model:"port"`
	Weight    int     `model:"weight"`
}

// BackendMirror is where copies of requests go.
type BackendMirror struct {
	To      Backend `model:"to"`
	Percent *int    `model:"percent"` // null for all
}

// ReferenceGrant lets routes of one namespace name Services of another.
type ReferenceGrant struct {
	Name      string   `model:"name"`
	Namespace string   `model:"namespace"` // of the Services
	From      string   `model:"from"`      // namespace of the routes
	Kinds     []string `model:"kinds"`     // of the routes
	Services  []string `model:"services"`
}
