package objects

import (
	"iter"
	"slices"
)

// VirtualService is Istio's: where requests for its hosts go
// (https://istio.io/latest/docs/reference/config/networking/virtual-service/).
type VirtualService struct{ Resource }

func virtualService(o *Object) VirtualService { return VirtualService{o.Resource()} }

// VirtualService is the object seen as one.
func (o *Object) VirtualService() VirtualService { return virtualService(o) }

// VirtualServices are all of them.
func (w *World) VirtualServices() iter.Seq[VirtualService] {
	return viewed(w, IstioNetworking, "VirtualService", virtualService)
}

// Hosts are the hosts whose requests it takes.
func (v VirtualService) Hosts() List[Text] { return texts(v.Spec(), "hosts") }

// Gateways are the names of the Gateways that it configures, "namespace/name" or
// "name"; "mesh" is the sidecars', as is no list.
func (v VirtualService) Gateways() List[Text] { return texts(v.Spec(), "gateways") }

// ExportTo are the namespaces that it is for: "." its own, "*" all.
func (v VirtualService) ExportTo() List[Text] { return texts(v.Spec(), "exportTo") }

// Namespaces are those that it is for, with its own by its name; "*" is all, "~" none. byDefault
// is for what says nothing.
func (v VirtualService) Namespaces(byDefault []string) []string {
	return namespacesOf(v.ExportTo(), byDefault, v.ID().Namespace)
}

// namespacesOf are those of a list, with what an object's own is called in place of ".".
func namespacesOf(exportTo List[Text], byDefault []string, own string) []string {
	var out []string
	for _, to := range exportTo.All() {
		out = append(out, to.Value())
	}
	if len(out) == 0 {
		out = slices.Clone(byDefault)
	}
	for i := range out {
		if out[i] == "." {
			out[i] = own
		}
	}
	return out
}

// HTTP are the rules of requests, the first that matches being taken.
func (v VirtualService) HTTP() List[HTTPRule] {
	return listOf(v.Spec().member("http", Sequence), Mapping, func(f Field) HTTPRule { return HTTPRule{f} })
}

// TLS are the rules of connections by the host that their ClientHello names.
func (v VirtualService) TLS() List[ConnectionRule] { return v.connections("tls") }

// TCP are the rules of connections by port.
func (v VirtualService) TCP() List[ConnectionRule] { return v.connections("tcp") }

func (v VirtualService) connections(key string) List[ConnectionRule] {
	return listOf(v.Spec().member(key, Sequence), Mapping, func(f Field) ConnectionRule { return ConnectionRule{f} })
}

// HTTPRule is what a request has to be, and what becomes of it.
type HTTPRule struct{ Field }

// Name is for people.
func (r HTTPRule) Name() Text { return r.text("name") }

// Matches are the alternatives, any of which is enough; none takes all.
func (r HTTPRule) Matches() List[HTTPMatch] {
	return listOf(r.member("match", Sequence), Mapping, func(f Field) HTTPMatch { return HTTPMatch{f} })
}

// Routes are where requests go, by weight.
func (r HTTPRule) Routes() List[WeightedDestination] { return weighted(r.Field, "route") }

// Mirror is where a copy of each request goes.
func (r HTTPRule) Mirror() Destination { return Destination{r.member("mirror", Mapping)} }

// Mirrors are several such, by share.
func (r HTTPRule) Mirrors() List[WeightedDestination] { return weighted(r.Field, "mirrors") }

// Redirect is the answer that sends a request elsewhere.
func (r HTTPRule) Redirect() Field { return r.member("redirect", Mapping) }

// DirectResponse is the answer that the proxy gives by itself.
func (r HTTPRule) DirectResponse() Field { return r.member("directResponse", Mapping) }

// Delegate names the VirtualService that has the rules in place of this one.
func (r HTTPRule) Delegate() ObjectRef { return ObjectRef{r.member("delegate", Mapping)} }

// Fault is what is done to some requests on purpose.
func (r HTTPRule) Fault() Fault { return Fault{r.member("fault", Mapping)} }

// HeaderEdits are the field headers: what is changed of headers.
func (r HTTPRule) HeaderEdits() Field { return r.member("headers", Mapping) }

// Rewrite is what is changed of a request before it is sent on.
func (r HTTPRule) Rewrite() Field { return r.member("rewrite", Mapping) }

// HTTPMatch is what a request has to be; all of it.
type HTTPMatch struct{ Field }

