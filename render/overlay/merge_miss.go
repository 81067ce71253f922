package overlay

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/source"
)

// noneToMerge tells that the object of a patch is not there, which one comes nearest, and
// at what of the patch the two part.
func (w *work) noneToMerge(patch *source.Node, want *identity, path string) {
	shown := want.ID
	if shown.Namespace == "" && want.scope == "default" {
		shown.Namespace = "default"
	}
	at, help := w.nearest(patch, want)
	w.fail("overlay-no-match", at, path, fmt.Sprintf("there is no %s (apiVersion %s) to merge this into", shown, apiVersionOf(want)), help)
}

func apiVersionOf(id *identity) string { return strings.TrimPrefix(id.Group+"/"+id.version, "/") }

// nearest is what of a patch is to be written otherwise, so that it is for an object that
// is there, and how.
func (w *work) nearest(patch *source.Node, want *identity) (*source.Node, string) {
	metadata := patch.Get("metadata")
	var kinds, names []string
	elsewhere := -1
	for i := range w.list {
		id := &w.ids[i]
		kinds = append(kinds, id.Kind)
		if w.removed[i] || id.Kind != want.Kind {
			continue
		}
		names = append(names, id.Name)
		switch {
		case id.Name != want.Name:
		case id.scope == want.scope:
			return patch.Get("apiVersion"), "write: " + apiVersionOf(id)
		case elsewhere < 0:
			elsewhere = i
		}
	}
	switch {
	case elsewhere >= 0 && metadata.Get("namespace") != nil:
		return metadata.Get("namespace"), "write: " + w.ids[elsewhere].Namespace
	case elsewhere >= 0:
		return metadata, "add namespace: " + w.ids[elsewhere].Namespace
	case len(names) > 0:
		return metadata.Get("name"), oneOf(want.Name, names)
	}
	return patch.Get("kind"), oneOf(want.Kind, kinds)
}

// clash is where something stands in a patch that is of another kind than what the object
// has there; the whole patch where that is not found.
func clash(n *source.Node, old any) *source.Node {
	for i, key := range n.Keys {
		value, before := n.Values[i], manifest.At(old, key.Text)
		if before == nil || value.Null() {
			continue
		}
		switch there := kindOf(before); {
		case value.Kind != there:
			return value
		case there == source.Map:
			if found := clash(value, before); found != value {
				return found
			}
		}
	}
	return n
}

func kindOf(v any) source.Kind {
	switch asMap(v).(type) {
	case map[string]any:
		return source.Map
	case []any:
		return source.List
	}
	return source.Scalar
}
