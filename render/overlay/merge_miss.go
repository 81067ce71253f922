package overlay

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/source"
)

// miss tells that the object of a patch is not there, which one comes nearest, and
// at what of the patch the two part.
func (p *mergePatch) miss(w *work) {
	shown := p.want.ID
	if shown.Namespace == "" && p.want.scope == "default" {
		shown.Namespace = "default"
	}
	at, help := p.nearest(w)
	w.fail("overlay-no-match", at, p.path, fmt.Sprintf("there is no %s (apiVersion %s) to merge this into", shown, apiVersionOf(&p.want)), help)
}

func apiVersionOf(id *identity) string { return strings.TrimPrefix(id.Group+"/"+id.version, "/") }

// nearest is what of a patch is to be written otherwise, so that it is for an object that
// is there, and how.
func (p *mergePatch) nearest(w *work) (*source.Node, string) {
	metadata := p.node.Get("metadata")
	var kinds, names []string
	elsewhere := -1
	for i := range w.list {
		id := &w.ids[i]
		kinds = append(kinds, id.Kind)
		if w.removed[i] || id.Kind != p.want.Kind {
			continue
		}
		names = append(names, id.Name)
		switch {
		case id.Name != p.want.Name:
		case id.scope == p.want.scope:
			return p.node.Get("apiVersion"), "write: " + apiVersionOf(id)
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
		return metadata.Get("name"), oneOf(p.want.Name, names)
	}
	return p.node.Get("kind"), oneOf(p.want.Kind, kinds)
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
