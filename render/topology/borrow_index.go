package topology

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// specificRoutes finds, among the routes of some hosts, those that are tried
// before a given one and may match a request of its.
type specificRoutes struct {
	paths []*routePlan // exact ones and prefixes, by path
	regex []*routePlan // in the order of the file
	every []*routePlan // "/*" with conditions: without any it is before no other
}

func (x *specificRoutes) add(r *routePlan) {
	switch {
	case r.class == regexPath:
		x.regex = append(x.regex, r)
	case r.class != everyPath:
		x.paths = append(x.paths, r)
	case !r.catchesAll():
		x.every = append(x.every, r)
	}
}

// catchesAll tells of a route that istiod itself puts behind all others of its
// host, whichever object they are in: "/*" without any condition (istio,
// pilot/pkg/networking/core/route/route.go, SortVHostRoutes; in 1.9
// CombineVHostRoutes).
func (r *routePlan) catchesAll() bool { return r.class == everyPath && r.conditions() == 0 }

// before calls f with each route that is tried before r and may match a request
// that r matches, and is not in the VirtualService yet, until f wants no more.
// Hosts are not compared.
func (x *specificRoutes) before(r *routePlan, in int, f func(*routePlan) (more bool)) bool {
	if x == nil || r.catchesAll() {
		return true
	}
	more := true
	see := func(list []*routePlan) {
		for _, s := range list {
			if s.in != in && more && compareRoutes(s, r) < 0 && shareMethod(s, r) && !headersExclude(s, r) && (r.class != regexPath || sharePath(s, r)) {
				more = f(s)
			}
		}
	}
	switch r.class {
	case exactPath:
		see(x.at(r.path))
	case prefixPath:
		see(x.at(r.path))
		see(x.below(r.path + "/"))
	case regexPath:
		see(x.below(r.literal))
		for i := 1; i < len(r.literal); i++ { // of prefixes above what it begins with
			if r.literal[i] == '/' {
				see(x.at(r.literal[:i]))
			}
		}
		see(x.regex[:x.earlier(r)])
	case everyPath:
		see(x.paths)
		see(x.regex)
		see(x.every)
	}
	return more
}

// at are the routes whose path or prefix is just this.
func (x *specificRoutes) at(path string) []*routePlan {
	from, _ := slices.BinarySearchFunc(x.paths, path, func(r *routePlan, path string) int { return cmp.Compare(r.path, path) })
	to := from
	for to < len(x.paths) && x.paths[to].path == path {
		to++
	}
	return x.paths[from:to]
}

// below are the routes whose path or prefix begins so.
func (x *specificRoutes) below(start string) []*routePlan {
	from, _ := slices.BinarySearchFunc(x.paths, start, func(r *routePlan, start string) int { return cmp.Compare(r.path, start) })
	n := sort.Search(len(x.paths)-from, func(i int) bool { return !strings.HasPrefix(x.paths[from+i].path, start) })
	return x.paths[from : from+n]
}

func (x *specificRoutes) earlier(r *routePlan) int {
	n, _ := slices.BinarySearchFunc(x.regex, r.order, func(s *routePlan, order int) int { return cmp.Compare(s.order, order) })
	return n
}

// tierRoutes are a tier's routes by the hosts that they are for.
type tierRoutes struct {
	everywhere specificRoutes // on all hosts of the tier
	some       specificRoutes // on hosts of their own, each route once
	byHost     map[string]*specificRoutes
	places     int // VirtualServices placed so far, by which routes know that they are in one
}

func newTierRoutes(p *tierPlan) *tierRoutes {
	var all []*routePlan
	for i := range p.apps {
		all = append(all, p.apps[i].routes...)
	}
	slices.SortFunc(all, func(a, b *routePlan) int {
		if a.class >= regexPath || b.class >= regexPath {
			return compareRoutes(a, b)
		}
		return cmp.Or(cmp.Compare(a.path, b.path), compareRoutes(a, b))
	})
	x := &tierRoutes{byHost: map[string]*specificRoutes{}}
	for _, r := range all {
		if r.hostSet == nil || len(r.hosts) == len(p.tier.Hosts) {
			x.everywhere.add(r)
			continue
		}
		x.some.add(r)
		for _, h := range r.hosts {
			if x.byHost[h] == nil {
				x.byHost[h] = &specificRoutes{}
			}
			x.byHost[h].add(r)
		}
	}
	return x
}

// on are the lists of the routes that are for some of these hosts; nil: for any.
func (x *tierRoutes) on(hosts []string) []*specificRoutes {
	out := []*specificRoutes{&x.everywhere}
	if hosts == nil {
		return append(out, &x.some)
	}
	for _, h := range hosts {
		if list := x.byHost[h]; list != nil {
			out = append(out, list)
		}
	}
	return out
}
