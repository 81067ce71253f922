package overlay

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/render/source"
	"render/render/wording"
)

func (p *substitution) apply(w *work) {
	value := p.read(w)
	if value == nil {
		return
	}
	for _, t := range p.targets {
		for _, i := range t.into.choose(w) {
			if slices.ContainsFunc(t.reject, func(s *selector) bool { return s.all(w, i) }) {
				continue
			}
			if !t.fill(w, i, value, p) {
				return
			}
		}
	}
}

// all reports whether an object has all that a selector asks for.
func (s *selector) all(w *work, i int) bool {
	return !slices.ContainsFunc(s.terms, func(t term) bool { return !t.matches(w, i) })
}

// read is the value that is copied; nil where there is none, which it tells.
func (p *substitution) read(w *work) *yaml.Node {
	if p.value != nil {
		return scalarNode(yaml.NodeTagString, *p.value)
	}
	chosen := p.from.choose(w)
	switch {
	case len(chosen) == 0:
		return nil
	case len(chosen) > 1:
		w.fail("overlay-form", p.from.node, p.from.path, fmt.Sprintf("selects %s and %s, and a value is read from one object", w.ids[chosen[0]].ID, w.ids[chosen[1]].ID), "write: the kind, name and namespace of one")
		return nil
	}
	i := chosen[0]
	if first := p.field.steps[0]; w.ids[i].Kind == "Secret" && (first == "data" || first == "stringData") {
		w.fail("overlay-unsupported", p.field.node, p.field.path, "reads what a Secret holds, and keys enter Secrets once overlays are through, and nothing else", "have pods read the Secret, by secretKeyRef or a volume")
		return nil
	}
	found, err := yaml.NewRNode(toNode(w.seen(i))).Pipe(yaml.Lookup(p.field.steps...))
	if err != nil || found.IsNilOrEmpty() {
		w.fail("patch-path", p.field.node, p.field.path, fmt.Sprintf("%s has no field %s", w.ids[i].ID, wording.Quote(p.field.text)), "write: the path of a field that is there")
		return nil
	}
	value := found.YNode()
	if p.split.delimiter == "" {
		return value
	}
	parts := strings.Split(value.Value, p.split.delimiter)
	if value.Kind != yaml.ScalarNode || p.split.index < 0 || p.split.index >= len(parts) {
		w.fail("patch-path", p.field.node, p.field.path, fmt.Sprintf("%s of %s has no part %d between %s", p.field.text, w.ids[i].ID, p.split.index, wording.Quote(p.split.delimiter)), "write: a number from 0, below the count of parts")
		return nil
	}
	return scalarNode(yaml.NodeTagString, parts[p.split.index])
}

// fill puts a value into the fields of an object. It reports whether all is well.
func (t *substituted) fill(w *work, i int, value *yaml.Node, p *substitution) bool {
	w.hide = w.ids[i].Kind == "Secret"
	defer func() { w.hide = false }()
	root := yaml.NewRNode(toNode(w.object(i)))
	for _, f := range t.fields {
		matcher := &yaml.PathMatcher{Path: f.steps}
		if t.create {
			matcher.Create = value.Kind
		}
		list, err := root.Pipe(matcher)
		var found []*yaml.RNode
		if err == nil {
			found, err = list.Elements()
		}
		if err != nil || len(found) == 0 {
			help := "write: the path of a field that is there, or options: {create: true} beside it"
			if t.create {
				help = "write: a path on which there are objects alone, or lists by [name=NAME]"
			}
			w.fail("patch-path", f.node, f.path, fmt.Sprintf("%s has no field %s", w.ids[i].ID, wording.Quote(f.text)), help)
			return false
		}
		for _, field := range found {
			if fault := t.put(field, value); fault != "" {
				w.fail("patch-change", f.node, f.path, fmt.Sprintf("%s of %s %s", wording.Quote(f.text), w.ids[i].ID, fault), "write: a path to a value of the same form")
				return false
			}
		}
	}
	object, _ := fromNode(root.YNode()).(map[string]any)
	w.set(i, object, p)
	return w.check(i, t.node, t.path)
}

// put puts a value in place of another, or of a part of it. A number or a truth value
// stays one; what it is instead is a fault.
func (t *substituted) put(field *yaml.RNode, value *yaml.Node) (fault string) {
	at := field.YNode()
	if at.Kind != yaml.ScalarNode && t.split.delimiter == "" {
		field.SetYNode(yaml.NewRNode(value).Copy().YNode())
		return ""
	}
	switch {
	case at.Kind != yaml.ScalarNode || value.Kind != yaml.ScalarNode:
		return "is no single value, or what is to stand there is none"
	case t.split.delimiter != "":
		at.Value, at.Style = t.split.in(at.Value, value.Value), 0
		if at.Tag == "" {
			at.Tag = yaml.NodeTagString
		}
	case at.Tag == "" || at.Tag == yaml.NodeTagNull: // new
		at.Tag, at.Value = value.Tag, value.Value
	default:
		at.Value = value.Value
	}
	if at.Tag == yaml.NodeTagString || at.Tag == value.Tag && t.split.delimiter == "" {
		return ""
	}
	n := &source.Node{Kind: source.Scalar, Text: at.Value}
	is, _ := scalar(n)
	if node := toNode(is); node.Kind == yaml.ScalarNode && (node.Tag == at.Tag || node.Tag == yaml.NodeTagInt && at.Tag == yaml.NodeTagFloat) {
		return ""
	}
	return "is no text, and what is to stand there is no value of its form"
}

// in is a text with another in place of one of its parts, before all of them, or behind.
func (s splitting) in(text, part string) string {
	parts := strings.Split(text, s.delimiter)
	switch {
	case s.index < 0:
		parts = append([]string{part}, parts...)
	case s.index >= len(parts):
		parts = append(parts, part)
	default:
		parts[s.index] = part
	}
	return strings.Join(parts, s.delimiter)
}

// A replacement's values are of other objects, so that it is responsible as a whole.
func (p *substitution) wrote(any, []string) written { return written{} }

func (p *substitution) entry() (n *source.Node, path string) { return p.node, p.path }
