package causes

import (
	"slices"
	"strings"

	"render/render/places"
	"render/render/source"
)

// scalarsOn are the scalars of a line, else those below a key that stands alone in it, that of
// several lines of which it is one, or those of what an alias in it stands for; and their paths,
// below a key that of the key.
func (s *Subject) scalarsOn(line int) (out []scalar, paths []string) {
	all := scalarsOf(s.Topology, nil).scalars
	all = slices.DeleteFunc(all, func(one scalar) bool { return isFlag(one.node) })
	pick := func(of func(*scalar) bool) bool {
		for i := range all {
			if of(&all[i]) {
				out = append(out, all[i])
			}
		}
		return len(out) > 0
	}
	switch {
	case pick(func(one *scalar) bool { return one.node.Place.Line == line }):
	case pick(func(one *scalar) bool { return one.below(line) >= 0 }):
		return out, []string{upTo(out[0].path, out[0].below(line)+1)}
	case pick(func(one *scalar) bool { return !one.key && goesOn(one.node, line) }):
	default:
		marked := map[*source.Node]bool{}
		if n := s.aliased(line); n != nil {
			mark(n, marked)
		}
		pick(func(one *scalar) bool { return marked[one.node] })
	}
	for i := range out {
		if !slices.Contains(paths, out[i].path) { // that of a key of the user's own is its value's too
			paths = append(paths, out[i].path)
		}
	}
	return out, paths
}

// NearLine is the line of the scalar behind a line, or of the last one; 0 where there is none.
func (s *Subject) NearLine(line int) (near int) {
	last := 0
	for _, one := range scalarsOf(s.Topology, nil).scalars {
		at := one.node.Place.Line
		if isFlag(one.node) {
			continue
		}
		if last = max(last, at); at >= line && (near == 0 || at < near) {
			near = at
		}
	}
	if near == 0 {
		return last
	}
	return near
}

// below is how deep on the way to a scalar a key in a line is; -1 where none is there.
func (s *scalar) below(line int) int {
	return slices.IndexFunc(s.way, func(w slot) bool {
		return w.name.Place.Line == line && !isFlag(w.name) && w.in.Kind == source.Map
	})
}

// upTo is a path as far as some of its steps.
func upTo(path string, steps int) string {
	quoted := false
	for i, c := range path {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted || c != '.' && c != '[' || i == 0:
		case steps == 1:
			return path[:i]
		default:
			steps--
		}
	}
	return path
}

// goesOn reports whether a scalar goes on in a line below the one where it begins.
func goesOn(n *source.Node, line int) bool {
	src := n.Place.Source
	if n.Kind != source.Scalar || src == nil || line <= n.Place.Line || line > src.Lines() || strings.TrimSpace(src.Line(line)) == "" {
		return false
	}
	begins := []rune(src.Line(n.Place.Line))
	if n.Place.Column < 1 || n.Place.Column > len(begins) {
		return false
	}
	switch begins[n.Place.Column-1] {
	case '|', '>':
		for l := n.Place.Line + 1; l <= line; l++ {
			if text := src.Line(l); strings.TrimSpace(text) != "" && indentOf(text) <= indentOf(string(begins)) {
				return false
			}
		}
		return true
	case '"', '\'':
		text := string(begins[n.Place.Column:])
		for l := n.Place.Line + 1; l <= line; l++ {
			if closes(text, begins[n.Place.Column-1]) {
				return false
			}
			text = src.Line(l)
		}
		return true
	}
	return !n.Quoted && line < n.Place.Line+len(n.Lines(new(places.Cursor)))
}

// indentOf is how many spaces a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// closes reports whether a text has the quote that ends another in which it stands.
func closes(text string, quote rune) bool {
	if quote == '"' {
		text = strings.NewReplacer(`\\`, "", `\"`, "").Replace(text)
	} else {
		text = strings.ReplaceAll(text, "''", "")
	}
	return strings.ContainsRune(text, quote)
}

// aliased is what an alias in a line stands for; nil where the line has none.
func (s *Subject) aliased(line int) (found *source.Node) {
	src := s.Topology.Place.Source
	if src == nil || line < 1 || line > src.Lines() {
		return nil
	}
	_, name, ok := strings.Cut(src.Line(line), "*")
	if end := strings.IndexAny(name, " \t,]}#"); end >= 0 {
		name = name[:end]
	}
	if !ok || name == "" {
		return nil
	}
	for at := 1; at <= line; at++ {
		before, after, ok := strings.Cut(src.Line(at), "&"+name)
		if ok && (after == "" || strings.IndexAny(after, " \t") == 0) {
			found = firstFrom(s.Topology, at, len([]rune(before))+1)
		}
	}
	return found
}

// firstFrom is the first node that stands at a place of the file or behind it, and of those that
// begin there the outermost.
func firstFrom(root *source.Node, line, column int) (first *source.Node) {
	before := func(a, b places.Place) bool { return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column }
	from := places.Place{Line: line, Column: column}
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if !isFlag(n) && !before(n.Place, from) && (first == nil || before(n.Place, first.Place)) {
			first = n
		}
		for _, list := range [...][]*source.Node{n.Values, n.Keys, n.Items} {
			for _, inner := range list {
				walk(inner)
			}
		}
	}
	walk(root)
	return first
}
