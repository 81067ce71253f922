package overlay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/utils"

	"render/render/source"
	"render/render/wording"
)

// substitution copies a value, of a field of one object or as it is written, into fields of
// others. What is read may be of an object that no target selects.
type substitution struct {
	node    *source.Node
	path    string
	value   *string // in place of a source
	from    *selector
	field   fieldPath
	split   splitting
	targets []*substituted
}

// substituted are fields that get the value.
type substituted struct {
	node   *source.Node
	path   string
	into   *selector
	reject []*selector // each of what an object is, or of its labels and annotations
	fields []fieldPath
	split  splitting
	create bool
}

// fieldPath is where a value stands, by kustomize's words for it.
type fieldPath struct {
	node  *source.Node
	path  string
	text  string
	steps []string
}

// splitting says which part of a text is meant.
type splitting struct {
	delimiter string
	index     int
}

// identities are fields that no replacement writes, since what names the object would not
// follow.
var identities = []string{"apiVersion", "kind", "metadata.name", "metadata.namespace"}

var idFields = []string{"group", "version", "kind", "namespace", "name"}

// replacementEntry reads one item of "replacements": the replacement itself, or the file
// that holds one or several.
func (r *reading) replacementEntry(n *source.Node, path string) {
	file := n.Get("path")
	if file == nil {
		r.replacement(n, path)
		return
	}
	if !r.members(n, path, []string{"path"}, nil) {
		return
	}
	for _, doc := range r.documentsOf(file, path+".path", "a replacement") {
		if doc.Kind != source.List {
			r.replacement(doc, path)
			continue
		}
		for _, item := range doc.Items {
			r.replacement(item, path)
		}
	}
}

func (r *reading) replacement(n *source.Node, path string) {
	if !r.members(n, path, []string{"source", "sourceValue", "targets"}, nil) {
		return
	}
	before := len(r.diagnostics)
	p := &substitution{node: n, path: path}
	from, value := n.Get("source"), n.Get("sourceValue")
	switch {
	case (from == nil) == (value == nil):
		r.fail("overlay-form", n, path, "has either a source or a sourceValue", "write: source, with the kind, name and fieldPath of what is read, or sourceValue and a text")
		return
	case value != nil:
		text, _ := r.text(value, path+".sourceValue")
		p.value = &text
	default:
		r.sourceOf(p, from, path+".source")
	}
	targets := n.Get("targets")
	if targets == nil || targets.Kind != source.List || len(targets.Items) == 0 {
		r.fail("overlay-form", n, path, "has no targets", "write: targets, each with select and fieldPaths")
		return
	}
	for i, item := range targets.Items {
		r.target(p, item, fmt.Sprintf("%s.targets[%d]", path, i))
	}
	if len(r.diagnostics) == before {
		r.requests = append(r.requests, p)
	}
}

func (r *reading) sourceOf(p *substitution, n *source.Node, path string) {
	if !r.members(n, path, append([]string{"fieldPath", "options"}, idFields...), nil) {
		return
	}
	p.from = r.terms(n, path, idFields, true)
	p.from.asks = "replacement"
	p.field = fieldPath{n, path, "metadata.name", []string{"metadata", "name"}}
	if at := n.Get("fieldPath"); at != nil && !at.Null() {
		p.field = r.fieldPath(at, path+".fieldPath")
	}
	p.split, _ = r.splitting(n.Get("options"), path+".options", []string{"delimiter", "index"})
}

func (r *reading) fieldPath(n *source.Node, path string) fieldPath {
	text, _ := r.text(n, path)
	if text == "" {
		r.fail("overlay-form", n, path, "is no path of a field", "write: spec.replicas, say")
	}
	return fieldPath{n, path, text, utils.SmarterPathSplitter(text, ".")}
}

func (r *reading) target(p *substitution, n *source.Node, path string) {
	if !r.members(n, path, []string{"select", "reject", "fieldPaths", "options"}, nil) {
		return
	}
	t := &substituted{node: n, path: path}
	if at := n.Get("select"); at != nil && !at.Null() {
		if t.into = r.selector(at, path+".select"); t.into != nil {
			t.into.asks = "replacement"
		}
	} else {
		r.fail("overlay-form", n, path, "has no select", "write: select, with a kind and perhaps a name")
	}
	if at := n.Get("reject"); at != nil && !at.Null() {
		r.rejected(t, at, path+".reject")
	}
	paths := n.Get("fieldPaths")
	if paths == nil || paths.Kind != source.List || len(paths.Items) == 0 {
		r.fail("overlay-form", n, path, "has no fieldPaths", "write: a list of paths, as spec.replicas")
		return
	}
	for i, item := range paths.Items {
		f := r.fieldPath(item, fmt.Sprintf("%s.fieldPaths[%d]", path, i))
		if slices.Contains(identities, strings.Join(f.steps, ".")) {
			r.fail("patch-change", item, f.path, fmt.Sprintf("%s is what an object is known by, and what refers to it would find nothing", wording.Quote(f.text)), "write: namePrefix, nameSuffix or namespace for all objects, or a patch with options: {allowNameChange: true}")
		}
		t.fields = append(t.fields, f)
	}
	t.split, t.create = r.splitting(n.Get("options"), path+".options", []string{"delimiter", "index", "create"})
	p.targets = append(p.targets, t)
}

// rejected reads what a target leaves out. As in kustomize an object is left out that is
// what an item says, or that has the labels and annotations of it.
func (r *reading) rejected(t *substituted, n *source.Node, path string) {
	if n.Kind != source.List {
		r.fail("overlay-form", n, path, fmt.Sprintf("is %s, and a list belongs here", n.What()), "begin each item with a dash")
		return
	}
	for i, item := range n.Items {
		at := fmt.Sprintf("%s[%d]", path, i)
		whole := r.selector(item, at)
		if whole == nil {
			return
		}
		parts := [2]selector{{node: item, path: at}, {node: item, path: at}}
		for _, one := range whole.terms {
			part := &parts[0]
			if one.field == "labelSelector" || one.field == "annotationSelector" {
				part = &parts[1]
			}
			part.terms = append(part.terms, one)
		}
		for i := range parts {
			if len(parts[i].terms) > 0 {
				t.reject = append(t.reject, &parts[i])
			}
		}
	}
}

// splitting reads options.
func (r *reading) splitting(n *source.Node, path string, known []string) (s splitting, create bool) {
	if n == nil || n.Null() || !r.members(n, path, known, map[string][2]string{"encoding": {"has no effect in kustomize either", "remove it"}}) {
		return s, false
	}
	s.delimiter, _ = r.text(n.Get("delimiter"), path+".delimiter")
	if at := n.Get("index"); at != nil && !at.Null() {
		number, err := strconv.Atoi(at.Text)
		if err != nil || at.Kind != source.Scalar || at.Quoted {
			r.fail("overlay-form", at, path+".index", fmt.Sprintf("is %s, and a whole number belongs here", at.What()), "write: 0 for the first part")
		}
		if s.index = number; s.delimiter == "" {
			r.fail("overlay-form", at, path+".index", "has no meaning without a delimiter", "write: delimiter, as "+wording.Quote("/")+", beside it")
		}
	}
	if at := n.Get("create"); at != nil && !at.Null() {
		v, _ := scalar(at)
		var ok bool
		if create, ok = v.(bool); !ok {
			r.fail("overlay-form", at, path+".create", fmt.Sprintf("is %s, and a truth value belongs here", at.What()), "write: true or false")
		}
	}
	return s, create
}
