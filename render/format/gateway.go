package format

// GatewayService is what of a gateway's Service is another than a LoadBalancer's by
// default.
type GatewayService struct {
	Origin
	// How it is reached: at an address that MetalLB gives, at a port of every
	// node, or from inside the cluster alone, as for a proxy that is there.
	// Example: NodePort
	Type Enum[ServiceType] `key:"type,alone" default:"LoadBalancer" enum:""`
	// Annotations of the Service, as for external-dns. MetalLB's sharing key is
	// one, metallb.io/allow-shared-ip, before MetalLB 0.14.9
	// metallb.universe.tf/allow-shared-ip.
	// Example: {external-dns.alpha.kubernetes.io/hostname: www.example.org}
	Annotations []Pair `key:"annotations" form:"map" format:"labelkey,text"`
	// The class of load balancers that is to give the address, which MetalLB
	// does for the one it was started with (--lb-class). The API lets nobody
	// change it: of a Service that is there it takes another Service.
	// Example: metallb
	LoadBalancerClass Text `key:"loadBalancerClass" format:"labelkey"`
	// Whether a LoadBalancer's ports are open on the nodes too. MetalLB needs
	// none. On a Service that is there those that it has stay. Without it they are where clients are
	// all; where sourceRanges, proxies.from or addresses of access name some they are not, unless a node port is
	// fixed, or MetalLB or the API cannot do without: by a node's port sourceRanges are not asked, and policies
	// see the client's address with trafficPolicy: Local alone.
	// Example: false
	AllocateNodePorts Flag `key:"allocateNodePorts" derived:"true; where sourceRanges, proxies.from or addresses of access are and no node port is fixed, false"`
	// Whether port 443 is open over UDP too, for HTTP/3, of which answers over TCP tell clients. istiod gets
	// what it needs for that (PILOT_ENABLE_QUIC_LISTENERS), but with install: none. Other https ports have none.
	// Example: true
	HTTP3 Flag `key:"http3" default:"false"`
}

// GatewayPod is what of the gateway's pods is another than by default.
type GatewayPod struct {
	Origin
	// Annotations of the pods. Example: {example.org/scrape: "true"}
	Annotations []Pair `key:"annotations" form:"map" format:"proxynote,text"`
	// Labels of the pods; selectors have none of them. An IstioOperator takes none.
	// Example: {team: edge}
	Labels []Pair `key:"labels" form:"map" format:"proxylabel,labelvalue"`
	// What makes the pods: a Deployment, or a DaemonSet with one on each node
	// that nodeSelector and tolerations allow. A DaemonSet is for install: sail, helm and
	// none alone, without the Gateway API. A change deletes nothing: remove
	// the other one by hand. Example: DaemonSet
	Kind Enum[WorkloadKind] `key:"kind" default:"Deployment" enum:""`
}

// Changes is where something is written that is not so by default; not set where nothing is.
func (p *GatewayPod) Changes() Origin {
	kind := p.Kind.Origin
	if p.Kind.Value == KindDeployment {
		kind = Origin{}
	}
	return Or(PairsOrigin(p.Annotations), Or(PairsOrigin(p.Labels), kind))
}

// GatewayObject is what of a tier's Gateways is another than by default.
type GatewayObject struct {
	Origin
	// Annotations of the tier's Gateways.
	// Example: {external-dns.alpha.kubernetes.io/target: 203.0.113.10}
	Annotations []Pair `key:"annotations" form:"map" format:"gatewaynote,text"`
	// Gateway API: whose routes may attach beside those of the tier's apps.
	// Example: all
	Attach Attach `key:"attach"`
}

// Attach is whose routes a Gateway of the Gateway API takes.
type Attach struct {
	Origin
	// The namespaces of the tier's own apps, or all.
	// Example: all
	Whose Enum[AttachWhose] `key:"-,alone" default:"own" enum:""`
	// Labels of the namespaces whose routes may attach; those of the tier's apps
	// need them too. Example: {routes: "yes"}
	Labels []Pair `key:"labels" form:"map" format:"labelkey,labelvalue"`
}

// Proxies is what is before the gateway.
type Proxies struct {
	Origin
	// How many proxies before the gateway are trusted: the client's address is
	// the one that the first of them wrote into X-Forwarded-For. Example: 1
	Trusted Number `key:"trusted" min:"1" max:"100"`
	// Their addresses, the only ones that are let in. Example: [10.0.0.0/24]
	From []Text `key:"from" format:"cidr" derived:"all"`
	// Whether they begin each connection with the PROXY protocol. Example: true
	Protocol Flag `key:"protocol" default:"false"`
}

// Senders are the networks that are let in; none written: all.
func (t *Tier) Senders() []Text {
	if len(t.Proxies.From) > 0 {
		return t.Proxies.From
	}
	return t.SourceRanges
}

// FixesNodePort is where a node port is written, not set where none is.
func (t *Tier) FixesNodePort() Origin {
	at := t.NodePorts.Fixes()
	for i := range t.Ports {
		at = Or(at, t.Ports[i].NodePort.Origin)
	}
	return at
}

// ServesHosts reports whether the tier has hosts, and with them ports 80 and 443. Of
// those that cannot be read it has some.
func (t *Tier) ServesHosts() bool { return t.Hosts != nil }

// Balanced reports whether the gateway's Service asks for an address of its own.
func (t *Tier) Balanced() bool {
	return t.Service.Type.Value != ServiceNodePort && t.Service.Type.Value != ServiceClusterIP
}
