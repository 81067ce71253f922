package topology

import "strings"

// Limits that keep the search for conflicts short whatever the input.
const (
	maxRegexes  = 2000 // regular expressions in a tier
	maxSamePath = 1000 // routes of one path on one host
)

// routeIndex finds the routes of a tier that may match one request without
// comparing each with each.
type routeIndex struct {
	all    []*routePlan
	byPath map[pathKey]*pathRoutes // all but regular expressions
	regex  []*routePlan
}

type pathKey struct {
	class class
	path  string
}

// pathRoutes are the routes of one path, divided by host, since many apps may
// serve the same path on hosts of their own.
type pathRoutes struct {
	everywhere []*routePlan // on all hosts of the tier
	byHost     map[string][]*routePlan
	some       []*routePlan // those of byHost, each once
}

func newRouteIndex(all []*routePlan) *routeIndex {
	x := &routeIndex{all: all, byPath: make(map[pathKey]*pathRoutes, len(all))}
	for _, r := range all {
		if r.class == regexPath {
			x.regex = append(x.regex, r)
			continue
		}
		k := pathKey{r.class, r.path}
		p := x.byPath[k]
		if p == nil {
			p = &pathRoutes{}
			x.byPath[k] = p
		}
		if r.hostSet == nil {
			p.everywhere = append(p.everywhere, r)
			continue
		}
		if p.byHost == nil {
			p.byHost = map[string][]*routePlan{}
		}
		p.some = append(p.some, r)
		for _, h := range r.hosts {
			p.byHost[h] = append(p.byHost[h], r)
		}
	}
	return x
}

// tooMany is a route that is one too many for the search, and the limit.
func (x *routeIndex) tooMany() (*routePlan, string) {
	if len(x.regex) > maxRegexes {
		return x.regex[maxRegexes], "more than 2000 regular expressions are in this tier"
	}
	var found *routePlan
	keep := func(list []*routePlan) {
		if len(list) > maxSamePath && (found == nil || list[maxSamePath].order < found.order) {
			found = list[maxSamePath]
		}
	}
	for _, p := range x.byPath {
		keep(p.everywhere)
		for _, list := range p.byHost {
			keep(list)
		}
	}
	return found, "more than 1000 routes of this path are on one host"
}

// pairs calls f with every two routes whose paths may match one request, in no
// particular order inside a pair. Where f returns false no more pairs of the
// first route are needed.
func (x *routeIndex) pairs(f func(r, other *routePlan) bool) {
	for _, r := range x.all {
		x.pairsOf(r, func(other *routePlan) bool { return other == r || f(r, other) })
	}
}

func (x *routeIndex) pairsOf(r *routePlan, f func(other *routePlan) bool) {
	for _, other := range x.regex {
		if !f(other) {
			return
		}
	}
	if r.class == regexPath {
		return
	}
	if !x.visit(r, pathKey{r.class, r.path}, f) {
		return
	}
	if r.class != everyPath && !x.visit(r, pathKey{everyPath, ""}, f) {
		return
	}
	prefix := r.path
	if r.class == prefixPath {
		prefix = parentPath(prefix)
	}
	for ; prefix != ""; prefix = parentPath(prefix) {
		if !x.visit(r, pathKey{prefixPath, prefix}, f) {
			return
		}
	}
}

func (x *routeIndex) visit(r *routePlan, k pathKey, f func(*routePlan) bool) bool {
	p := x.byPath[k]
	if p == nil {
		return true
	}
	lists := [][]*routePlan{p.everywhere}
	if r.hostSet == nil {
		lists = append(lists, p.some)
	} else {
		for _, h := range r.hosts {
			lists = append(lists, p.byHost[h])
		}
	}
	for _, list := range lists {
		for _, other := range list {
			if !f(other) {
				return false
			}
		}
	}
	return true
}

// parentPath is the next shorter prefix at a path segment; "" above the top.
func parentPath(p string) string {
	i := strings.LastIndexByte(p, '/')
	if i <= 0 {
		return ""
	}
	return p[:i]
}
