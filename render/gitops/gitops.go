// Package gitops owns what Argo CD and Flux read on the objects of a folder: in which
// order they apply them and what they wait for, what they never delete, what they
// leave as it is written.
//
// In go objects with their stages; out come the same with annotations, and the stages
// that there are. It must never change more of an object than its annotations, nor
// know what an Application or a Kustomization looks like: the library writes those.
package gitops

import (
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
)

// Annotations that Argo CD (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/,
// sync-waves, resource_hooks) and Flux (https://fluxcd.io/flux/components/kustomize/kustomizations/)
// read.
const (
	argoWave    = "argocd.argoproj.io/sync-wave"
	argoOptions = "argocd.argoproj.io/sync-options"
	argoIgnore  = "argocd.argoproj.io/ignore-healthcheck"
	fluxPrune   = "kustomize.toolkit.fluxcd.io/prune"
	fluxVars    = "kustomize.toolkit.fluxcd.io/substitute"
	disabled    = "disabled"
	keptOptions = "Prune=false,Delete=false"
)

// Options say who applies the objects.
type Options struct {
	Flux bool // else Argo CD
	// Challenged says that an authority's challenges for certificates come in by the
	// gateways: none is issued before they are reached.
	Challenged bool
	// Certificates are those of which that is so, where it is not of all.
	Certificates map[manifest.ID]bool
}

// Annotate puts the annotations on, where the objects have none of their own.
func Annotate(list []manifest.Manifest, o Options) {
	for i := range list {
		m := &list[i]
		if o.Flux {
			m.Object = annotated(m.Object, forFlux(m))
		} else {
			m.Object = annotated(m.Object, o.forArgo(m))
		}
	}
}

// Keep puts on what is never deleted that it is not to be, for whoever applies a folder
// that is laid out for nobody.
func Keep(list []manifest.Manifest) {
	for i := range list {
		if m := &list[i]; m.Reader == manifest.Kubectl && Kept(m, m.ID()) {
			m.Object = annotated(m.Object, map[string]string{argoOptions: keptOptions, fluxPrune: disabled})
		}
	}
}

func (o *Options) forArgo(m *manifest.Manifest) map[string]string {
	id := m.ID()
	notes := map[string]string{argoWave: strconv.Itoa(o.wave(m, id))}
	if Kept(m, id) {
		notes[argoOptions] = keptOptions
	}
	if nobodysWait(id) { // else an Application of a stage would never be healthy
		notes[argoIgnore] = "true"
	}
	return notes
}

func forFlux(m *manifest.Manifest) map[string]string {
	notes := map[string]string{}
	if Kept(m, m.ID()) {
		notes[fluxPrune] = disabled
	}
	if manifest.Holds(m.Object, holdsVariable) {
		notes[fluxVars] = disabled
	}
	return notes
}

// Kept reports whether an object is never deleted by who applies it: a Namespace takes
// all in it along; an operator, once its object is deleted, takes istiod and every
// gateway along, Sail's the CNI plugin too, and without its operator that object hangs
// on its finalizer.
func Kept(m *manifest.Manifest, id manifest.ID) bool {
	return id.Kind == "Namespace" && id.Group == "" || m.Stage == manifest.Operator ||
		id.Group == "install.istio.io" || id.Group == "sailoperator.io"
}

// annotated is an object with more annotations. One that it has stays; options are
// added to those that it has, where they do not say the same otherwise.
func annotated(object manifest.Object, notes map[string]string) manifest.Object {
	have := object.Object("metadata").Object("annotations")
	more := map[string]string{}
	for key, text := range notes {
		given := have.Find(key)
		switch {
		case given == nil:
			more[key] = text
		case key == argoOptions:
			more[key] = joined(have.Text(key), text)
		}
	}
	return manifest.Annotated(object, more)
}

func joined(given, more string) string {
	options := strings.Split(given, ",")
	for _, one := range strings.Split(more, ",") {
		name, _, _ := strings.Cut(one, "=")
		if !slices.ContainsFunc(options, func(o string) bool { return strings.HasPrefix(strings.TrimSpace(o), name+"=") }) {
			options = append(options, one)
		}
	}
	return strings.Join(options, ",")
}

// holdsVariable reports whether a text has what Flux takes for a variable.
func holdsVariable(text string) bool { return strings.Contains(text, "${") }
