package objects

import (
	"iter"
	"strconv"
)

// PeerAuthentication is Istio's: whether pods take connections that are not
// mutual TLS (https://istio.io/latest/docs/reference/config/security/peer_authentication/).
type PeerAuthentication struct{ Resource }

// PeerAuthentications are all of them.
func (w *World) PeerAuthentications() iter.Seq[PeerAuthentication] {
	return viewed(w, IstioSecurity, "PeerAuthentication", func(o *Object) PeerAuthentication { return PeerAuthentication{o.Resource()} })
}

// Selector chooses pods in its namespace; absent it is for the namespace, or in
// Istio's own for the mesh.
func (p PeerAuthentication) Selector() LabelMap {
	return labelMap(p.Spec().member("selector", Mapping), "matchLabels")
}

// PortMode is the mode of one port of the pods, absent where that of all of them is for it: of those
// that a selector chooses alone does Istio read it.
func (p PeerAuthentication) PortMode(port int64) Text {
	return Text{p.Spec().member("portLevelMtls", Mapping).At(strconv.FormatInt(port, 10)).member("mode", String)}
}

// Mode is STRICT, PERMISSIVE, DISABLE or UNSET.
func (p PeerAuthentication) Mode() Text {
	return p.Spec().member("mtls", Mapping).text("mode")
}

// AuthorizationPolicy is Istio's: who may send what to which pods
// (https://istio.io/latest/docs/reference/config/security/authorization-policy/).
type AuthorizationPolicy struct{ Resource }

// AuthorizationPolicies are all of them.
func (w *World) AuthorizationPolicies() iter.Seq[AuthorizationPolicy] {
	return viewed(w, IstioSecurity, "AuthorizationPolicy", func(o *Object) AuthorizationPolicy { return AuthorizationPolicy{o.Resource()} })
}

// Selector chooses pods in its namespace; absent it is for all of them.
func (p AuthorizationPolicy) Selector() LabelMap {
	return labelMap(p.Spec().member("selector", Mapping), "matchLabels")
}

// DryRun reports whether the policy is tried alone, and nothing is refused by it (istio,
// pilot/pkg/security/authz/builder, isDryRun).
func (p AuthorizationPolicy) DryRun() bool {
	return p.Metadata().Annotations().Text("istio.io/dry-run").Value() == "true"
}

// Provider is who decides, where the action is CUSTOM.
func (p AuthorizationPolicy) Provider() Text {
	return p.Spec().member("provider", Mapping).text("name")
}

// Action is ALLOW, where it is absent too, DENY, AUDIT or CUSTOM.
func (p AuthorizationPolicy) Action() Text { return p.Spec().text("action") }

// Rules are the alternatives; a policy that allows and has none allows nothing.
func (p AuthorizationPolicy) Rules() List[AuthorizationRule] {
	return listOf(p.Spec().member("rules", Sequence), Mapping, func(f Field) AuthorizationRule { return AuthorizationRule{f} })
}

// AuthorizationRule is who may do what.
type AuthorizationRule struct{ Field }

// From are the senders, any of which is enough; none is all.
func (r AuthorizationRule) From() List[AuthorizationSource] {
	return listOf(r.member("from", Sequence), Mapping, func(f Field) AuthorizationSource {
		return AuthorizationSource{f.member("source", Mapping)}
	})
}

// To are the requests, any of which is enough; none is all.
func (r AuthorizationRule) To() List[AuthorizationOperation] {
	return listOf(r.member("to", Sequence), Mapping, func(f Field) AuthorizationOperation {
		return AuthorizationOperation{f.member("operation", Mapping)}
	})
}

// When are conditions, all of which must hold.
func (r AuthorizationRule) When() List[AuthorizationCondition] {
	return listOf(r.member("when", Sequence), Mapping, func(f Field) AuthorizationCondition { return AuthorizationCondition{f} })
}

// AuthorizationCondition is one on an attribute of a request.
type AuthorizationCondition struct{ Field }

// Key is the attribute: "request.headers[x-team]".
func (c AuthorizationCondition) Key() Text { return c.text("key") }

// Values are what it has to be, any of which is enough.
func (c AuthorizationCondition) Values() List[Text] { return texts(c.Field, "values") }

