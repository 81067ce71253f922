package objects

import (
	"render/render/installing"
	"render/render/manifest"
	"render/render/places"
)

// Object is one object of a world. It is only read.
type Object struct {
	id       manifest.ID
	first    *Object // of this identity
	members  manifest.Object
	metadata any // what every view begins with is looked for once
	spec     any
	paths    *kindPaths
	rendered *manifest.Manifest
	values   bool    // for helm, and no object of a cluster
	layout   *layout // of the text; nil where there was none
	source   *places.Source
	within   *Field                                   // the text of another object that it is written in; nil for an object itself
	overlaid map[*manifest.Member]*installing.Gateway // of an IstioOperator, by their items; nil until one is asked for
}

// kindPaths are the paths of the objects of one kind.
type kindPaths struct{ root, metadata, spec *path }

func newKindPaths() kindPaths {
	root := &path{}
	return kindPaths{root, root.member("metadata"), root.member("spec")}
}

// identify finds what tells an object apart. apiVersion and kind stand in where
// the object leaves them to the list that it is in.
func (o *Object) identify(apiVersion, kind string) {
	for i := range o.members {
		m := &o.members[i]
		switch m.Key {
		case "apiVersion":
			if text, ok := m.Value.(string); ok && text != "" {
				apiVersion = text
			}
		case "kind":
			if text, ok := m.Value.(string); ok && text != "" {
				kind = text
			}
		case "metadata":
			o.metadata = m.Value
		case "spec":
			o.spec = m.Value
		}
	}
	metadata, _ := o.metadata.(manifest.Object)
	o.id = manifest.ID{Group: manifest.GroupOf(apiVersion), Kind: kind, Namespace: metadata.Text("namespace"), Name: metadata.Text("name")}
}

// ID is what the API server tells the object apart by.
func (o *Object) ID() manifest.ID { return o.id }

// First is the first object of the same identity: itself, where all are apart. An
// object without a kind or a name has no identity, and is its own.
func (o *Object) First() *Object { return o.first }

// uid is what a cluster tells the object by; "" where it comes from none.
func (o *Object) uid() string {
	metadata, _ := o.metadata.(manifest.Object)
	return metadata.Text("uid")
}

// Members are the object as it is, for what looks at all of it.
func (o *Object) Members() manifest.Object { return o.members }

// Rendered is the manifest that the object came as; nil where it was read from a
// text.
func (o *Object) Rendered() *manifest.Manifest { return o.rendered }

// IsValues reports whether it is no object of a cluster, but what a person hands to helm.
func (o *Object) IsValues() bool { return o.values }

// Root is the whole object as a field.
func (o *Object) Root() Field { return Field{object: o, path: o.paths.root, want: Mapping} }
