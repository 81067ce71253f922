package overlay

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/source"
)

// kustomization is a folder that has been read: what it asks for, in the order
// in which kustomize does it.
type kustomization struct{ steps []step }

// known are the fields of a kustomization.yaml that are followed.
var known = []string{
	"apiVersion", "kind", "metadata", "resources", "patches", "patchesStrategicMerge", "patchesJson6902",
	"labels", "commonAnnotations", "images", "replicas",
}

const (
	renames  = "would rename or move objects without what refers to them (Gateways, credentialName, hosts)"
	makes    = "would make objects under names of its own"
	reaches  = "would take in other folders or addresses, and an overlay is one folder"
	runs     = "would run programs or other configuration"
	selects  = "would change selectors, and the API server lets nobody change a selector later"
	wholeSet = "needs all objects at once"
	useNames = "set names, namespace or tier names in the topology"
	useFiles = "write the objects into a file and name it under resources"
	useEntry = "list each overlay in the topology or by --overlay"
	usePatch = "write a patch"
)

// refused are the fields that kustomize knows and an overlay must not have: why,
// and what to do instead.
var refused = map[string][2]string{
	"namePrefix":                  {renames, useNames},
	"nameSuffix":                  {renames, useNames},
	"namespace":                   {renames, useNames},
	"configMapGenerator":          {makes, useFiles},
	"secretGenerator":             {makes, useFiles},
	"generatorOptions":            {makes, useFiles},
	"bases":                       {reaches, useEntry},
	"components":                  {reaches, useEntry},
	"helmCharts":                  {runs, useFiles},
	"helmGlobals":                 {runs, useFiles},
	"helmChartInflationGenerator": {runs, useFiles},
	"generators":                  {runs, useFiles},
	"transformers":                {runs, usePatch},
	"validators":                  {runs, "run the validator on what render writes"},
	"configurations":              {runs, usePatch},
	"crds":                        {runs, "write JSON patches for custom resources"},
	"openapi":                     {runs, "write JSON patches for custom resources"},
	"replacements":                {wholeSet, usePatch},
	"vars":                        {wholeSet, usePatch},
	"sortOptions":                 {"orders objects, and render orders them by stage", "remove the field"},
	"buildMetadata":               {"adds annotations about files, which would differ from machine to machine", "remove the field"},
	"commonLabels":                {selects, "write: labels, with includeTemplates: true if pods are to have them"},
	"imageTags":                   {"is the old name of images", "write: images"},
}

// kustomization reads the folder. It is nil where nothing can be read.
func (r *reading) kustomization() *kustomization {
	if r.overlay.Files == nil {
		r.problems.Add(diag.Diagnostic{Code: "overlay-unknown", Place: r.overlay.Place, Path: r.overlay.Path, Message: fmt.Sprintf("the overlay %s has no folder", diag.Quote(r.overlay.Name))})
		return nil
	}
	src := r.root()
	if src == nil {
		return &kustomization{}
	}
	root, problems := source.Parse(src)
	r.problems = append(r.problems, problems...)
	if root == nil || !r.members(root, "", known, refused) {
		return nil
	}
	r.header(root)
	r.list(root, "resources", r.resource)
	r.list(root, "patchesStrategicMerge", r.mergeEntry)
	r.list(root, "patches", r.patchEntry)
	r.list(root, "labels", r.labels)
	r.annotations(root)
	r.list(root, "patchesJson6902", r.jsonEntry)
	r.list(root, "replicas", r.replica)
	r.list(root, "images", r.image)
	if len(r.steps) == 0 && !r.problems.Failed() {
		r.fail("overlay-form", root, "", "asks for nothing", "write: patches, labels, commonAnnotations, images, replicas or resources")
	}
	return &kustomization{r.steps}
}

// root is the folder's kustomization.yaml under any of its names.
func (r *reading) root() *places.Source {
	var there []string
	for _, name := range names {
		if r.exists(name) {
			there = append(there, name)
		}
	}
	switch {
	case len(there) == 1:
		return r.open(there[0], r.overlay.Place, r.overlay.Path)
	case len(there) == 0 && r.exists(DefaultsFile):
		return nil
	}
	p := diag.Diagnostic{Code: "overlay-unknown", Place: r.overlay.Place, Path: r.overlay.Path}
	if len(there) == 0 {
		p.Message = fmt.Sprintf("the folder %s has no kustomization.yaml", diag.Quote(r.overlay.Name))
		p.Help = "write: the name of a built-in overlay, or a folder with a kustomization.yaml"
	} else {
		p.Message = fmt.Sprintf("the folder %s has %s and %s, and kustomize takes one", diag.Quote(r.overlay.Name), there[0], there[1])
		p.Help = "remove all but kustomization.yaml"
	}
	r.problems.Add(p)
	return nil
}

func (r *reading) header(root *source.Node) {
	versions := map[string]string{
		"Kustomization": "kustomize.config.k8s.io/v1beta1",
		"Component":     "kustomize.config.k8s.io/v1alpha1",
	}
	kind := "Kustomization"
	if n := root.Get("kind"); n != nil && !n.Null() {
		kind = n.Text
		if _, ok := versions[kind]; !ok {
			r.fail("overlay-form", n, "kind", fmt.Sprintf("%s is no kind of overlay", n.What()), diag.DidYouMean(n.Text, []string{"Component", "Kustomization"}))
			return
		}
	}
	if n := root.Get("apiVersion"); n != nil && !n.Null() && n.Text != versions[kind] {
		r.fail("overlay-form", n, "apiVersion", fmt.Sprintf("%s is not the version of a %s", n.What(), kind), "write: "+versions[kind])
	}
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
			r.fail("field-unknown", key, at, fmt.Sprintf("there is no field %s here", diag.Quote(key.Text)), diag.DidYouMean(key.Text, known))
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
		r.fail("overlay-form", n, path, fmt.Sprintf("%s without quotes is no text", diag.Quote(n.Text)), fmt.Sprintf("write: %q", n.Text))
		return "", false
	}
	return n.Text, true
}
