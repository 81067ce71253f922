package mesh

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
)

// object is one rendered object, or one that is there already.
type object struct {
	*unstructured.Unstructured
	id     string // by which kubectl apply replaces it
	text   string
	config *config.Config // of Istio's own kinds
}

// side is a topology with its objects, in the order in which they are applied.
type side struct {
	top     *topology
	objects []*object
	there   []*object // before anything is applied
}

// newSide reads a topology and the stream that was rendered from it.
func newSide(written, stream []byte) (*side, error) {
	top, err := readTopology(written)
	if err != nil {
		return nil, err
	}
	w := &world{top: top}
	if err := w.read(stream, func([]byte) error { return errors.New("an IstioOperator is expanded elsewhere") }); err != nil { // no clause: no made-up topology has one
		return nil, err
	}
	rendered := len(w.objects)
	if err := w.makeSecrets(); err != nil {
		return nil, err
	}
	w.existing()
	if err := w.deployGateways(); err != nil {
		return nil, err
	}
	s := &side{top: top}
	for i, u := range w.objects {
		o := &object{Unstructured: u, id: fmt.Sprint(u.GroupVersionKind().GroupKind(), " ", u.GetNamespace(), "/", u.GetName())}
		text, err := yaml.Marshal(u.Object)
		if err != nil {
			return nil, err
		}
		o.text = string(text)
		if group := u.GroupVersionKind().Group; group == "networking.istio.io" || group == "security.istio.io" {
			parsed, _, err := crd.ParseInputs(o.text)
			if err != nil || len(parsed) != 1 {
				return nil, fmt.Errorf("%s: %d objects, %w", o.id, len(parsed), err) // no clause: module conformance decodes strictly
			}
			o.config = &parsed[0]
			o.config.Domain = "cluster.local" // by which short names of Services are completed
		}
		if i < rendered {
			s.objects = append(s.objects, o)
		} else {
			s.there = append(s.there, o)
		}
	}
	return s, nil
}

// tier is the one of a name: no change takes a tier away, adds one or renames it.
func (t *topology) tier(name string) *tier {
	return &t.Tiers[slices.IndexFunc(t.Tiers, func(one tier) bool { return one.Name == name })]
}

// routes reports whether an object sends requests or connections somewhere.
func (o *object) routes() bool {
	switch o.GetKind() {
	case "VirtualService", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute":
		return true
	}
	return false
}

// decides reports whether an object decides where those go.
func (o *object) decides() bool {
	switch o.GetKind() {
	case "Gateway", "Service", "ServiceEntry", "DestinationRule", "ReferenceGrant", "Namespace":
		return true
	}
	return o.routes()
}

// turn is one routing object that differs between the sides; nil where it is on
// the other side alone.
type turn struct{ old, new *object }

// told says which of the two is there.
func (t turn) told(there *object) string {
	switch {
	case there == nil && t.new == nil:
		return t.old.id + " is deleted"
	case there == nil:
		return t.new.id + " is not there yet"
	case there == t.old:
		return t.old.id + " is the old one"
	}
	return t.new.id + " is the new one"
}

// turns are the routing objects that differ, and those that do not.
func turns(old, new *side) (changed []turn, same []*object) {
	before := byID(old.objects)
	for _, o := range new.objects {
		switch was := before[o.id]; {
		case !o.routes():
		case was != nil && was.text == o.text:
			same = append(same, o)
		default:
			changed = append(changed, turn{was, o})
		}
	}
	after := byID(new.objects)
	for _, o := range old.objects {
		if o.routes() && after[o.id] == nil {
			changed = append(changed, turn{o, nil})
		}
	}
	return changed, same
}

func byID(objects []*object) map[string]*object {
	out := map[string]*object{}
	for _, o := range objects {
		out[o.id] = o
	}
	return out
}

// owner is the app that a routing object belongs to: its name goes before the
// Gateway's.
func owner(o *object) string {
	name, _, _ := strings.Cut(o.GetName(), "-on-")
	return name
}

// standsIn reports whether an object is a tier's own for hosts that no app has: they are
// closed, or redirected.
func standsIn(o *object) bool { return owner(o) == "closed" || owner(o) == "redirect" }

// follows reports whether an object takes the place of another.
func (o *object) follows(old *object) bool {
	if owner(o) == owner(old) || standsIn(o) || standsIn(old) {
		return true
	}
	// By what is behind the app in their names they are for the same connections.
	return o.whole() && old.whole() && strings.TrimPrefix(o.GetName(), owner(o)) == strings.TrimPrefix(old.GetName(), owner(old))
}

// whole reports whether a routing object is for whole connections.
func (o *object) whole() bool {
	switch o.GetKind() {
	case "TCPRoute", "TLSRoute":
		return true
	case "VirtualService":
		_, requests, _ := unstructured.NestedSlice(o.Object, "spec", "http")
		return !requests
	}
	return false
}

// gateways are the names of those that a VirtualService is for.
func (o *object) gateways() (out []string) {
	names, _, _ := unstructured.NestedStringSlice(o.Object, "spec", "gateways")
	for _, name := range names {
		out = append(out, name[strings.LastIndex(name, "/")+1:])
	}
	return out
}
