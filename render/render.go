package render

import (
	"fmt"
	"maps"
	"strings"

	"render/overlays"
	"render/render/certs"
	"render/render/check"
	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/overlay"
	"render/render/places"
	"render/render/quantity"
	"render/render/secret"
	"render/render/topology"
)

// Render does the whole of the work. What is wrong with the input is in the
// output's problems, all of it at once, stage by stage of the work; an error is
// a fault of render itself.
func Render(in Input) (*Output, error) {
	r := &rendering{in: in, out: &Output{}}
	root := r.read()
	if root == nil {
		return r.out, nil
	}
	chosen := r.overlays(root)
	plan := r.plan(root, chosen)
	if plan == nil {
		return r.out, nil
	}
	by := r.responsible(plan, chosen)
	settings := r.sealing(plan)
	settings.Pairs = r.certificates(plan)
	r.sealingPair(plan, &settings)
	if r.stopped != nil || r.failed() {
		return r.out, r.stopped
	}
	settings.Previous = r.earlier
	if r.tooLarge(plan, plan.LeastOutput()) {
		return r.out, nil
	}
	r.out.Model = topology.Resolve(plan)
	if r.tooLarge(plan, r.out.Model.LeastOutput()) {
		return r.out, nil
	}
	list, err := r.evaluate(plan, by)
	if err != nil || r.failed() {
		return r.out, err
	}
	if by.mixin != nil && r.strayKeys(list, plan, by.inMixin) {
		return r.out, nil
	}
	list, problems := overlay.Apply(list, chosen)
	if r.add(problems) {
		return r.out, nil
	}
	if len(chosen) > 0 && r.strayKeys(list, plan, by.of) || r.topologyKeys(list, plan) {
		return r.out, nil
	}
	stripSelectors(list)
	if !by.nobody() {
		canonicalQuantities(list)
	}
	if err := r.secrets(list, settings, plan, by); err != nil || r.failed() {
		return r.out, err
	}
	manifest.Sort(list)
	documents, err := r.encode(list, by)
	if err != nil || r.failed() {
		return r.out, err
	}
	if err := r.digestOperator(list, documents); err != nil {
		return r.out, err
	}
	if err := r.references(list, documents, plan, by); err != nil || r.failed() {
		return r.out, err
	}
	r.out.Manifests, r.out.documents = list, documents
	r.out.plan, r.out.name = plan, r.in.Name
	return r.out, nil
}

// tooLarge refuses what would render to more than is ever written, before any of
// it is there.
func (r *rendering) tooLarge(plan *topology.Plan, least int) bool {
	if least <= topology.MaxOutput {
		return false
	}
	place := plan.Largest()
	return r.add(diag.List{{Place: place.Place, Path: place.Path(), Help: "write less of what is repeated, or several topologies",
		Message: fmt.Sprintf("this would render to more than %d MiB, at least %d: what stands here is written into many objects", topology.MaxOutput>>20, least>>20)}})
}

// withoutMarks takes the labels off by which overlays choose: they mean nothing
// in a cluster.
func stripSelectors(list []manifest.Manifest) {
	for i := range list {
		metadata, _ := list[i].Object["metadata"].(map[string]any)
		labels, _ := metadata["labels"].(map[string]any)
		marked := false
		for key := range labels {
			marked = marked || strings.HasPrefix(key, topology.SelectorPrefix)
		}
		if !marked {
			continue
		}
		labels = maps.Clone(labels)
		maps.DeleteFunc(labels, func(key string, _ any) bool { return strings.HasPrefix(key, topology.SelectorPrefix) })
		metadata = maps.Clone(metadata)
		metadata["labels"] = labels
		list[i].Object = maps.Clone(list[i].Object)
		list[i].Object["metadata"] = metadata
	}
}

// canonicalQuantities writes what a mixin or an overlay says of resources as the
// API server stores it. What the library says is so already.
func canonicalQuantities(list []manifest.Manifest) {
	for i := range list {
		id := list[i].ID()
		list[i].Object = quantity.In(id.Group, id.Kind, list[i].Object)
	}
}

type rendering struct {
	in       Input
	out      *Output
	topology *places.Source
	sources  map[*places.Source]*places.Source // what problems point at, by what was read: by the names that the user knows
	stray    string                            // an object that is no Secret and holds a private key
	earlier  []map[string]any                  // the objects of earlier runs, where Secrets may be kept
	stopped  error                             // why those cannot be read
}

func (r *rendering) failed() bool { return r.out.Problems.Failed() }

// add takes problems in, and reports whether any so far is an error.
func (r *rendering) add(problems diag.List) bool {
	r.out.Problems = append(r.out.Problems, problems...)
	return r.failed()
}