// URI is what the path has to be.
func (m HTTPMatch) URI() StringMatch { return StringMatch{m.member("uri", Mapping)} }

// Authority is what the host has to be.
func (m HTTPMatch) Authority() StringMatch { return StringMatch{m.member("authority", Mapping)} }

// Method is what the method has to be.
func (m HTTPMatch) Method() StringMatch { return StringMatch{m.member("method", Mapping)} }

// Scheme is what the scheme has to be.
func (m HTTPMatch) Scheme() StringMatch { return StringMatch{m.member("scheme", Mapping)} }

// IgnoreURICase is whether the case of letters in the path counts for nothing.
func (m HTTPMatch) IgnoreURICase() Flag { return m.flag("ignoreUriCase") }

// WithoutHeaders are what headers must not be, by name.
func (m HTTPMatch) WithoutHeaders() Field { return m.member("withoutHeaders", Mapping) }

// QueryParams are what parameters of the query have to be, by name.
func (m HTTPMatch) QueryParams() Field { return m.member("queryParams", Mapping) }

// Gateways are those that it is for; none is all of the VirtualService's.
func (m HTTPMatch) Gateways() List[Text] { return texts(m.Field, "gateways") }

// SourceLabels are what the sender's pod has.
func (m HTTPMatch) SourceLabels() LabelMap { return labelMap(m.Field, "sourceLabels") }

// SourceNamespace is where the sender's pod runs.
func (m HTTPMatch) SourceNamespace() Text { return m.text("sourceNamespace") }

// Headers are what headers have to be, by name.
func (m HTTPMatch) Headers() Field { return m.member("headers", Mapping) }

// Port is the port that the request came in by.
func (m HTTPMatch) Port() Number { return m.number("port") }

// StringMatch is a condition on a text; one of its members.
type StringMatch struct{ Field }

// Exact is the whole text.
func (m StringMatch) Exact() Text { return m.text("exact") }

// Prefix is how the text begins.
func (m StringMatch) Prefix() Text { return m.text("prefix") }

// Regex is an expression of RE2 for the whole text.
func (m StringMatch) Regex() Text { return m.text("regex") }

// ConnectionRule is which connections go where.
type ConnectionRule struct{ Field }

// Matches are the alternatives, any of which is enough.
func (r ConnectionRule) Matches() List[ConnectionMatch] {
	return listOf(r.member("match", Sequence), Mapping, func(f Field) ConnectionMatch { return ConnectionMatch{f} })
}

// Routes are where connections go, by weight.
func (r ConnectionRule) Routes() List[WeightedDestination] { return weighted(r.Field, "route") }

// TakesPort reports whether a rule is for connections to a port of a gateway.
func (r ConnectionRule) TakesPort(port int64) bool {
	for _, m := range r.Matches().All() {
		if own, said := m.Port().Value(); !said || own == port {
			return true
		}
	}
	return r.Matches().Len() == 0
}

// ConnectionMatch is what a connection has to be; all of it.
type ConnectionMatch struct{ Field }

// Port is the port that it came in by.
func (m ConnectionMatch) Port() Number { return m.number("port") }

// Gateways are those that it is for; none is all of the VirtualService's.
func (m ConnectionMatch) Gateways() List[Text] { return texts(m.Field, "gateways") }

// SNIHosts are the hosts that its ClientHello may name.
func (m ConnectionMatch) SNIHosts() List[Text] { return texts(m.Field, "sniHosts") }

func weighted(f Field, key string) List[WeightedDestination] {
	return listOf(f.member(key, Sequence), Mapping, func(f Field) WeightedDestination { return WeightedDestination{f} })
}

// WeightedDestination is a share of the traffic and where it goes.
type WeightedDestination struct{ Field }

// Destination is where it goes.
func (d WeightedDestination) Destination() Destination {
	return Destination{d.member("destination", Mapping)}
}

// Weight is the share.
func (d WeightedDestination) Weight() Number { return d.number("weight") }

// Destination is a port of a Service, or of a host outside.
type Destination struct{ Field }

// Host is the name of the Service, or the host.
func (d Destination) Host() Text { return d.text("host") }

// Subset is the subset of a DestinationRule.
func (d Destination) Subset() Text { return d.text("subset") }

// Port is an object that holds the port's number.
func (d Destination) Port() DestinationPort { return DestinationPort{d.member("port", Mapping)} }

// DestinationPort is the port of a Destination.
type DestinationPort struct{ Field }

// Number is the port's number.
func (p DestinationPort) Number() Number { return p.number("number") }
