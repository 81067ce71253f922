package renaming

import (
	"fmt"
	"strings"

	"render/internal/later"
	"render/render/manifest"
	"render/render/wording"
)

// Object is one object of the list.
type Object struct {
	Old, New manifest.ID
	Fields   map[string]any
}

func (o *Object) moves() bool { return o.Old.Namespace != o.New.Namespace }

// Scheme is how names are made of names.
type Scheme struct {
	Prefix, Suffix string
	Namespaces     map[string]string // those that get another name, or whose objects move
}

// clientCA ends the name of a Secret that Istio finds by that of another
// (istio, pilot/pkg/credentials/kube).
const clientCA = "-cacert"

// Name is what a name becomes.
func (s Scheme) Name(name string) string {
	if base, ok := strings.CutSuffix(name, clientCA); ok && base != "" {
		return s.Prefix + base + s.Suffix + clientCA
	}
	return s.Prefix + name + s.Suffix
}

// Namespace is what a namespace becomes.
func (s Scheme) Namespace(name string) string {
	if to, ok := s.Namespaces[name]; ok {
		return to
	}
	return name
}

// Fault is what cannot be carried along.
type Fault struct {
	Object        int // its number
	Path          string
	Message, Help string
	Doubtful      bool // it may be right as it is
}

// carrier carries the references of one list.
type carrier struct {
	scheme  Scheme
	objects []Object
	names   map[manifest.ID]manifest.ID // of objects and of what they make
	called  map[manifest.ID][]manifest.ID
	bare    map[string]manifest.ID // by names alone, of what others refer to
	faults  []Fault
	at      *Object
	index   int
	known   bool // the fields of its kind are
}

func (c *carrier) add(old, now manifest.ID) {
	if _, ok := c.names[old]; ok {
		return
	}
	c.names[old] = now
	name := old
	name.Namespace = ""
	c.called[name] = append(c.called[name], old)
	if old != now && referredTo()[old.Kind] {
		if _, ok := c.bare[old.Name]; !ok {
			c.bare[old.Name] = old
		}
	}
}

// referredTo are kinds that others name.
func referredTo() map[string]bool { return referredToOnce.Get(makeReferredTo) }

var referredToOnce later.Value[map[string]bool]

func makeReferredTo() map[string]bool {
	return map[string]bool{"Service": true, "Secret": true, "ConfigMap": true, "ServiceAccount": true, "Gateway": true,
		"IPAddressPool": true, "Deployment": true, "PersistentVolumeClaim": true, "Issuer": true, "ClusterIssuer": true}
}

// form carries what a field says: what is to stand there.
type form func(c *carrier, v any, path []string) any

// node is a field on the way to those that name objects.
type node struct {
	members map[string]*node
	form    form
}

func (n *node) child(key string) *node {
	if n == nil {
		return nil
	}
	if next, ok := n.members[key]; ok {
		return next
	}
	return n.members["*"]
}

// add makes the way to a field; a step * stands for every key.
func (n *node) add(path string, f form) {
	for key := range strings.SplitSeq(path, ".") {
		if n.members == nil {
			n.members = map[string]*node{}
		}
		next, ok := n.members[key]
		if !ok {
			next = &node{}
			n.members[key] = next
		}
		n = next
	}
	n.form = f
}

const (
	istioNetworking = "networking.istio.io"
	istioSecurity   = "security.istio.io"
	gatewayAPI      = "gateway.networking.k8s.io"
	metallb         = "metallb.io"
)

func (c *carrier) fail(path []string, message, help string) {
	c.faults = append(c.faults, Fault{Object: c.index, Path: strings.Join(path, "."), Message: message, Help: help})
}

func (c *carrier) doubt(path []string, message, help string) {
	c.faults = append(c.faults, Fault{Object: c.index, Path: strings.Join(path, "."), Message: message, Help: help, Doubtful: true})
}

// outside tells of a name in the namespace that the object at hand leaves, of what is
// not among the objects.
func (c *carrier) outside(path []string, kind, name string) {
	switch {
	case !c.at.moves() || name == "" || kind == "ServiceAccount" && name == "default" || kind == "ConfigMap" && name == "kube-root-ca.crt":
	case c.at.Old.Group == gatewayAPI:
		c.fail(path, fmt.Sprintf("names the %s %s, which is not among the objects and stays in namespace %s, where nothing lets objects of %s name it", kind, wording.Quote(name),
			wording.Quote(c.at.Old.Namespace), wording.Quote(c.at.New.Namespace)), "write the namespace into the topology")
	default:
		c.doubt(path, fmt.Sprintf("names the %s %s, which is not among the objects: it has to be in namespace %s as well", kind, wording.Quote(name), wording.Quote(c.at.New.Namespace)),
			"add it there, or to the overlay's resources")
	}
}

// anywhere is what a name in some namespace becomes, and whether there is an object of
// that name. Where there are several, they must be called alike.
func (c *carrier) anywhere(group, kind, name string, path []string) (string, bool) {
	found := c.called[manifest.ID{Group: group, Kind: kind, Name: name}]
	if len(found) == 0 {
		return name, false
	}
	now := c.names[found[0]]
	for _, other := range found[1:] {
		if c.names[other].Name != now.Name {
			c.fail(path, fmt.Sprintf("names one of several objects, %s and %s, of which not all are called the same now", found[0], other), "give all of them the same name")
			return name, true
		}
	}
	return now.Name, true
}

func text(object map[string]any, path ...string) (string, bool) {
	t, ok := manifest.At(object, path...).(string)
	return t, ok && t != ""
}
