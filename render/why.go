package render

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/overlays"
	"render/render/bounded"
	"render/render/causes"
	"render/render/compare"
	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/places"
	"render/render/routing"
	"render/render/source"
)

// Reasons is a topology whose objects can be asked what made them.
type Reasons struct {
	*Output
	subject causes.Subject
	in      Input
	files   []*readOnce // of the topology's folder, then of the command line's overlays
}

// ReasonsOf renders a topology to be asked. No key is read, nor need a certificate be there. It is nil
// where a diagnostic is an error.
func ReasonsOf(ctx context.Context, in Input) (*Reasons, diag.List, error) {
	in.WithoutKeys, in.Revision, in.Previous = true, true, nil
	a := &Reasons{in: in}
	budget := &bounded.Budget{}
	a.files = append(a.files, newReadOnce(bounded.New(in.Files, budget)))
	for _, o := range in.Overlays {
		a.files = append(a.files, newReadOnce(bounded.New(o.Files, budget)))
	}
	a.in.Files, a.in.Overlays = a.variationFiles(causes.Variation{}), a.variationOverlays(causes.Variation{})
	out, err := Render(ctx, a.in)
	if err != nil || out.Diagnostics.Failed() {
		return nil, out.Diagnostics, err
	}
	r := newRendering(a.in)
	if err := r.read(ctx); err != nil {
		return nil, nil, err // it was read a moment ago
	}
	a.Output = out
	a.subject = causes.Subject{Topology: r.root, Render: a.render, Whole: objectsOf(out), Files: a.reads(),
		Names: namesOf(r.root)}
	for _, o := range in.Overlays {
		a.subject.Flags = append(a.subject.Flags, causes.GivenFlag{Text: "--overlay " + o.Name, Path: "overlays"})
	}
	if in.Secrets != "" {
		a.subject.Flags = append(a.subject.Flags, causes.GivenFlag{Text: "--secrets " + in.Secrets, Path: "secrets.mode"})
	}
	made := map[manifest.ID]*manifest.Manifest{}
	for i := range out.Manifests {
		made[out.Manifests[i].ID()] = &out.Manifests[i]
	}
	a.subject.PlaceOf = func(id manifest.ID) places.Place {
		if m := made[id]; m != nil {
			return out.PlaceOf(m)
		}
		return places.Place{}
	}
	return a, out.Diagnostics, nil
}

// namesOf are names that are right for some fields beside what their forms say: those of overlays;
// hosts below the wildcards that tiers list, and for each tier's apps those that it lists, wildcards first.
func namesOf(root *source.Node) map[string][]string {
	out := map[string][]string{"overlays": overlays.Names()}
	tiers := root.Get("tiers")
	for i := 0; tiers != nil && i < len(tiers.Items); i++ {
		hosts := tiers.Items[i].Get("hosts")
		var wild, plain []string
		for k := 0; hosts != nil && k < len(hosts.Items); k++ {
			text := hosts.Items[k].Text
			if domain, ok := routing.Wildcard(text); ok {
				wild = append(wild, text)
				if below := "another." + strings.TrimPrefix(domain, "."); domain != "" && len(out["hosts"]) < 8 {
					out["hosts"] = append(out["hosts"], below)
				}
			} else if text != "" {
				plain = append(plain, text)
			}
		}
		listed := append(wild, plain...)
		out[fmt.Sprintf("tiers[%d].hosts", i)] = listed[:min(len(listed), 4)]
	}
	return out
}

// objectsOf are the objects of an output, with those that its layout adds.
func objectsOf(out *Output) causes.Objects {
	all := make(causes.Objects, len(out.Manifests))
	for i := range out.Manifests {
		all[out.Manifests[i].ID()] = out.Manifests[i].Object
	}
	for i := range out.Layout {
		all[out.Layout[i].Manifest.ID()] = out.Layout[i].Manifest.Object
	}
	return all
}

// Why finds out what an object depends on, or a field of it; an empty path is the whole object.
func (a *Reasons) Why(ctx context.Context, id manifest.ID, path compare.Path) (*causes.Influence, error) {
	return causes.Of(ctx, &a.subject, id, path)
}

