package objects

import "render/render/manifest"

// Resource is what every kind of object has; the views of kinds begin with it.
type Resource struct{ Field }

// Resource is the object seen as one of any kind.
func (o *Object) Resource() Resource { return Resource{o.Root()} }

// ID is what the API server tells the object apart by.
func (r Resource) ID() manifest.ID { return r.object.id }

// APIVersion is the group and version, "networking.istio.io/v1".
func (r Resource) APIVersion() Text { return r.text("apiVersion") }

// Kind is what the object calls its kind.
func (r Resource) Kind() Text { return r.text("kind") }

// Metadata is the object's metadata.
func (r Resource) Metadata() Metadata {
	return Metadata{Field{object: r.object, value: r.object.metadata, path: r.object.paths.metadata, want: Mapping}}
}

// Spec is what is wanted.
func (r Resource) Spec() Field {
	return Field{object: r.object, value: r.object.spec, path: r.object.paths.spec, want: Mapping}
}

// Metadata names and describes an object, or the pods of a template.
type Metadata struct{ Field }

// Name is the name, one in its namespace.
func (m Metadata) Name() Text { return m.text("name") }

// Namespace is the namespace, absent of what is in none.
func (m Metadata) Namespace() Text { return m.text("namespace") }

// Labels are what selectors choose by.
func (m Metadata) Labels() LabelMap { return labelMap(m.Field, "labels") }

// Annotations are what controllers read beside the spec.
func (m Metadata) Annotations() LabelMap { return labelMap(m.Field, "annotations") }
