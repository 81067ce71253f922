package topology

import (
	"slices"

	"render/render/routing"
)

const (
	// maxBorrowed is how many routes all VirtualServices borrow.
	maxBorrowed = 50_000
	// maxUnborrowed is how many VirtualServices are looked at further that would
	// borrow too much.
	maxUnborrowed = 100
)

// borrow gives each VirtualService of a tier what it has to repeat of others, and
// divides those that are too large then: each is right by itself, whatever others
// are there and in which order they were made. What cannot be so is noted.
func (p *Plan) borrow(t *tierPlan) {
	if t.beyond != nil || len(p.unborrowed) > 0 {
		return // with which nothing is to be rendered
	}
	b := &borrower{plan: p, tier: t, maxSize: max(maxObject-metadataSize(p.Document), maxObject/8)} // if not even that fits, it is told of the objects
	for i := range t.apps {
		app := &t.apps[i]
		var own []virtualServicePlan
		for j := range app.own {
			parts, problem := b.fitting(&app.own[j])
			own = append(own, parts...)
			if problem != nil {
				p.unborrowed = append(p.unborrowed, *problem)
			}
			if p.borrowed > maxBorrowed || len(p.unborrowed) >= maxUnborrowed {
				return
			}
		}
		app.own = own
	}
}

// borrower finds what the VirtualServices of a tier borrow.
type borrower struct {
	plan    *Plan
	tier    *tierPlan
	maxSize int // bytes of hosts and rules that fit into one object
}

// fitting is a VirtualService with all that belongs in it, in as many parts as
// its size asks for; or why there is none.
func (b *borrower) fitting(whole *virtualServicePlan) ([]virtualServicePlan, *unborrowed) {
	parts := whole.parts(1)
	size := b.place(&parts[0])
	if size > b.maxSize {
		if problem := b.tooMuch(whole); problem != nil {
			return nil, problem
		}
	}
	total, borrowed := b.plan.borrowed, parts[0].borrowed()
	for count := 2; size > b.maxSize && count < 8*len(whole.routes); count *= 2 {
		if size > count*b.maxSize && count < len(whole.routes) {
			continue
		}
		parts, size, borrowed = whole.parts(count), 0, 0
		for i := range parts {
			size = max(size, b.place(&parts[i]))
			if borrowed += parts[i].borrowed(); size > b.maxSize || total+borrowed > maxBorrowed {
				break
			}
		}
		if total+borrowed > maxBorrowed {
			break // more parts borrow more
		}
	}
	if b.plan.borrowed += borrowed; b.plan.borrowed <= maxBorrowed {
		return parts, nil
	}
	problem := &unborrowed{route: whole.routes[0]}
	if i := slices.IndexFunc(parts[0].rules, func(r placedRoute) bool { return r.borrowed }); i >= 0 {
		problem.first = parts[0].rules[i].routePlan
	}
	return nil, problem
}

// borrowed counts what a VirtualService has of others.
func (s *virtualServicePlan) borrowed() int { return len(s.rules) - len(s.routes) }

// tooMuch finds a route before which more would have to stand than fits into one
// object.
func (b *borrower) tooMuch(whole *virtualServicePlan) *unborrowed {
	tried := 0
	for _, r := range whole.routes {
		alone := *whole
		alone.routes = []*routePlan{r}
		size := b.place(&alone)
		if tried += len(alone.rules); tried > 10*maxBorrowed {
			return nil
		}
		if size <= b.maxSize || alone.borrowed() == 0 || (&placedRoute{routePlan: r}).size(whole) > b.maxSize/2 {
			continue
		}
		n := alone.borrowed()
		return &unborrowed{route: r, first: alone.rules[0].routePlan, count: min(n, routing.MaxBorrowed), more: n >= routing.MaxBorrowed,
			others: slices.ContainsFunc(alone.rules, func(x placedRoute) bool { return x.app != r.app })}
	}
	return nil
}

// place fills in the rules of a VirtualService, and returns about how many bytes of
// JSON they become.
func (b *borrower) place(s *virtualServicePlan) int {
	own := make([]int, len(s.routes))
	for i, r := range s.routes {
		own[i] = r.at
	}
	placed := b.tier.index.Place(own, s.on)
	s.rules = make([]placedRoute, len(placed))
	size := 0
	for i, x := range placed {
		s.rules[i] = placedRoute{b.tier.routes[x.At], x.Hosts, x.Borrowed}
		size += s.rules[i].size(s)
	}
	for _, h := range s.hosts {
		size += len(`,`) + textSize(h)
	}
	return size
}
