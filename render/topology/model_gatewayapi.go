package topology

// ModelGatewayAPI is a tier's Gateway of the Gateway API, from which Istio
// makes the Deployment and the Service.
type ModelGatewayAPI struct {
	Name       string                 `model:"name"`
	ClientCA   *string                `model:"clientCA"` // Secret that checks the certificates that clients may have
	Listeners  []ModelListener        `model:"listeners"`
	Namespaces []string               `model:"namespaces"` // of its routes; empty: its own
	Parameters *ModelGatewayParameter `model:"parameters"` // null where Istio's version reads none
}

// ModelListener is one port, for one host or for all.
type ModelListener struct {
	Name        string  `model:"name"`
	Port        int     `model:"port"`
	Protocol    string  `model:"protocol"`    // HTTP, HTTPS, TLS or TCP
	Hostname    *string `model:"hostname"`    // null for all
	Secret      *string `model:"secret"`      // of HTTPS
	Passthrough bool    `model:"passthrough"` // of TLS, which is passed on
	ClientMode  *string `model:"clientMode"`  // mutual or optional-mutual; null where clients are asked for no certificate
	Routes      bool    `model:"routes"`      // routes of other namespaces come here
}

// ModelGatewayParameter is the ConfigMap by which Istio changes what it makes of
// a Gateway: what of the tier's ingress is not what Istio does anyway.
type ModelGatewayParameter struct {
	Name       string             `model:"name"`
	Ports      []ModelGatewayPort `model:"ports"`      // merged by number
	Pods       bool               `model:"pods"`       // something of the pods is changed
	Seccomp    bool               `model:"seccomp"`    // the namespace asks for a profile
	Autoscaled bool               `model:"autoscaled"` // there may be two pods or more
	Several    bool               `model:"several"`    // there always are
}

// ModelHTTPRoute is an HTTPRoute, GRPCRoute, TLSRoute or TCPRoute.
type ModelHTTPRoute struct {
	Kind             string      `model:"kind,plain"`
	Name             string      `model:"name,plain"`
	Gateway          string      `model:"gateway,plain"`
	GatewayNamespace *string     `model:"gatewayNamespace"` // null for the route's own
	Listeners        []string    `model:"listeners"`        // empty: all that have its hosts
	Hosts            []any       `model:"hosts,plain"`      // empty: every host of the listeners
	Rules            []ModelRule `model:"rules"`
}

// ModelRule is which requests a rule takes and what becomes of them; all, where it
// has no matches.
type ModelRule struct {
	Matches  []ModelRuleMatch    `model:"matches"`
	Backends []ModelBackend      `model:"backends"` // empty where it redirects
	Redirect *ModelRedirect      `model:"redirect"`
	Rewrite  *ModelRuleRewrite   `model:"rewrite"`
	Timeout  *string             `model:"timeout"`
	CORS     *ModelCORS          `model:"cors"`
	Mirror   *ModelBackendMirror `model:"mirror"`
}

// ModelRuleMatch is what a request is like: all of it.
type ModelRuleMatch struct {
	Path    *ModelText       `model:"path"`    // null for all, and of a GRPCRoute
	Method  *string          `model:"method"`  // null for all
	Call    *ModelRemoteCall `model:"call"`    // of a GRPCRoute; null for all
	Headers []ModelHeader    `model:"headers"` // exact or regex
}

// ModelRemoteCall is a gRPC service, or one of its methods.
type ModelRemoteCall struct {
	Service string  `model:"service"`
	Method  *string `model:"method"` // null for all
}

// ModelRuleRewrite changes a request on its way; what is null stays.
type ModelRuleRewrite struct {
	Path  *string `model:"path"`
	Whole bool    `model:"whole"` // in place of the whole path, not of the prefix that matched
	Host  *string `model:"host"`
}

// ModelBackend is a Service and its port, as a route of the Gateway API names
// them, or a host outside the cluster.
type ModelBackend struct {
	Name      string  `model:"name,plain"`
	Namespace *string `model:"namespace"` // null for the route's own
	Outside   bool    `model:"outside,plain"`
	Port      int     `model:"port,plain"`
	Weight    int     `model:"weight,plain"`
}

// ModelBackendMirror is where copies of requests go.
type ModelBackendMirror struct {
	To      ModelBackend `model:"to"`
	Percent *int         `model:"percent"` // null for all
}

// ModelReferenceGrant lets routes of one namespace name Services of another.
type ModelReferenceGrant struct {
	Name      string   `model:"name"`
	Namespace string   `model:"namespace"` // of the Services
	From      string   `model:"from"`      // namespace of the routes
	Kinds     []string `model:"kinds"`     // of the routes
	Services  []string `model:"services"`
}
