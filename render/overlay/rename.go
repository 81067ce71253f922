package overlay

import (
	"fmt"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/diag"
	"render/render/manifest"
	"render/render/renaming"
	"render/render/source"
	"render/render/wording"
)

// rename is namePrefix, nameSuffix and namespace: all objects are called otherwise, and
// what refers to them follows. What only one name or place makes what it is keeps it.
type rename struct {
	prefix, suffix, namespace *source.Node
	scheme                    renaming.Scheme
	to                        string // the namespace; "" leaves them
}

var (
	beginsName = expression{text: `^[a-z0-9][a-z0-9.-]*$`}
	endsName   = expression{text: `^[a-z0-9.-]*[a-z0-9]$`}
	label      = expression{text: `^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`}
)

func (r *reading) rename(root *source.Node) {
	word := func(field string, form *expression, help string) (*source.Node, string) {
		n := root.Get(field)
		text, ok := r.text(n, field)
		if !ok || text == "" {
			return nil, ""
		}
		if !form.MatchString(text) {
			r.fail("overlay-form", n, field, fmt.Sprintf("%s cannot be part of a name", wording.Quote(text)), help)
			return nil, ""
		}
		return n, text
	}
	out := &rename{}
	out.prefix, out.scheme.Prefix = word("namePrefix", &beginsName, "begin names with small letters, digits, dots and dashes, as in test-")
	out.suffix, out.scheme.Suffix = word("nameSuffix", &endsName, "end names with small letters, digits, dots and dashes, as in -test")
	out.namespace, out.to = word("namespace", &label, "a namespace has at most 63 small letters, digits and dashes")
	if out.prefix != nil || out.suffix != nil || out.namespace != nil {
		r.requests = append(r.requests, out)
	}
}

// responsible is the field that gives an object its new name, or else its namespace.
func (s *rename) responsible(old, now manifest.ID) (*source.Node, string) {
	switch {
	case s.namespace != nil && (old.Namespace != now.Namespace || old.Kind == "Namespace"), s.prefix == nil && s.suffix == nil:
		return s.namespace, "namespace"
	case s.prefix != nil:
		return s.prefix, "namePrefix"
	}
	return s.suffix, "nameSuffix"
}

func (s *rename) apply(w *work) {
	if s.to != "" && !s.move(w) {
		return
	}
	var objects []renaming.Object
	var at []int
	taken := map[manifest.ID]manifest.ID{}
	for i := range w.list {
		if w.removed[i] {
			continue
		}
		old := w.ids[i].ID
		now := s.called(w, old)
		n, path := s.responsible(old, now)
		if !w.nameFits(old, now, n, path) {
			return
		}
		if other, ok := taken[now]; ok {
			w.fail("patch-change", n, path, fmt.Sprintf("makes %s and %s one, %s", other, old, now), "write what is to be told apart into the topology")
			return
		}
		taken[now] = old
		objects, at = append(objects, renaming.Object{Old: old, New: now, Fields: w.object(i)}), append(at, i)
	}
	for _, f := range renaming.Carry(objects, s.scheme) {
		o := &objects[f.Object]
		n, path := s.responsible(o.Old, o.New)
		w.tell(o, &f, n, path)
	}
	for k, i := range at {
		w.former[i] = w.ids[i].ID
		w.ids[i] = identify(objects[k].Fields)
	}
}

// move finds the namespaces whose objects move: all but those of which a controller
// reads its own objects, and those in which only a ReferenceGrant is, beside Services that
// are somebody else's.
func (s *rename) move(w *work) bool {
	s.scheme.Namespaces = map[string]string{}
	var stay []string
	for i := range w.list {
		namespace := w.ids[i].Namespace
		switch {
		case w.removed[i] || namespace == "":
		case slices.Contains(w.overlay.Fixed, namespace):
			stay = append(stay, namespace)
		case w.ids[i].Kind != "ReferenceGrant":
			s.scheme.Namespaces[namespace] = s.to
		}
	}
	if len(s.scheme.Namespaces) > 0 {
		return true
	}
	slices.Sort(stay)
	w.fail("overlay-no-match", s.namespace, "namespace", fmt.Sprintf("moves nothing: what is in %s stays there, where its controllers read it", strings.Join(slices.Compact(stay), ", ")), "remove it")
	return false
}

// called is what an object is called now.
func (s *rename) called(w *work, old manifest.ID) manifest.ID {
	now := old
	now.Namespace = s.scheme.Namespace(old.Namespace)
	switch {
	case old.Group == "" && old.Kind == "Namespace":
		now.Name = s.scheme.Namespace(old.Name)
	case !keepsName(w, old):
		now.Name = s.scheme.Name(old.Name)
	}
	return now
}

// keepsName reports whether an object is what it is by its name: definitions, which
// kustomize leaves too, what MetalLB before 0.13 reads, and Istio by the Sail operator.
func keepsName(w *work, id manifest.ID) bool {
	switch id.Group + "/" + id.Kind {
	case "apiextensions.k8s.io/CustomResourceDefinition", "apiregistration.k8s.io/APIService", "sailoperator.io/Istio", "sailoperator.io/IstioCNI":
		return true
	case "/ConfigMap":
		return id.Name == configText && slices.Contains(w.overlay.Fixed, id.Namespace)
	}
	return false
}

// shortNames are kinds whose names are labels; of a Gateway of the Gateway API Istio
// makes a Service with more behind it.
func shortNames() map[string]int { return shortNamesOnce.Get(makeShortNames) }

var shortNamesOnce later.Value[map[string]int]

func makeShortNames() map[string]int {
	return map[string]int{"/Service": 63, "networking.istio.io/Gateway": 63, "gateway.networking.k8s.io/Gateway": 63 - len("-istio")}
}

// nameFits checks that an object can be called so.
func (w *work) nameFits(old, now manifest.ID, n *source.Node, path string) bool {
	most, short := shortNames()[now.Group+"/"+now.Kind]
	if !short {
		most = 253
	}
	switch {
	case len(now.Name) > most:
		w.fail("name-too-long", n, path, fmt.Sprintf("makes %s of %s, of %d characters: at most %d", wording.Quote(now.Name), old, len(now.Name), most), "write a shorter one")
		return false
	case short && old.Name != now.Name && strings.Contains(now.Name, "."):
		w.fail("overlay-form", n, path, fmt.Sprintf("makes %s of %s, whose name has no dots", wording.Quote(now.Name), old), "leave out the dot")
		return false
	}
	return true
}

// tell tells what cannot be carried along.
func (w *work) tell(o *renaming.Object, f *renaming.Fault, n *source.Node, path string) {
	where := o.Old.String() + ": "
	if f.Path != "" {
		where += f.Path + ": "
	}
	d := diag.Diagnostic{Code: "patch-change", Place: n.Place, Path: path, Message: where + f.Message, Help: f.Help}
	if f.Doubtful {
		d.Severity = diag.Warning
	}
	w.diagnostics.Add(d)
}
