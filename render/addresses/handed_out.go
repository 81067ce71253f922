package addresses

import (
	"fmt"
	"slices"

	"render/render/findings"
	"render/render/format"
	"render/render/platform"
	"render/render/versions"
	"render/render/wording"
)

// ingressNamespace is where microk8s's ingress addon is.
const ingressNamespace = "ingress"

// WarnOfHandedOut warns, where nothing is wrong, of tiers' addresses that MetalLB gives to
// whatever Service comes first, on a microk8s whose ingress addon has one that takes what is
// free. Whoever wrote autoAssign, or for which Services the pool is, has decided it.
func WarnOfHandedOut(v *findings.Findings) {
	version, _ := versions.MicroK8s(v.Doc)
	if v.Failed || v.Plan.Versions.NoMetalLB || version.IsZero() || !platform.IngressAddonBalanced(version) {
		return
	}
	for i := range v.Plan.Pools {
		p := v.Plan.Pools[i].Written
		if p == nil || p.AutoAssign.IsSet() || !forAll(&p.Allocate) {
			continue
		}
		for j := range v.Plan.Tiers {
			t := &v.Plan.Tiers[j]
			if at := slices.Index(t.InPools, i); at >= 0 && t.Written.Balanced() {
				v.Warn("address-handed-out", format.ListOrigin(p.Addresses), fmt.Sprintf("MetalLB gives a Service that asks for no address any of pool %s, and %s of tier %s before its gateway has it: "+
					"where microk8s's ingress addon is enabled, Traefik's is such a Service", wording.Quote(v.Plan.Pools[i].Name), wording.Quote(t.IPs[at].String()), wording.Quote(t.Written.Name.Value)),
					"write autoAssign: false in the pool, or autoAssign: true if other Services are to have the rest of it", v.Doc.MicroK8s.Origin)
				break
			}
		}
	}
}

// forAll reports whether a pool is for a Service of the ingress addon's too.
func forAll(a *format.Allocation) bool {
	return len(a.Services) == 0 && (len(a.Namespaces) == 0 || slices.Contains(format.Values(a.Namespaces), ingressNamespace))
}
