package rules

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkGateways checks what is said of the gateways' Services, pods and Gateways, and
// of what is before them.
func (v *verdict) checkGateways() {
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		v.checkServiceType(p.Written)
		v.checkServiceVersions(p.Written)
		v.checkServiceNotes(p.Written)
		v.checkGatewayPod(p.Written)
		v.checkGatewayObject(p)
		v.checkProxies(p.Written)
		v.checkHostless(p)
	}
	v.checkSharedAddresses()
}

// checkServiceType checks that a Service has what its type takes: the API server
// refuses much of a LoadBalancer's on another (validation of core/v1 Services).
func (v *verdict) checkServiceType(t *format.Tier) {
	s, kind := &t.Service, t.Service.Type
	if t.Balanced() {
		if t.IP == nil && !v.plan.Versions.NoMetalLB && !t.Wrong {
			v.fail("field-missing", t.Origin, `"ip" is missing`, "write ip: ...")
		}
		return
	}
	v.failEach("service-type", []format.Origin{s.LoadBalancerClass.Origin, s.AllocateNodePorts.Origin, format.ListOrigin(t.Announce.Interfaces), format.ListOrigin(t.Announce.Nodes),
		t.Names.Pool.Origin}, "has no effect: no load balancer gives an address to a Service of type "+string(kind.Value), "remove it, or the type", kind.Origin)
	v.failEach("service-type", []format.Origin{format.ListOrigin(t.SourceRanges), format.ListOrigin(t.Proxies.From)},
		"closes the address of a LoadBalancer alone, and the API takes it on no Service of type "+string(kind.Value), "remove it, and close the way there in front, or remove the type", kind.Origin)
	if kind.Value != format.ServiceClusterIP {
		return
	}
	inside := []format.Origin{t.NodePorts.HTTP.Origin, t.NodePorts.HTTPS.Origin, t.NodePorts.Status.Origin, t.TrafficPolicy.Origin}
	for i := range t.Ports {
		inside = append(inside, t.Ports[i].NodePort.Origin)
	}
	v.failEach("service-type", inside, "has no effect: a Service of type ClusterIP has no ports on nodes", "remove it, or write service: NodePort", kind.Origin)
}

// checkServiceVersions checks fields that came late to Services, and later to those of
// an IstioOperator.
func (v *verdict) checkServiceVersions(t *format.Tier) {
	if !t.Balanced() {
		return
	}
	class, closed := t.Service.LoadBalancerClass.Origin, format.Origin{}
	if !t.Service.AllocateNodePorts.Value {
		closed = t.Service.AllocateNodePorts.Origin
	}
	versions := &v.plan.Versions
	if !versions.Kubernetes.IsZero() {
		v.needAny(class, platform.KubernetesLoadBalancerClass, versions.Kubernetes)
		v.needAny(closed, platform.KubernetesAllocateNodePorts, versions.Kubernetes)
	}
	if v.plan.Operated() && !v.plan.GatewayAPI() && !versions.Istio.IsZero() {
		v.needAny(class, platform.IstioOperatorServiceFields, versions.Istio)
		v.needAny(closed, platform.IstioOperatorServiceFields, versions.Istio)
	}
	if versions.NoMetalLB || versions.MetalLB.IsZero() || !class.IsSet() {
		return
	}
	v.need(class, platform.MetalLBLoadBalancerClass, versions.MetalLB)
	if v.doc.MicroK8s.IsSet() {
		v.warn("load-balancer-class", class, "the MetalLB of microk8s's addon takes Services without a class alone, until its controller and speakers are started with --lb-class="+t.Service.LoadBalancerClass.Value,
			"", v.doc.MicroK8s.Origin)
	}
}

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
		metallb := v.plan.Versions.MetalLB
		switch has := platform.MetalLBAnnotationsIO.In(metallb); {
		case v.plan.Versions.NoMetalLB:
			v.fail("metallb-none", key.Origin, "has no effect without MetalLB", "remove it, or write MetalLB's version", v.doc.MetalLB.Version.Origin)
		case name != plan.SharingNote:
			v.fail("label-reserved", key.Origin, "the annotation "+wording.Quote(key.Value)+" asks MetalLB for an address, as ip and names.pool do", "remove it, and write ip")
		case !t.Balanced():
			v.fail("service-type", key.Origin, "has no effect: MetalLB gives an address to Services of type LoadBalancer alone", "remove it, or the type", t.Service.Type.Origin)
		case first.IsSet():
			v.fail("label-reserved", key.Origin, "the sharing key is there in both spellings", "remove one of the two", first)
		case metallb.IsZero():
		case later && !has:
			v.fail("version-too-old", key.Origin, platform.MetalLBAnnotationsIO.Missing(metallb), "write: "+plan.MetalLBOldNotes+name)
		case !later && has:
			v.warn("metallb-spelling", key.Origin, "MetalLB writes its annotations otherwise since "+platform.MetalLBAnnotationsIO.Since()+", and that is what is rendered", "write: "+plan.MetalLBNotes+name)
		}
		first = key.Origin
	}
}

// checkSharedAddresses checks tiers that have one address: MetalLB shares it between
// Services of one key that have no port in common and that pass traffic on to all
// nodes (metallb, internal/allocator).
func (v *verdict) checkSharedAddresses() {
	ports := map[*plan.Tier]map[string]*plan.Tier{}
	keys := map[*plan.Tier]*format.Pair{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
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
			v.fail("address-shared", t.TrafficPolicy.Origin, "MetalLB shares an address only between Services that pass traffic on to pods of every node", "write: Cluster, or an address of its own", also)
		}
		first := p.First()
		if other := keys[first]; key != nil && other != nil && other.Value.Value != key.Value.Value {
			v.fail("address-shared", key.Value.Origin, fmt.Sprintf("tiers of one address have two sharing keys, %s and %s", wording.Quote(other.Value.Value), wording.Quote(key.Value.Value)),
				"write: "+format.YAMLWord(other.Value.Value), other.Value.Origin)
		} else if key != nil {
			keys[first] = key
		}
		if !p.HasStatusPort() && t.NodePorts.Status.IsSet() {
			v.fail("address-shared", t.NodePorts.Status.Origin, "of tiers that share an address, one without hosts has no status port: it would be a port of two Services", "remove it", format.ListOrigin(t.IP))
		}
		if ports[first] == nil {
			ports[first] = map[string]*plan.Tier{}
		}
		v.claimPorts(p, ports[first])
	}
}

// claimPorts takes the ports of a tier at an address that others have too.
func (v *verdict) claimPorts(p *plan.Tier, taken map[string]*plan.Tier) {
	claim := func(number int, protocol format.Transport, at format.Origin) {
		key := fmt.Sprintf("%d/%s", number, protocol)
		if other := taken[key]; other != nil && other != p {
			v.fail("address-shared", at, fmt.Sprintf("%d is also a port of tier %s, which has the same address", number, wording.Quote(other.Written.Name.Value)),
				"write: another port, or an address of its own", format.ListOrigin(other.Written.IP))
			return
		}
		taken[key] = p
	}
	t := p.Written
	if t.ServesHosts() {
		claim(plan.HTTPPort, format.TransportTCP, format.ListOrigin(t.IP))
		if t.TLS.Mode.Value != format.TLSOff {
			claim(plan.HttpsPort, format.TransportTCP, format.ListOrigin(t.IP))
		}
	}
	for i := range t.Ports {
		if t.Ports[i].Port.IsSet() {
			claim(t.Ports[i].Port.Value, t.Ports[i].Protocol.Value, t.Ports[i].Port.Origin)
		}
	}
}
