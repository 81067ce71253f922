package format

// Route is one kind of request that an app answers.
type Route struct {
	Origin
	// A path: `/hello` matches exactly, `/api/*` the prefix /api at path
	// segments, `/*` everything. Example: /api/*
	Path Text `key:"-,alone" format:"route"`
	// The exact path. Example: /hello
	Exact Text `key:"exact" format:"path"`
	// The prefix, at path segments: /api matches /api and /api/x, not /apix.
	// Example: /api
	Prefix Text `key:"prefix" format:"path"`
	// A regular expression (RE2) that matches the whole path. Example: /v[0-9]+/.*
	Regex Text `key:"regex" format:"regex" max:"1024"`
	// Some of the tier's hosts, or names below one of its wildcards, in place of the
	// app's. Example: [home.example.org]
	Hosts []Text `key:"hosts" format:"host" derived:"all of the app's, or of the tier's"`
	// HTTP methods. Example: [GET, HEAD]
	Methods []Text `key:"methods" format:"method" derived:"all"`
	// Headers that the request has: a value alone matches exactly.
	// Example: {x-beta: "1"}
	Headers []HeaderMatch `key:"headers" form:"map" format:"asked"`
	// Parameters of the query that the request has, as they are in the URL, undecoded:
	// a value alone matches exactly. Example: {v: "2"}
	Query []HeaderMatch `key:"query" form:"map" format:"query"`
	// Whether large and small letters of an exact path or a prefix are alike.
	// Example: true
	IgnoreCase Flag `key:"ignoreCase" default:"false"`
	// One of the app's ports, by name or number. It is needed where several speak HTTP; of a
	// route of connections, where several do not. Example: 8080
	Port Text `key:"port" format:"text" derived:"the only one of that kind"`
	// One of the app's versions, which alone gets the requests, whatever its weight.
	// Example: v2
	Version Text `key:"version" format:"labelvalue"`
	// The path that replaces what matched, or an expression and what it becomes.
	// Example: /
	Rewrite Rewrite `key:"rewrite"`
	// Answers with a redirect in place of the app. Example: {to: /new, code: 301}
	Redirect *Redirect `key:"redirect"`
	// Answers by itself in place of the app: a status, or one with a text.
	// Example: {status: 503, body: back at noon}
	Respond *Respond `key:"respond"`
	// How long a request may take. Example: 10s
	Timeout Text `key:"timeout" format:"duration"`
	// How often a failed request is tried again. Example: {attempts: 3, perTry: 2s}
	Retries *Retries `key:"retries"`
	// What other origins may ask for. Example: {origins: ["https://app.example.org"]}
	CORS *CORS `key:"cors"`
	// Another app that gets a copy of each request. Example: hello-next
	Mirror *Mirror `key:"mirror"`
	// What becomes of the request's headers on the way to the app.
	// Example: {set: {x-forwarded-prefix: /dash}, remove: [x-debug]}
	Request *HeaderChange `key:"request"`
	// What becomes of the answer's headers.
	// Example: {set: {strict-transport-security: max-age=31536000}}
	Response *HeaderChange `key:"response"`
	// A port of the tier; connections to it go to the app as they are.
	// Example: 31400
	TCP Number `key:"tcp" min:"1" max:"65535"`
	// A port of the tier that speaks tls; connections to it for the hosts go to the app,
	// ended by the gateway, or passed through. Example: 8883
	TLS Number `key:"tls" min:"1" max:"65535"`
}

// HeaderMatch is one header, or one parameter of the query, that a request has.
type HeaderMatch struct {
	Key   Text
	Value HeaderValue
}

// HeaderValue is what the value of a header, or of a parameter, is compared with.
type HeaderValue struct {
	Origin
	// The whole value. Example: beta
	Exact Text `key:"exact,alone" format:"text"`
	// The value's beginning. Example: beta-
	Prefix Text `key:"prefix" format:"text"`
	// A regular expression (RE2) that matches the whole value. Example: beta|alpha
	Regex Text `key:"regex" format:"regex" max:"1024"`
	// Whether it only has to be there, or must not be. Example: true
	Present Flag `key:"present"`
	// What the value of a header is not; a request without it is meant too.
	// Example: beta
	Not *HeaderNot `key:"not"`
}

