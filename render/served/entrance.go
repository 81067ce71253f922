package served

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// Entrance is a Service that clients outside the cluster come in by.
type Entrance struct {
	Service
	Object       *objects.Object // that says so: the Service, an IstioOperator, a Gateway
	Maker        Maker
	Settings     objects.ServiceSettings
	LoadBalancer bool
	Addresses    []netip.Addr // that it asks for; none where it takes what it gets
	Wrong        string       // why MetalLB gives it none, whatever pools there are
	Given        []netip.Addr // that it has, where the objects are a cluster's
	Pool         string       // that it asks for
	Labels       objects.Labels
	Pods         objects.Labels // of those behind it
	Deployed     objects.Labels // by which the Deployment of one that Istio's installer makes has its pods
	sharing      string
	Ports        []Port
	// tier is what the topology calls it; "" where the objects do not know.
	Tier  string
	Hosts []string // of the Gateways of its pods
	From  []*objects.Object
}

// Port is what two Services of one address cannot both listen on.
type Port struct {
	Protocol string
	Number   int64
}

// Title is what a message calls a port: "443", and of another protocol "53 (UDP)".
func (p Port) Title() string {
	if p.Protocol == "TCP" {
		return fmt.Sprint(p.Number)
	}
	return fmt.Sprintf("%d (%s)", p.Number, p.Protocol)
}

// Maker is who makes a Service of what is written.
type Maker uint8

const (
	Itself       Maker = iota // it is a Service
	Installer                 // Istio's installer, of an IstioOperator
	ControlPlane              // istiod, of a Gateway of the Gateway API
)

// Service is what tells a Service apart.
type Service struct{ Namespace, Name string }

// ask reads what a Service asks MetalLB for.
func (e *Entrance) ask(annotations objects.LabelMap) {
	request := annotations.AddressRequest()
	e.sharing, e.Pool = request.Sharing().Value(), request.Pool().Value()
	var asked []netip.Addr
	asked, e.Wrong = request.Addresses(e.Settings.LoadBalancerIP())
	for _, a := range asked {
		e.Addresses = objects.AppendAddress(e.Addresses, a)
	}
	slices.SortFunc(e.Addresses, netip.Addr.Compare)
	for _, p := range e.Settings.Ports().All() {
		if number, ok := p.Port().Value(); ok {
			e.Ports = append(e.Ports, Port{cmp.Or(p.Protocol().Value(), "TCP"), number})
		}
	}
	if e.Maker == Installer && len(e.Ports) == 0 { // those of Istio's chart
		for _, p := range objects.ChartPorts {
			e.Ports = append(e.Ports, Port{"TCP", p.Port})
		}
	}
}

// Own is the Service where it is an object of its own; nil where something makes it.
func (e *Entrance) Own() *objects.Object {
	if e.Maker == Itself {
		return e.Object
	}
	return nil
}

// Called names gateways by their Services, as the tiers of two sides may be called alike.
func Called(list []*Entrance) string {
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = e.Name
	}
	return "gateway " + wording.AllQuoted(names)
}

// Asks reports whether it asks MetalLB for what another does.
func (e *Entrance) Asks(other *Entrance) bool {
	return slices.Equal(e.Addresses, other.Addresses) && e.Pool == other.Pool && e.Wrong == other.Wrong
}

// Objects are what makes it: what says so, and its Gateways.
func (e *Entrance) Objects() []*objects.Object {
	return append([]*objects.Object{e.Object}, e.From...)
}

// Admits reports whether it is for a host, by its name or by a wildcard.
func (e *Entrance) Admits(host string) bool {
	return slices.ContainsFunc(e.Hosts, func(own string) bool { return routing.Covers(own, host) })
}

// Reached are the addresses that clients come in by, as far as the objects tell.
func (e *Entrance) Reached() []netip.Addr {
	if len(e.Addresses) > 0 {
		return e.Addresses
	}
	return e.Given
}

// Local reports whether only pods of the node that a packet came to get it.
func (e *Entrance) Local() bool { return e.Settings.ExternalTrafficPolicy().Value() == "Local" }

// Class is who gives it an address; "" is who does unless told otherwise.
func (e *Entrance) Class() string { return e.Settings.LoadBalancerClass().Value() }

// Title is what a message calls it: `tier "edge"`, else `gateway "NAME"`.
func (e *Entrance) Title() string {
	switch {
	case e.Tier != "":
		return "tier " + wording.Quote(e.Tier)
	case len(e.From) > 0 || e.Maker != Itself: // one for connections has no hosts
		return "gateway " + wording.Quote(e.Name)
	}
	return "Service " + wording.Quote(e.Name)
}

// Shares reports whether two Services may have one address, as MetalLB decides
// (internal/allocator, checkSharing; controller, k8salloc.BackendKey).
func (e *Entrance) Shares(other *Entrance) bool {
	if e.sharing == "" || e.sharing != other.sharing || e.backend() != other.backend() {
		return false
	}
	return !slices.ContainsFunc(e.Ports, func(p Port) bool { return slices.Contains(other.Ports, p) })
}

// SharesKey reports whether two Services would share an address, if ports and pods let
// them.
func (e *Entrance) SharesKey(other *Entrance) bool {
	return e.sharing != "" && e.sharing == other.sharing
}

// backend is what has to be the same of Services that share an address.
func (e *Entrance) backend() string {
	if !e.Local() {
		return ""
	}
	return e.Pods.String()
}

// Target are its pods as policies see them, where it is made of something else than a
// workload.
func (e *Entrance) Target() objects.PolicyTarget {
	out := objects.PolicyTarget{Namespace: e.Namespace, Labels: e.Pods}
	if e.Maker == ControlPlane {
		out.Gateway = e.Namespace + "/" + e.Object.ID().Name
		out.Labels = e.Labels.With(e.Pods)
	}
	return out
}

// AddressesOf are the addresses that a Service asks for.
func AddressesOf(s objects.Service) []netip.Addr {
	e := &Entrance{Settings: s.Settings()}
	e.ask(s.Metadata().Annotations())
	return e.Addresses
}
