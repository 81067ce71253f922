package importing

import (
	"fmt"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
)

// admission is how the policies of one tier's gateway let requests in, on the way to who may come
// in to its apps.
type admission struct {
	im     *importer
	t      *tier
	allow  []grant
	deny   []grant
	custom []grant
	closed bool // a policy lets in: what none lets in is refused
	first  manifest.ID
	asked  string // the provider
	tokens []token
	of     []manifest.ID
	direct bool // a rule is of the address that connects
	wrong  bool // something of them is not said as access
	notes  []string
}

// miss tells why a part of a policy is not taken up.
func (a *admission) miss(id manifest.ID, path, why string) {
	a.wrong = true
	a.im.tell(id, path, "is not taken up: "+why)
}

// note tells once how access differs from policies that it is made of.
func (a *admission) note(text string) {
	if !slices.Contains(a.notes, text) {
		a.notes = append(a.notes, text)
	}
}

// grant is what a rule of a policy says of some people and some requests.
type grant struct {
	of        manifest.ID
	at        string // where in the policy
	who       way
	what      operation
	preflight bool   // it is of the questions of pages of other origins
	asked     bool   // it is of all but those
	provider  string // that is asked
	nth       int
}

// way is who comes in: all of it holds together, of tokens any.
type way struct {
	from, notFrom []any
	tokens        []tokenAsk
	without       bool // whoever brings no token
	sni           []string
	notSNI        []string
}

// everybody reports whether it asks nothing of who comes in.
func (w *way) everybody() bool {
	return len(w.from)+len(w.notFrom)+len(w.tokens) == 0 && !w.without
}

// tokenAsk is a token that somebody brings.
type tokenAsk struct {
	issuer    string
	audiences []any
	claims    document.Mapping
}

// operation is which requests; of an empty list all.
type operation struct {
	hosts, notHosts, ports, paths, notPaths []string
}

// token is how an issuer's tokens are verified.
type token struct {
	of             manifest.ID
	at             string
	issuer         string
	audiences      []any
	jwks           string
	header, prefix string
	toHeaders      document.Mapping
}

// target is what one route of an app is for on one host: requests, or whole connections.
type target struct {
	app    *app // nil: what no app answers
	host   string
	route  *route // nil: all of the host's connections
	port   int64  // of connections
	rivals []*route
	names  []string // the hosts of all routes of the tier
}

// entry is who may come in to a target: by any way of several, and what holds of all.
type entry struct {
	from, notFrom []any
	ways          []way // none: everybody
	provider      string
	unless        []any    // networks of which the provider is not asked
	except        []string // paths for everybody
	target        *target
	rank          int // which rule of the policies lets in
	kept          int // how many rules keep somebody out
}

// name is what an app is called in a message, title a target.
func (t *target) name() string {
	if t.app == nil {
		return t.host
	}
	return t.app.name
}

func (t *target) title() string {
	switch {
	case t.app == nil:
		return fmt.Sprintf("what no app answers of %q", t.host)
	case t.host == "":
		return fmt.Sprintf("port %d of app %q", t.port, t.app.name)
	}
	return fmt.Sprintf("app %q at %q", t.app.name, t.host)
}

// pathOf is a path of a topology without what says that all below it is meant.
func pathOf(text string) string { return strings.TrimSuffix(text, "/*") }

// samePaths reports whether two lists have the same paths.
func samePaths(one, other []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(one)), slices.Sorted(slices.Values(other)))
}

// base is a route's path without the slash behind a prefix.
func (r *route) base() string {
	if r.kind == "exact" || r.kind == "regex" {
		return r.path
	}
	return strings.TrimSuffix(r.path, "/")
}

// holds reports whether all of a path is within a route's.
func (r *route) holds(kind, path string) bool {
	own := r.base()
	switch r.kind {
	case "/*":
		return true
	case "exact", "regex":
		return r.kind == kind && own == path
	}
	path = strings.TrimSuffix(path, "/")
	return kind != "/*" && kind != "regex" && (path == own || strings.HasPrefix(path, own+"/"))
}
