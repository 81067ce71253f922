package topology

import (
	"fmt"
	"slices"

	"render/render/diag"
)

// Istio puts the routes of VirtualServices of one host one after the other, by the
// time at which the objects were made. So whichever is the oldest, what it
// matches it must send where the topology says: before a route of its own a
// VirtualService has those of other objects that are more specific and that the
// route would hide, and before those in turn what they would hide. It borrows
// them: each does there just what it does in its own app.

const (
	// mostBorrowed is how many routes all VirtualServices borrow.
	maxBorrowed = 50_000
	// mostCounted bounds the search for what one VirtualService would borrow.
	maxCounted = 5_000
)

// placedRoute is a route in a VirtualService.
type placedRoute struct {
	*routePlan
	hosts    []string // of the VirtualService's those it is for; nil: all
	borrowed bool
	// settled: what stands before it stands before the one that it was found for,
	// a prefix above it for whatever request.
	settled bool
}

// borrow gives each VirtualService of a tier what it borrows, and divides those
// that are too large then.
func (v *validator) borrow(p *tierPlan) {
	x := newTierRoutes(p)
	most := max(maxObject-v.metadataSize(), maxObject/8) // if not even that fits, it is told of the objects
	for i := range p.apps {
		app := &p.apps[i]
		var own []virtualServicePlan
		for j := range app.own {
			own = append(own, v.fitting(&borrower{tier: x, everywhere: len(app.own[j].hosts) == len(p.tier.Hosts), maxSize: most}, &app.own[j])...)
			if v.borrowed > maxBorrowed || v.unborrowed >= diag.MaxShown {
				return // told
			}
		}
		app.own = own
	}
}

// fitting is a VirtualService with all that belongs in it, in as many parts as
// its size asks for; none where that was refused.
func (v *validator) fitting(b *borrower, whole *virtualServicePlan) []virtualServicePlan {
	parts := whole.parts(1)
	size := b.place(&parts[0])
	if size > b.maxSize && v.tooMuch(b, whole) {
		return nil
	}
	borrowed := parts[0].borrowed()
	for count := 2; size > b.maxSize && count < 8*len(whole.routes); count *= 2 {
		if size > count*b.maxSize && count < len(whole.routes) {
			continue
		}
		parts, size, borrowed = whole.parts(count), 0, 0
		for i := range parts {
			size = max(size, b.place(&parts[i]))
			if borrowed += parts[i].borrowed(); size > b.maxSize || v.borrowed+borrowed > maxBorrowed {
				break
			}
		}
		if v.borrowed+borrowed > maxBorrowed {
			break // more parts borrow more
		}
	}
	if v.borrowed += borrowed; v.borrowed <= maxBorrowed {
		return parts
	}
	r, also := whole.routes[0], []diag.Related(nil)
	for i := range parts[0].rules {
		if parts[0].rules[i].borrowed {
			also = append(also, parts[0].rules[i].origin.related())
			break
		}
	}
	v.fail(r.origin, fmt.Sprintf("with this app's, the VirtualServices would repeat more than %d routes of others, each before one that would hide it where its object is the older", maxBorrowed),
		"write paths of which fewer match the same requests, or divide the apps over tiers", also...)
	return nil
}

// borrowed counts what a VirtualService has of others.
func (s *virtualServicePlan) borrowed() int { return len(s.rules) - len(s.routes) }

