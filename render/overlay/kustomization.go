package overlay

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// kustomization is a folder that has been read: what it asks for, in the order
// in which kustomize does it.
type kustomization struct{ requests []request }

// known are the fields of a kustomization.yaml that are followed.
var known = []string{
	"apiVersion", "kind", "metadata", "resources", "patches", "patchesStrategicMerge", "patchesJson6902",
	"namePrefix", "nameSuffix", "namespace", "labels", "commonAnnotations", "images", "replicas", "replacements",
}

// kustomization reads the folder. It is nil where nothing can be read.
func (r *reading) kustomization() *kustomization {
	if r.overlay.Files == nil {
		r.diagnostics.Add(diag.Diagnostic{Code: "overlay-unknown", Place: r.overlay.Place, Path: r.overlay.Path, Message: fmt.Sprintf("the overlay %s has no folder", wording.Quote(r.overlay.Name))})
		return nil
	}
	src := r.root()
	if src == nil {
		return &kustomization{}
	}
	root, diagnostics := source.Parse(src)
	for i := range diagnostics {
		if diagnostics[i].Code == "yaml-empty" {
			diagnostics[i].Help = strings.TrimPrefix(r.unneeded(), "; or ")
		}
	}
	r.diagnostics = append(r.diagnostics, diagnostics...)
	if root == nil || !r.members(root, "", known, refused()) {
		return nil
	}
	r.header(root)
	r.list(root, "resources", r.resource)
	r.list(root, "patchesStrategicMerge", r.mergeEntry)
	r.list(root, "patches", r.patchEntry)
	r.rename(root)
	r.list(root, "labels", r.labels)
	r.annotations(root)
	r.list(root, "patchesJson6902", r.jsonEntry)
	r.list(root, "replicas", r.replica)
	r.list(root, "images", r.image)
	r.list(root, "replacements", r.replacementEntry)
	if len(r.requests) == 0 && !r.diagnostics.Failed() {
		r.fail("overlay-form", root, "", "asks for nothing", "write: patches, namePrefix, nameSuffix, namespace, labels, commonAnnotations, images, replicas, replacements or resources"+r.unneeded())
	}
	return &kustomization{r.requests}
}

// unneeded is the rest of the help for a kustomization.yaml without anything in it.
func (r *reading) unneeded() string {
	if !r.exists(DefaultsFile) {
		return ""
	}
	return "; or remove the file, which " + DefaultsFile + " does not need"
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
		p.Message = fmt.Sprintf("the folder %s has no kustomization.yaml", wording.Quote(r.overlay.Name))
		p.Help = "write: the name of a built-in overlay, or a folder with a kustomization.yaml"
	} else {
		p.Message = fmt.Sprintf("the folder %s has %s and %s, and kustomize takes one", wording.Quote(r.overlay.Name), there[0], there[1])
		p.Help = "remove all but kustomization.yaml"
	}
	r.diagnostics.Add(p)
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
			r.fail("overlay-form", n, "kind", fmt.Sprintf("%s is no kind of overlay", n.What()), wording.DidYouMean(n.Text, []string{"Component", "Kustomization"}))
			return
		}
	}
	if n := root.Get("apiVersion"); n != nil && !n.Null() && n.Text != versions[kind] {
		r.fail("overlay-form", n, "apiVersion", fmt.Sprintf("%s is not the version of a %s", n.What(), kind), "write: "+versions[kind])
	}
}
