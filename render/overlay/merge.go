package overlay

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/render/manifest"
	"render/render/source"
)

// mergePatch is a strategic merge patch. Without a target it names the one
// object that it is for.
type mergePatch struct {
	node   *source.Node
	path   string
	value  map[string]any
	want   identity
	target *selector
	whole  bool   // "$patch: delete" at the root: the object goes
	name   string // that the object is to have; "" for its own
}

func (r *reading) mergePatch(doc *source.Node, target *selector, path string, renames bool) {
	r.hide = holdsSecret(doc)
	value, _ := r.value(doc, "").(map[string]any)
	r.hide = false
	if n := count(value); n > maxNodes {
		r.fail("patch-form", doc, path, fmt.Sprintf("holds %d values, and a patch at most %d", n, maxNodes), "write: several patches")
		return
	}
	kind, _ := value["kind"].(string)
	apiVersion, _ := value["apiVersion"].(string)
	name, _ := manifest.At(value, "metadata", "name").(string)
	if kind == "" || name == "" || apiVersion == "" && target == nil {
		r.fail("patch-form", doc, path, "a strategic merge says apiVersion, kind and metadata.name of what it is for", "write all three (with a target, kustomize wants them and passes over them)")
		return
	}
	if !r.short(doc, path) {
		return
	}
	r.directives(doc, path)
	namespace, _ := manifest.At(value, "metadata", "namespace").(string)
	p := &mergePatch{node: doc, path: path, value: value, target: target, whole: value[directive] == "delete"}
	p.want = newIdentity(apiVersion, manifest.ID{Group: manifest.GroupOf(apiVersion), Kind: kind, Namespace: namespace, Name: name})
	if renames && target != nil {
		p.name = name
	}
	// What an object is, a merge never changes; its name only where that is allowed.
	delete(value, "apiVersion")
	delete(value, "kind")
	if metadata, ok := value["metadata"].(map[string]any); ok {
		delete(metadata, "name")
		delete(metadata, "namespace")
		if len(metadata) == 0 {
			delete(value, "metadata")
		}
	}
	if len(value) == 0 && p.name == "" {
		r.fail("patch-form", doc, path, "changes nothing: it holds a name and no fields", "write the fields to change")
	}
	r.requests = append(r.requests, p)
}

// maxItems is how many items a list in a strategic merge may have: the merge
// compares all items with each other, several times over.
const maxItems = 256

func (r *reading) short(n *source.Node, path string) bool {
	if len(n.Items) > maxItems {
		r.fail("patch-form", n, path, fmt.Sprintf("holds a list of %s, and a strategic merge at most %d", items(len(n.Items)), maxItems), "write a JSON patch")
		return false
	}
	for _, list := range [][]*source.Node{n.Items, n.Values} {
		for _, child := range list {
			if !r.short(child, path) {
				return false
			}
		}
	}
	return true
}

func (p *mergePatch) apply(w *work) {
	var chosen []int
	if p.target != nil {
		chosen = p.target.choose(w)
	} else {
		for i := range w.list {
			if !w.removed[i] && p.isFor(&w.ids[i]) {
				chosen = append(chosen, i)
			}
		}
		if len(chosen) == 0 && !w.overlay.Builtin {
			w.noneToMerge(p.node, &p.want, p.path)
		}
	}
	for _, i := range chosen {
		if !p.applyTo(w, i) {
			return
		}
	}
}

func (p *mergePatch) isFor(id *identity) bool {
	return id.Name == p.want.Name && id.Kind == p.want.Kind && id.Group == p.want.Group &&
		id.version == p.want.version && id.scope == p.want.scope
}

func (p *mergePatch) applyTo(w *work, i int) bool {
	if p.whole {
		w.removed[i] = true
		return true
	}
	w.hide = w.ids[i].Kind == "Secret"
	old := w.object(i)
	patch, ok := p.listsOf(w, i, old)
	if !ok {
		return false
	}
	merged, ok := mergeMaps(old, patch)
	if !ok {
		w.fail("patch-change", clash(p.node, old), p.path, fmt.Sprintf("cannot be merged into %s: an object, a list or a single value stands where the other has something else", w.ids[i].ID),
			"compare the patch's indentation and dashes with the object")
		return false
	}
	if left(merged) {
		w.fail("patch-form", p.node, p.path, fmt.Sprintf("an order %q has no meaning where it stands, and would be left in %s", directive, w.ids[i].ID), "write a JSON patch")
		return false
	}
	w.set(i, merged, p)
	if p.name != "" {
		reach(merged, []string{"metadata"})["name"] = p.name
	}
	return (p.name == "" || w.renamed(i, p.node, p.path)) && w.check(i, p.node, p.path)
}

// listsOf is the patch for an object, with its lists made whole where kustomize
// does not know how to merge them.
func (p *mergePatch) listsOf(w *work, i int, old map[string]any) (map[string]any, bool) {
	apiVersion, _ := old["apiVersion"].(string)
	m := &listMerge{w: w, path: p.path, id: w.ids[i].ID}
	of := map[string]any{"apiVersion": apiVersion, "kind": m.id.Kind}
	done := teach(of)
	schema := openapi.SchemaForResourceType(yaml.TypeMeta{APIVersion: apiVersion, Kind: m.id.Kind})
	done()
	if schema != nil {
		patch, ok := m.config(p.value, old, where{n: p.node})
		if !ok {
			return nil, false
		}
		defer teach(of)()
		patch = m.known(patch, old, schema, where{n: p.node})
		return patch, !m.failed
	}
	m.keys = listKeysOf(m.id)
	patch := m.object(p.value, old, where{n: p.node})
	return patch, !m.failed
}

func (p *mergePatch) entry() (*source.Node, string) { return p.node, p.path }

func (p *mergePatch) wrote(object any, path []string) written { return follow(p.node, object, path) }
