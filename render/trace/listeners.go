package trace

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// key is what istiod calls the Gateway that it makes of the listener, "namespace/name".
func (l *attached) key() string {
	return l.owner.ID().Namespace + "/" + listenerName(l.owner.ID().Name, l.Name().Value())
}

// leave notes why istiod leaves a listener out; what is wrong first is what is told.
func (l *attached) leave(why, mend string) {
	if l.left == "" {
		l.left, l.mend = why, mend
	}
}

// listenersOf are all listeners of a Gateway, in the order in which one goes before
// another that is in its way (istio, pilot/pkg/config/kube/gatewaycommon,
// listener_conflict.go, and gateway_collection.go of gateway).
func (m *Mesh) listenersOf(g objects.KubernetesGateway) []attached {
	if list, ok := m.attached[g.Object()]; ok {
		return list
	}
	var list []attached
	for _, l := range g.Listeners().All() {
		one := attached{Listener: l, owner: g.Resource, of: g, parent: true}
		one.port, _ = l.Port().Value()
		list = append(list, one)
	}
	for _, s := range m.setsOf(g) {
		allowed := m.world.AllowsListeners(g, s.ID().Namespace)
		for _, l := range s.Listeners().All() {
			one := attached{Listener: l, owner: s.Resource, of: g, parent: allowed, port: defaultPort(l)}
			if !allowed {
				one.leave(title(g.Object())+" lets no ListenerSet of namespace "+wording.Quote(s.ID().Namespace)+" add to it", "add that namespace to its allowedListeners")
			}
			list = append(list, one)
		}
	}
	m.leaveConflicting(list)
	for i := range list {
		if list[i].left == "" {
			m.judgeListener(&list[i])
		}
	}
	m.attached[g.Object()] = list
	return list
}

// setsOf are the ListenerSets that name a Gateway, the oldest first.
func (m *Mesh) setsOf(g objects.KubernetesGateway) []objects.ListenerSet {
	var out []objects.ListenerSet
	for s := range m.world.ListenerSets() {
		if m.parentOf(s) == g.ID() {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b objects.ListenerSet) int {
		x, y := metaOf(a.Object()), metaOf(b.Object())
		return cmp.Or(cmp.Compare(x.created, y.created), cmp.Compare(x.namespace+"/"+x.name, y.namespace+"/"+y.name))
	})
	return out
}

// parentOf is the Gateway that a ListenerSet adds to; the zero one where it names
// something else.
func (m *Mesh) parentOf(s objects.ListenerSet) manifest.ID {
	ref := s.ParentRef()
	if cmp.Or(ref.Kind().Value(), "Gateway") != "Gateway" || cmp.Or(ref.Group().Value(), objects.GatewayAPI) != objects.GatewayAPI {
		return manifest.ID{}
	}
	return manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(ref.Namespace().Value(), s.ID().Namespace), Name: ref.Name().Value()}
}

// defaultPort is the port of a ListenerSet's listener, which it may leave out.
func defaultPort(l objects.Listener) int64 {
	if port, _ := l.Port().Value(); port != 0 {
		return port
	}
	return map[string]int64{"HTTP": 80, "HTTPS": 443}[l.Protocol().Value()]
}

// leaveConflicting leaves out listeners that cannot be beside one that goes before them.
// istiod knows such a listener by its owner's name, of whichever kind that is, and its own.
func (m *Mesh) leaveConflicting(list []attached) {
	var accepted []*attached
	for i := range list {
		l := &list[i]
		if !l.parent {
			continue
		}
		at := slices.IndexFunc(accepted, func(o *attached) bool { return !l.beside(o) })
		if at < 0 {
			accepted = append(accepted, l)
			continue
		}
		prior := accepted[at]
		for j := range list {
			if list[j].parent && list[j].key() == l.key() {
				list[j].parent = false
				list[j].leave("listener "+wording.Quote(prior.Name().Value())+" of "+title(prior.owner.Object())+" has its port and host already", "remove one of the two, or give it another host or port")
			}
		}
	}
}

// beside reports whether two listeners can be on the same Gateway (listenersDistinct).
func (l *attached) beside(o *attached) bool {
	class := func(protocol string) string {
		switch protocol {
		case "TCP", "UDP":
			return "connections"
		case "HTTP", "HTTPS", "TLS":
			return "hosts"
		}
		return ""
	}
	a, b := l.Protocol().Value(), o.Protocol().Value()
	switch {
	case l.port != o.port:
		return true
	case class(a) == "" || class(b) == "":
		return a != b
	case class(a) == "hosts" && class(b) == "hosts":
		return cmp.Or(l.Hostname().Value(), "*") != cmp.Or(o.Hostname().Value(), "*")
	}
	return false
}

// judgeListener leaves a listener out where istiod cannot make a server of it
// (buildListener). Routes attach to that of a Gateway nevertheless.
func (m *Mesh) judgeListener(l *attached) {
	protocol := l.Protocol().Value()
	switch {
	case l.port == 0:
		l.leave("it names no port", "write its port")
	case !contains([]string{"HTTP", "HTTPS", "TLS", "TCP"}, protocol):
		l.leave("Istio does not know the protocol "+wording.Quote(protocol), "write HTTP, HTTPS, TLS or TCP")
	case !l.TLS().Present() && (protocol == "HTTPS" || protocol == "TLS"):
		l.leave("it speaks "+protocol+" and says nothing of TLS", "write its tls, with certificateRefs")
	case l.TLS().Present():
		m.judgeListenerTLS(l)
	}
	if l.left != "" && l.owner.ID().Kind == "ListenerSet" {
		l.parent = false
	}
}

// listenerName is what istiod calls a listener as a Gateway of its own.
func listenerName(owner, listener string) string {
	return owner + "-istio-autogenerated-k8s-gateway-" + listener
}

// others are the hosts of the other listeners of the same owner on one's port.
func (l *attached) others(list []attached) []string {
	var out []string
	for i := range list {
		o := &list[i]
		if o.parent && o.owner == l.owner && o.port == l.port && o.Protocol().Value() == l.Protocol().Value() && o.Hostname().Value() != l.Hostname().Value() {
			out = append(out, o.Hostname().Value())
		}
	}
	return out
}
