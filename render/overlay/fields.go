package overlay

import (
	"fmt"
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/source"
	"render/render/wording"
)

// templates are the places beside metadata.labels and metadata.annotations that
// kustomize fills for a kind: those of its pods. From kustomize's
// internal/konfig/builtinpluginconsts (metadatalabels.go, commonannotations.go),
// api v0.21.2.
func templates(kind, group string) [][]string {
	pod := []string{"spec", "template", "metadata"}
	switch kind {
	case "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "ReplicationController":
		return [][]string{pod}
	case "Job":
		if group == "batch" {
			return [][]string{pod}
		}
	case "CronJob":
		if group == "batch" {
			return [][]string{{"spec", "jobTemplate", "metadata"}, {"spec", "jobTemplate", "spec", "template", "metadata"}}
		}
	}
	return nil
}

// texts sets labels or annotations on every object.
type texts struct {
	node   *source.Node
	path   string
	member string // "labels" or "annotations"
	pairs  map[string]string
	pods   bool
}

// labels reads one item of "labels".
func (r *reading) labels(n *source.Node, path string) {
	refused := map[string][2]string{
		"fields":                      {"would set fields of its own choice", usePatch},
		"includeVolumeClaimTemplates": {"is about StatefulSets", usePatch},
	}
	if !r.members(n, path, []string{"pairs", "includeTemplates", "includeSelectors"}, refused) {
		return
	}
	if selectors := n.Get("includeSelectors"); selectors != nil && !selectors.Null() && selectors.Text != "false" {
		r.fail("overlay-unsupported", selectors, path+".includeSelectors", "is not rendered yet: it "+selects, "write: includeTemplates: true if pods are to have the labels")
	}
	t := &texts{node: n, path: path, member: "labels"}
	if include := n.Get("includeTemplates"); include != nil && !include.Null() {
		v, _ := scalar(include)
		b, ok := v.(bool)
		if !ok || include.Kind != source.Scalar {
			r.fail("overlay-form", include, path+".includeTemplates", fmt.Sprintf("is %s, and a truth value belongs here", include.What()), "write: true or false")
		}
		t.pods = b
	}
	t.pairs = r.pairs(n.Get("pairs"), n, join(path, "pairs"))
	r.requests = append(r.requests, t)
}

func (r *reading) annotations(root *source.Node) {
	n := root.Get("commonAnnotations")
	if n == nil || n.Null() {
		return
	}
	r.requests = append(r.requests, &texts{node: n, path: "commonAnnotations", member: "annotations", pods: true,
		pairs: r.pairs(n, n, "commonAnnotations")})
}

func (r *reading) pairs(n, holder *source.Node, path string) map[string]string {
	if n == nil || n.Kind != source.Map || len(n.Keys) == 0 {
		r.fail("overlay-form", holder, path, "holds no names and texts", "write: name: text")
		return nil
	}
	out := map[string]string{}
	for i, key := range n.Keys {
		if n.Values[i].Null() {
			r.fail("overlay-form", n.Values[i], join(path, key.Text), "has no text", `write: a text, or ""`)
			continue
		}
		text, _ := r.text(n.Values[i], join(path, key.Text))
		out[key.Text] = text
	}
	return out
}

func (t *texts) apply(w *work) {
	for i := range w.list {
		if w.removed[i] {
			continue
		}
		places := [][]string{{"metadata"}}
		if t.pods {
			places = append(places, templates(w.ids[i].Kind, w.ids[i].Group)...)
		}
		object := w.object(i)
		for _, place := range places {
			holder := reach(object, append(place[:len(place):len(place)], t.member))
			for key, text := range t.pairs {
				holder[key] = text
			}
		}
		if !w.check(i, t.node, t.path) {
			return
		}
	}
}

// reach is the object at a path, made where it is not.
func reach(object map[string]any, path []string) map[string]any {
	for _, key := range path {
		next, ok := object[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			object[key] = next
		}
		object = next
	}
	return object
}

// replicas sets the count of what has a name.
type replicas struct {
	node  *source.Node
	path  string
	name  string
	count int64
}