// plan decodes and checks the topology.
func (r *rendering) plan(root *node, chosen []overlay.Overlay) *topology.Plan {
	document, problems := topology.Decode(root)
	r.add(problems)
	r.placeOverlays(document, chosen)
	plan, problems := topology.Validate(document, topology.Options{
		AllowOutside: r.in.AllowOutside,
		Secrets:      r.in.Secrets,
		BuiltIn:      overlays.Names(),
		Chosen:       builtin(document, chosen),
	})
	if r.add(problems) {
		r.sealing(plan)
		r.certificates(plan) // so that what is wrong with them is told at once too
		return nil
	}
	return plan
}

// certificates reads the pairs, by tier.
func (r *rendering) certificates(plan *topology.Plan) map[string]certs.Pair {
	requests := plan.Certificates()
	if len(requests) == 0 || r.in.Files == nil {
		return nil
	}
	rules := plan.CertificateRules()
	rules.Topology = r.in.Name
	rules.At = r.in.At
	if plan.Secrets == secret.Sealed || plan.Secrets == secret.SOPS {
		r.earlier, r.stopped = r.previous()
		rules.Keyless, rules.Kept = len(r.earlier) > 0, true
	}
	read, problems := certs.Read(r.in.Files, requests, rules)
	r.add(r.relative(problems))
	pairs := make(map[string]certs.Pair, len(read))
	for i, pair := range read {
		pairs[requests[i].Tier] = pair
	}
	return pairs
}

func (r *rendering) evalConfig() eval.Config {
	return eval.Config{Files: r.in.Files, Libraries: r.in.Libraries, ExtStr: r.in.ExtStr, TLAStr: r.in.TLAStr, Evaluator: r.in.Evaluator}
}

// evaluate runs the library and the user's mixin over the model.
func (r *rendering) evaluate(plan *topology.Plan, by responsible) ([]manifest.Manifest, error) {
	mixin := r.mixin(plan)
	components, problems, err := eval.Run(r.out.Model, mixin, r.evalConfig())
	if r.add(r.relative(problems)) || err != nil {
		return nil, err
	}
	var list []manifest.Manifest
	for _, c := range components {
		stage, ok := manifest.ParseStage(c.Stage)
		if !ok {
			err = fmt.Errorf("component %q: there is no stage %q; the stages are %s", c.Name, c.Stage, strings.Join(manifest.Stages(), ", "))
		} else {
			var found []manifest.Manifest
			like := manifest.Manifest{Stage: stage, Origin: manifest.Origin{Component: c.Name}, Istioctl: c.Reader == "istioctl"}
			found, err = manifest.Collect(c.Objects, like, c.Tiers)
			list = append(list, found...)
		}
		switch {
		case err != nil && mixin == nil:
			return nil, err
		case err != nil:
			r.add(diag.List{{Place: eval.Field(by.mixin, c.Name), Message: err.Error()}})
			err = nil
		}
	}
	return list, nil
}

func (r *rendering) mixin(plan *topology.Plan) *eval.Mixin {
	named := plan.Document.Jsonnet
	if !named.IsSet() {
		return nil
	}
	return &eval.Mixin{Path: named.Value, Mark: named.Place, Name: named.Path()}
}

// encode writes each object as YAML, which is what most want and shows what
// cannot be written at all.
func (r *rendering) encode(list []manifest.Manifest, by responsible) ([][]byte, error) {
	documents, wrong := manifest.Documents(list)
	for i := range list {
		switch err := wrong[i]; {
		case err != nil && by.nobody():
			return nil, err
		case err != nil:
			r.add(diag.List{{Place: by.of(list[i].Origin.Component), Message: err.Error()}})
		}
	}
	return documents, nil
}

// references checks the objects as they will be written. Only a mixin or an
// overlay can have broken them; without either a problem is render's own.
func (r *rendering) references(list []manifest.Manifest, documents [][]byte, plan *topology.Plan, by responsible) error {
	d := plan.Document
	lengths := make([]int, len(documents))
	for i, text := range documents {
		lengths[i] = len(text)
	}
	known := check.Known{
		Secrets:          plan.ExistingSecrets(),
		Services:         plan.ExistingServices(),
		AnySecret:        plan.Secrets == secret.Omit,
		GatewayNamespace: plan.GatewayNamespace(),
		Namespaces:       map[string]bool{d.MetalLB.Namespace.Value: true},
		Lengths:          lengths,
		Responsible:      func(m *manifest.Manifest) places.Place { return by.of(m.Origin.Component) },
	}
	if c := d.Secrets.CertManager; c != nil {
		known.Namespaces[c.Namespace.Value] = true
	}
	for service := range known.Services {
		namespace, _, _ := strings.Cut(service, "/")
		known.Namespaces[namespace] = true
	}
	problems := check.References(list, known)
	if by.nobody() && problems.Failed() {
		known.Responsible = func(m *manifest.Manifest) places.Place {
			return plan.PlaceOf(m.Origin.Component, m.Tier, m.Origin.Keys)
		}
		if sizes := check.Sizes(list, known); sizes.Failed() {
			r.add(sizes)
			return nil
		}
		return problems.Err()
	}
	r.add(problems)
	return nil
}