// tooMuch tells of a route before which more would have to stand than fits into
// one object.
func (v *validator) tooMuch(b *borrower, whole *virtualServicePlan) bool {
	tried := 0
	for _, r := range whole.routes {
		alone := *whole
		alone.routes = []*routePlan{r}
		size := b.place(&alone)
		if tried += len(alone.rules); tried > 10*maxBorrowed {
			return false
		}
		if size <= b.maxSize || alone.borrowed() == 0 || (&placedRoute{routePlan: r}).size(whole) > b.maxSize/2 {
			continue
		}
		most, n := "", alone.borrowed()
		if n >= maxCounted {
			n, most = maxCounted, "at least "
		}
		help := "write a path that fewer of them match too"
		if slices.ContainsFunc(alone.rules, func(x placedRoute) bool { return x.app != r.app }) {
			help += ", or move the app to a tier of its own"
		}
		v.unborrowed++
		v.fail(r.origin, fmt.Sprintf("%s%d more specific routes would have to stand before this one in the VirtualService of app %q, lest it hides them where it is the older object, and they do not fit",
			most, n, r.app.app.Name.Value), help, alone.rules[0].origin.related())
		return true
	}
	return false
}

// borrower finds what one VirtualService borrows.
type borrower struct {
	tier       *tierRoutes
	everywhere bool // it is for all hosts of the tier
	maxSize    int  // bytes of hosts and rules that fit into one object
}

// place fills in the rules of a VirtualService, and tells about how many bytes of
// JSON they become.
func (b *borrower) place(s *virtualServicePlan) int {
	hosts := s.hosts
	if b.everywhere {
		hosts = nil
	}
	lists := b.tier.on(hosts)
	b.tier.places++
	in := b.tier.places
	s.rules = make([]placedRoute, len(s.routes))
	for i, r := range s.routes {
		s.rules[i], r.in = placedRoute{routePlan: r}, in
	}
	var above placedRoute
	found := func(r *routePlan) bool {
		settled := above.hosts == nil && above.class == prefixPath && above.conditions() == 0 && len(r.path) > len(above.path)
		s.rules, r.in = append(s.rules, placedRoute{r, onlyOn(r, s.hosts, b.everywhere), true, settled}), in
		return len(s.rules) < len(s.routes)+maxCounted
	}
search:
	for i := 0; i < len(s.rules); i++ {
		if above = s.rules[i]; above.settled {
			continue
		}
		on := lists
		if r := s.rules[i]; r.hosts != nil {
			on = b.tier.on(r.hosts)
		}
		for _, list := range on { // which grow s.rules
			if !list.before(s.rules[i].routePlan, in, found) {
				break search
			}
		}
	}
	if len(s.rules) > len(s.routes) {
		slices.SortFunc(s.rules, func(a, b placedRoute) int { return compareRoutes(a.routePlan, b.routePlan) })
		s.rules = reached(s.rules)
	}
	size := 0
	for _, h := range s.hosts {
		size += len(`,`) + textSize(h)
	}
	for i := range s.rules {
		size += s.rules[i].size(s)
	}
	return size
}

// onlyOn are the hosts of a VirtualService that a route is for; nil where it is
// for all of them.
func onlyOn(r *routePlan, hosts []string, everywhere bool) []string {
	if r.hostSet == nil {
		return nil
	}
	out := r.hosts
	if !everywhere {
		out = nil
		for _, h := range hosts {
			if r.hostSet[h] {
				out = append(out, h)
			}
		}
	}
	if len(out) == len(hosts) {
		return nil
	}
	return out
}

// reached leaves out what is borrowed and hidden on all the hosts that it is for
// here. A route that hides it on all its hosts was refused, so that only one with
// hosts of its own can.
func reached(rules []placedRoute) []placedRoute {
	out := rules[:0]
	var hiders []placedRoute
	for _, r := range rules {
		if r.borrowed && r.class >= regexPath && slices.ContainsFunc(hiders, func(a placedRoute) bool {
			return hidesThere(a.routePlan, r.routePlan) && within(r.hosts, a.hosts)
		}) {
			continue
		}
		if out = append(out, r); r.hostSet != nil && r.class >= prefixPath {
			hiders = append(hiders, r)
		}
	}
	return out
}

// within reports whether hosts are all among others; nil are all there are.
func within(hosts, others []string) bool {
	if others == nil {
		return true
	}
	if hosts == nil {
		return false
	}
	for _, h := range hosts {
		if !slices.Contains(others, h) {
			return false
		}
	}
	return true
}
