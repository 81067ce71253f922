package trace

import (
	"cmp"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// Mesh is a world as gateways see it, for many requests.
type Mesh struct {
	world *objects.World
	known Known
	root  string // the namespace whose policies are for the whole mesh
	meshSettings
	entrances []*entrance
	leading   []*entrance // of these to gateways; nil until they are asked for
	byName    map[string][]*entrance
	inNames   int                          // how many of these are in byName
	gateways  []*gateway                   // in the order in which istiod merges them
	services  []*virtualService            // likewise
	naming    map[string][]*virtualService // by the Gateways "namespace/name" that they name; nil until they are asked for
	hostPorts map[string][]int64
	attached  map[*objects.Object][]attached // listeners of each Gateway of the Gateway API
	listeners map[*pods]map[int64]*listener
	bound     map[*entrance][]*gateway
	binders   *binders // nil until it is asked for
	served    map[*entrance]*servedHosts
	servers   *serverIndex // likewise
	routed    map[routedHost]string
	shown     map[*objects.Object]*shown           // by what makes the Secret
	trusted   map[*pods]int                        // proxies before them
	pools     []*addressPool                       // nil until they are asked for
	rules     map[string][]objects.DestinationRule // by their whole hosts; nil until they are asked for

	incomings, outgoings *networkPolicies // nil until they are asked for
	authorizing          *authorizing     // likewise
}

// binders find the Gateways of pods, by their numbers.
type binders struct {
	selecting []int
	selectors objects.SelectorIndex // of these
	api       []int                 // made of listeners of the Gateway API, which have no selector
}

// serverIndex are the numbers of entrances to gateways by the hosts that they have.
type serverIndex struct {
	exact map[string][]int
	wild  []int
}

// addressPool is an IPAddressPool, and what is asked of it for each address.
type addressPool struct {
	objects.AddressPool
	ranges []objects.AddressRange
	by     []*objects.Object // the advertisements that announce it
}

// meshSettings are what of the mesh's configuration decides where requests go.
type meshSettings struct {
	config       objects.MeshConfig
	exportTo     []string // of VirtualServices that say nothing of it
	trustDomains []string // the mesh's own first, then others that stand for it
	clear        bool     // gateways speak no mutual TLS unless a DestinationRule says so
	scoped       bool     // a Gateway is for pods of its namespace alone
	unjudgedOf   []Unjudged
	ingresses    []*objects.Object // that istiod reads
	ingressHosts []ingressHost
}

// Known is what is in the cluster beside the objects.
type Known struct {
	Services  map[string]bool // "namespace/name"
	Secrets   map[string]bool // likewise
	AnySecret bool            // whichever is not among the objects
	NoneRead  bool            // no Secret was read, and nobody knows which there are
	Topology  bool            // the objects are a topology's, in which cures are to be written
	// Tiers are a topology's, by "namespace/name" of the Services of their gateways.
	Tiers map[string]string
	// Certificates are those of Secrets whose objects do not show them, as they are sealed
	// or encrypted: as PEM, by "namespace/name" of the Secret.
	Certificates map[string][]byte
}

// cure is one of two: what to do about objects, or about the topology that they are of.
func (m *Mesh) cure(objects, topology string) string {
	if m.known.Topology {
		return topology
	}
	return objects
}

// unborn is when what is not on a cluster yet is taken to be made: after all that is.
const unborn = "9999"

// meta is what istiod orders configuration by.
type meta struct {
	object                   *objects.Object
	created, name, namespace string
}

func metaOf(o *objects.Object) meta {
	created, _ := o.Resource().Metadata().At("creationTimestamp").Raw().(string)
	return meta{o, cmp.Or(created, unborn), o.ID().Name, o.ID().Namespace}
}

// compare orders by age, then by name, then by namespace (istio, pilot/pkg/model/config.go,
// configCompareByCreationTime). RFC 3339 orders as text does.
func (m *meta) compare(o *meta) int {
	return cmp.Or(cmp.Compare(m.created, o.created), cmp.Compare(m.name, o.name), cmp.Compare(m.namespace, o.namespace))
}

// title is what a message calls an object.
func title(o *objects.Object) string {
	if o.IsValues() {
		return "the file of helm's values"
	}
	id := o.ID()
	out := id.Kind + " " + wording.Quote(id.Name)
	if id.Namespace != "" {
		out += " in namespace " + wording.Quote(id.Namespace)
	}
	return out
}

// serviceKey is the Service "namespace/name" that a whole host is of; "" for a host
// outside.
func serviceKey(host string) string {
	rest, ok := strings.CutSuffix(host, clusterDomain)
	name, namespace, dotted := strings.Cut(rest, ".")
	if !ok || !dotted || strings.Contains(namespace, ".") {
		return ""
	}
	return namespace + "/" + name
}
