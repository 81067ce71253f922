package addresses

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkUnannounced tells of fields of tiers that only MetalLB reads.
func (v *verdict) checkUnannounced() {
	for i := range v.Doc.Tiers {
		t := &v.Doc.Tiers[i]
		if !t.Balanced() {
			continue
		}
		for _, m := range []format.Origin{format.ListOrigin(t.Announce.Interfaces), format.ListOrigin(t.Announce.Nodes), t.Names.Pool.Origin} {
			if m.IsSet() {
				v.Fail("metallb-none", m, "has no effect without MetalLB", "remove it, or write MetalLB's version", v.Doc.MetalLB.Version.Origin)
			}
		}
	}
}

func (v *verdict) checkTierIPs() {
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		for _, s := range p.Shared {
			v.Fail("ip-taken", s.IP.Origin, fmt.Sprintf("%s is also the address of tier %q", wording.Quote(s.IP.Value), s.Tier.Name.Value),
				v.freeAddress(s.Addr, p, s.Tier)+v.shareAddress(p.Written, s.Tier.Name.Value), s.First)
		}
		for j, ip := range p.IPs {
			if ip.IsLinkLocalUnicast() && len(p.IPs) == len(p.Written.IP) && p.Written.Balanced() {
				v.Fail("address-form", p.Written.IP[j].Origin, wording.Quote(ip.String())+" is link-local: hosts give themselves such addresses, and no router passes them on", "write an address of the network that the nodes are in")
			}
		}
		v.checkFamilies(p)
	}
}

// shareAddress tells those who want two tiers on one address for their ports what to
// do: every gateway has ports 80 and 443.
func (v *verdict) shareAddress(t *format.Tier, first string) string {
	connections := slices.ContainsFunc(t.Apps, func(a format.App) bool {
		return slices.ContainsFunc(a.Routes, func(r format.Route) bool { return r.OfConnections() })
	})
	if !connections || t.Name.Value == first {
		return ""
	}
	return fmt.Sprintf("; or put its ports and apps onto tier %q, or onto a tier without hosts, and so without 80 and 443, which may have that one's address", first)
}

func (v *verdict) checkFamilies(p *plan.Tier) {
	ips := p.Written.IP
	v.checkOpenFamilies(p)
	if len(ips) > 2 {
		v.Fail("address-count", ips[2].Origin, "a tier has one address, or one IPv4 and one IPv6", "remove it, or make a tier of its own")
		return
	}
	if p.OnNodesAtIPv6() && !v.Plan.SaysIPFamilies() {
		v.warnOfNodeFamilies(p)
	}
	if !p.Written.Balanced() {
		return
	}
	if len(p.IPs) == 1 && p.IPs[0].Is6() && !v.Plan.Injects() && !v.Plan.IPFamilies().In(v.Plan.Versions.Istio) && !v.Plan.Versions.Istio.IsZero() {
		v.Warn("address-family", ips[0].Origin, "Istio "+v.Plan.Versions.Istio.String()+" cannot say that the gateway's Service is IPv6: it gets no address unless that is the cluster's first family", "")
	}
	if len(p.IPs) != 2 {
		return
	}
	if p.IPs[0].Is4() == p.IPs[1].Is4() {
		v.Fail("address-count", ips[1].Origin, "both addresses are of one family, and a tier has one of each at most", "write the other one alone, and for this one a tier of its own; or an address of the other family", ips[0].Origin)
		return
	}
	versions := v.Plan.Versions
	v.Need(ips[1].Origin, platform.KubernetesDualStack, versions.Kubernetes)
	if !v.Plan.Injects() {
		v.Need(ips[1].Origin, v.Plan.IPFamilies(), versions.Istio)
	}
	if versions.NoMetalLB {
		v.Fail("address-without-metallb", ips[1].Origin, "two addresses are asked for by MetalLB's annotation, and there is no MetalLB", "write one address, or, if somebody else's MetalLB is there, its version in place of none, and addresses that are in nobody else's pools")
		return
	}
	v.Need(ips[1].Origin, platform.MetalLBLoadBalancerIPsAnnotation, versions.MetalLB)
}

// warnOfNodeFamilies warns of nodes whose ports may not be open at their IPv6 addresses.
func (v *verdict) warnOfNodeFamilies(p *plan.Tier) {
	who := ""
	switch versions := v.Plan.Versions; {
	case v.Plan.Injects() && !versions.Kubernetes.IsZero():
		who = "Kubernetes " + versions.Kubernetes.MinorText()
	case !v.Plan.Injects() && !versions.Istio.IsZero():
		who = "Istio " + versions.Istio.String()
	default:
		return
	}
	at := slices.IndexFunc(p.Written.IP, func(ip format.Text) bool { return strings.Contains(ip.Value, ":") })
	v.Warn("address-family", p.Written.IP[at].Origin, who+" cannot say that the gateway's Service has both families: ports of nodes are open at the cluster's first family alone", "")
}

// checkOpenFamilies finds addresses that no source range is for: the networks of one
// family do not keep anybody of the other one out.
func (v *verdict) checkOpenFamilies(p *plan.Tier) {
	if len(p.Written.Senders()) == 0 {
		return
	}
	ranges := map[bool]bool{}
	for _, r := range p.Written.Senders() {
		prefix, err := netip.ParsePrefix(r.Value)
		if err != nil {
			return
		}
		ranges[prefix.Addr().Is4()] = true
	}
	for i, ip := range p.IPs {
		if !ranges[ip.Is4()] {
			family, all := "IPv4", "0.0.0.0/0"
			if ip.Is6() {
				family, all = "IPv6", "::/0"
			}
			v.Fail("source-ranges", p.Written.Senders()[0].Origin, "no range is for "+family+", so that "+ip.String()+" would be open to all",
				"add the networks of that family, or "+all+" if all are meant", p.Written.IP[min(i, len(p.Written.IP)-1)].Origin)
		}
	}
}
