package addresses

import (
	"fmt"
	"net/netip"

	"render/render/format"
	"render/render/wording"
)

// microK8sNetworks are those that microk8s gives Services and pods, unless it is launched with others
// (canonical/microk8s, microk8s-resources/default-args/kube-apiserver and kube-proxy).
func microK8sNetworks() [2]microK8sNetwork {
	return [...]microK8sNetwork{
		{netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 152, 183}), 24), "Services", "IPv4_SERVICE_CIDR"},
		{netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 1}), 16), "pods", "IPv4_CLUSTER_CIDR"},
	}
}

type microK8sNetwork struct {
	prefix netip.Prefix
	whose  string
	launch string // what a launch configuration's extraCNIEnv calls it (canonical/microk8s-cluster-agent, pkg/k8sinit)
}

// MicroK8sPods is the network that microk8s gives pods.
func MicroK8sPods() netip.Prefix { return microK8sNetworks()[1].prefix }

// warnOfMicroK8sNetworks warns of addresses that are the cluster's own.
func (v *verdict) warnOfMicroK8sNetworks() {
	if !v.Doc.MicroK8s.IsSet() {
		return
	}
	networks, nodes := microK8sNetworks(), [2]format.Origin{}
	for i, n := range networks {
		nodes[i] = v.nodeWithin(n.prefix)
	}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		if !p.Written.Balanced() || len(p.IPs) != len(p.Written.IP) {
			continue
		}
		for j, ip := range p.IPs {
			for k, n := range networks {
				if n.prefix.Contains(ip) {
					v.warnOfClusterAddress(p.Written.IP[j], n, nodes[k])
				}
			}
		}
	}
}

// warnOfClusterAddress warns of an address in one of microk8s's networks. A topology says that microk8s
// was launched with another by naming Kubernetes; where a node is in that network, it has to be.
func (v *verdict) warnOfClusterAddress(ip format.Text, n microK8sNetwork, node format.Origin) {
	text := fmt.Sprintf("%s is in %s, the network that microk8s gives %s", wording.Quote(ip.Value), n.prefix, n.whose)
	another := "another network for " + n.whose + " (" + n.launch + " below extraCNIEnv of its launch configuration)"
	instead := "write kubernetes: " + wording.Quote(v.Plan.Versions.Kubernetes.MinorText())
	instead += " in place of microk8s"
	switch runs := v.Plan.Versions.MetalLB.String(); {
	case v.Doc.MetalLB.Version.IsSet() || runs == "":
	case v.Doc.MetalLB.IsSet():
		instead += ", and version: " + runs + " in metallb"
	default:
		instead += ", and metallb: " + runs
	}
	if !node.IsSet() {
		v.Warn("address-of-cluster", ip.Origin, text,
			"write an address of the network that the nodes are in; or, where microk8s was launched with "+another+", "+instead, v.Doc.MicroK8s.Origin)
		return
	}
	v.Warn("address-of-cluster", ip.Origin, text+", and nodes are in it too: what is sent to "+n.whose+" and to the LAN goes the same way",
		"launch microk8s with "+another+", and "+instead, v.Doc.MicroK8s.Origin, node)
}

// nodeWithin is the place of the first node of the networks that has an address of a prefix.
func (v *verdict) nodeWithin(prefix netip.Prefix) format.Origin {
	for i := range v.Doc.Networks {
		for _, n := range v.Doc.Networks[i].Nodes {
			if ip, err := netip.ParseAddr(n.Value); err == nil && prefix.Contains(ip) {
				return n.Origin
			}
		}
	}
	return format.Origin{}
}
