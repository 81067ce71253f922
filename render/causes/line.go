package causes

import (
	"render/render/compare"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// FieldAt is the object of a text of objects that has a line, and the field that begins last
// before the line's end.
func FieldAt(name string, text []byte, line int) (manifest.Object, compare.Path, bool) {
	src := places.NewSource(name, text)
	nodes, diagnostics := source.ParseAll(src)
	objects, err := manifest.Decode(text)
	if diagnostics.Failed() || err != nil || len(nodes) != len(objects) || line > src.Lines() {
		return nil, nil, false
	}
	for i := len(nodes) - 1; i >= 0; i-- {
		if nodes[i].Place.Line > line {
			continue
		}
		f := finder{line: line}
		f.walk(objects[i], nodes[i], nil)
		return objects[i], f.found, f.found != nil
	}
	return nil, nil, false
}

// finder finds the last field that begins in a line or before it.
type finder struct {
	line  int
	found compare.Path
}

func (f *finder) walk(value any, n *source.Node, path compare.Path) {
	next := func(step compare.Step, at, inner *source.Node, value any) {
		if at.Place.Line > f.line {
			return
		}
		f.found = append(path[:len(path):len(path)], step)
		f.walk(value, inner, f.found)
	}
	switch v := value.(type) {
	case manifest.Object:
		for i, k := range n.Keys {
			if m := v.Find(k.Text); m != nil {
				next(compare.Step{Member: k.Text}, k, n.Values[i], m.Value)
			}
		}
	case []any:
		for i, step := range compare.Items(v) {
			if i < len(n.Items) {
				next(step, n.Items[i], n.Items[i], v[i])
			}
		}
	}
}
