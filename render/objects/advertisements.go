package objects

import "slices"

// Advertisements are those of a world, found by the pools that they name.
type Advertisements struct {
	list  []*Object
	named map[poolName][]int
	wide  []int // those that choose pools by labels, or are of all
}

type poolName struct{ namespace, name string }

// NewAdvertisements indexes the advertisements of a world: those of the local network before those to
// routers.
func NewAdvertisements(w *World) *Advertisements {
	out := &Advertisements{named: map[poolName][]int{}}
	for _, kind := range [...]string{"L2Advertisement", "BGPAdvertisement"} {
		for _, o := range w.OfKind(MetalLB, kind) {
			a, at := o.Advertisement(), len(out.list)
			out.list = append(out.list, o)
			for _, name := range a.IPAddressPools().All() {
				of := poolName{o.ID().Namespace, name.Value()}
				out.named[of] = append(out.named[of], at)
			}
			if a.IPAddressPools().Len() == 0 || a.IPAddressPoolSelectors().Len() > 0 {
				out.wide = append(out.wide, at)
			}
		}
	}
	return out
}

// Of are the advertisements of a pool, be it of the world or not, in their order.
func (a *Advertisements) Of(p AddressPool) (out []*Object) {
	id := p.ID()
	near := slices.Concat(a.named[poolName{id.Namespace, id.Name}], a.wide)
	slices.Sort(near)
	for _, n := range slices.Compact(near) {
		if o := a.list[n]; o.Advertisement().Announces(p) {
			out = append(out, o)
		}
	}
	return out
}
