package trace

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/objects"
)

// The most addresses by which the clients of a request are told apart, and the most requests
// that are tried from some.
const (
	mostBlocks  = 200
	mostClients = 20_000
)

// block is addresses that are let in or kept out together, the first to the last.
type block struct{ first, last netip.Addr }

func (b block) has(a netip.Addr) bool {
	return a.BitLen() == b.first.BitLen() && b.first.Compare(a) <= 0 && a.Compare(b.last) <= 0
}

// readBlock reads an address, a network, or "a-b".
func readBlock(text string) (b block, ok bool) {
	text = strings.TrimSpace(text)
	if from, to, ranged := strings.Cut(text, "-"); ranged {
		first, err1 := netip.ParseAddr(strings.TrimSpace(from))
		last, err2 := netip.ParseAddr(strings.TrimSpace(to))
		return block{first, last}, err1 == nil && err2 == nil && first.BitLen() == last.BitLen()
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return block{a, a}, a.Zone() == ""
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return block{}, false
	}
	p = p.Masked()
	return block{p.Addr(), format.LastAddress(p)}, true
}

// blocksIn are those that a field names, wherever in it, in its order.
func blocksIn(f objects.Field, out []block) []block {
	if text, ok := f.Raw().(string); ok {
		if b, ok := readBlock(text); ok && !slices.Contains(out, b) {
			out = append(out, b)
		}
		return out
	}
	for _, m := range f.Members() {
		out = blocksIn(f.At(m.Key), out)
	}
	for _, item := range f.Items().All() {
		out = blocksIn(item, out)
	}
	return out
}

// edges are addresses of clients at the edges of blocks, inside and just outside: one for each
// set of blocks that have some in common which no other block has; with both, one at each end of
// those, and just outside each end of every block, since any of them may grow.
func edges(blocks []block, both bool) []netip.Addr {
	var out []netip.Addr
	known := map[string]bool{}
	for n, b := range blocks {
		second := b.first.Next()
		if !b.has(second.Next()) {
			second = b.first
		}
		for i, a := range [...]netip.Addr{second, b.first, b.first.Prev(), b.last, b.last.Next()} {
			if !a.IsValid() || a.IsMulticast() || a.IsUnspecified() || a.IsLoopback() {
				continue // which no client has
			}
			in := []byte{byte(a.BitLen())}
			switch inside := b.has(a); {
			case both && inside:
				in = fmt.Append(in, i > 2)
			case both:
				in = fmt.Append(in, i, n)
			}
			for _, other := range blocks {
				if other.has(a) {
					in = append(in, 1)
				} else {
					in = append(in, 0)
				}
			}
			if !known[string(in)] && !slices.Contains(out, a) {
				known[string(in)] = true
				out = append(out, a)
			}
		}
	}
	return out
}

// clients finds from which addresses requests are tried.
type clients struct {
	old, new *Mesh
	known    map[string][]netip.Addr // by the fields that name some
	both     bool                    // ends of each block are tried, for what may become of it later
	tried    int
	less     int // requests that are not tried from each address
	unjudged Undecided
}

// of are the addresses by which what the two sides doubt of a request tells its clients apart.
func (c *clients) of(r *Request, was, is *Trace) []netip.Addr {
	if r.From.IsValid() || was.Verdict == Fails && is.Verdict == Fails {
		return nil
	}
	doubts := slices.Concat(was.doubts, is.doubts)
	if len(doubts) == 0 {
		return nil
	}
	key := ""
	for _, d := range doubts {
		key += fmt.Sprintf("%p %s ", d.Object(), d.Path())
	}
	out, ok := c.known[key]
	if !ok {
		var blocks []block
		for _, d := range doubts {
			blocks = blocksIn(d.Field, blocks)
		}
		out = edges(blocks[:min(len(blocks), mostBlocks)], c.both)
		c.known[key] = out
	}
	if left := mostClients - c.tried; len(out) > left {
		c.less++
		out = out[:left]
	}
	c.tried += len(out)
	return out
}

// changes are what becomes otherwise of a request from some addresses, where that is not what
// becomes of it from everywhere; who is refused on both sides is not told why.
func (c *clients) changes(r *Request, all *Change, was, is *Trace, known map[string]bool) (out []Change) {
	from := c.of(r, was, is)
	var open Undecided
	if len(from) == 0 && was.sees() && is.sees() {
		open.note(all, was, is)
	}
	for _, from := range from {
		asked := *r
		asked.From = from
		one, before, now := changeOf(c.old, c.new, &asked, known)
		open.note(one, &before, &now)
		if !before.sees() || !now.sees() || one == nil || one.Kind == Otherwise {
			continue
		}
		if all == nil || !all.alike(one) {
			out = append(out, *one)
		}
	}
	c.unjudged.count(open)
	return out
}

// apart are a request from each address by which its clients are told apart, if what becomes of
// it is not the same from all of them; a gateway may not see from which it comes.
func (c *clients) apart(r *Request) (out []Request) {
	all := c.new.Follow(*r)
	differs := false
	for _, from := range c.of(r, &all, &all) {
		asked := *r
		asked.From = from
		one := c.new.Follow(asked)
		if !one.sees() {
			continue
		}
		out = append(out, asked)
		differs = differs || !one.same(&all)
	}
	if !differs {
		return nil
	}
	return out
}

// alike reports whether the same is told of two changes.
func (c *Change) alike(o *Change) bool {
	was, is := c.Ends()
	before, now := o.Ends()
	return c.Kind == o.Kind && was == before && is == now
}

// Compared are Changes, and those of requests from some addresses alone, with how far they were tried.
type Compared struct {
	Changes []Change
	Tried   int // requests
	Less    int // as Changes has it
	// Unasked is how many requests are not tried from each address by which clients are told apart, of very
	// many.
	Unasked  int
	Unjudged Undecided
}

// ChangesByClients compares two sides by clients too: each that an entrance, an AuthorizationPolicy or
// a NetworkPolicy of either side tells apart by its address is tried from the edges of what these name,
// inside and just outside.
func ChangesByClients(old, new *Mesh) Compared {
	c := &clients{old: old, new: new, known: map[string][]netip.Addr{}}
	list, tried, less := changes(old, new, c)
	return Compared{Changes: list, Tried: tried + c.tried, Less: less, Unasked: c.less, Unjudged: c.unjudged}
}
