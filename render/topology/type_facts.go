package topology

import (
	"maps"
	"slices"
	"strings"
)

// bgpOrigin is where metallb.bgp was written.
func (m *MetalLB) bgpOrigin() Origin {
	if m.BGP == nil {
		return Origin{}
	}
	return m.BGP.Origin
}

// httpOnly are the origins of what only HTTP has, in the order of the type.
func (r *Route) httpOnly() []Origin {
	list := []Origin{listOrigin(r.Methods)}
	if len(r.Headers) > 0 {
		list = append(list, r.Headers[0].Key.Origin)
	}
	return append(list, r.Rewrite.Origin, pointerOrigin(r.Redirect), r.Timeout.Origin, pointerOrigin(r.Retries), pointerOrigin(r.CORS), pointerOrigin(r.Mirror))
}

// pathOrigins are the origins of a route's path, however it is given.
func (r *Route) pathOrigins() []Origin {
	return []Origin{r.Path.Origin, r.Exact.Origin, r.Prefix.Origin, r.Regex.Origin}
}

// hostnameLabel has a node's name.
const hostnameLabel = "kubernetes.io/hostname"

// labels are those that a node is chosen by.
func (n *Node) labels() map[string]string {
	if n.Name.IsSet() {
		return map[string]string{hostnameLabel: n.Name.Value}
	}
	return pairs(n.Labels)
}

// labelText is the same for nodes that are chosen alike.
func (n *Node) labelText() string {
	labels := n.labels()
	var text strings.Builder
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		text.WriteString(key + "=" + labels[key] + "\n")
	}
	return text.String()
}

// clientCertificates reports whether a tier asks clients for certificates.
func (t *TLS) clientCertificates() bool {
	return t.Mode.Value == TLSMutual || t.Mode.Value == TLSOptionalMutual
}

// terminated reports whether the gateway itself ends TLS on port 443, with a
// certificate.
func (t *TLS) terminated() bool { return t.Mode.Value != TLSOff && t.Mode.Value != TLSPassthrough }

// needsNoPair is why a tier has no certificate of its own from files.
func (t *Tier) needsNoPair() string {
	switch {
	case t.TLS.Mode.Value == TLSOff:
		return "its TLS is off"
	case t.TLS.Mode.Value == TLSPassthrough:
		return "its apps end TLS"
	case t.Cert.Secret.IsSet():
		return "the Secret " + t.Cert.Secret.Value + " is there already"
	}
	return ""
}

// ownsSecret reports whether the tier's TLS Secret is the topology's to make.
func (t *Tier) ownsSecret() bool { return t.needsNoPair() == "" }

// largeMetadata is where labels or annotations are that leave an object no
// room: more than half of what kubectl apply can keep of it, since it keeps
// annotations twice.
func (d *Document) largeMetadata() Origin {
	const large = 262144 / 4
	for _, list := range [][]Pair{d.Annotations, d.Labels} {
		size := 0
		for _, p := range list {
			size += len(p.Key.Value) + len(p.Value.Value)
		}
		if size > large {
			return list[0].Key.Origin
		}
	}
	return Origin{}
}
