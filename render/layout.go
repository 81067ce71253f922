package render

import (
	"context"
	"path"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/eval"
	"render/render/format"
	"render/render/gitops"
	"render/render/making"
	"render/render/manifest"
	"render/render/model"
	"render/render/objects"
	"render/render/tree"
)

// gitopsReader is the reader of components that say how a folder is applied.
const gitopsReader = "gitops"

// findLayout keeps what the layout needs of the plan and the model.
func (r *rendering) findLayout(mixin *eval.Mixin) {
	if !r.in.Folder {
		return
	}
	if g := model.ResolveGitOps(r.plan); g != nil {
		r.layout = &layout{g, gitops.Options{Flux: g.Layout == string(format.LayoutFlux), Challenged: r.plan.SolvesOverHTTP()}, r.model, mixin}
	}
}

// annotate has the objects of a folder say when and how they are applied, or at least
// which are never deleted. It comes before keys
// do: sops sums up annotations too.
func (r *rendering) annotate(context.Context) error {
	switch {
	case r.layout != nil:
		options := r.layout.options
		if !options.Flux && !options.Challenged {
			options.Certificates = challenged(r.list)
		}
		gitops.Annotate(r.list, options)
	case r.in.Folder && !r.in.Unmarked:
		gitops.Keep(r.list)
	}
	return nil
}

// challenged are the Certificates of which some host is proved by HTTP-01, as their issuers say that are among the
// objects, or they themselves: an authority asks the gateways.
func challenged(list []manifest.Manifest) map[manifest.ID]bool {
	if !slices.ContainsFunc(list, func(m manifest.Manifest) bool {
		id := m.ID()
		return id.Group == objects.CertManager && id.Kind == "Certificate"
	}) {
		return nil
	}
	out, world := map[manifest.ID]bool{}, objects.New(list)
	for _, o := range world.OfKind(objects.CertManager, "Certificate") {
		for _, host := range o.Resource().Spec().At("dnsNames").Items().All() {
			name, _ := host.Raw().(string)
			if proof, _ := making.ProofOf(o, name, world); proof == making.HTTP01 {
				out[o.ID()] = true
			}
		}
	}
	return out
}

// layOut evaluates the components that tell who applies the folder, which need to
// know what is in it.
func (r *rendering) layOut(ctx context.Context) error {
	if r.layout == nil {
		return nil
	}
	g := r.layout.gitops
	g.Folder = path.Join(g.Path, g.Layout)
	if r.layout.options.Flux || g.Apps {
		r.out.staged = g.Layout
	}
	var there []manifest.Stage
	if r.in.Stages != nil {
		there = r.in.Stages(r.out.Name)
	}
	for _, s := range gitops.Stages(r.list) {
		if r.in.Stages != nil && !slices.Contains(there, s.Stage) {
			continue // to who applies it, one that is not there would fail for ever
		}
		g.Add(s.Stage.String(), tree.StageFolder(s.Stage), gitops.StageWave(s.Stage), s.Kinds, s.Groups)
	}
	r.layout.model.GitOps = g
	r.out.Place = placeOf(g)
	config := r.evalConfig()
	config.Reader = gitopsReader
	components, diagnostics, err := eval.Run(ctx, r.layout.model, r.layout.mixin, config)
	if r.add(r.relative(diagnostics)) && err == nil {
		err = errRefused
	}
	if err != nil {
		return err
	}
	for _, c := range components {
		if c.Reader != gitopsReader {
			continue
		}
		err := r.layOutComponent(c)
		switch {
		case err != nil && r.by.nobody():
			return err
		case err != nil:
			r.add(diag.List{r.notCollected(ctx, r.layout.model, c.Name, gitopsReader, err)})
		}
	}
	return r.refused()
}

func (r *rendering) layOutComponent(c eval.Component) error {
	list, err := manifest.Collect(c.Objects, manifest.Manifest{Origin: manifest.Origin{Component: c.Name}}, false)
	if err != nil {
		return err
	}
	texts, wrong := manifest.Documents(list)
	for i := range list {
		if wrong[i] != nil {
			return wrong[i]
		}
		name := escaped(strings.Join(list[i].Origin.Keys, "."), true) + fileEnding
		r.out.Layout = append(r.out.Layout, LayoutFile{Path: r.layout.gitops.Layout + "/" + name, Text: texts[i], Manifest: list[i], Root: r.layout.options.Flux})
	}
	return nil
}

func placeOf(g *model.GitOps) *Place {
	if g.Repo != nil {
		return &Place{Source: *g.Repo, Path: g.Path}
	}
	namespace := g.Namespace
	if g.Source.Namespace != nil {
		namespace = *g.Source.Namespace
	}
	return &Place{Source: g.Source.Kind + " " + namespace + "/" + g.Source.Name, Path: g.Path}
}
