package topology

// ModelRoutes are the routes to an app.
type ModelRoutes struct {
	VirtualServices []ModelVirtualService `model:"virtualServices"`
	Connections     []ModelConnections    `model:"connections"`
	HTTPRoutes      []ModelHTTPRoute      `model:"httpRoutes"` // with routing: gateway-api, in place of both
}

// ModelVirtualService is one VirtualService: routes of requests in the order in
// which they are tried.
type ModelVirtualService struct {
	Name     string       `model:"name,plain"`
	Hosts    []any        `model:"hosts,plain"`
	Gateways []any        `model:"gateways,plain"`
	Routes   []ModelRoute `model:"routes"`
}

// ModelRoute is which requests a route takes and what becomes of them.
type ModelRoute struct {
	Matches      []ModelMatch       `model:"matches"`      // any of them
	Destinations []ModelDestination `model:"destinations"` // empty where it redirects
	Redirect     *ModelRedirect     `model:"redirect"`
	Rewrite      *ModelRewrite      `model:"rewrite"`
	Timeout      *string            `model:"timeout"`
	Retries      *ModelRetries      `model:"retries"`
	CORS         *ModelCORS         `model:"cors"`
	Mirror       *ModelMirror       `model:"mirror"`
}

// ModelMatch is what a request is like: all of it.
type ModelMatch struct {
	Path      ModelText     `model:"path"`
	Method    *string       `model:"method"`    // null for all
	Authority *string       `model:"authority"` // an expression for its host; null for all
	Headers   []ModelHeader `model:"headers"`
}

// ModelText is what a text is compared with.
type ModelText struct {
	Kind string `model:"kind,plain"` // exact, prefix or regex
	Text string `model:"text,plain"`
}

// ModelHeader is what a header is compared with.
type ModelHeader struct {
	Name string `model:"name,plain"`
	Kind string `model:"kind,plain"` // exact, prefix, regex, or present: whatever its value
	Text string `model:"text,plain"`
}

// ModelDestination is a Service and its port, as a VirtualService names them.
type ModelDestination struct {
	Host   string  `model:"host,plain"`
	Port   int     `model:"port,plain"`
	Subset *string `model:"subset"` // null for an app that has one version
	Weight *int    `model:"weight"` // of several, in percent
}

// ModelRedirect sends the client elsewhere; what is null stays as it was asked for.
type ModelRedirect struct {
	Scheme *string `model:"scheme"`
	Host   *string `model:"host"`
	Port   *int    `model:"port"`
	Path   *string `model:"path"`
	Code   int     `model:"code"`
}

// ModelRewrite changes a request on its way; what is null stays.
type ModelRewrite struct {
	Path *string `model:"path"` // in place of what matched
	Host *string `model:"host"`
}

// ModelRetries is how failed requests are tried again.
type ModelRetries struct {
	Attempts int      `model:"attempts"`
	PerTry   *string  `model:"perTry"`
	On       []string `model:"on"` // Envoy's words for what counts as failed; empty for Istio's default
}

// ModelCORS is what pages of other origins may ask for.
type ModelCORS struct {
	Origins       []string `model:"origins"` // exactly; "*" for all
	Methods       []string `model:"methods"`
	Headers       []string `model:"headers"`
	Expose        []string `model:"expose"`
	MaxAge        *string  `model:"maxAge"`        // null for none
	MaxAgeSeconds int      `model:"maxAgeSeconds"` // 5, the Gateway API's default, for none
	Credentials   *bool    `model:"credentials"`   // null for none
}

// ModelMirror is where copies of requests go.
type ModelMirror struct {
	To      ModelDestination `model:"to"`
	Percent *int             `model:"percent"` // null for all
}

// ModelConnections is a VirtualService of whole connections.
type ModelConnections struct {
	Name     string                 `model:"name,plain"`
	Hosts    []any                  `model:"hosts,plain"`
	Gateways []any                  `model:"gateways,plain"`
	TLS      bool                   `model:"tls,plain"` // told apart by the name that they ask for
	Routes   []ModelConnectionRoute `model:"routes"`
}

// ModelConnectionRoute is where connections go.
type ModelConnectionRoute struct {
	Port         int                `model:"port,plain"`
	Hosts        []any              `model:"hosts,plain"` // of TLS
	Destinations []ModelDestination `model:"destinations"`
}