// render renders a variation. What is refused is no other valid value.
func (a *Reasons) render(ctx context.Context, v causes.Variation) (causes.Objects, error) {
	in := a.in
	in.Text, in.Jsonnet, in.Set, in.TLAStr = v.Topology, false, nil, nil
	in.Files, in.Overlays = a.variationFiles(v), a.variationOverlays(v)
	if v.Without > len(a.in.Overlays) {
		in.Secrets = ""
	}
	if v.Left {
		return leftOf(ctx, in)
	}
	out, err := Render(ctx, in)
	if err != nil || out.Diagnostics.Failed() {
		return nil, err
	}
	return objectsOf(out), nil
}

// leftOf are the objects that are left of a variation with something wrong in it; nil where nothing is.
func leftOf(ctx context.Context, in Input) (causes.Objects, error) {
	list, _, err := Left(ctx, in)
	if err != nil {
		return nil, context.Cause(ctx)
	}
	all := make(causes.Objects, len(list))
	for i := range list {
		all[list[i].ID()] = list[i].Object
	}
	return all, nil
}

// variationFiles are the topology's files as a variation has them.
func (a *Reasons) variationFiles(v causes.Variation) fs.FS {
	if a.files[0] == nil {
		return nil
	}
	with := a.files[0].with(0, v)
	if v.Uncertified {
		with.gone = map[string]bool{}
		for _, name := range a.certificates() {
			with.gone[name] = !slices.Contains(a.sources.keySets, name)
		}
	}
	return with
}

func (a *Reasons) variationOverlays(v causes.Variation) []Overlay {
	out := slices.Clone(a.in.Overlays)
	for i := range out {
		if a.files[i+1] != nil {
			out[i].Files = a.files[i+1].with(i+1, v)
		}
	}
	if v.Without > 0 && v.Without <= len(out) {
		out = slices.Delete(out, v.Without-1, v.Without)
	}
	return out
}

// certificates are the files that the topology names, keys of issuers too, but for its mixin.
func (a *Reasons) certificates() []string {
	var out []string
	for _, f := range a.Sources() {
		if f.Name != a.sources.mixin.Name {
			out = append(out, f.Name)
		}
	}
	return out
}

// reads are the files of overlays and mixins that were read.
func (a *Reasons) reads() []causes.Read {
	var out []causes.Read
	pairs := a.certificates()
	for folder, files := range a.files {
		if files == nil {
			continue
		}
		for _, name := range files.names() {
			if folder == 0 && slices.Contains(pairs, name) {
				continue
			}
			out = append(out, a.readOf(folder, name, files)...)
		}
	}
	return out
}

// readOf is a file that is YAML or jsonnet; none of any other.
func (a *Reasons) readOf(folder int, name string, files *readOnce) []causes.Read {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil
	}
	called := name
	if folder > 0 {
		called = path.Join(a.in.Overlays[folder-1].Name, name)
	} else if !path.IsAbs(name) && a.in.Name != "-" {
		called = path.Join(path.Dir(a.in.Name), name)
	}
	read := causes.Read{File: causes.File{Folder: folder, Name: name}, Source: places.NewSource(called, text)}
	switch path.Ext(name) {
	case ".yaml", ".yml", ".json":
		return []causes.Read{read}
	case ".jsonnet", ".libsonnet":
		for _, p := range eval.Parts(read.Source) {
			read.Parts = append(read.Parts, causes.Part{Place: p.Place, Name: p.Name, Start: p.Start, End: p.End})
		}
		if read.Parts != nil {
			return []causes.Read{read}
		}
	}
	return nil
}

// Line finds out what of all objects depends on a line of the topology.
func (a *Reasons) Line(ctx context.Context, line int) ([]string, []causes.Made, error) {
	return causes.Line(ctx, &a.subject, line)
}

// NearLine is the line with a value that is near to one of the topology; 0 where there is none.
func (a *Reasons) NearLine(line int) int { return a.subject.NearLine(line) }

// LineOf is the line of the topology in which a field of it begins; 0 where it has none that is
// written.
func (a *Reasons) LineOf(field string) int { return a.subject.LineOf(field) }

// PartLine finds out what of all objects depends on a line of a file of an overlay or a mixin.
func (a *Reasons) PartLine(ctx context.Context, name string, line int) ([]string, []causes.Made, error) {
	return causes.PartLine(ctx, &a.subject, name, line)
}

// Holds reports whether a file of an overlay or a mixin was read, by the name that the user has
// for it.
func (a *Reasons) Holds(name string) bool { return a.subject.Holds(name) }

// Whole are all objects.
func (a *Reasons) Whole() causes.Objects { return a.subject.Whole }
