package overlay

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/source"
	"render/render/wording"
)

// reading reads one overlay's folder and collects what is wrong with it.
type reading struct {
	overlay     Overlay
	diagnostics diag.List
	files       int
	requests    []request
	hide        bool // what is read goes into a Secret: no excerpts, no values
}

// holdsSecret reports whether a document is for a Secret.
func holdsSecret(doc *source.Node) bool {
	kind := doc.Get("kind")
	return kind != nil && kind.Text == "Secret"
}

func (r *reading) fail(code diag.Code, n *source.Node, path, message, help string) {
	r.diagnostics.Add(diag.Diagnostic{Code: code, Place: n.Place, Path: path, Message: message, Help: help, Hide: r.hide})
}

func (r *reading) exists(name string) bool {
	_, err := fs.Lstat(r.overlay.Files, name)
	return err == nil
}

// called is what messages call a file of the overlay.
func (r *reading) called(name string) string {
	return strings.TrimRight(r.overlay.Name, "/") + "/" + name
}

// members checks that a node is an object with known keys only, and tells
// whether it is an object.
func (r *reading) members(n *source.Node, path string, known []string, refused map[string][2]string) bool {
	if n.Kind != source.Map {
		r.fail("overlay-form", n, path, fmt.Sprintf("is %s, and an object belongs here", n.What()), "write one or more of: "+strings.Join(known, ", "))
		return false
	}
	for _, key := range n.Keys {
		at := join(path, key.Text)
		if why, ok := refused[key.Text]; ok {
			r.fail("overlay-unsupported", key, at, "is not rendered yet: it "+why[0], why[1])
		} else if !slices.Contains(known, key.Text) {
			r.fail("field-unknown", key, at, fmt.Sprintf("there is no field %s here", wording.Quote(key.Text)), wording.DidYouMean(key.Text, known))
		}
	}
	return true
}

// list hands each item of a field to its reader.
func (r *reading) list(root *source.Node, field string, item func(*source.Node, string)) {
	n := root.Get(field)
	if n == nil || n.Null() {
		return
	}
	if n.Kind != source.List {
		r.fail("overlay-form", n, field, fmt.Sprintf("is %s, and a list belongs here", n.What()), "begin each item with a dash")
		return
	}
	for i, child := range n.Items {
		item(child, fmt.Sprintf("%s[%d]", field, i))
	}
}

// text reads a scalar that must be text; what looks like a number to kustomize
// must be in quotes, since kustomize refuses it.
func (r *reading) text(n *source.Node, path string) (string, bool) {
	if n == nil || n.Kind == source.Scalar && n.Null() {
		return "", false
	}
	if n.Kind != source.Scalar {
		r.fail("overlay-form", n, path, fmt.Sprintf("is %s, and text belongs here", n.What()), "write: text")
		return "", false
	}
	v, clear := scalar(n)
	if _, ok := v.(string); !ok || !clear {
		r.fail("overlay-form", n, path, fmt.Sprintf("%s without quotes is no text", wording.Quote(n.Text)), fmt.Sprintf("write: %q", n.Text))
		return "", false
	}
	return n.Text, true
}

// value turns what was written into Go values: map[string]any, []any, string,
// bool, nil, int64, float64, json.Number (a whole number beyond int64). What
// YAML readers understand differently is told and must be quoted.
func (r *reading) value(n *source.Node, path string) any {
	switch n.Kind {
	case source.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = r.value(item, fmt.Sprintf("%s[%d]", path, i))
		}
		return out
	case source.Map:
		out := make(map[string]any, len(n.Keys))
		for i, key := range n.Keys {
			out[key.Text] = r.value(n.Values[i], join(path, key.Text))
		}
		return out
	}
	v, ok := scalar(n)
	if !ok && r.hide {
		r.fail("value-ambiguous", n, path, "a value without quotes may be read as another than is written", "put it in quotes if it is text")
	} else if !ok {
		r.fail("value-ambiguous", n, path, fmt.Sprintf("%s without quotes may be read as another value than is written", wording.Quote(n.Text)),
			fmt.Sprintf("write: %s if it is text, else a plain true, false or decimal number", strconv.Quote(n.Text)))
	}
	return v
}