// NotValues are what it must not be.
func (c AuthorizationCondition) NotValues() List[Text] { return texts(c.Field, "notValues") }

// AuthorizationSource is a sender.
type AuthorizationSource struct{ Field }

// Principals are identities of workloads.
func (s AuthorizationSource) Principals() List[Text] { return texts(s.Field, "principals") }

// Namespaces are the namespaces of the senders.
func (s AuthorizationSource) Namespaces() List[Text] { return texts(s.Field, "namespaces") }

// IPBlocks are the addresses of the senders.
func (s AuthorizationSource) IPBlocks() List[Text] { return texts(s.Field, "ipBlocks") }

// AuthorizationOperation is a kind of request.
type AuthorizationOperation struct{ Field }

// Hosts are the hosts asked for.
func (o AuthorizationOperation) Hosts() List[Text] { return texts(o.Field, "hosts") }

// Ports are the ports, as texts.
func (o AuthorizationOperation) Ports() List[Text] { return texts(o.Field, "ports") }

// Methods are the methods.
func (o AuthorizationOperation) Methods() List[Text] { return texts(o.Field, "methods") }

// Paths are the paths.
func (o AuthorizationOperation) Paths() List[Text] { return texts(o.Field, "paths") }

// NetworkPolicy is Kubernetes': which connections of pods there may be
// (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
type NetworkPolicy struct{ Resource }

// NetworkPolicies are all of them.
func (w *World) NetworkPolicies() iter.Seq[NetworkPolicy] {
	return viewed(w, KubernetesNetwork, "NetworkPolicy", func(o *Object) NetworkPolicy { return NetworkPolicy{o.Resource()} })
}

// PodSelector chooses the pods, in its namespace.
func (p NetworkPolicy) PodSelector() LabelSelector {
	return LabelSelector{p.Spec().member("podSelector", Mapping)}
}

// PolicyTypes are Ingress and Egress: which of the two it is about.
func (p NetworkPolicy) PolicyTypes() List[Text] { return texts(p.Spec(), "policyTypes") }

// Ingress are the connections that may come in.
func (p NetworkPolicy) Ingress() List[NetworkRule] { return p.rules("ingress", "from") }

// Egress are the connections that may go out.
func (p NetworkPolicy) Egress() List[NetworkRule] { return p.rules("egress", "to") }

func (p NetworkPolicy) rules(key, peers string) List[NetworkRule] {
	return listOf(p.Spec().member(key, Sequence), Mapping, func(f Field) NetworkRule { return NetworkRule{f, peers} })
}

// NetworkRule is the other ends and the ports of connections that there may be.
type NetworkRule struct {
	Field
	peers string
}

// Peers are the other ends, any of which is enough; none is all.
func (r NetworkRule) Peers() List[NetworkPeer] {
	return listOf(r.member(r.peers, Sequence), Mapping, func(f Field) NetworkPeer { return NetworkPeer{f} })
}

// Ports are the ports, any of which is enough; none is all.
func (r NetworkRule) Ports() List[NetworkPort] {
	return listOf(r.member("ports", Sequence), Mapping, func(f Field) NetworkPort { return NetworkPort{f} })
}

// NetworkPeer is the other end of a connection.
type NetworkPeer struct{ Field }

// PodSelector chooses pods by their labels.
func (p NetworkPeer) PodSelector() LabelSelector {
	return LabelSelector{p.member("podSelector", Mapping)}
}

// NamespaceSelector chooses namespaces by theirs; absent it is the policy's own.
func (p NetworkPeer) NamespaceSelector() LabelSelector {
	return LabelSelector{p.member("namespaceSelector", Mapping)}
}

// IPBlock is a CIDR, and what of it is left out.
func (p NetworkPeer) IPBlock() Field { return p.member("ipBlock", Mapping) }

// NetworkPort is a port of a connection.
type NetworkPort struct{ Field }

// Port is the number or the name.
func (p NetworkPort) Port() NumberOrName { return NumberOrName{p.member("port", IntOrString)} }

// Protocol is TCP, where it is absent too, UDP or SCTP.
func (p NetworkPort) Protocol() Text { return p.text("protocol") }
