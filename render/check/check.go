// Package check owns the references between rendered objects: that what one
// object names is there, and fits, in what will really be written.
//
// In go the manifests after the user's mixin and overlays, and what exists in
// the cluster without them; out come problems, each blamed on a place that the
// caller names. A plain topology never fails here, for its own rules were
// checked before. It must never change an object, judge a kind it does not
// know, panic at a value of an unexpected type, or put a value of a Secret into
// a message.
//
// Not judged, because the objects alone cannot tell: Services in namespaces
// that exist already and in which none is rendered, hosts outside the cluster
// of which there is no ServiceEntry, pod selectors with matchExpressions, and ports
// of a gateway whose item leaves them to Istio's chart.
package check

import (
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
)

// Known is what exists in the cluster without being rendered, and whom to
// blame.
type Known struct {
	Secrets          map[string]bool // names of TLS Secrets that exist already in GatewayNamespace
	AnySecret        bool            // no Secret is rendered at all: credentialName is not checked
	Services         map[string]bool // that exist already, as namespace/name
	GatewayNamespace string          // where gateway pods run, unless their item in the IstioOperator says otherwise
	Namespaces       map[string]bool // exist already, beside the four that every cluster has
	// Lengths are how many bytes each object of the list has as YAML; nil where
	// that is not known.
	Lengths []int
	// Blame is the place that a problem with this object points to; nil points
	// nowhere.
	Responsible func(*manifest.Manifest) places.Place
}

// The API groups whose objects refer to each other.
const (
	core       = ""
	apps       = "apps"
	policy     = "policy"
	networking = "networking.istio.io"
	install    = "install.istio.io"
	metallb    = "metallb.io"
	sail       = "sailoperator.io"
	gatewayAPI = "gateway.networking.k8s.io"
)

// References finds what is wrong between the objects, in their order within
// each kind of check. The objects are only read.
func References(list []manifest.Manifest, known Known) diag.List {
	c := &checker{list: list, known: known, ids: make([]manifest.ID, len(list)),
		index: make(map[manifest.ID]int, len(list)), gateways: map[int]*gateway{}, namespaces: map[string]bool{}, served: map[string]bool{}, secrets: map[manifest.ID]int{}}
	for i := range list {
		c.ids[i] = list[i].ID()
		c.identity(i)
	}
	for i := range list {
		c.namespace(i, c.ids[i].Namespace, "")
		c.collect(i)
	}
	c.each(install, "IstioOperator", c.operator)
	c.injected()
	c.each(sail, "Istio", c.sail)
	c.each(sail, "IstioCNI", c.sail)
	c.each(gatewayAPI, "Gateway", c.listeners)
	c.addresses()
	c.advertised()
	c.bgp()
	c.each(networking, "Gateway", c.gateway)
	c.each(networking, "DestinationRule", c.destinationRule)
	c.each(networking, "VirtualService", c.virtualService)
	for _, kind := range [...]string{"HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute"} {
		c.each(gatewayAPI, kind, c.attachedRoute)
	}
	for i, id := range c.ids {
		switch {
		case id.Group == core && id.Kind == "Service":
			c.service(i)
		case id.Group == apps && id.Kind != "ControllerRevision":
			c.workload(i)
		case id.Group == policy && id.Kind == "PodDisruptionBudget":
			c.disruptionBudget(i)
		}
	}
	for i, size := range sizesOf(list, known.Lengths) {
		c.size(i, size)
	}
	return c.problems
}

type checker struct {
	list       []manifest.Manifest
	known      Known
	ids        []manifest.ID
	index      map[manifest.ID]int // the first object of each identity
	namespaces map[string]bool     // that are rendered
	exists     string              // the namespace that was last found to exist
	suggested  int                 // cures for which names were compared
	problems   diag.List

	pods      pods  // of rendered workloads
	workloads []int // the object of each of pods
	served    map[string]bool
	pools     []addressRange
	secrets   map[manifest.ID]int        // the object that is or makes each
	subsets   map[string]map[string]bool // of DestinationRules, by the whole host

	hasOperator bool
	ingress     []ingress
	ingressPods pods // beside ingress
	gateways    map[int]*gateway
	attach      map[manifest.ID]*attachable
	grants      []int // ReferenceGrants
	tls         map[tlsHost]int
	entries     map[string][]int // ServiceEntries by host; nil until one is asked for
}

func (c *checker) each(group, kind string, check func(int)) {
	for i, id := range c.ids {
		if id.Kind == kind && id.Group == group {
			check(i)
		}
	}
}

// collect notes what other objects refer to by more than a name.
func (c *checker) collect(i int) {
	id := c.ids[i]
	c.secretOf(i)
	switch {
	case id.Group == core && id.Kind == "Service":
		c.served[id.Namespace] = true
	case id.Group == gatewayAPI && id.Kind == "ReferenceGrant":
		c.grants = append(c.grants, i)
	case id.Group == install && id.Kind == "IstioOperator":
		c.hasOperator = true
	case id.Group == core && id.Kind == "ConfigMap" && id.Name == "config":
		c.configMapPools(i)
	case id.Group == metallb && (id.Kind == "IPAddressPool" || id.Kind == "AddressPool"):
		c.pool(i)
	}
	if id.Group == networking || id.Group == core && id.Kind == "Service" {
		return
	}
	if labels, ok := podLabels(c.list[i].Object); ok {
		c.pods.add(id.Namespace, labels)
		c.workloads = append(c.workloads, i)
	}
}

func (c *checker) fail(i int, message, help string, also ...diag.Related) {
	c.problems.Add(diag.Diagnostic{Place: c.place(i), Message: c.name(i) + ": " + message, Help: help, Related: also})
}

func (c *checker) warn(i int, message, help string) {
	c.problems.Warn(diag.Diagnostic{Place: c.place(i), Message: c.name(i) + ": " + message, Help: help})
}

// name is an object's identity and where it came from.
func (c *checker) name(i int) string {
	name := c.ids[i].String()
	if origin := c.list[i].Origin.String(); origin != "" {
		name += " (" + origin + ")"
	}
	return name
}

func (c *checker) place(i int) places.Place {
	if c.known.Responsible == nil {
		return places.Place{}
	}
	return c.known.Responsible(&c.list[i])
}

func (c *checker) also(i int) diag.Related { return diag.Related{Place: c.place(i), Note: c.name(i)} }
