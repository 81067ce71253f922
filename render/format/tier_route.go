package format

// TierRoute is one kind of request that the gateway itself answers. Its route of HTTP
// is tried in the order of all the tier's.
type TierRoute struct {
	Origin
	// The exact path. Example: /old
	Exact Text `key:"exact" format:"path"`
	// The prefix, at path segments: /api matches /api and /api/x, not /apix.
	// Example: /admin
	Prefix Text `key:"prefix" format:"path"`
	// A regular expression (RE2) that matches the whole path. Example: /[.].*
	Regex Text `key:"regex" format:"regex" max:"1024"`
	// Some of the tier's hosts, or names below one of its wildcards.
	// Example: [home.example.org]
	Hosts []Text `key:"hosts" format:"host" derived:"all of the tier's"`
	// HTTP methods. Example: [TRACE]
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
	// Answers with a redirect. Example: {to: /new, code: 301}
	Redirect *Redirect `key:"redirect"`
	// Answers with a status, or one with a text. Example: 404
	Respond *Respond `key:"respond"`
	// What becomes of the answer's headers. Example: {set: {retry-after: "3600"}}
	Response *HeaderChange `key:"response"`
}

// Route is a tier's route as one of an app.
func (r *TierRoute) Route() Route {
	return Route{Origin: r.Origin, Exact: r.Exact, Prefix: r.Prefix, Regex: r.Regex, Hosts: r.Hosts, Methods: r.Methods, Headers: r.Headers, Query: r.Query,
		IgnoreCase: r.IgnoreCase, Redirect: r.Redirect, Respond: r.Respond, Response: r.Response}
}