// HeaderNot is what a header's value is not.
type HeaderNot struct {
	Origin
	// The whole value. Example: beta
	Exact Text `key:"exact,alone" format:"text"`
	// The value's beginning. Example: beta-
	Prefix Text `key:"prefix" format:"text"`
	// A regular expression (RE2) that matches the whole value. Example: beta|alpha
	Regex Text `key:"regex" format:"regex" max:"1024"`
}

// HeaderChange is what becomes of headers. A "%" in a value begins one of Envoy's
// words, as in %REQ(x-request-id)%; for the sign itself there are two.
type HeaderChange struct {
	Origin
	// Headers that get a value, whatever they had. Example: {x-forwarded-prefix: /dash}
	Set []Pair `key:"set" form:"map" format:"header,headertext"`
	// Headers that get a value beside what they have. Example: {vary: origin}
	Add []Pair `key:"add" form:"map" format:"header,headertext"`
	// Headers that are taken away. Example: [x-powered-by]
	Remove []Text `key:"remove" format:"header"`
}

// Rewrite is how a request's path is changed on the way to the app.
type Rewrite struct {
	Origin
	// The path that replaces what matched. Example: /
	Path Text `key:"-,alone" format:"path"`
	// A regular expression (RE2); each part of the path that it matches is replaced.
	// Example: ^/([^/]+)/api
	Regex Text `key:"regex" format:"regex" max:"1024"`
	// What replaces it; \1 to \9 are its groups. Example: /\1
	To Text `key:"to" format:"text"`
}

// Respond is an answer of the gateway itself.
type Respond struct {
	Origin
	// The status code. Example: 404
	Status Number `key:"status,alone" required:"" min:"200" max:"599"`
	// The answer's text. Example: gone fishing
	Body Text `key:"body" format:"text" max:"65536"`
}

// Redirect is an answer that sends the client elsewhere.
type Redirect struct {
	Origin
	// Where to: a path, or a URL whose parts replace the request's.
	// Example: https://www.example.org
	To Text `key:"to,alone" required:"" format:"redirect"`
	// The status code. Example: 308
	Code Enum[RedirectCode] `key:"code" default:"301" enum:""`
}

// Retries is how failed requests are tried again.
type Retries struct {
	Origin
	// How often; 0 for never. Example: 3
	Attempts Number `key:"attempts,alone" required:"" min:"0" max:"100"`
	// How long each may take. Example: 2s
	PerTry Text `key:"perTry" format:"period"`
	// What counts as failed, in Envoy's words. Example: [5xx, connect-failure]
	On []Text `key:"on" format:"retryon" derived:"Istio's own default"`
}

// CORS is what pages of other origins may ask for.
type CORS struct {
	Origin
	// The origins: exactly, all below a name, an expression, or `*` for all.
	// Example: ["https://app.example.org", "https://*.example.org"]
	Origins []AllowedOrigin `key:"origins" required:""`
	// The methods; without them GET, HEAD and POST, which browsers take for granted.
	// Example: [GET, PUT]
	Methods []Text `key:"methods" format:"method"`
	// The request headers; without them those of a plain form, which browsers take for
	// granted. Example: [content-type]
	Headers []Text `key:"headers" format:"header"`
	// The response headers that pages may read. Example: [x-request-id]
	Expose []Text `key:"expose" format:"header"`
	// How long the answer may be kept; without it as long as the browser likes, often 5 s.
	// Example: 24h
	MaxAge Text `key:"maxAge" format:"period"`
	// Whether cookies may be sent. Example: true
	Credentials Flag `key:"credentials"`
}

// AllowedOrigin is an origin, or many.
type AllowedOrigin struct {
	Origin
	// The origin: `https://app.example.org`, `https://*.example.org` for those of all
	// names below one, or `*`. Example: https://app.example.org
	Text Text `key:"-,alone" format:"origin"`
	// A regular expression (RE2) that matches the whole origin.
	// Example: "https://(a|b)[.]example[.]org"
	Regex Text `key:"regex" format:"regex" max:"1024"`
}

// Mirror is an app that gets a copy of each request.
type Mirror struct {
	Origin
	// The app, by its name; of several, as <name>.<namespace>. Example: hello-next
	App Text `key:"app,alone" required:"" format:"text"`
	// One of that app's ports, by name or number; it is needed where several speak HTTP.
	// Example: 8080
	Port Text `key:"port" format:"text" derived:"the only one that does"`
	// The share of requests that is copied, in percent. Example: 10
	Percent Number `key:"percent" default:"100" min:"1" max:"100"`
}
