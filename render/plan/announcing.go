package plan

import (
	"slices"

	"render/render/format"
)

// deriveAnnouncing settles how pools are announced: of the ways in the file, from where
// the first tier of each says, and with what routers are told.
func (p *Plan) deriveAnnouncing() {
	first := map[string]*format.Tier{}
	for i := range p.Tiers {
		if t := &p.Tiers[i]; first[t.Pool] == nil {
			first[t.Pool] = t.Written
		}
	}
	for i := range p.Pools {
		pool := &p.Pools[i]
		pool.Ways, pool.WaysOrigin = p.Document.MetalLB.Announced(pool.Written)
		if t := first[pool.Name]; t != nil {
			pool.Announce = &t.Announce
		}
		if pool.Ways.BGP {
			pool.Told = p.told(pool)
		}
	}
}

// WaysOf are the ways in which a tier's address is announced, and where they were written.
func (p *Plan) WaysOf(t *Tier) (format.Ways, format.Origin) {
	for i := range p.Pools {
		if p.Pools[i].Name == t.Pool {
			return p.Pools[i].Ways, p.Pools[i].WaysOrigin
		}
	}
	return p.Document.MetalLB.Announced(nil)
}

// told is what routers are told of a pool: what it says itself, or what is said for all.
func (p *Plan) told(pool *Pool) []format.BGPAdvertisement {
	var out []format.BGPAdvertisement
	switch {
	case pool.SaysWhatIsTold():
		out = slices.Clone(pool.Written.Advertisements)
	case p.Document.MetalLB.BGP != nil:
		out = []format.BGPAdvertisement{p.Document.MetalLB.BGP.ForAll()}
	}
	for i := range out {
		if len(out[i].Nodes) == 0 && pool.Announce != nil {
			out[i].Nodes = pool.Announce.Nodes
		}
	}
	return out
}

// SaysWhatIsTold reports whether a pool has advertisements of its own.
func (p *Pool) SaysWhatIsTold() bool {
	return p.Written != nil && len(p.Written.Advertisements) > 0
}
