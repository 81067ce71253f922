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
	Destinations []Destination `model:"destinations"` // empty where the gateway answers by itself
	Redirect     *Redirect     `model:"redirect"`
	Respond      *Respond      `model:"respond"`
	Rewrite      *Rewrite      `model:"rewrite"`
	Timeout      *string       `model:"timeout"`
	Retries      *Retries      `model:"retries"`
	CORS         *CORS         `model:"cors"`
	Mirror       *Mirror       `model:"mirror"`
	Request      *HeaderChange `model:"request"`  // of its headers; null for none
	Response     *HeaderChange `model:"response"` // of the answer's
}

// Match is what a request is like: all of it.
type Match struct {
	Path      Text     `model:"path"`
	Method    *string  `model:"method"`    // null for all
	Authority *string  `model:"authority"` // an expression for its host; null for all
	Headers   []Header `model:"headers"`
	Without   []Header `model:"without"` // headers that it has not so
	Query     []Header `model:"query"`
	AnyCase   bool     `model:"anyCase"` // large and small letters of the path are alike
	Port      *int     `model:"port"`    // of the gateway; null for all
}

// Text is what a text is compared with.
type Text struct {
	Kind string `model:"kind"` // exact, prefix or regex
	Text string `model:"text"`
}

// Header is what a header, or a parameter of the query, is compared with.
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

// Respond is an answer of the gateway itself.
type Respond struct {
	Status int     `model:"status"`
	Body   *string `model:"body"` // null for none
}

// Replacement is what becomes of the parts of a path that an expression matches.
type Replacement struct {
	Regex string `model:"regex"`
	To    string `model:"to"` // \1 to \9 are the expression's groups
}

// Rewrite changes a request on its way; what is null stays.
type Rewrite struct {
	Parts *Replacement `model:"parts"`
	Path  *string      `model:"path"` // in place of what matched
	Host  *string      `model:"host"`
}

// HeaderChange is what becomes of headers.
type HeaderChange struct {
	Set    []HeaderValue `model:"set"`
	Add    []HeaderValue `model:"add"`
	Remove []string      `model:"remove"`
}

// HeaderValue is a header and what it gets.
type HeaderValue struct {
	Name  string `model:"name"`
	Value string `model:"value"`
}

// Retries is how failed requests are tried again.
type Retries struct {
	Attempts int      `model:"attempts"`
	PerTry   *string  `model:"perTry"`
	On       []string `model:"on"` // Envoy's words for what counts as failed; empty for Istio's default
}

// CORS is what pages of other origins may ask for.
type CORS struct {
	Origins       []Origin `model:"origins"`
	Methods       []string `model:"methods"`
	Headers       []string `model:"headers"`
	Expose        []string `model:"expose"`
	MaxAge        *string  `model:"maxAge"`        // null for none
	MaxAgeSeconds int      `model:"maxAgeSeconds"` // 5, the Gateway API's default, for none
	Credentials   *bool    `model:"credentials"`   // null for none
}

// Origin is an origin, or many.
type Origin struct {
	Text  string  `model:"text"`  // as the topology has it; "*" for all
	Regex *string `model:"regex"` // null where it is just the text
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
