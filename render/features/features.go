// Package features owns the features of the format, one example of each value
// of each field, and the topologies that cross every two of them.
//
// In goes the table examples.txt and the types of package format; out come
// topologies as text, with the files that they name, and the fields and words of
// the format of which the table has no example. It is for tests alone, and
// must never be a part of the tool, judge what becomes of a topology, or depend
// on anything but its own files.
package features

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/render/places"
	"render/render/source"
)

//go:embed examples.txt
var examples string

//go:embed files
var files embed.FS

// Files are what the topologies name: certificates, a sealing certificate, a
// mixin and an overlay.
func Files() fs.FS {
	sub, err := fs.Sub(files, "files")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}

// Feature is a field with a value, and what that value needs beside it.
type Feature struct {
	// Line is the feature as the table has it.
	Line string
	// Field is the field's path without numbers: "tiers[].tls.mode".
	Field string
	// Refusable tells that the feature may be refused wherever it is.
	Refusable bool

	sets []assignment
}

// assignment puts a value at the end of a path. Its value is only read.
type assignment struct {
	path  string
	steps []step
	text  string
	value *source.Node
}

// step is a key of an object, or for key "" an item of a list.
type step struct {
	key  string
	item int
}

// removed in place of a value takes the field out.
const removed = "-"

// short are what the table writes for the beginnings of paths.
var short = map[string]string{"T": "tiers[0]", "S": "tiers[1]", "A": "tiers[0].apps[0]", "B": "tiers[0].apps[1]",
	"D": "tiers[1].apps[0]", "R": "tiers[0].apps[0].routes[0]"}

// All are the features of the table, in its order.
func All() ([]Feature, error) {
	var out []Feature
	for line := range strings.Lines(examples) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f, err := parseFeature(line)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// OfFirstApp reports whether the feature is the first app's, which alone is
// another thing in another setting, and not one of its routes'.
func (f Feature) OfFirstApp() bool {
	own, ok := strings.CutPrefix(f.sets[0].path, short["A"]+".")
	return ok && !strings.HasPrefix(own, "routes")
}

// Beside is what the feature needs beside it, without its value itself.
func (f Feature) Beside() Feature {
	f.sets = f.sets[1:]
	return f
}

func parseFeature(line string) (Feature, error) {
	f := Feature{Line: line}
	line, f.Refusable = strings.CutPrefix(line, "!")
	for part := range strings.SplitSeq(line, " & ") {
		path, text, ok := strings.Cut(part, ": ")
		if !ok {
			return f, fmt.Errorf("%q: no \": \" in %q", f.Line, part)
		}
		word := strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' })[0]
		if whole := short[word]; whole != "" {
			path = whole + strings.TrimPrefix(path, word)
		}
		if text == removed {
			f.sets = append(f.sets, assignment{path, parseSteps(path), text, nil})
			continue
		}
		value, diagnostics := source.Parse(places.NewSource("value", []byte(text)))
		if value == nil || diagnostics.Failed() {
			return f, fmt.Errorf("%q: %v", f.Line, diagnostics.Err())
		}
		f.sets = append(f.sets, assignment{path, parseSteps(path), text, value})
	}
	f.Field = fieldOf(f.sets[0].path)
	return f, nil
}

func parseSteps(path string) []step {
	var out []step
	for part := range strings.SplitSeq(path, ".") {
		key, rest, _ := strings.Cut(part, "[")
		out = append(out, step{key: key})
		for rest != "" {
			var item string
			item, rest, _ = strings.Cut(rest, "]")
			n, _ := strconv.Atoi(item)
			out = append(out, step{item: n})
			rest = strings.TrimPrefix(rest, "[")
		}
	}
	return out
}

var number = regexp.MustCompile(`\[[0-9]+\]`)

// fieldOf is a path without the numbers of items and without the keys of
// objects whose keys are the user's.
func fieldOf(path string) string {
	path = number.ReplaceAllString(path, "[]")
	for _, object := range []string{".headers", ".query", ".env"} {
		before, after, found := strings.Cut(path, object+".")
		if found && !strings.HasSuffix(before, ".cors") {
			_, field, deeper := strings.Cut(after, ".")
			if !deeper {
				return before + object + "{}"
			}
			return before + object + "{}." + field
		}
	}
	return path
}

// Topology is one crossing: features in a setting.
type Topology struct {
	Setting
	Features []Feature
}

// Name tells the features and the setting.
func (t Topology) Name() string {
	var lines []string
	for _, f := range t.Features {
		lines = append(lines, f.Line)
	}
	return fmt.Sprintf("%s × %s", strings.Join(lines, " × "), t.Setting)
}

// Text is the topology. It is not ok where the features cannot stand in one
// file, since both give the same field or one gives what the other is a part
// of.
func (t Topology) Text() (text []byte, ok bool) {
	var sets []assignment
	for _, f := range t.Features {
		for _, s := range f.sets {
			at := slices.IndexFunc(sets, func(other assignment) bool { return other.path == s.path })
			switch {
			case at < 0:
				sets = append(sets, s)
			case sets[at].text != s.text:
				return nil, false
			}
		}
	}
	slices.SortStableFunc(sets, func(a, b assignment) int { return len(a.steps) - len(b.steps) })
	root := t.base()
	for _, s := range sets {
		if !assign(root, s.steps, s.value) {
			return nil, false
		}
	}
	return source.AppendYAML(nil, root), true
}

func assign(n *source.Node, steps []step, value *source.Node) bool {
	if len(steps) == 0 {
		*n = *clone(value)
		return true
	}
	if value == nil && len(steps) == 1 {
		return remove(n, steps[0].key)
	}
	s := steps[0]
	if s.key == "" {
		if n.Kind != source.List || s.item > len(n.Items) {
			return false
		}
		if s.item == len(n.Items) {
			n.Items = append(n.Items, &source.Node{Kind: source.Map})
		}
		return assign(n.Items[s.item], steps[1:], value)
	}
	if n.Kind != source.Map {
		return false
	}
	inner := n.Get(s.key)
	if inner == nil {
		inner = &source.Node{Kind: source.Map}
		if len(steps) > 1 && steps[1].key == "" {
			inner.Kind = source.List
		}
		n.Keys, n.Values = append(n.Keys, &source.Node{Text: s.key}), append(n.Values, inner)
	}
	return assign(inner, steps[1:], value)
}

// remove takes a key out, if it is there.
func remove(n *source.Node, key string) bool {
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == key })
	if at >= 0 {
		n.Keys, n.Values = slices.Delete(n.Keys, at, at+1), slices.Delete(n.Values, at, at+1)
	}
	return n.Kind == source.Map
}

func clone(n *source.Node) *source.Node {
	out := *n
	out.Items, out.Values, out.Keys = cloned(n.Items), cloned(n.Values), slices.Clone(n.Keys)
	return &out
}

func cloned(list []*source.Node) []*source.Node {
	if list == nil {
		return nil
	}
	out := make([]*source.Node, len(list))
	for i, n := range list {
		out[i] = clone(n)
	}
	return out
}

// Value is the value of the feature's field; nil where it takes the field out.
func (f Feature) Value() *source.Node { return f.sets[0].value }
