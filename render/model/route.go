package model

// VirtualService is one VirtualService: routes of requests in the order in
// which they are tried.
type VirtualService struct {
	Name     string   `model:"name"`
	Hosts    []string `model:"hosts"`
	Gateways []string `model:"gateways"`
	Routes   []Route  `model:"routes"`
}

// Route is which requests a route takes and what becomes of them.
type Route struct {
	Matches      []Match       `model:"matches"`      // any of them
	Destinations []Destination `model:"destinations"` // empty where it redirects
	Redirect     *Redirect     `model:"redirect"`
	Rewrite      *Rewrite      `model:"rewrite"`
	Timeout      *string       `model:"timeout"`
	Retries      *Retries      `model:"retries"`
	CORS         *CORS         `model:"cors"`
	Mirror       *Mirror       `model:"mirror"`
}

// Match is what a request is like: all of it.
type Match struct {
	Path      Text     `model:"path"`
	Method    *string  `model:"method"`    // null for all
	Authority *string  `model:"authority"` // an expression for its host; null for all
	Headers   []Header `model:"headers"`
	Port      *int     `model:"port"` // of the gateway; null for all
}

// Text is what a text is compared with.
type Text struct {
	Kind string `model:"kind"` // exact, prefix or regex
	Text string `model:"text"`
}

// Header is what a header is compared with.
type Header struct {
	Name string `model:"name"`
	Kind string `model:"kind"` // exact, prefix, regex, or present: whatever its value
	Text string `model:"text"`
}

// Destination is a Service and its port, as a VirtualService names them.
type Destination struct {
	Host   string  `model:"host"`
	Port   int     `model:"port"`
	Subset *string `model:"subset"` // null for an app that has one version
	Weight *int    `model:"weight"` // of several, in percent
}

// Redirect sends the client elsewhere; what is null stays as it was asked for.
type Redirect struct {
	Scheme *string `model:"scheme"`
	Host   *string `model:"host"`
	Port   *int    `model:"port"`
	Path   *string `model:"path"`
	Code   int     `model:"code"`
}

// Rewrite changes a request on its way; what is null stays.
type Rewrite struct {
	Path *string `model:"path"` // in place of what matched
	Host *string `model:"host"`
}

// Retries is how failed requests are tried again.
type Retries struct {
	Attempts int      `model:"attempts"`
	PerTry   *string  `model:"perTry"`
	On       []string `model:"on"` // Envoy's words for what counts as failed; empty for Istio's default
}

// CORS is what pages of other origins may ask for.
type CORS struct {
	Origins       []string `model:"origins"` // exactly; "*" for all
	Methods       []string `model:"methods"`
	Headers       []string `model:"headers"`
	Expose        []string `model:"expose"`
	MaxAge        *string  `model:"maxAge"`        // null for none
	MaxAgeSeconds int      `model:"maxAgeSeconds"` // 5, the Gateway API's default, for none
	Credentials   *bool    `model:"credentials"`   // null for none
}

// Mirror is where copies of requests go.
type Mirror struct {
	To      Destination `model:"to"`
	Percent *int        `model:"percent"` // null for all
}

// Connections is a VirtualService of whole connections.
type Connections struct {
	Name     string            `model:"name"`
	Hosts    []string          `model:"hosts"`
	Gateways []string          `model:"gateways"`
	TLS      bool              `model:"tls"` // told apart by the name that they ask for
	Routes   []ConnectionRoute `model:"routes"`
}

// ConnectionRoute is where connections go.
type ConnectionRoute struct {
	Port         int           `model:"port"`
	Hosts        []string      `model:"hosts"` // of TLS
	Destinations []Destination `model:"destinations"`
}
