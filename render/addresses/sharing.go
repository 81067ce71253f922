package addresses

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkServiceNotes checks annotations by which MetalLB is asked for an address: the
// topology does that by fields, but for the key of those that share one.
func (v *verdict) checkServiceNotes(t *format.Tier) {
	var first format.Origin
	for i := range t.Service.Annotations {
		key := t.Service.Annotations[i].Key
		name, later := strings.CutPrefix(key.Value, plan.MetalLBNotes)
		if !later {
			var ok bool
			if name, ok = strings.CutPrefix(key.Value, plan.MetalLBOldNotes); !ok {
				continue
			}
		}
		metallb := v.Plan.Versions.MetalLB
		switch has := platform.MetalLBAnnotationsIO.In(metallb); {
		case v.Plan.Versions.NoMetalLB:
			v.Fail("metallb-none", key.Origin, "has no effect without MetalLB", "remove it, or write MetalLB's version", v.Doc.MetalLB.Version.Origin)
		case name != plan.SharingNote:
			v.Fail("label-reserved", key.Origin, "the annotation "+wording.Quote(key.Value)+" asks MetalLB for an address, as ip and names.pool do", "remove it, and write ip")
		case !t.Balanced():
			v.Fail("service-type", key.Origin, "has no effect: MetalLB gives an address to Services of type LoadBalancer alone", "remove it, or the type", t.Service.Type.Origin)
		case first.IsSet():
			v.Fail("label-reserved", key.Origin, "the sharing key is there in both spellings", "remove one of the two", first)
		case metallb.IsZero():
		case later && !has:
			v.Fail("version-too-old", key.Origin, platform.MetalLBAnnotationsIO.Missing(metallb), "write: "+plan.MetalLBOldNotes+name)
		case !later && has:
			v.Warn("metallb-spelling", key.Origin, "MetalLB writes its annotations otherwise since "+platform.MetalLBAnnotationsIO.Since()+", and that is what is rendered", "write: "+plan.MetalLBNotes+name)
		}
		if name == plan.SharingNote {
			first = key.Origin
		}
	}
}

// checkSharedAddresses checks tiers that have one address: MetalLB shares it between
// Services of one key that have no port in common and that pass traffic on to all
// nodes (metallb, internal/allocator).
func (v *verdict) checkSharedAddresses() {
	ports := map[*plan.Tier]map[string]*plan.Tier{}
	keys := map[*plan.Tier]*format.Pair{}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		t := p.Written
		if p.Sharing == "" {
			continue
		}
		key := p.SharingNote()
		if t.TrafficPolicy.Value == format.TrafficLocal {
			also := format.ListOrigin(t.IP)
			if key != nil {
				also = key.Key.Origin
			}
			v.Fail("address-shared", t.TrafficPolicy.Origin, "MetalLB shares an address only between Services that pass traffic on to pods of every node", "write: Cluster, or an address of its own", also)
		}
		first := p.First()
		if other := keys[first]; key != nil && other != nil && other.Value.Value != key.Value.Value {
			v.Fail("address-shared", key.Value.Origin, fmt.Sprintf("tiers of one address have two sharing keys, %s and %s", wording.Quote(other.Value.Value), wording.Quote(key.Value.Value)),
				"write: "+format.YAMLWord(other.Value.Value), other.Value.Origin)
		} else if key != nil {
			keys[first] = key
		}
		if p != first && t.Service.LoadBalancerClass.Value != first.Written.Service.LoadBalancerClass.Value {
			at, also := t.Service.LoadBalancerClass.Origin, first.Written.Service.LoadBalancerClass.Origin
			v.Fail("address-shared", format.Or(at, format.ListOrigin(t.IP)), "tiers of one address have two classes of load balancers, and a MetalLB gives addresses to one", "write the same loadBalancerClass in both, or an address of its own", format.Or(also, format.ListOrigin(first.Written.IP)))
		}
		if !p.HasStatusPort() && t.NodePorts.Status.IsSet() {
			v.Fail("address-shared", t.NodePorts.Status.Origin, "of tiers that share an address, one without hosts has no status port: it would be a port of two Services", "remove it", format.ListOrigin(t.IP))
		}
		if ports[first] == nil {
			ports[first] = map[string]*plan.Tier{}
		}
		v.claimPorts(p, ports[first])
	}
}

// claimPorts takes the ports of a tier at an address that others have too.
func (v *verdict) claimPorts(p *plan.Tier, taken map[string]*plan.Tier) {
	claim := func(number int, protocol string, at format.Origin) {
		key := fmt.Sprintf("%d/%s", number, protocol)
		if other := taken[key]; other != nil && other != p {
			v.Fail("address-shared", at, fmt.Sprintf("%d is also a port of tier %s, which has the same address", number, wording.Quote(other.Written.Name.Value)),
				"write: another port, or an address of its own", format.ListOrigin(other.Written.IP))
			return
		}
		taken[key] = p
	}
	t := p.Written
	if t.ServesHosts() {
		claim(plan.HTTPPort, "TCP", format.ListOrigin(t.IP))
		if t.TLS.Mode.Value != format.TLSOff {
			claim(plan.HttpsPort, "TCP", format.ListOrigin(t.IP))
			if t.Service.HTTP3.Value {
				claim(plan.HttpsPort, "UDP", t.Service.HTTP3.Origin)
			}
		}
	}
	for i := range t.Ports {
		if t.Ports[i].Port.IsSet() {
			claim(t.Ports[i].Port.Value, t.Ports[i].Transport(), t.Ports[i].Port.Origin)
		}
	}
}
