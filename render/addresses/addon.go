package addresses

import (
	"slices"

	"render/render/findings"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// addonAdvertisement is the L2Advertisement that microk8s's addon makes, of all pools.
const addonAdvertisement = "default-advertise-all-pools"

// addonPool is the pool that it makes beside that, of the range with which it was enabled.
const addonPool = "default-addresspool"

// addonApart reports whether the one pool of the file is microk8s's addon's, kept for other Services: no tier
// has an address in it, and each tier's own pool is as meant as it is without that.
func (v *verdict) addonApart() bool {
	pools := v.Doc.MetalLB.Pools
	return v.Doc.MicroK8s.IsSet() && len(pools) == 1 && pools[0].Name.Value == addonPool &&
		!slices.ContainsFunc(v.Plan.Tiers, func(t plan.Tier) bool { return len(t.Pools()) > 0 || t.Written.Names.Pool.Value == addonPool })
}

// WarnOfAddon warns of what the addon's advertisement undoes, where nothing is wrong:
// advertisements add up, and that one has no selectors (metallb, speaker/layer2_controller.go;
// canonical/microk8s-core-addons, addons/metallb from 1.25 on).
func WarnOfAddon(v *findings.Findings) {
	m, metallb := &v.Doc.MetalLB, v.Plan.Versions.MetalLB
	if v.Failed || !v.Doc.MicroK8s.IsSet() || m.Version.IsSet() || metallb.IsZero() || !platform.MetalLBCustomResources.In(metallb) {
		return
	}
	at, what, kept := format.Origin{}, "by layer 2 too", ", advertise: layer2"
	for i := range v.Plan.Pools {
		if p := &v.Plan.Pools[i]; !p.Ways.Layer2 {
			at = format.Or(at, p.WaysOrigin)
		}
	}
	if !at.IsSet() {
		what, kept = "from every node and interface, whatever is chosen here", ""
		for i := range v.Doc.Tiers {
			a := &v.Doc.Tiers[i].Announce
			at = format.Or(at, format.Or(format.ListOrigin(a.Interfaces), format.ListOrigin(a.Nodes)))
		}
	}
	if at.IsSet() {
		help := "once the addon is enabled, run: microk8s kubectl -n " + m.Namespace.Value + " delete l2advertisement " + addonAdvertisement + "; and write metallb.version, \"" + metallb.String() + "\" as the addon has it, which says that MetalLB is not as the addon left it"
		if !slices.ContainsFunc(v.Plan.Pools, func(p plan.Pool) bool { return p.Name == addonPool }) {
			help += "; no other announces the addon's own pool: where more Services have addresses of it, write it first, {name: " + addonPool + ", addresses: [RANGE], autoAssign: true" + kept + "} in metallb.pools, with the addon's RANGE, and apply that, or nobody answers for them any more"
		}
		v.Warn("announced-by-addon", at, addonAdvertisement+" of microk8s's addon announces the addresses of all pools "+what, help, v.Doc.MicroK8s.Origin)
	}
}
