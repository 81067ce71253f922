package render

import (
	"context"
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
)

// evaluate runs the library and the user's mixin over the model.
func (r *rendering) evaluate(ctx context.Context) error {
	mixin := r.mixin()
	r.keep()
	r.findLayout(mixin)
	model := r.model
	r.plan, r.model = nil, nil // what follows looks at the objects alone
	components, diagnostics, err := eval.Run(ctx, model, mixin, r.evalConfig())
	if r.add(r.relative(diagnostics)) && err == nil {
		err = errRefused
	}
	if err != nil {
		return err
	}
	for _, c := range components {
		if c.Reader == gitopsReader { // evaluated once it is known what there is
			continue
		}
		found, err := collect(c)
		if len(found) > 0 && found[0].Reader == manifest.Helm {
			r.values = append(r.values, found...)
		} else {
			r.list = append(r.list, found...)
		}
		if mixin != nil && !c.Unchanged {
			r.mixedIn(found)
		}
		switch {
		case err != nil && mixin == nil:
			return err
		case err != nil:
			r.add(diag.List{r.notCollected(ctx, model, c.Name, "", err)})
		}
	}
	return r.refused()
}

// collect finds the manifests of a component.
func collect(c eval.Component) ([]manifest.Manifest, error) {
	stage, ok := manifest.ParseStage(c.Stage)
	if !ok {
		return nil, fmt.Errorf("component %q: there is no stage %q; the stages are %s", c.Name, c.Stage, strings.Join(manifest.Stages(), ", "))
	}
	reader, ok := manifest.ParseReader(c.Reader)
	if !ok {
		return nil, fmt.Errorf("component %q: there is no reader %q; the readers are %s", c.Name, c.Reader, strings.Join(manifest.Readers(), ", "))
	}
	return manifest.Collect(c.Objects, manifest.Manifest{Stage: stage, Origin: manifest.Origin{Component: c.Name}, Reader: reader}, c.Tiers)
}

func (r *rendering) mixin() *eval.Mixin {
	named := r.plan.Document.Jsonnet
	if !named.IsSet() {
		return nil
	}
	return &eval.Mixin{Path: named.Value, Mark: named.At(), Name: named.Path()}
}
