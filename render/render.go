package render

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"render/overlays"
	"render/render/bounded"
	"render/render/certs"
	"render/render/check"
	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/objects"
	"render/render/overlay"
	"render/render/places"
	"render/render/quantity"
	"render/render/secret"
	"render/render/topology"
)

// Render does the whole of the work. What is wrong with the input is in the
// output's problems, all of it at once, stage by stage of the work. An error is
// a fault of render itself, or why the work was ended: the cause of a context
// that is cancelled, which is looked at between the stages and inside the long
// ones, or what Input.Previous gave.
func Render(ctx context.Context, in Input) (*Output, error) {
	r := newRendering(in)
	for _, stage := range []func(context.Context) error{
		r.read,         // the topology's text to nodes
		r.overlays,     // what overlays say of fields that were left out
		r.plan,         // every field and every rule
		r.certificates, // what the Secrets are made of
		r.resolve,      // nothing left to decide
		r.evaluate,     // the library, and the user's mixin
		r.apply,        // overlays
		r.secrets,      // keys enter here
		r.encode,       // the very bytes
		r.references,   // between the objects as they will be written
	} {
		if err := context.Cause(ctx); err != nil {
			return r.out, err
		}
		switch err := stage(ctx); {
		case errors.Is(err, errRefused):
			return r.out, nil
		case err != nil:
			return r.out, err
		}
	}
	r.out.Manifests, r.out.documents = r.list, r.documents
	r.out.sources = r.named()
	return r.out, nil
}

// newRendering bounds what is read of all files together.
func newRendering(in Input) *rendering {
	budget := &bounded.Budget{}
	in.Files = bounded.New(in.Files, budget)
	in.Overlays, in.Libraries = slices.Clone(in.Overlays), slices.Clone(in.Libraries)
	for i := range in.Overlays {
		in.Overlays[i].Files = bounded.New(in.Overlays[i].Files, budget)
	}
	for i := range in.Libraries {
		in.Libraries[i] = bounded.New(in.Libraries[i], budget)
	}
	return &rendering{in: in, out: &Output{}}
}

// errRefused ends the work where the problems tell what is wrong.
var errRefused = errors.New("the problems tell what is wrong")

// refused is errRefused where any problem so far is an error.
func (r *rendering) refused() error {
	if r.out.Problems.Failed() {
		return errRefused
	}
	return nil
}

// resolve makes the model, unless what it would render to is more than is ever
// written: that is refused before any of it is there.
func (r *rendering) resolve(context.Context) error {
	if r.tooLarge(r.derived.LeastOutput()) {
		return errRefused
	}
	r.model = topology.Resolve(r.derived)
	if r.tooLarge(r.model.LeastOutput()) {
		return errRefused
	}
	r.out.Install = installOf(r.model)
	if r.in.WithModel {
		r.out.Model = r.model
	}
	return nil
}

// apply puts overlays on what was rendered, and takes out what only they need.
func (r *rendering) apply(ctx context.Context) error {
	if r.by.mixin != nil && r.strayKeys(r.by.inMixin) {
		return errRefused
	}
	list, problems, err := overlay.Apply(ctx, r.list, r.chosen)
	if err != nil {
		return err
	}
	if r.add(problems) {
		return errRefused
	}
	r.list = list
	if len(r.chosen) > 0 && r.strayKeys(r.by.of) || r.topologyKeys() {
		return errRefused
	}
	stripSelectors(r.list)
	if !r.by.nobody() {
		canonicalQuantities(r.list)
	}
	return nil
}

// tooLarge refuses what would render to more than is ever written, before any of
// it is there.
func (r *rendering) tooLarge(least int) bool {
	if least <= topology.MaxOutput {
		return false
	}
	place := r.derived.Largest()
	return r.add(diag.List{{Code: "output-too-large", Place: place.Place, Path: place.Path(), Help: "write less of what is repeated, or several topologies",
		Message: fmt.Sprintf("this would render to more than %d MiB, at least %d: what stands here is written into many objects", topology.MaxOutput>>20, least>>20)}})
}

