package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/quantity"
	"render/render/source"
)

// parse reads the objects of a text, and says what is wrong with it.
func (r *sideReader) parse(name string, text []byte) ([]manifest.Object, error) {
	found, err := manifest.ReadBack(text)
	if err != nil {
		return nil, r.unread(name, text, err)
	}
	return found, nil
}

// manifestsOf are objects, each like a manifest. Amounts are in the form in which they are
// rendered. Without are documents that have no kind.
func manifestsOf(found []manifest.Object, like manifest.Manifest) (list []manifest.Manifest, without int) {
	for _, object := range found {
		for _, one := range itemsOf(object) {
			m := like
			m.Object = one
			if like.Reader != manifest.Helm {
				m.Object = withName(one)
				one, id := m.Object, m.ID()
				if id.Kind == "" || id.Name == "" {
					without++
					continue
				}
				m.Object = quantity.In(id.Group, id.Kind, one)
			}
			list = append(list, m)
		}
	}
	return list, without
}

// withName is an object with its name: istioctl takes an IstioOperator without one.
func withName(o manifest.Object) manifest.Object {
	if o.Text("kind") == "IstioOperator" && o.Object("metadata").Get("name") == nil {
		return o.With(importing.UsualPlane, "metadata", "name")
	}
	return o
}

// itemsOf are the items of a list of one kind, "ServiceList", as an API server gives
// it, which has their kind in place of them; else the object itself.
func itemsOf(object manifest.Object) []manifest.Object {
	kind, isList := strings.CutSuffix(object.Text("kind"), "List")
	items, has := object.Get("items").([]any)
	if !isList || !has {
		return []manifest.Object{object}
	}
	var out []manifest.Object
	for _, item := range items {
		one, ok := item.(manifest.Object)
		if !ok {
			continue
		}
		if kind != "" && one.Get("kind") == nil {
			one = one.With(kind, "kind").With(object.Text("apiVersion"), "apiVersion")
		}
		out = append(out, one)
	}
	return out
}

// refuseNameless tells of documents of a text that are no objects, with their places where
// those can be told.
func (r *sideReader) refuseNameless(d *side, without int) error {
	const help = "write objects, each with apiVersion, kind and metadata.name"
	list := nameless(d.sources())
	if len(list) == 0 {
		return failed(d.name, fmt.Sprintf("%d of its documents have no kind or no name, and are no objects", without), help)
	}
	_ = diag.Text(r.s.stderr, list)
	return &failure{code: exitInput}
}

// strange is what becomes of a file of a folder whose text holds no objects that can be read: how
// many documents of it are passed over, or what is wrong with it. In a folder that is not
// render's a list is as little an object as what has no kind; and an import of a whole folder
// tells what it could not read, and goes on with the rest.
func (r *sideReader) strange(name string, text []byte, err error, foreign bool) (passed int, wrong error) {
	if !foreign {
		return 0, r.unread(name, text, err)
	}
	nodes, found := source.ParseAll(places.NewSource(name, text))
	if !found.Failed() && !slices.ContainsFunc(nodes, func(n *source.Node) bool {
		return n.Kind == source.Map && (n.Get("kind") != nil || n.Get("apiVersion") != nil)
	}) {
		return len(nodes), nil
	}
	if !r.passes {
		return 0, r.unread(name, text, err)
	}
	r.unreadable = append(r.unreadable, whyUnread(name, text, err))
	return 0, nil
}

// unread says what is wrong with a text, with its place where that can be told.
func (r *sideReader) unread(name string, text []byte, err error) error {
	if template := unfilled(name, text); template != nil {
		return template
	}
	_, diagnostics := objects.Read(places.NewSource(name, text))
	if !diagnostics.Failed() {
		return failed(name, "cannot be read: "+err.Error(), "")
	}
	_ = diag.Text(r.s.stderr, diagnostics) // where stderr fails, nobody is left to tell
	return &failure{code: exitInput}
}

// both is what is wrong with two sides or files, of which the first is told here where both
// are wrong.
func (r *sideReader) both(one, other error) error {
	if one == nil || other == nil {
		return errors.Join(one, other)
	}
	first, second := (*failure)(nil), (*failure)(nil)
	if !errors.As(one, &first) || !errors.As(other, &second) {
		return one
	}
	if first.text != "" && first.text != second.text {
		fmt.Fprintln(r.s.stderr, "render:", first.told())
	}
	return other
}
