package objects

import (
	"iter"
	"slices"
)

// DestinationRule is Istio's: how a host is spoken to, once a request goes there
// (https://istio.io/latest/docs/reference/config/networking/destination-rule/).
type DestinationRule struct{ Resource }

// DestinationRules are all of them.
func (w *World) DestinationRules() iter.Seq[DestinationRule] {
	return viewed(w, IstioNetworking, "DestinationRule", func(o *Object) DestinationRule { return DestinationRule{o.Resource()} })
}

// Host is the name of the Service, or the host.
func (d DestinationRule) Host() Text { return d.Spec().text("host") }

// TrafficPolicy is how its connections are made.
func (d DestinationRule) TrafficPolicy() TrafficPolicy {
	return TrafficPolicy{d.Spec().member("trafficPolicy", Mapping)}
}

// WorkloadSelector chooses the pods that it is for, in its own namespace alone; absent it
// is for all.
func (d DestinationRule) WorkloadSelector() LabelMap {
	return labelMap(d.Spec().member("workloadSelector", Mapping), "matchLabels")
}

// ExportTo are the namespaces that it is for: "." its own, "*" all.
func (d DestinationRule) ExportTo() List[Text] { return texts(d.Spec(), "exportTo") }

// Namespaces are those that it is for, with its own by its name; "*" is all, "~" none. byDefault
// is for what says nothing.
func (d DestinationRule) Namespaces(byDefault []string) []string {
	return namespacesOf(d.ExportTo(), byDefault, d.ID().Namespace)
}

// Subsets are some of the host's pods each.
func (d DestinationRule) Subsets() List[Subset] {
	return listOf(d.Spec().member("subsets", Sequence), Mapping, func(f Field) Subset { return Subset{f} })
}

// Subset is a name for the pods that have its labels beside the Service's.
type Subset struct{ Field }

// Name is one in all DestinationRules of the host.
func (s Subset) Name() Text { return s.text("name") }

// TrafficPolicy is how connections to them are made.
func (s Subset) TrafficPolicy() TrafficPolicy {
	return TrafficPolicy{s.member("trafficPolicy", Mapping)}
}

// Labels are what the pods have.
func (s Subset) Labels() LabelMap { return labelMap(s.Field, "labels") }

// TrafficPolicy is how connections are made.
type TrafficPolicy struct{ Field }

// TLS is how clients speak TLS.
func (p TrafficPolicy) TLS() ClientTLS { return ClientTLS{p.member("tls", Mapping)} }

// Port is the number of the one that settings of ports are for.
func (p TrafficPolicy) Port() Number { return Port{p.member("port", Mapping)}.Number() }

// PortLevelSettings are of ports, each in place of the whole policy.
func (p TrafficPolicy) PortLevelSettings() List[TrafficPolicy] {
	return listOf(p.member("portLevelSettings", Sequence), Mapping, func(f Field) TrafficPolicy { return TrafficPolicy{f} })
}

// ClientTLS is how a client speaks TLS.
type ClientTLS struct{ Field }

// Mode is DISABLE, SIMPLE, MUTUAL or ISTIO_MUTUAL.
func (t ClientTLS) Mode() Text { return t.text("mode") }

// CredentialName is the Secret of its authority, in the namespace of the pods.
func (t ClientTLS) CredentialName() Text { return t.text("credentialName") }

// SkipsVerify is whether the server's certificate is not checked.
func (t ClientTLS) SkipsVerify() Flag { return t.flag("insecureSkipVerify") }

// ServiceEntry is Istio's: hosts outside the cluster that the mesh knows
// (https://istio.io/latest/docs/reference/config/networking/service-entry/).
type ServiceEntry struct{ Resource }

func serviceEntry(o *Object) ServiceEntry { return ServiceEntry{o.Resource()} }

// ServiceEntries are all of them.
func (w *World) ServiceEntries() iter.Seq[ServiceEntry] {
	return viewed(w, IstioNetworking, "ServiceEntry", serviceEntry)
}

// ServiceEntriesOf are the ServiceEntries that have a host, in their order.
func (w *World) ServiceEntriesOf(host string) iter.Seq[ServiceEntry] {
	if w.entries == nil {
		w.entries = map[string][]*Object{}
		for entry := range w.ServiceEntries() {
			for _, name := range entry.Hosts().All() {
				list := w.entries[name.Value()]
				if name.Present() && name.Fits() && (len(list) == 0 || list[len(list)-1] != entry.object) {
					w.entries[name.Value()] = append(list, entry.object)
				}
			}
		}
	}
	return views(w.entries[host], serviceEntry)
}

// Hosts are the hosts.
func (e ServiceEntry) Hosts() List[Text] { return texts(e.Spec(), "hosts") }

// Ports are what they listen on.
func (e ServiceEntry) Ports() List[Port] {
	return listOf(e.Spec().member("ports", Sequence), Mapping, func(f Field) Port { return Port{f} })
}

// Namespaces are those whose pods are told of it, as those that a VirtualService is for.
func (e ServiceEntry) Namespaces(byDefault []string) []string {
	return namespacesOf(texts(e.Spec(), "exportTo"), byDefault, e.ID().Namespace)
}

// Shows reports whether the pods of a namespace are told of it.
func (e ServiceEntry) Shows(namespace string, byDefault []string) bool {
	to := e.Namespaces(byDefault)
	return slices.Contains(to, "*") || slices.Contains(to, namespace)
}

// Location is MESH_EXTERNAL or MESH_INTERNAL.
func (e ServiceEntry) Location() Text { return e.Spec().text("location") }

// Resolution is NONE, STATIC, DNS, DNS_ROUND_ROBIN or DYNAMIC_DNS.
func (e ServiceEntry) Resolution() Text { return e.Spec().text("resolution") }

// Addresses are those under which clients in the mesh reach the hosts.
func (e ServiceEntry) Addresses() List[Text] { return texts(e.Spec(), "addresses") }

// Endpoints are where the hosts really are.
func (e ServiceEntry) Endpoints() List[Endpoint] {
	return listOf(e.Spec().member("endpoints", Sequence), Mapping, func(f Field) Endpoint { return Endpoint{f} })
}

// Endpoint is where a host of a ServiceEntry really is.
type Endpoint struct{ Field }

// Address is an address or a name.
func (e Endpoint) Address() Text { return e.text("address") }

// Ports are the numbers there by the names of the entry's ports.
func (e Endpoint) Ports() Field { return e.member("ports", Mapping) }