// stripSelectors takes the labels off by which overlays choose: they mean nothing
// in a cluster.
func stripSelectors(list []manifest.Manifest) {
	for i := range list {
		object := list[i].Object
		for _, label := range object.Object("metadata").Object("labels") {
			if strings.HasPrefix(label.Key, topology.SelectorPrefix) {
				object = object.Without("metadata", "labels", label.Key)
			}
		}
		list[i].Object = object
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

// rendering is a Render under way. Each stage fills in what those behind it need.
type rendering struct {
	in       Input
	out      *Output
	topology *places.Source
	sources  map[*places.Source]*places.Source // what problems point at, by what was read: by the names that the user knows

	root      *node
	chosen    []overlay.Overlay
	derived   *topology.Plan
	by        responsible
	settings  secret.Settings // of the form in which Secrets leave
	model     *topology.Model
	list      []manifest.Manifest
	documents [][]byte // each of the list as YAML

	earlier    []manifest.Object // the objects of earlier runs, where Secrets may be kept
	unreadable error             // why those cannot be read
	stray      string            // an object that is no Secret and holds a private key
}

// add takes problems in, and reports whether any so far is an error.
func (r *rendering) add(problems diag.List) bool {
	r.out.Problems = append(r.out.Problems, problems...)
	return r.out.Problems.Failed()
}

// plan decodes and checks the topology. Where anything is wrong with it the
// certificates are read too, so that what is wrong with them is told at once.
func (r *rendering) plan(ctx context.Context) error {
	document, problems := topology.Decode(r.root)
	r.add(problems)
	r.placeOverlays(document, r.chosen)
	r.derived = topology.Derive(document, topology.Options{
		AllowOutside: r.in.AllowOutside,
		Secrets:      r.in.Secrets,
		BuiltIn:      overlays.Names(),
		Chosen:       builtin(document, r.chosen),
	})
	if !r.add(topology.Check(r.derived)) {
		return nil
	}
	r.readSealing()
	if _, err := r.readPairs(ctx); err != nil {
		return err
	}
	return errRefused
}

// certificates reads all that Secrets are made of.
func (r *rendering) certificates(ctx context.Context) error {
	r.by = r.responsible()
	r.settings = r.readSealing()
	var err error
	if r.settings.Pairs, err = r.readPairs(ctx); err != nil {
		return err
	}
	r.checkSealing()
	if r.unreadable != nil {
		return r.unreadable
	}
	r.settings.Previous = r.earlier
	return r.refused()
}

// readPairs reads the certificates and their keys, by tier.
func (r *rendering) readPairs(ctx context.Context) (map[string]certs.Pair, error) {
	plan := r.derived
	requests := plan.Certificates()
	if len(requests) == 0 || r.in.Files == nil {
		return nil, nil
	}
	rules := plan.CertificateRules()
	rules.Topology = r.in.Name
	rules.At = r.in.At
	if plan.Secrets == secret.Sealed || plan.Secrets == secret.SOPS {
		r.earlier, r.unreadable = r.previous()
		rules.Keyless, rules.Kept = len(r.earlier) > 0, true
	}
	read, problems, err := certs.Read(ctx, r.in.Files, requests, rules)
	if err != nil {
		return nil, err
	}
	r.add(r.relative(problems))
	pairs := make(map[string]certs.Pair, len(read))
	for i, pair := range read {
		pairs[requests[i].Tier] = pair
	}
	return pairs, nil
}

func (r *rendering) evalConfig() eval.Config {
	return eval.Config{Files: r.in.Files, Libraries: r.in.Libraries, ExtStr: r.in.ExtStr, TLAStr: r.in.TLAStr, Evaluator: r.in.Evaluator}
}

// evaluate runs the library and the user's mixin over the model.
func (r *rendering) evaluate(ctx context.Context) error {
	mixin := r.mixin()
	components, problems, err := eval.Run(ctx, r.model, mixin, r.evalConfig())
	r.model = nil // what follows looks at the objects alone
	if r.add(r.relative(problems)) && err == nil {
		err = errRefused
	}
	if err != nil {
		return err
	}
	for _, c := range components {
		stage, ok := manifest.ParseStage(c.Stage)
		if !ok {
			err = fmt.Errorf("component %q: there is no stage %q; the stages are %s", c.Name, c.Stage, strings.Join(manifest.Stages(), ", "))
		} else {
			var found []manifest.Manifest
			like := manifest.Manifest{Stage: stage, Origin: manifest.Origin{Component: c.Name}, Istioctl: c.Reader == "istioctl"}
			found, err = manifest.Collect(c.Objects, like, c.Tiers)
			r.list = append(r.list, found...)
		}
		switch {
		case err != nil && mixin == nil:
			return err
		case err != nil:
			r.add(diag.List{{Code: "jsonnet-result", Place: eval.Field(r.by.mixin, c.Name), Message: err.Error()}})
			err = nil
		}
	}
	return r.refused()
}

func (r *rendering) mixin() *eval.Mixin {
	named := r.derived.Document.Jsonnet
	if !named.IsSet() {
		return nil
	}
	return &eval.Mixin{Path: named.Value, Mark: named.Place, Name: named.Path()}
}

// encode writes each object as YAML, which is what most want and shows what
// cannot be written at all.
func (r *rendering) encode(context.Context) error {
	manifest.Sort(r.list)
	documents, wrong := manifest.Documents(r.list)
	for i := range r.list {
		switch err := wrong[i]; {
		case err != nil && r.by.nobody():
			return err
		case err != nil:
			r.add(diag.List{{Code: "jsonnet-result", Place: r.by.of(r.list[i].Origin.Component), Message: err.Error()}})
		}
	}
	r.documents = documents
	if err := r.refused(); err != nil {
		return err
	}
	return r.digestOperator()
}

// references checks the objects as they will be written. Only a mixin or an
// overlay can have broken them; without either a problem is render's own.
func (r *rendering) references(context.Context) error {
	plan, by := r.derived, &r.by
	d := plan.Document
	lengths := make([]int, len(r.documents))
	for i, text := range r.documents {
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
	world := objects.New(r.list)
	problems := check.References(world, known)
	if by.nobody() && problems.Failed() {
		known.Responsible = func(m *manifest.Manifest) places.Place {
			return plan.PlaceOf(m.Origin.Component, m.Tier, m.Origin.Keys)
		}
		if sizes := check.Sizes(world, known); sizes.Failed() {
			r.add(sizes)
			return errRefused
		}
		return problems.Err()
	}
	r.add(problems)
	return r.refused()
}
