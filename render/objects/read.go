package objects

import (
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// Read makes a world of a text: documents of YAML or JSON, each an object or a
// List of some, as `kubectl get -o yaml` prints them. Values are what kubectl
// takes them for; kinds and members that nobody here knows are kept as they are.
//
// The diagnostics tell of what is no YAML, or no object. With an error among them
// the world holds what could be read, which may be nothing.
func Read(src *places.Source) (*World, diag.List) { return ReadAll([]*places.Source{src}) }

// ReadAll makes one world of several texts, in their order.
func ReadAll(sources []*places.Source) (*World, diag.List) { return ReadWithValues(sources, nil) }

// ReadWithValues is the same, with texts behind them that are values for helm.
func ReadWithValues(sources, values []*places.Source) (*World, diag.List) {
	paths := newKindPaths()
	r := reader{paths: &paths}
	for _, src := range sources {
		r.text(src)
	}
	r.values = true
	for _, src := range values {
		r.text(src)
	}
	return newWorld(r.objects), r.diagnostics
}

type reader struct {
	source      *places.Source
	paths       *kindPaths // of all kinds, until the kinds are told apart
	values      bool       // what is read is for helm
	objects     []Object
	diagnostics diag.List
}

// text takes in what is in a text; of one that is no YAML, or no object, nothing.
func (r *reader) text(src *places.Source) {
	nodes, diagnostics := source.ParseAll(src)
	if diagnostics.Failed() {
		nodes = nil
	}
	for _, node := range nodes {
		if node.Kind != source.Map {
			diagnostics.Add(diag.Diagnostic{Code: "not-an-object", Place: node.Place, Message: "is " + node.What() + ", not an object",
				Help: "write objects, each with apiVersion, kind and metadata"})
		}
	}
	r.diagnostics = append(r.diagnostics, diagnostics...)
	if diagnostics.Failed() {
		return
	}
	documents, err := manifest.Decode(src.Text())
	if err == nil && len(documents) != len(nodes) {
		nodes = nil // the two readers of YAML are at odds, and no line is better than a wrong one
	}
	if err != nil {
		r.diagnostics.Add(diag.Diagnostic{Code: "object-incomplete", Place: places.File(src), Message: err.Error()})
		return
	}
	r.source = src
	for i, document := range documents {
		o := &Object{members: document, source: src, paths: r.paths, values: r.values}
		if nodes != nil {
			l := layoutOf(document, nodes[i], nodes[i].Place)
			o.layout = &l
		}
		r.document(o, "", "")
	}
}

// document takes in an object, or the items of a List. Those of a list of one kind
// ("ServiceList") may leave their apiVersion and kind to it.
func (r *reader) document(o *Object, apiVersion, kind string) {
	o.identify(apiVersion, kind)
	items := o.Root().member("items", Sequence)
	of, isList := strings.CutSuffix(o.id.Kind, "List")
	if !isList || !items.Present() || !items.Fits() {
		r.objects = append(r.objects, *o)
		return
	}
	apiVersion = "" // a List's own is not its items'
	if of != "" {
		apiVersion = o.members.Text("apiVersion")
	}
	for _, item := range listOf(items, Mapping, func(f Field) Field { return f }).Fitting(r.unfit) {
		r.document(&Object{members: item.Members(), source: r.source, paths: r.paths, layout: item.layout()}, apiVersion, of)
	}
}

func (r *reader) unfit(f Field) {
	r.diagnostics.Add(diag.Diagnostic{Code: "object-incomplete", Place: f.Place(), Path: f.Path(), Message: "is not " + f.want.String(), Help: "write " + f.want.String() + " there"})
}
