package causes

import (
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// scalar is one value of a topology, or a key that is the user's own.
type scalar struct {
	node  *source.Node
	field *format.Field // nil of what is handed on as it is
	// written is the field of the key that it is written at, which may have an object of
	// which the scalar's field is a member.
	written *format.Field
	key     bool
	names   func(key string) []string // that fields may have here beside what their forms say
	path    string
	way     []slot // from the root to where it stands
}

// absent is a field with a default that is not written.
type absent struct {
	in    *source.Node // an object, or the scalar that stands for one
	short string       // the key of that scalar in its object
	keys  []string     // from there to the field
	field *format.Field
	path  string
}

// walker finds the scalars of a topology, and the fields with a default that it leaves out.
type walker struct {
	scalars []scalar
	absent  []absent
	seen    map[*source.Node]bool
	skip    map[*source.Node]bool // what is cut away
}

// scalarsOf are those of a topology, but for what is cut away.
func scalarsOf(root *source.Node, cut map[*source.Node]bool) *walker {
	w := &walker{seen: map[*source.Node]bool{}, skip: cut}
	w.object(root, format.LayoutOf(format.DocumentType()), "", nil)
	return w
}

// value takes in what a field has; a nil field is one of what is handed on.
func (w *walker) value(n *source.Node, field *format.Field, path string, way []slot) {
	if n.Kind == source.List {
		for i, item := range n.Items {
			if !w.skip[item] {
				w.value(item, field, path+"["+strconv.Itoa(i)+"]", next(way, n, item))
			}
		}
		return
	}
	var inner *format.Layout
	if field != nil {
		inner = field.Inner()
	}
	switch {
	case n.Kind == source.Map && field != nil && field.MapForm:
		w.pairs(n, field, inner, path, way)
	case n.Kind == source.Map:
		w.object(n, inner, path, way)
	default:
		w.short(n, inner, path)
		w.scalar(scalar{node: n, field: scalarField(field), written: field, path: path, way: way})
	}
}

// LineOf is the line of the first scalar of a field; 0 where there is none in the topology's file.
func (s *Subject) LineOf(field string) int {
	for _, one := range scalarsOf(s.Topology, nil).scalars {
		if rest, ok := strings.CutPrefix(one.path, field); ok && field != "" && (rest == "" || rest[0] == '.' || rest[0] == '[') && !isFlag(one.node) {
			return one.node.Place.Line
		}
	}
	return 0
}

// scalarField is the field that a scalar gives where one stands for a whole object; nil of
// what is handed on.
func scalarField(f *format.Field) *format.Field {
	for f != nil && f.Of != "" {
		f = f.Inner().Alone()
	}
	if f != nil && len(f.Formats) > 0 && format.Alternatives(f.Formats[0]) == nil {
		return nil
	}
	return f
}

func next(way []slot, in, name *source.Node) []slot {
	return append(way[:len(way):len(way)], slot{in, name})
}

func (w *walker) scalar(s scalar) {
	if !w.seen[s.node] {
		w.seen[s.node] = true
		w.scalars = append(w.scalars, s)
	}
}

// object takes in the members of an object; without a layout it is handed on.
func (w *walker) object(n *source.Node, layout *format.Layout, path string, way []slot) {
	if w.seen[n] {
		return
	}
	w.seen[n] = true
	for i, k := range n.Keys {
		if w.skip[k] {
			continue
		}
		var field *format.Field
		if layout != nil {
			field = layout.ByKey(k.Text)
		}
		w.value(n.Values[i], field, below(path, k.Text), next(way, n, k))
	}
	if layout != nil {
		w.missing(n, layout, nil, path, func(key string) bool { return n.Get(key) != nil })
	}
}

// missing takes in the fields with a default that an object leaves out, and those of
// objects in it that are not written either.
func (w *walker) missing(n *source.Node, layout *format.Layout, keys []string, path string, written func(key string) bool) {
	short := ""
	if n.Kind == source.Scalar && layout.Alone() != nil {
		short = layout.Alone().Key
	}
	for i := range layout.Fields {
		f := &layout.Fields[i]
		if f.Key == "" || f.List || len(keys) == 0 && written(f.Key) {
			continue
		}
		at, way := below(path, f.Key), append(keys[:len(keys):len(keys)], f.Key)
		switch {
		case f.Fallback != "":
			w.absent = append(w.absent, absent{n, short, way, f, at})
		case f.Constant != "" && f.Of != "" && f.Inner().Alone() != nil:
			number := *f.Inner().Alone()
			number.Fallback = f.Constant
			w.absent = append(w.absent, absent{n, short, way, &number, at})
		case f.Of != "" && f.Defaulted && len(keys) < 3:
			w.missing(n, f.Inner(), way, at, written)
		}
	}
}

// short takes in what is missing where a scalar stands for an object.
func (w *walker) short(n *source.Node, layout *format.Layout, path string) {
	if layout != nil && layout.Alone() != nil && layout.Alone().Key != "" && !w.seen[n] {
		w.missing(n, layout, nil, path, func(key string) bool { return key == layout.Alone().Key })
	}
}

// pairs takes in an object with keys of the user's own.
func (w *walker) pairs(n *source.Node, field *format.Field, inner *format.Layout, path string, way []slot) {
	if w.seen[n] {
		return
	}
	w.seen[n] = true
	names := &format.Field{Max: -1, Formats: field.Formats[:1]}
	values := &format.Field{Max: -1, Formats: field.Formats[1:], Of: field.Of}
	for i, k := range n.Keys {
		at := below(path, k.Text)
		w.scalar(scalar{node: k, field: names, key: true, path: at, way: next(way, n, k)})
		if inner != nil || len(values.Formats) > 0 {
			w.value(n.Values[i], values, at, next(way, n, k))
		}
	}
}

// below is the path of a member.
func below(path, key string) string {
	switch {
	case strings.ContainsAny(key, `.[]"/`) || key == "":
		return path + "[" + strconv.Quote(key) + "]"
	case path == "":
		return key
	}
	return path + "." + key
}

// isFlag reports whether a node was written on the command line.
func isFlag(n *source.Node) bool {
	return n.Place.Source != nil && len(n.Place.Source.Name()) > 2 && n.Place.Source.Name()[:2] == "--"
}
