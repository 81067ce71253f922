package plan

import (
	"slices"

	"render/render/routing"
	"render/render/sizes"
)

const (
	// MaxBorrowed is how many routes all VirtualServices borrow.
	MaxBorrowed = 50_000
	// maxUnborrowed is how many VirtualServices are looked at further that would
	// borrow too much.
	maxUnborrowed = 100
)

// borrow gives each VirtualService of a tier what it has to repeat of others, and
// divides those that are too large then: each is right by itself, whatever others
// are there and in which order they were made. What cannot be so is noted.
func (p *Plan) borrow(t *Tier) {
	if t.Beyond != nil || len(p.Unborrowed) > 0 {
		return // with which nothing is to be rendered
	}
	b := &borrower{plan: p, tier: t, maxSize: max(maxObject-sizes.Metadata(p.Document), maxObject/8)} // if not even that fits, it is told of the objects
	for app := range t.Routers() {
		var own []VirtualService
		for j := range app.Own {
			parts, diagnostic := b.fitting(&app.Own[j])
			own = append(own, parts...)
			if diagnostic != nil {
				p.Unborrowed = append(p.Unborrowed, *diagnostic)
			}
			if p.borrowed > MaxBorrowed || len(p.Unborrowed) >= maxUnborrowed {
				return
			}
		}
		app.Own = own
	}
}

// borrower finds what the VirtualServices of a tier borrow.
type borrower struct {
	plan    *Plan
	tier    *Tier
	maxSize int // bytes of hosts and rules that fit into one object
}

// fitting is a VirtualService with all that belongs in it, in as many parts as
// its size asks for; or why there is none.
func (b *borrower) fitting(whole *VirtualService) ([]VirtualService, *unborrowed) {
	parts := whole.parts(1)
	size := b.place(&parts[0])
	if size > b.maxSize {
		if diagnostic := b.tooMuch(whole); diagnostic != nil {
			return nil, diagnostic
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
			if borrowed += parts[i].borrowed(); size > b.maxSize || total+borrowed > MaxBorrowed {
				break
			}
		}
		if total+borrowed > MaxBorrowed {
			break // more parts borrow more
		}
	}
	if b.plan.borrowed += borrowed; b.plan.borrowed <= MaxBorrowed {
		return parts, nil
	}
	diagnostic := &unborrowed{Route: whole.routes[0]}
	if i := slices.IndexFunc(parts[0].Rules, func(r PlacedRoute) bool { return r.borrowed }); i >= 0 {
		diagnostic.First = parts[0].Rules[i].Route
	}
	return nil, diagnostic
}

// borrowed counts what a VirtualService has of others.
func (s *VirtualService) borrowed() int {
	n := 0
	for i := range s.Rules {
		if s.Rules[i].borrowed {
			n++
		}
	}
	return n
}

// tooMuch finds a route before which more would have to stand than fits into one
// object.
func (b *borrower) tooMuch(whole *VirtualService) *unborrowed {
	tried := 0
	for _, r := range whole.routes {
		alone := *whole
		alone.routes = []*Route{r}
		size := b.place(&alone)
		if tried += len(alone.Rules); tried > 10*MaxBorrowed {
			return nil
		}
		if size <= b.maxSize || alone.borrowed() == 0 || (&PlacedRoute{Route: r}).size(whole) > b.maxSize/2 {
			continue
		}
		n := alone.borrowed()
		return &unborrowed{Route: r, First: alone.Rules[0].Route, Count: min(n, routing.MaxBorrowed), More: n >= routing.MaxBorrowed,
			Others: slices.ContainsFunc(alone.Rules, func(x PlacedRoute) bool { return x.App != r.App })}
	}
	return nil
}

// place fills in the rules of a VirtualService, and returns about how many bytes of
// JSON they become.
func (b *borrower) place(s *VirtualService) int {
	own := make([]int, len(s.routes))
	for i, r := range s.routes {
		own[i] = r.at
	}
	placed := b.tier.Index.Place(own, s.on)
	s.Rules = make([]PlacedRoute, len(placed))
	size := 0
	for i, x := range placed {
		s.Rules[i] = PlacedRoute{b.tier.Indexed[x.At], x.Hosts, x.Borrowed}
		size += s.Rules[i].size(s)
	}
	if d := s.ToHTTPS; d != nil {
		size += toHTTPSSize + sizes.Text(d.InClear)
	}
	for _, h := range s.Hosts {
		size += len(`,`) + sizes.Text(h)
	}
	return size
}
