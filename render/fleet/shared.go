package fleet

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/wording"
)

// Check tells of what members share, each beside the first that has it.
func Check(members []Member) diag.List {
	c := &checker{members: members, sources: make([]*places.Source, len(members))}
	c.one = len(members) > 0 && !slices.ContainsFunc(members, func(m Member) bool { return m.Rendered == nil })
	c.addresses()
	c.pools()
	c.hosts()
	c.networks()
	c.taken()
	if c.one {
		c.rendered()
	}
	slices.SortStableFunc(c.found, func(a, b finding) int { return cmp.Compare(a.member, b.member) })
	var out diag.List
	accepted := acceptedOf(members)
	for _, f := range c.found {
		if !accepted.takes(f.member, f.Code, f.Path) && !accepted.takes(f.other, f.Code, f.Related[0].Note) {
			out.Tally(f.Diagnostic)
		}
	}
	return out
}

type checker struct {
	members []Member
	sources []*places.Source
	found   []finding
	one     bool // all are of one cluster
}

type finding struct {
	member, other int
	diag.Diagnostic
}

// owner is which member has something, and where.
type owner struct {
	member int
	Spot
}

func (c *checker) place(o owner) places.Place {
	if c.sources[o.member] == nil {
		c.sources[o.member] = c.members[o.member].Source()
	}
	return places.Place{Source: c.sources[o.member], Line: o.Line, Column: o.Column, Length: o.Length}
}

func (c *checker) called(member int) string { return wording.Quote(c.members[member].Topology) }

// tell tells of what a member has that another has too.
func (c *checker) tell(code diag.Code, of, other owner, message, help string) {
	if c.members[of.member].Apart && c.members[other.member].Apart {
		return
	}
	c.found = append(c.found, finding{of.member, other.member, diag.Diagnostic{Code: code, Severity: diag.Warning, Place: c.place(of), Path: of.Path, Message: message, Help: help,
		Related: []diag.Related{{Place: c.place(other), Note: other.Path}}}})
}

func (c *checker) addressHelp() string {
	if c.one {
		return "write: another address"
	}
	return "write: another address, or, where the two clusters are on networks of their own, --allow-shared"
}

func (c *checker) networkHelp() string {
	if c.one {
		return "write in both what is so"
	}
	return "write in both what is so, or, where these are two networks, --allow-shared"
}

func (c *checker) hostHelp() string {
	if c.one {
		return "write: another host, or, where the name is to lead to both, --allow-shared"
	}
	return "write: a host of its own, or, where the name is to lead to both, --allow-shared"
}

// addresses finds tiers' addresses that several members have.
func (c *checker) addresses() {
	first := map[netip.Addr]owner{}
	for i := range c.members {
		for _, a := range c.members[i].Addresses {
			if a.Pool {
				continue
			}
			of := owner{i, a.Spot}
			switch other, there := first[a.First]; {
			case !there:
				first[a.First] = of
			case other.member != i:
				c.tell("fleet-address", of, other, fmt.Sprintf("%s is also an address of %s", wording.Quote(a.First.String()), c.called(other.member)), c.addressHelp())
			}
		}
	}
}

// held are addresses of a member.
type held struct {
	Range
	member int
}

// pools finds pools that have addresses of another member's pools or tiers: MetalLB hands
// them out in both. In one cluster a topology without MetalLB's objects asks for addresses of
// another's pools.
func (c *checker) pools() {
	var all []held
	for i := range c.members {
		for _, a := range c.members[i].Addresses {
			if !c.one || !a.Asked {
				all = append(all, held{a, i})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b held) int { return a.First.Compare(b.First) })
	told := map[owner]bool{}
	var far farthest
	for _, one := range all {
		if other, overlaps := far.beside(one); overlaps && (one.Pool || other.Pool) {
			if other.member > one.member {
				one, other = other, one
			}
			if of := (owner{one.member, one.Spot}); !told[of] {
				told[of] = true
				c.tell("fleet-address", of, owner{other.member, other.Spot}, fmt.Sprintf("%s %s of %s", wording.Quote(one.text()), one.verb(), c.called(other.member)), c.addressHelp())
			}
		}
		far.add(one)
	}
}

func (h held) text() string {
	if h.First == h.Last {
		return h.First.String()
	}
	return h.First.String() + "-" + h.Last.String()
}

func (h held) verb() string {
	if h.Pool {
		return "has addresses"
	}
	return "is in a pool"
}

// farthest are, of ranges in the order of their first addresses, the one that reaches
// farthest, and the one of another member that does.
type farthest struct{ first, second *held }

func (f *farthest) add(h held) {
	switch {
	case f.first == nil || h.Last.Compare(f.first.Last) > 0:
		if f.first != nil && f.first.member != h.member {
			f.second = f.first
		}
		f.first = &h
	case h.member != f.first.member && (f.second == nil || h.Last.Compare(f.second.Last) > 0):
		f.second = &h
	}
}

// beside is a range of another member that has an address of one which begins no earlier.
func (f *farthest) beside(h held) (other held, ok bool) {
	for _, one := range []*held{f.first, f.second} {
		if one != nil && one.member != h.member && one.Last.Compare(h.First) >= 0 {
			return *one, true
		}
	}
	return held{}, false
}

// hosts finds names that several members answer.
func (c *checker) hosts() {
	first := map[string]owner{}
	for i := range c.members {
		for _, h := range c.members[i].Hosts {
			of, name := owner{i, h.Spot}, strings.ToLower(h.Name)
			switch other, there := first[name]; {
			case !there:
				first[name] = of
			case other.member != i:
				c.tell("fleet-host", of, other, fmt.Sprintf("%s is also a host of %s, and a client that looks it up finds one of the two", wording.Quote(h.Name), c.called(other.member)), c.hostHelp())
			}
		}
	}
}
