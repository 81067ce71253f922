package trace

import (
	"regexp"

	"render/render/objects"
)

// match is what a request has to be; all of it.
type match struct {
	field           objects.Field
	uri             *condition
	segments        bool // a prefix is one of whole segments
	anyCase         bool
	scheme          *condition
	method          *condition
	authority       *condition
	headers         []named
	without         []named
	query           []named
	port            int64
	gateways        []string
	sourceLabels    objects.Labels
	sourceNamespace string
}

// action is what becomes of requests that a route takes.
type action struct {
	field    objects.Field
	to       []Destination
	redirect *redirection
	respond  *response
	rewrite  *rewriting
	hostSet  string        // the header Host that is set
	edits    bool          // says something of headers
	fault    objects.Field // that is injected
	crossing *crossing     // what pages of other origins may ask; nil where nothing is said
	mirrors  []Destination
	problem  string // why istiod has a route that cannot work; ""
}

// crossing is what a route says of pages of other origins. The question that a browser
// asks before (OPTIONS with Origin and Access-Control-Request-Method) is the gateway's to
// answer (Envoy's filter envoy.filters.http.cors, behind policies and faults, before
// routes that send on; routes that redirect or answer themselves have none).
type crossing struct {
	field   objects.Field
	origins []condition
	// keeps is whether the question of an origin that is not among them ends at the gateway
	// too (unmatchedPreflights; always by the Gateway API).
	keeps bool
}

type redirection struct {
	field         objects.Field
	code          int64
	scheme, host  string
	path, prefix  string // in place of all of it, or of what a prefix took
	replacesStart bool   // prefix is given
	port          int64
	ownPort       bool // the port that the request came in by
}

type response struct {
	field  objects.Field
	status int64
	body   string
}

type rewriting struct {
	field      objects.Field
	path       string // in place of what the match took
	host       string
	expression string
	compiled   *regexp.Regexp // the expression, once it is asked for and is one
	by         string
}

func textOf(f objects.Field) string { return objects.Text{Field: f}.Value() }

func wholeOf(f objects.Field) int64 {
	n, _ := objects.Number{Field: f}.Value()
	return n
}
