package served

import (
	"slices"

	"render/render/objects"
)

// advertisements are those of a side, found by the pools that they name.
type advertisements struct {
	list  []*objects.Object
	named map[poolName][]int
	wide  []int // those that choose pools by labels, or are of all
}

type poolName struct{ namespace, name string }

func newAdvertisements(w *objects.World) *advertisements {
	out := &advertisements{named: map[poolName][]int{}}
	for _, kind := range [...]string{"L2Advertisement", "BGPAdvertisement"} {
		for _, o := range w.OfKind(objects.MetalLB, kind) {
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

// Advertisements are those of a pool, be it of the side or not, in their order; those of a ConfigMap say
// themselves how they are announced.
func (s *Side) Advertisements(p *Pool) (out []*objects.Object) {
	if p.Configured() {
		return nil
	}
	if s.advertised == nil {
		s.advertised = newAdvertisements(s.World)
	}
	id := p.Object.ID()
	near := slices.Concat(s.advertised.named[poolName{id.Namespace, id.Name}], s.advertised.wide)
	slices.Sort(near)
	for _, n := range slices.Compact(near) {
		if o := s.advertised.list[n]; o.Advertisement().Announces(p.Object.AddressPool()) {
			out = append(out, o)
		}
	}
	return out
}
