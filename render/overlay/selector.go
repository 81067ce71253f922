package overlay

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"render/render/diag"
	"render/render/manifest"
	"render/render/source"
	"render/render/wording"
)

// selector is a patch's target. An object is selected when every member that is
// written matches: group, version, kind, namespace and name are regular
// expressions for the whole word, the selectors are those of kubectl.
type selector struct {
	node  *source.Node
	path  string
	terms []term
	asks  string // what has it; "" for a patch
}

type term struct {
	field string
	node  *source.Node
	text  string
	re    *regexp.Regexp // nil: the text itself, or a label or annotation selector
	pairs [][2]string    // of a selector that asks for keys and texts alone
}

var targetFields = []string{"group", "version", "kind", "namespace", "name", "labelSelector", "annotationSelector"}

func (r *reading) selector(n *source.Node, path string) *selector {
	if !r.members(n, path, targetFields, nil) {
		return nil
	}
	return r.terms(n, path, targetFields, false)
}

// terms are those fields of a node that select; exact ones are meant to the letter.
func (r *reading) terms(n *source.Node, path string, fields []string, exact bool) *selector {
	s := &selector{node: n, path: path}
	for _, field := range fields {
		member := n.Get(field)
		text, ok := r.text(member, join(path, field))
		if !ok || text == "" {
			continue
		}
		t := term{field: field, node: member, text: text}
		switch {
		case strings.HasSuffix(field, "Selector"):
			if _, err := yaml.NewMapRNode(nil).MatchesLabelSelector(text); err != nil {
				r.fail("overlay-form", member, join(path, field), fmt.Sprintf("%s is not a selector", wording.Quote(text)), `write it as for kubectl: "key=value,other!=value,!absent"`)
				continue
			}
			t.pairs = pairsOf(text)
		case !exact && regexp.QuoteMeta(text) != text:
			re, err := regexp.Compile("^(?:" + text + ")$")
			if err != nil {
				r.fail("overlay-form", member, join(path, field), fmt.Sprintf("%s is not a regular expression", wording.Quote(text)), `put a backslash before a sign that is meant itself`)
				continue
			}
			t.re = re
		}
		s.terms = append(s.terms, t)
	}
	if len(s.terms) == 0 && !r.diagnostics.Failed() {
		r.fail("overlay-form", n, path, "a target without members selects every object", `write: kind: ".*" if that is meant`)
	}
	return s
}

func (t *term) matches(w *work, i int) bool {
	if !strings.HasSuffix(t.field, "Selector") {
		text, former := w.textOf(t.field, i)
		return t.matchesText(text) || former != "" && t.matchesText(former)
	}
	member := "labels"
	if t.field == "annotationSelector" {
		member = "annotations"
	}
	if t.pairs != nil && w.changed[i] == nil { // which is not turned into what else would be asked
		return t.matchesPairs(w.list[i].Object.Object("metadata").Object(member).Get)
	}
	return t.matchesLabels(manifest.At(w.seen(i), "metadata", member))
}

// textOf is what an object has as a field of its identity, and had before it was renamed or moved.
func (w *work) textOf(field string, i int) (text, former string) {
	id := &w.ids[i]
	switch field {
	case "group":
		return id.Group, ""
	case "version":
		return id.version, ""
	case "kind":
		return id.Kind, ""
	case "namespace":
		return id.scope, w.former[i].Namespace
	}
	return id.Name, w.former[i].Name
}

// matchesPairs reports whether there are all texts that are asked for under their keys.
func (t *term) matchesPairs(get func(string) any) bool {
	for _, pair := range t.pairs {
		if text, ok := get(pair[0]).(string); !ok || text != pair[1] {
			return false
		}
	}
	return true
}

func (t *term) matchesLabels(labels any) bool {
	if t.pairs != nil {
		return t.matchesPairs(func(key string) any { return manifest.At(labels, key) })
	}
	ok, err := yaml.NewRNode(toNode(map[string]any{"metadata": map[string]any{"labels": labels}})).MatchesLabelSelector(t.text)
	return ok && err == nil
}

// equalities are a selector that asks for keys and texts alone.
var equalities = expression{text: `^[A-Za-z0-9][-A-Za-z0-9._/]*==?[-A-Za-z0-9._]*(,[A-Za-z0-9][-A-Za-z0-9._/]*==?[-A-Za-z0-9._]*)*$`}

