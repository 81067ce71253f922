// Package addresses owns what is wrong with the tiers' addresses: the pools that have
// them, who shares one, and how they are announced, by layer 2 or by BGP.
//
// In goes a plan; what is found goes to the findings of all rules. It must never ask
// what is served behind an address.
package addresses

import "render/render/findings"

// Check checks IPs, pools and how they are announced (rule 1).
func Check(f *findings.Findings) {
	v := &verdict{Findings: f}
	v.apart = v.addonApart()
	for i := range v.Doc.Tiers {
		v.checkServiceNotes(&v.Doc.Tiers[i])
		v.checkNodes(v.Doc.Tiers[i].Announce.Nodes)
	}
	v.checkSharedAddresses()
	v.warnOfMicroK8sNetworks()
	v.checkNetworks()
	v.checkTierIPs()
	v.warnOfShutOut()
	if v.Plan.Versions.NoMetalLB {
		v.checkUnannounced()
		return
	}
	v.checkPools()
	for i := range v.Plan.Tiers {
		if p := &v.Plan.Tiers[i]; p.Written.Balanced() {
			v.checkTierPool(p)
			v.checkAllocated(p)
			v.checkMeeting(p)
			v.checkNodesOnLAN(p)
		}
	}
	v.checkDisjoint()
	v.checkAnnouncements()
	v.checkBGP()
}