func (r *reading) replica(n *source.Node, path string) {
	if !r.members(n, path, []string{"name", "count"}, nil) {
		return
	}
	name, ok := r.text(n.Get("name"), path+".name")
	at := n.Get("count")
	if !ok || at == nil {
		if !r.diagnostics.Failed() {
			r.fail("overlay-form", n, path, "needs a name and a count", "write: name and count")
		}
		return
	}
	v, _ := scalar(at)
	number, ok := v.(int64)
	if !ok || at.Kind != source.Scalar || number < 0 {
		r.fail("overlay-form", at, path+".count", fmt.Sprintf("is %s, and a number from 0 belongs here", at.What()), "write: a number")
		return
	}
	r.requests = append(r.requests, &replicas{n.Get("name"), path, name, number})
}

func (s *replicas) apply(w *work) {
	var there []string
	found := false
	for i := range w.list {
		switch w.ids[i].Kind {
		case "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController":
		default:
			continue
		}
		if w.removed[i] {
			continue
		}
		there = append(there, w.ids[i].Name)
		if w.ids[i].Name == s.name || w.former[i].Name == s.name {
			found = true
			reach(w.object(i), []string{"spec"})["replicas"] = s.count
		}
	}
	if !found && !w.overlay.Builtin {
		w.fail("overlay-no-match", s.node, s.path+".name", fmt.Sprintf("nothing with replicas has the name %s, so the entry would change nothing", wording.Quote(s.name)), oneOf(s.name, there))
	}
}

// resource reads one item of "resources": a file of objects to add.
func (r *reading) resource(n *source.Node, path string) {
	if n.Kind == source.Scalar && isBase(n.Text) {
		r.fail("overlay-unsupported", n, path, wording.Quote(n.Text)+" is a base, and an overlay runs on what render renders", "remove it: resources are files with objects to add")
		return
	}
	for _, doc := range r.documentsOf(n, path, "an object") {
		r.hide = holdsSecret(doc)
		value, _ := r.value(doc, "").(map[string]any)
		r.hide = false
		kind, _ := value["kind"].(string)
		apiVersion, _ := value["apiVersion"].(string)
		name, _ := manifest.At(value, "metadata", "name").(string)
		if kind == "" || apiVersion == "" || name == "" || strings.HasSuffix(kind, "List") {
			r.fail("overlay-form", doc, path, "is no object of Kubernetes", "write: apiVersion, kind and metadata.name; a List as its objects")
			continue
		}
		r.requests = append(r.requests, &resource{doc, path, value, []string{r.overlay.Name, n.Text, strconv.Itoa(len(r.requests))}})
	}
}

// isBase reports whether a resource is a folder, as kustomize's overlays name
// their base.
func isBase(name string) bool {
	return name == ".." || name == "." || strings.HasPrefix(name, "../") && !strings.Contains(name[strings.LastIndexByte(name, '/'):], ".y") || strings.HasSuffix(name, "/")
}

// Component is the origin of objects that overlays add.
const Component = "overlays"

type resource struct {
	node   *source.Node
	path   string
	object map[string]any
	keys   []string
}

func (s *resource) apply(w *work) {
	m := manifest.Manifest{Stage: manifest.Apps, Origin: manifest.Origin{Component: Component, Keys: s.keys}}
	id := identify(s.object)
	if id.Kind == "Namespace" && id.Group == "" {
		m.Stage = manifest.Namespaces
	}
	for i := range w.list {
		if !w.removed[i] && w.ids[i].Group == id.Group && w.ids[i].Kind == id.Kind && w.ids[i].Name == id.Name && w.ids[i].scope == id.scope {
			w.fail("object-twice", s.node, s.path, fmt.Sprintf("%s is rendered already", id.ID), "write a patch, or another name")
			return
		}
	}
	w.hide = id.Kind == "Secret"
	w.add(m, copyValue(s.object).(map[string]any), s)
	w.check(len(w.list)-1, s.node, s.path)
}

func (s *resource) entry() (*source.Node, string) { return s.node, s.path }

func (s *resource) wrote(object any, path []string) written { return follow(s.node, object, path) }
