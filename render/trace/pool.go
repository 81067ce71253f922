package trace

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

func (p *addressPool) has(a netip.Addr) bool {
	return slices.ContainsFunc(p.ranges, func(r objects.AddressRange) bool { return r.Has(a) })
}

// addressPools are the IPAddressPools that there are.
func (m *Mesh) addressPools() []*addressPool {
	if m.pools == nil {
		m.pools = []*addressPool{}
		advertisements := objects.NewAdvertisements(m.world)
		for p := range m.world.IPAddressPools() {
			m.pools = append(m.pools, &addressPool{p, p.Ranges(), advertisements.Of(p)})
		}
	}
	return m.pools
}

// pool tells of which pool an address is, and how that is announced.
func (m *Mesh) pool(t *Trace, e *entrance, a netip.Addr) {
	if e.kind != "LoadBalancer" {
		return
	}
	pools := m.addressPools()
	any := len(pools) > 0
	for _, p := range pools {
		if !p.has(a) {
			continue
		}
		announced := m.announced(p.by)
		t.hop(StepPool, p.Field, fmt.Sprintf("%s is of IPAddressPool %s, %s", a, wording.Quote(p.ID().Name), cmp.Or(announced, "announced by nothing")))
		if names := m.unheard(p.by); announced == "" && names != nil {
			t.fail(0, fmt.Sprintf("BGPAdvertisement %s of IPAddressPool %s tells no BGPPeer that there is: no router learns where %s is", strings.Join(names, ", "), wording.Quote(p.ID().Name), a),
				"add the peers, or name others")
		} else if announced == "" {
			t.fail(0, fmt.Sprintf("no advertisement announces IPAddressPool %s: nobody on the network learns where %s is", wording.Quote(p.ID().Name), a),
				"add an L2Advertisement or a BGPAdvertisement for the pool")
		}
		return
	}
	for c := range m.world.ConfigMaps() {
		config, there, ok := c.PoolConfig()
		any = any || there
		for _, p := range config.Pools {
			if ok && slices.ContainsFunc(p.Addresses, func(text string) bool { return within(text, a) }) {
				t.hop(StepPool, config.Text.Field, fmt.Sprintf("%s is of pool %s, announced by %s", a, wording.Quote(p.Name), p.Protocol))
				return
			}
		}
	}
	if any {
		t.hop(StepPool, e.field, fmt.Sprintf("%s is of no pool", a))
		t.fail(0, fmt.Sprintf("%s asks for %s, which is of no pool: it gets no address", e.title(), a), "add the address to a pool, or write one of a pool")
	}
}