// pairsOf are the keys and texts of such a selector, which cost nothing to look for in
// each of many objects; nil of another, which is kustomize's to match.
func pairsOf(text string) [][2]string {
	if !equalities.MatchString(text) {
		return nil
	}
	var out [][2]string
	for one := range strings.SplitSeq(text, ",") {
		key, value, _ := strings.Cut(one, "=")
		out = append(out, [2]string{key, strings.TrimPrefix(value, "=")})
	}
	return out
}

func (t *term) matchesText(text string) bool {
	if t.re != nil {
		return t.re.MatchString(text)
	}
	return t.text == text
}

// choose gives the indexes of the selected objects. Where there is none it says
// which member leaves none, unless the overlay is written for every topology.
func (s *selector) choose(w *work) []int {
	left := make([]int, 0, len(w.list))
	for i := range w.list {
		if !w.removed[i] {
			left = append(left, i)
		}
	}
	for _, t := range s.terms {
		var next []int
		for _, i := range left {
			if t.matches(w, i) {
				next = append(next, i)
			}
		}
		if len(next) == 0 {
			if !w.overlay.Builtin {
				s.miss(w, t, left)
			}
			return nil
		}
		if !w.overlay.Builtin {
			s.missSome(w, t, left)
		}
		left = next
	}
	return left
}

// missSome warns of words of a member, as in "a|b", of which one is nothing's of those left, while others are something's.
func (s *selector) missSome(w *work, t term, left []int) {
	words := strings.Split(t.text, "|")
	if t.re == nil || len(words) < 2 || regexp.QuoteMeta(t.text) != strings.Join(words, `\|`) {
		return
	}
	there := map[string]bool{"": true}
	for _, i := range left {
		text, former := w.textOf(t.field, i)
		there[text], there[former] = true, true
	}
	for _, word := range words {
		if there[word] {
			continue
		}
		there[word] = true // told once
		w.diagnostics.Warn(diag.Diagnostic{Code: "overlay-no-match", Place: t.node.Place, Path: join(s.path, t.field), Hide: w.hide,
			Message: fmt.Sprintf("no object has the %s %s of %s, so the %s changes the others alone", t.field, wording.Quote(word), wording.Quote(t.text), cmp.Or(s.asks, "patch")),
			Help:    s.help(w, term{field: t.field, text: word}, left)})
	}
}

// miss tells that no object of those left has what a member asks for.
func (s *selector) miss(w *work, t term, left []int) {
	var with []string
	for _, before := range s.terms {
		if before.field == t.field {
			break
		}
		with = append(with, before.field+" "+wording.Quote(before.text))
	}
	among := "no object"
	if len(with) > 0 {
		among += " with " + strings.Join(with, ", ")
	}
	verb := "has the "
	if strings.HasSuffix(t.field, "Selector") {
		verb = "matches the "
	}
	w.fail("overlay-no-match", t.node, join(s.path, t.field), fmt.Sprintf("%s %s%s %s, so the %s would change nothing",
		among, verb, t.field, wording.Quote(t.text), cmp.Or(s.asks, "patch")), s.help(w, t, left))
}

func (s *selector) help(w *work, t term, left []int) string {
	var words []string
	for _, i := range left {
		id := &w.ids[i]
		switch t.field {
		case "group":
			words = append(words, id.Group)
		case "version":
			words = append(words, id.version)
		case "kind":
			words = append(words, id.Kind)
		case "namespace":
			words = append(words, id.scope)
		case "name":
			words = append(words, id.Name)
		case "labelSelector":
			words = append(words, keyValues(manifest.At(w.seen(i), "metadata", "labels"))...)
		case "annotationSelector":
			words = append(words, keyValues(manifest.At(w.seen(i), "metadata", "annotations"))...)
		}
	}
	return oneOf(t.text, words)
}

func keyValues(v any) []string {
	labels, _ := asMap(v).(map[string]any)
	var out []string
	for _, key := range sortedKeys(labels) {
		if text, ok := labels[key].(string); ok {
			out = append(out, key+"="+text)
		}
	}
	return out
}
