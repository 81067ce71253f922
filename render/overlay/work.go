package overlay

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/render/diag"
	"render/render/manifest"
	"render/render/source"
	"render/render/wording"
)

// request is one thing that a kustomization asks for. It reports to the work what
// it cannot do.
type request interface{ apply(*work) }

// work is a list while an overlay is put on it.
type work struct {
	overlay     Overlay
	list        []manifest.Manifest
	ids         []identity       // beside list
	changed     []map[string]any // beside list: the object as kustomize's code wants it, to be changed in place; nil while it is as it was
	authors     [][]author       // beside list: who wrote fields into it, in their order
	removed     []bool
	renames     []newName     // of the request at hand
	former      []manifest.ID // beside list: what an object was called before this overlay
	hide        bool          // the object at hand is a Secret: no excerpts
	diagnostics diag.List
}

// newName is a name that a patch has given an object.
type newName struct {
	object   int
	old, now manifest.ID
	node     *source.Node // the patch
	path     string
}

// identity is what a target selects by.
type identity struct {
	manifest.ID
	version string
	// scope is the namespace as kustomize sees it: "default" where none is
	// written, and a word that is no namespace for what has none.
	scope string
}

func newWork(list []manifest.Manifest, o Overlay) *work {
	w := &work{
		overlay: o,
		list:    slices.Clone(list),
		ids:     make([]identity, len(list)),
		changed: make([]map[string]any, len(list)),
		authors: make([][]author, len(list)),
		removed: make([]bool, len(list)),
		former:  make([]manifest.ID, len(list)),
	}
	for i := range list {
		w.ids[i] = newIdentity(list[i].Object.Text("apiVersion"), list[i].ID())
	}
	return w
}

// identify reads the identity of an object that is a map.
func identify(object map[string]any) identity {
	apiVersion, _ := object["apiVersion"].(string)
	kind, _ := object["kind"].(string)
	namespace, _ := manifest.At(object, "metadata", "namespace").(string)
	name, _ := manifest.At(object, "metadata", "name").(string)
	return newIdentity(apiVersion, manifest.ID{Group: manifest.GroupOf(apiVersion), Kind: kind, Namespace: namespace, Name: name})
}

func newIdentity(apiVersion string, id manifest.ID) identity {
	version := apiVersion
	if _, after, ok := strings.Cut(apiVersion, "/"); ok {
		version = after
	}
	scope := id.Namespace
	switch {
	case openapi.IsCertainlyClusterScoped(yaml.TypeMeta{APIVersion: apiVersion, Kind: id.Kind}):
		scope = "_non_namespaceable_"
	case scope == "":
		scope = "default"
	}
	return identity{ID: id, version: version, scope: scope}
}

func (w *work) result() []manifest.Manifest {
	out := make([]manifest.Manifest, 0, len(w.list))
	for i, m := range w.list {
		if w.removed[i] {
			continue
		}
		if w.changed[i] != nil {
			m.Object = manifest.NewObject(w.changed[i])
		}
		out = append(out, m)
	}
	return out
}

// object is object i, to be changed in place.
func (w *work) object(i int) map[string]any {
	if w.changed[i] == nil {
		w.changed[i] = w.list[i].Object.Map()
	}
	return w.changed[i]
}

// seen is object i as it is by now, only to be read: a manifest.Object or a map.
func (w *work) seen(i int) any {
	if w.changed[i] == nil {
		return w.list[i].Object
	}
	return w.changed[i]
}

// set takes what a request made of object i.
func (w *work) set(i int, object map[string]any, by author) {
	w.changed[i] = object
	w.authors[i] = append(w.authors[i], by)
}

func (w *work) add(m manifest.Manifest, object map[string]any, by author) {
	w.list = append(w.list, m)
	w.ids = append(w.ids, identify(object))
	w.changed = append(w.changed, object)
	w.authors = append(w.authors, []author{by})
	w.removed = append(w.removed, false)
	w.former = append(w.former, manifest.ID{})
}

func (w *work) fail(code diag.Code, n *source.Node, path, message, help string) {
	w.diagnostics.Add(diag.Diagnostic{Code: code, Place: n.Place, Path: path, Message: message, Help: help, Hide: w.hide})
}

// check looks at an object that a patch has changed: it must still be the same
// object, and its labels and annotations must be text. It reports whether all is
// well; n is what is responsible otherwise.
func (w *work) check(i int, n *source.Node, path string) bool {
	object := w.object(i)
	now := identify(object)
	if now.ID != w.ids[i].ID {
		help := "leave apiVersion, kind, metadata.name and metadata.namespace alone"
		if otherName(w.ids[i].ID, now.ID) {
			help = "leave metadata.name alone, or write options: {allowNameChange: true} beside the target"
		}
		w.fail("patch-change", n, path, fmt.Sprintf("makes %s into %s, and what refers to it by its old name would find nothing",
			w.ids[i].ID, now.ID), help)
		return false
	}
	if apiVersion, ok := object["apiVersion"].(string); !ok || apiVersion == "" {
		w.fail("patch-change", n, path, fmt.Sprintf("leaves %s without an apiVersion", w.ids[i].ID), "leave apiVersion alone")
		return false
	}
	if count(object) > maxNodes {
		w.fail("patch-change", n, path, fmt.Sprintf("makes %s hold more than %d values", w.ids[i].ID, maxNodes), "check what the patch adds")
		return false
	}
	w.ids[i] = now
	for _, at := range [][]string{{"metadata"}, {"spec", "template", "metadata"}} {
		for _, member := range []string{"labels", "annotations"} {
			if wrong := textMembers(manifest.At(object, append(slices.Clone(at), member)...), member); wrong != nil {
				w.fail("patch-change", n, path, fmt.Sprintf("makes %s of %s hold %s", strings.Join(append(slices.Clone(at), member), "."), w.ids[i].ID, wrong.Message), wrong.Help)
				return false
			}
		}
	}
	return true
}

// otherName reports whether an object is called otherwise, and is the same but for that.
func otherName(old, now manifest.ID) bool {
	was := old.Name
	old.Name = now.Name
	return now == old && now.Name != was
}

// reserved begins the annotations by which kustomize and its functions are told
// to run programs or to drop objects.
var reserved = []string{"config.kubernetes.io/", "config.k8s.io/", "internal.config.kubernetes.io/", "internal.config.k8s.io/"}

// textMembers tells what keeps labels or annotations from being texts; its
// message goes on with "makes them hold".
func textMembers(v any, member string) *diag.Fault {
	if v == nil {
		return nil
	}
	pairs, ok := v.(map[string]any)
	if !ok {
		return &diag.Fault{Code: "patch-change", Message: "something that is no object", Help: "write: an object of names and texts"}
	}
	for _, key := range sortedKeys(pairs) {
		if _, ok := pairs[key].(string); !ok {
			return &diag.Fault{Code: "patch-change", Message: wording.Quote(key) + ", which is no text", Help: "put its value in quotes"}
		}
		for _, prefix := range reserved {
			if member == "annotations" && strings.HasPrefix(key, prefix) {
				return &diag.Fault{Code: "patch-change", Message: wording.Quote(key) + ", an order to kustomize, which is not obeyed here", Help: "remove the annotation"}
			}
		}
	}
	return nil
}
