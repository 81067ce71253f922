package served

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/wording"
)

// Gives reports whether a Service that asks for no address may get one of a pool.
func (s *Side) Gives(p *Pool, e *Entrance) bool {
	return s.Serves(p, e) && (e.Pool == "" && !p.Asked || e.Pool == p.Name)
}

// NoneGives is why no pool gives an address to a Service that asks for none; "" where
// one does.
func (s *Side) NoneGives(e *Entrance, pools *PoolIndex) string {
	switch {
	case slices.ContainsFunc(pools.List, func(p *Pool) bool { return s.Gives(p, e) }):
		return ""
	case e.Pool != "":
		return "no pool " + wording.Quote(e.Pool) + " is for it"
	}
	return "no pool gives addresses to those that ask for none"
}

// Grant are the addresses that MetalLB gives a Service for which it asks, of pools
// that are known or not, beside those that are held; or why it gives none.
func (s *Side) Grant(e *Entrance, pools *PoolIndex, known bool, held map[netip.Addr][]*Entrance) (gets []netip.Addr, why string) {
	switch {
	case !e.LoadBalancer:
		return nil, ""
	case e.Wrong == "" && len(e.Addresses) == 0 && known && e.Class() == "":
		return nil, s.NoneGives(e, pools)
	case len(e.Addresses) == 0:
		return nil, e.Wrong
	}
	if known && e.Class() == "" {
		p := pools.Of(e.Addresses)
		switch {
		case p == nil:
			return nil, "no pool has " + listed(e.Addresses)
		case !s.Serves(p, e):
			return nil, fmt.Sprintf("pool %s, which has %s, is for other Services", wording.Quote(p.Name), listed(e.Addresses))
		case e.Pool != "" && e.Pool != p.Name:
			return nil, fmt.Sprintf("it asks for pool %s, and pool %s has %s", wording.Quote(e.Pool), wording.Quote(p.Name), listed(e.Addresses))
		}
	}
	for _, a := range e.Addresses {
		for _, other := range held[a] {
			if !e.Shares(other) {
				return nil, fmt.Sprintf("%s has %s, and does not share it", other.Title(), wording.Quote(a.String()))
			}
		}
	}
	for _, a := range e.Addresses {
		held[a] = append(held[a], e)
	}
	return e.Addresses, ""
}

// listed are addresses as a message names them.
func listed(addresses []netip.Addr) string {
	texts := make([]string, 0, len(addresses))
	for _, a := range addresses {
		texts = append(texts, wording.Quote(a.String()))
	}
	return wording.Listed(texts)
}
