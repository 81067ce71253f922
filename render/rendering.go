package render

import (
	"errors"
	"path"
	"slices"
	"strings"

	"render/render/accept"
	"render/render/bounded"
	"render/render/diag"
	"render/render/eval"
	"render/render/gitops"
	"render/render/manifest"
	"render/render/model"
	"render/render/overlay"
	"render/render/places"
	"render/render/plan"
	"render/render/secret"
	"render/render/source"
)

// rendering is a Render under way. Each phase fills in what those behind it need.
type rendering struct {
	in       Input
	out      *Output
	topology *places.Source
	sources  map[*places.Source]*places.Source // what diagnostics point at, by what was read: by the names that the user knows

	root      *source.Node
	chosen    []overlay.Overlay
	accepted  *accept.Set // warnings that are not told
	plan      *plan.Plan
	by        responsible
	settings  secret.Settings   // of the form in which Secrets leave
	keySets   map[string]string // by which tokens are verified, by the names of their files
	model     *model.Model
	kept      kept           // what is needed of the plan once it is let go
	reused    []misdirection // to be told of, unless a mixin answers them
	list      []manifest.Manifest
	documents [][]byte // each of the list as YAML
	layout    *layout  // nil where there is none, or it adds nothing
	// values are for helm, and no objects: overlays, Secrets and references are
	// nothing to them.
	values          []manifest.Manifest
	valuesDocuments [][]byte

	earlier    []manifest.Object // the objects of earlier runs, where Secrets may be kept
	unreadable error             // why those cannot be read
	strays     []manifest.ID     // objects that are no Secrets and hold private keys
}

// layout is how a folder gets onto a cluster, where it is not by kubectl.
type layout struct {
	gitops  *model.GitOps
	options gitops.Options
	model   *model.Model
	mixin   *eval.Mixin
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

// errRefused ends the work where the diagnostics tell what is wrong.
var errRefused = errors.New("the problems tell what is wrong")

// refused is errRefused where any diagnostic so far is an error.
func (r *rendering) refused() error {
	if r.out.Diagnostics.Failed() {
		return errRefused
	}
	return nil
}

// add takes diagnostics in, and reports whether any so far is an error.
func (r *rendering) add(diagnostics diag.List) bool {
	r.out.Diagnostics = append(r.out.Diagnostics, diagnostics...)
	return r.out.Diagnostics.Failed()
}

// nameOf is how the user would name a file that is named relative to the
// topology.
func (r *rendering) nameOf(name string) string {
	if path.IsAbs(name) || r.in.Name == "-" {
		return name
	}
	return path.Join(path.Dir(r.in.Name), name)
}

// located names the files in which diagnostics are as the user would, so that an
// editor finds them: they were read relative to the topology.
func (r *rendering) relative(diagnostics diag.List) diag.List {
	for i := range diagnostics {
		p := &diagnostics[i]
		p.Place.Source = r.renamed(p.Place.Source)
		p.Related = slices.Clone(p.Related)
		for j := range p.Related {
			p.Related[j].Place.Source = r.renamed(p.Related[j].Place.Source)
		}
	}
	return diagnostics
}

func (r *rendering) renamed(s *places.Source) *places.Source {
	if s == nil || s == r.topology || strings.HasPrefix(s.Name(), "-") {
		return s
	}
	if r.sources == nil {
		r.sources = map[*places.Source]*places.Source{}
	}
	if r.sources[s] == nil {
		named := s.Renamed(r.nameOf(s.Name()))
		r.sources[s], r.sources[named] = named, named
	}
	return r.sources[s]
}

func (r *rendering) evalConfig() eval.Config {
	return eval.Config{Files: r.in.Files, Libraries: r.in.Libraries, ExtStr: r.in.ExtStr, TLAStr: r.in.TLAStr, Evaluator: r.in.Evaluator}
}
