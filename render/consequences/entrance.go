package consequences

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// entrance is a Service that clients outside the cluster come in by.
type entrance struct {
	service
	object       *objects.Object // that says so: the Service, an IstioOperator, a Gateway
	maker        maker
	settings     objects.ServiceSettings
	loadBalancer bool
	addresses    []netip.Addr // that it asks for; none where it takes what it gets
	wrong        string       // why MetalLB gives it none, whatever pools there are
	given        []netip.Addr // that it has, where the objects are a cluster's
	pool         string       // that it asks for
	labels       objects.Labels
	pods         objects.Labels // of those behind it
	sharing      string
	ports        []port
	// tier is what the topology calls it; "" where the objects do not know.
	tier  string
	hosts []string // of the Gateways of its pods
	from  []*objects.Object
}

// port is what two Services of one address cannot both listen on.
type port struct {
	protocol string
	number   int64
}

// maker is who makes a Service of what is written.
type maker uint8

const (
	itself       maker = iota // it is a Service
	installer                 // Istio's installer, of an IstioOperator
	controlPlane              // istiod, of a Gateway of the Gateway API
)

// service is what tells a Service apart.
type service struct{ namespace, name string }

// ask reads what a Service asks MetalLB for.
func (e *entrance) ask(annotations objects.LabelMap) {
	request := annotations.AddressRequest()
	e.sharing, e.pool = request.Sharing().Value(), request.Pool().Value()
	var asked []netip.Addr
	asked, e.wrong = request.Addresses(e.settings.LoadBalancerIP())
	for _, a := range asked {
		e.take(a)
	}
	for _, p := range e.settings.Ports().All() {
		if number, ok := p.Port().Value(); ok {
			e.ports = append(e.ports, port{cmp.Or(p.Protocol().Value(), "TCP"), number})
		}
	}
	if e.maker == installer && len(e.ports) == 0 { // those of Istio's chart
		for _, p := range objects.ChartPorts {
			e.ports = append(e.ports, port{"TCP", p.Port})
		}
	}
}

// asks reports whether it asks MetalLB for what another does.
func (e *entrance) asks(other *entrance) bool {
	return slices.Equal(e.addresses, other.addresses) && e.pool == other.pool && e.wrong == other.wrong
}

func (e *entrance) addAddress(text string) {
	if a, err := netip.ParseAddr(strings.TrimSpace(text)); err == nil {
		e.take(a)
	}
}

func (e *entrance) take(a netip.Addr) {
	if !slices.Contains(e.addresses, a) {
		e.addresses = append(e.addresses, a)
		slices.SortFunc(e.addresses, netip.Addr.Compare)
	}
}

// objects are what makes it: what says so, and its Gateways.
func (e *entrance) objects() []*objects.Object {
	return append([]*objects.Object{e.object}, e.from...)
}

// reached are the addresses that clients come in by, as far as the objects tell.
func (e *entrance) reached() []netip.Addr {
	if len(e.addresses) > 0 {
		return e.addresses
	}
	return e.given
}

// local reports whether only pods of the node that a packet came to get it.
func (e *entrance) local() bool { return e.settings.ExternalTrafficPolicy().Value() == "Local" }

// class is who gives it an address; "" is who does unless told otherwise.
func (e *entrance) class() string { return e.settings.LoadBalancerClass().Value() }

// title is what a message calls it: `tier "edge"`, else `gateway "NAME"`.
func (e *entrance) title() string {
	switch {
	case e.tier != "":
		return "tier " + wording.Quote(e.tier)
	case len(e.from) > 0 || e.maker != itself: // one for connections has no hosts
		return "gateway " + wording.Quote(e.name)
	}
	return "Service " + wording.Quote(e.name)
}

// shares reports whether two Services may have one address, as MetalLB decides
// (internal/allocator, checkSharing; controller, k8salloc.BackendKey).
func (e *entrance) shares(other *entrance) bool {
	if e.sharing == "" || e.sharing != other.sharing || e.backend() != other.backend() {
		return false
	}
	return !slices.ContainsFunc(e.ports, func(p port) bool { return slices.Contains(other.ports, p) })
}

// backend is what has to be the same of Services that share an address.
func (e *entrance) backend() string {
	if !e.local() {
		return ""
	}
	return e.pods.String()
}
