package render

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"render/overlays"
	"render/render/accept"
	"render/render/decode"
	"render/render/diag"
	"render/render/format"
	"render/render/model"
	"render/render/objects"
	"render/render/origins"
	"render/render/places"
	"render/render/plan"
	"render/render/rules"
	"render/render/wording"
)

// derive decodes and checks the topology. Where anything is wrong with it the
// certificates are read too, so that what is wrong with them is told at once.
func (r *rendering) derive(ctx context.Context) error {
	locator := decode.NewLocator(r.root)
	document, diagnostics := decode.Decode(r.root)
	root := r.root.Place
	r.root = nil // the document has all of it
	if slices.ContainsFunc(r.out.Diagnostics, func(p diag.Diagnostic) bool { return p.Code == "second-document" }) {
		diagnostics = slices.DeleteFunc(diagnostics, func(p diag.Diagnostic) bool { return p.Code == "field-missing" && p.Place.Line == root.Line })
	}
	r.add(diagnostics)
	r.accepted, diagnostics = accept.New(document.Accept, r.topology, func(path string) (accept.Located, wording.Fault) {
		at, fault := locator.Find(path)
		return accept.Located(at), fault
	})
	r.add(diagnostics)
	r.placeOverlays(document, r.chosen)
	r.plan = plan.Derive(document, plan.Options{
		AllowOutside: r.in.AllowOutside,
		Secrets:      format.SecretsMode(r.in.Secrets),
		Layout:       format.GitOpsLayout(r.in.Layout),
		BuiltIn:      overlays.Names(),
		Chosen:       builtin(document, r.chosen),
	})
	for i := range r.chosen {
		r.chosen[i].Fixed = r.plan.ControllerNamespaces()
	}
	found := rules.Check(r.plan, r.accepted)
	r.out.Diagnostics = withoutMistyped(r.out.Diagnostics, found)
	if !r.add(found) {
		return nil
	}
	r.readSealing()
	if _, err := r.readPairs(ctx); err != nil {
		return err
	}
	r.readKeySets()
	return errRefused
}

// withoutMistyped leaves out that readers of YAML disagree about a value which is found to be of another
// type than its field's: one fault, whose cure is the right value.
func withoutMistyped(told, found diag.List) diag.List {
	return slices.DeleteFunc(told, func(p diag.Diagnostic) bool {
		return p.Code == "value-ambiguous" && slices.ContainsFunc(found, func(o diag.Diagnostic) bool { return o.Code == "object-type" && o.Place == p.Place })
	})
}

func (r *rendering) findResponsible() responsible {
	b := responsible{mixin: r.mixinSource(), found: map[string]places.Place{}}
	if n := len(r.chosen); n > 0 {
		b.overlay = r.chosen[n-1].Place
	}
	return b
}

// mixinSource is the text of the mixin, nil where there is none.
func (r *rendering) mixinSource() *places.Source {
	named := r.plan.Document.Jsonnet
	if !named.IsSet() || r.in.Files == nil {
		return nil
	}
	text, err := fs.ReadFile(r.in.Files, path.Clean(named.Value))
	if err != nil {
		text = nil // it was read before, and is told of by its name alone
	}
	return places.NewSource(r.nameOf(named.Value), text)
}

// resolve makes the model, unless what it would render to is more than is ever
// written: that is refused before any of it is there.
func (r *rendering) resolve(context.Context) error {
	if r.tooLarge(model.LeastOutputOf(r.plan)) {
		return errRefused
	}
	r.model = model.Resolve(r.plan, r.keySets)
	if r.tooLarge(r.model.LeastOutput()) {
		return errRefused
	}
	r.out.Install = installOf(r.model)
	r.out.ForCluster = objects.Cluster{Kubernetes: r.plan.Versions.Kubernetes.MinorText(), MicroK8s: r.plan.Document.MicroK8s.IsSet()}
	if r.in.ForScript {
		r.out.cluster = clusterOf(r.plan, r.out.Install)
	}
	if r.in.WithModel {
		r.out.Model = r.model
	}
	if r.in.WithPicture {
		r.out.Picture = r.picture(r.settings.Pairs)
	}
	return nil
}

// tooLarge refuses what would render to more than is ever written, before any of
// it is there.
func (r *rendering) tooLarge(least int) bool {
	if least <= model.MaxOutput {
		return false
	}
	place := origins.Largest(r.plan)
	return r.add(diag.List{{Code: "too-large", Place: place.At(), Path: place.Path(), Help: "write less of what is repeated, or several topologies",
		Message: fmt.Sprintf("this would render to more than %d MiB, at least %d: what stands here is written into many objects", model.MaxOutput>>20, least>>20)}})
}
