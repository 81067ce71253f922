package format

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// BGPOrigin is where metallb.bgp was written.
func (m *MetalLB) BGPOrigin() Origin {
	if m.BGP == nil {
		return Origin{}
	}
	return m.BGP.Origin
}

// HTTPOnly are the origins of what only HTTP has, in the order of the type.
func (r *Route) HTTPOnly() []Origin {
	list := []Origin{ListOrigin(r.Methods)}
	for _, matches := range [][]HeaderMatch{r.Headers, r.Query} {
		if len(matches) > 0 {
			list = append(list, matches[0].Key.Origin)
		}
	}
	return append(list, r.IgnoreCase.Origin, r.Version.Origin, r.Rewrite.Origin, PointerOrigin(r.Redirect), PointerOrigin(r.Respond), r.Timeout.Origin, PointerOrigin(r.Retries), PointerOrigin(r.CORS), PointerOrigin(r.Mirror),
		PointerOrigin(r.Request), PointerOrigin(r.Response))
}

// Answered reports whether the gateway answers by itself, so that nothing goes to an
// app.
func (r *Route) Answered() bool { return r.Redirect != nil || r.Respond != nil }

// IngressLabel is the label of the gateways that serve Ingresses of Istio's class
// (istio, pilot/pkg/config/kube/ingress); "" where none does.
func (d *Document) IngressLabel() string {
	mesh, _ := d.Istio.MeshConfig.Value.(map[string]any)
	if mode, _ := mesh["ingressControllerMode"].(string); mode == "OFF" {
		return ""
	}
	if label, _ := mesh["ingressSelector"].(string); label != "" {
		return label
	}
	return "ingressgateway"
}

// HostsAlone reports whether a route says nothing but its hosts, or nothing at all.
func (r *Route) HostsAlone() bool {
	v := reflect.ValueOf(r).Elem()
	for i := 1; i < v.NumField(); i++ { // behind its Origin
		f, set := v.Field(i), false
		switch f.Kind() {
		case reflect.Slice:
			set = f.Len() > 0 && v.Type().Field(i).Name != "Hosts"
		case reflect.Pointer:
			set = !f.IsNil()
		default:
			written, ok := f.Interface().(interface{ IsSet() bool })
			set = ok && written.IsSet()
		}
		if set {
			return false
		}
	}
	return true
}

// OfConnections reports whether a route is one of whole connections to a port.
func (r *Route) OfConnections() bool { return r.TCP.IsSet() || r.TLS.IsSet() }

// PathOrigins are the origins of a route's path, however it is given.
func (r *Route) PathOrigins() []Origin {
	return []Origin{r.Path.Origin, r.Exact.Origin, r.Prefix.Origin, r.Regex.Origin}
}

// HostnameLabel has a node's name.
const HostnameLabel = "kubernetes.io/hostname"

// Selector are those that a node is chosen by.
func (n *Node) Selector() map[string]string {
	if n.Name.IsSet() {
		return map[string]string{HostnameLabel: n.Name.Value}
	}
	return Pairs(n.Labels)
}

// LabelText is the same for nodes that are chosen alike.
func (n *Node) LabelText() string {
	labels := n.Selector()
	var text strings.Builder
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		text.WriteString(key + "=" + labels[key] + "\n")
	}
	for i := range n.Expressions {
		text.WriteString(n.Expressions[i].Text() + "\n")
	}
	return text.String()
}

// Text is the same for expressions that say the same.
func (e *NodeExpression) Text() string {
	values := Values(e.Values)
	slices.Sort(values)
	return e.Key.Value + " " + string(e.Operator.Value) + " " + strings.Join(values, ",")
}

// AllHosts are the hosts of all items, in the order of the file.
func (t *Tier) AllHosts() []Text {
	out := make([]Text, 0, len(t.Hosts))
	for i := range t.Hosts {
		out = append(out, t.Hosts[i].Host...)
	}
	return out
}

// ClientCertificates reports whether a tier asks clients for certificates.
func (t *TLS) ClientCertificates() bool {
	return t.Mode.Value == TLSMutual || t.Mode.Value == TLSOptionalMutual
}

// Terminated reports whether the gateway itself ends TLS on port 443, with a
// certificate.
func (t *TLS) Terminated() bool { return t.Mode.Value != TLSOff && t.Mode.Value != TLSPassthrough }

// LargeMetadata is where labels or annotations are that leave an object no
// room: more than half of what kubectl apply can keep of it, since it keeps
// annotations twice.
func (d *Document) LargeMetadata() Origin {
	const large = 262144 / 4
	for _, list := range [][]Pair{d.Annotations, d.Labels} {
		if PairsSize(list) > large {
			return list[0].Key.Origin
		}
	}
	return Origin{}
}
