package align

import (
	"cmp"

	"render/render/manifest"
	"render/render/objects"
)

// Partly is an object of which a cluster holds what is made of it alone, so that it is not
// compared, or not as a whole.
type Partly struct {
	ID      manifest.ID
	Lacking []string // what of it cannot be told, since the side has nothing that is made of it
	Fields  []string // of it, of which nothing here knows what is made of them
	Held    bool     // a cluster holds the object too, and was not asked for it
}

const (
	istioSystem   = "istio-system"
	istioVersion  = "render/istio-version"
	istioRevision = "istio.io/rev"
)

// installer reads one IstioOperator back from what it made.
type installer struct {
	want   manifest.Object
	home   string
	byID   map[manifest.ID]manifest.Object
	held   map[held]bool
	used   map[manifest.ID]bool
	runs   bool // Istio's operator does
	partly Partly
}

// held is a kind of which a cluster's side holds something, in a namespace or, with none,
// anywhere.
type held struct {
	kind      Kind
	namespace string
}

func newInstaller(want manifest.Object, live []manifest.Manifest) *installer {
	one := manifest.Manifest{Object: want}
	i := &installer{want: want, byID: map[manifest.ID]manifest.Object{}, held: map[held]bool{}, used: map[manifest.ID]bool{}, partly: Partly{ID: one.ID()}}
	spec := want.Object("spec")
	i.home = cmp.Or(spec.Text("namespace"), spec.Object("values").Object("global").Text("istioNamespace"), istioSystem)
	ends := endingOf(live)
	i.runs = operatorOf(objects.New(live), ends) != nil
	for n := range live {
		if ends.has(&live[n]) {
			continue
		}
		id, kind := live[n].ID(), kindOf(&live[n])
		i.byID[id] = live[n].Object
		i.held[held{kind: kind}], i.held[held{kind, id.Namespace}] = true, true
	}
	return i
}

// find finds an object of a cluster, nil where it is not there.
func (i *installer) find(kind Kind, namespace, name string) manifest.Object {
	id := manifest.ID{Group: kind.Group, Kind: kind.Kind, Namespace: namespace, Name: name}
	object := i.byID[id]
	if object != nil {
		i.used[id] = true
	}
	return object
}
