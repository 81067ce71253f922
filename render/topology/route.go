package topology

import (
	"cmp"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// class is how exactly a route's path is given; the more exact comes first.
type class uint8

const (
	exactPath  class = iota
	prefixPath       // longer before shorter
	regexPath        // in the order of the file
	everyPath        // "/*"
)

// routePlan is one route with everything that decides which requests it gets.
type routePlan struct {
	route    *Route
	app      *appPlan
	tier     *tierPlan
	origin   Origin // of the path
	class    class
	path     string // the exact path, the prefix without "/*", the expression
	hosts    []string
	hostSet  map[string]bool // nil: all of the tier's
	methods  []string        // empty: all
	port     *portPlan
	mirrored *appPlan // gets copies of the requests
	order    int      // in the file
	literal  string   // of a regex: the text every match begins with
	in       int      // the last VirtualService that it was placed in, see tierRoutes
}

// pathOf reads which of the four ways a route gives its path in. ok is false
// where it gives none, or several.
func pathOf(r *Route) (class, string, Origin, bool) {
	given := 0
	var c class
	var text Text
	take := func(t Text, as class) {
		if t.IsSet() {
			given++
			c, text = as, t
		}
	}
	take(r.Path, exactPath)
	take(r.Exact, exactPath)
	take(r.Prefix, prefixPath)
	take(r.Regex, regexPath)
	path := text.Value
	if r.Path.IsSet() {
		if body, ok := strings.CutSuffix(path, "/*"); ok {
			c, path = prefixPath, body
		}
	}
	if c == prefixPath {
		path = strings.TrimSuffix(path, "/")
		if path == "" {
			c = everyPath
		}
	}
	return c, path, text.Origin, given == 1
}

// compareRoutes is the order in which routes of one host are tried: regular
// expressions in the order of the file, since nobody can tell which of two is
// the more exact; of two routes with one path first the one that asks for more.
func compareRoutes(a, b *routePlan) int {
	if d := cmp.Compare(a.class, b.class); d != 0 {
		return d
	}
	if a.class == regexPath {
		return cmp.Compare(a.order, b.order)
	}
	if a.class == prefixPath {
		if d := cmp.Compare(len(b.path), len(a.path)); d != 0 {
			return d
		}
	}
	return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(b.conditions(), a.conditions()), cmp.Compare(a.order, b.order))
}

// conditions ranks what a route asks for beyond its path: of two routes with
// one path the one that asks for more is tried first.
func (r *routePlan) conditions() int {
	n := len(r.route.Headers)
	if len(r.methods) > 0 {
		n += 1000
	}
	return n
}

// sameRequest reports whether one request can be matched by both routes, as far
// as that can be told: two regular expressions always may.
func sameRequest(a, b *routePlan) bool {
	return shareHost(a, b) && shareMethod(a, b) && !headersExclude(a, b) && sharePath(a, b)
}

func shareHost(a, b *routePlan) bool {
	if a.hostSet == nil || b.hostSet == nil {
		return len(a.hosts) > 0 && len(b.hosts) > 0
	}
	for _, h := range a.hosts {
		if b.hostSet[h] {
			return true
		}
	}
	return false
}

func shareMethod(a, b *routePlan) bool {
	if len(a.methods) == 0 || len(b.methods) == 0 {
		return true
	}
	return slices.ContainsFunc(a.methods, func(m string) bool { return slices.Contains(b.methods, m) })
}

// headersExclude reports whether one header must have two different values.
func headersExclude(a, b *routePlan) bool {
	for _, x := range a.route.Headers {
		for _, y := range b.route.Headers {
			if x.Key.Value == y.Key.Value && x.Value.Exact.IsSet() && y.Value.Exact.IsSet() && x.Value.Exact.Value != y.Value.Exact.Value {
				return true
			}
		}
	}
	return false
}

func sharePath(a, b *routePlan) bool {
	if a.class > b.class {
		a, b = b, a
	}
	switch {
	case b.class == everyPath:
		return true
	case b.class == regexPath && a.class == regexPath:
		return strings.HasPrefix(a.literal, b.literal) || strings.HasPrefix(b.literal, a.literal)
	case b.class == regexPath:
		return strings.HasPrefix(a.path, b.literal) || a.class == prefixPath && strings.HasPrefix(b.literal, a.path+"/")
	case b.class == prefixPath:
		return a.path == b.path || strings.HasPrefix(a.path, b.path+"/") || a.class == prefixPath && strings.HasPrefix(b.path, a.path+"/")
	}
	return a.path == b.path
}

// hides reports whether every request that b matches is matched by a, which is
// tried first.
func hides(a, b *routePlan) bool { return hidesThere(a, b) && subset(b.hosts, a) }

// hidesThere is hides on a host of both.
func hidesThere(a, b *routePlan) bool {
	if len(a.route.Headers) > 0 {
		return false
	}
	if len(a.methods) > 0 && (len(b.methods) == 0 || slices.ContainsFunc(b.methods, func(m string) bool { return !slices.Contains(a.methods, m) })) {
		return false
	}
	switch a.class {
	case prefixPath:
		return b.class == regexPath && strings.HasPrefix(b.literal, a.path+"/")
	case regexPath:
		return b.class == regexPath && (a.path == b.path || b.literal == b.path && wholeMatch(a.path, b.path)) || matchesEverything(a.path) && (b.class == regexPath || b.class == everyPath)
	}
	return false
}

func subset(hosts []string, of *routePlan) bool {
	if of.hostSet == nil {
		return len(hosts) > 0
	}
	for _, h := range hosts {
		if !of.hostSet[h] {
			return false
		}
	}
	return len(hosts) > 0
}

// wholeMatch reports whether an expression matches all of a text, as Istio asks.
func wholeMatch(expression, text string) bool {
	re, err := regexp.Compile("^(?:" + expression + ")$")
	return err == nil && re.MatchString(text)
}

// matchesEverything tells of the usual spellings of "any path".
func matchesEverything(expression string) bool {
	switch strings.TrimSuffix(strings.TrimPrefix(expression, "^"), "$") {
	case ".*", "/.*", ".+", "/?.*", "(.*)", "/(.*)":
		return true
	}
	return false
}

// literalPrefix is the text that every path matched by an expression begins
// with; Istio matches the whole path.
func literalPrefix(expression string) string {
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return ""
	}
	re = re.Simplify()
	parts := []*syntax.Regexp{re}
	if re.Op == syntax.OpConcat {
		parts = re.Sub
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Op == syntax.OpBeginText || p.Op == syntax.OpEmptyMatch {
			continue
		}
		if p.Op != syntax.OpLiteral || p.Flags&syntax.FoldCase != 0 {
			break
		}
		b.WriteString(string(p.Rune))
	}
	return b.String()
}
