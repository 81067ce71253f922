package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
	"render/render/review"
	"render/render/wording"
)

// importRun is an import under way: the objects that were read are the old side of a
// comparison, and what the topology renders the new one.
type importRun struct {
	*initFlags
	*diffRun
	sources []*places.Source
}

// fromObjects writes the topology of objects, and tells what of them it does not render.
func (f *initFlags) fromObjects(s *shell, names []string) error {
	to, err := f.target()
	if err != nil {
		return err
	}
	reads := &disk.Reads{}
	d := &diffRun{diffFlags: &diffFlags{inputFlags: inputFlags{given: f.given, quiet: f.quiet, reads: reads}, asksRequests: true}, s: s,
		sideReader: &sideReader{s: s, ctx: context.Background(), reads: reads}}
	run := &importRun{initFlags: f, diffRun: d}
	if err := run.readAll(names); err != nil {
		return err
	}
	known := importing.Known{Name: f.answers.Name, MicroK8s: f.answers.MicroK8s, Kubernetes: f.answers.Kubernetes, Istio: f.answers.Istio, IPs: f.ips}
	var text string
	err = d.bounded(names[0], func() error {
		var none error
		if text, none = importing.Import(d.old.list, known); none != nil {
			return failed(names[0], none.Error(), "")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if wording.WithoutKey(text) != text {
		return failed(names[0], "holds a private key outside of a Secret, and a topology is no place for one", "move it into a Secret")
	}
	wrong := run.render(text)
	if wrong != nil && (to == nil || !refusal(wrong)) {
		return wrong
	}
	if err := run.write(s, to, text); err != nil {
		return err
	}
	if wrong != nil {
		return &failure{exitInput, diag.Name(f.output) + ": is written as far as the objects say it, and does not render yet; mend it, then compare: render diff --requests " + quoteWord(names[0]) + " " + quoteWord(f.output)}
	}
	return run.prove()
}

// refusal reports whether an error is that of a topology with something wrong in it, which
// was told.
func refusal(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.code == exitInput && f.text == ""
}

// readAll reads the objects of all files.
func (r *importRun) readAll(names []string) error {
	var list []manifest.Manifest
	nothing := orNothing(nil, io.EOF) // stands beside each
	for _, name := range names {
		side, err := r.read(name)
		if err != nil {
			return err
		}
		if side.form == aTopology {
			return failed(name, "is a topology, or no object of a cluster", "write: files with objects, each with apiVersion, kind and metadata.name")
		}
		if err := r.find(side, nothing); err != nil {
			return err
		}
		if align.Live(side.list) {
			return failed(name, "is what a cluster gave, with all that it fills in", "write: the files that were applied")
		}
		list = append(list, side.list...)
		if side.form == aText {
			r.sources = append(r.sources, side.sources()...)
			continue
		}
		r.inFolder = r.inFolder || side.indexed() // namespaces say there that nobody prunes them
		for _, file := range side.held.names() {
			r.sources = append(r.sources, places.NewSource(path.Join(name, file), side.held.texts[file]))
		}
	}
	r.old = &side{name: names[0], form: aText, list: r.lastOfEach(importing.Placed(list), func() []*places.Source { return r.sources })}
	if len(r.old.list) == 0 {
		return failed(names[0], "holds no object", "")
	}
	return nil
}

// write writes the topology.
func (r *importRun) write(s *shell, to *disk.Target, text string) error {
	if to == nil {
		s.stdout.Write([]byte(text)) // its error is told at the end of the run
		return nil
	}
	if to.Old != nil && len(r.reads().Of(to.Old)) > 0 {
		return &failure{exitInput, diag.Name(to.Name) + ": cannot be written: this run reads it, and it would be lost; write: the name of another file"}
	}
	if err := s.put(to, []byte(text), false); err != nil {
		return unwritten(to, err)
	}
	return nil
}

func (r *importRun) reads() *disk.Reads { return r.diffRun.sideReader.reads }

// render renders the topology, without keys, which it has only by the names of their files.
func (r *importRun) render(text string) error {
	name := r.initFlags.output
	r.new = &side{name: name, form: aTopology, text: []byte(text), files: disk.NewFolder(topologyFolder(name), false, r.reads(), "")}
	in := render.Input{Name: name, Text: r.new.text, Files: r.new.files, WithoutKeys: true, Revision: true}
	out, err := r.renderInput(r.diffRun.s, in, nil)
	if err != nil {
		return err
	}
	r.new.out = out
	r.new.list = slices.DeleteFunc(slices.Clone(out.Manifests), func(m manifest.Manifest) bool { return m.Reader == manifest.Helm })
	return nil
}

// prove compares what was read with what is rendered: what of the old objects is not in
// the new ones was not understood. All that differs is on stdout, as diff says it.
func (r *importRun) prove() error {
	s := r.diffRun.s
	var found *review.Review
	err := s.limits.bound(func(context.Context) (err error) {
		found, err = r.compare()
		return err
	})
	if err != nil {
		return ended(r.initFlags.output, err)
	}
	missed := r.missed(found.Difference)
	if !r.initFlags.quiet {
		_ = diag.Text(s.stderr, r.warnings) // where stderr fails, nobody is left to tell
		for _, note := range r.notes {
			fmt.Fprintln(s.stderr, "note:", note)
		}
	}
	for _, line := range missed {
		fmt.Fprintln(s.stderr, line)
	}
	if r.initFlags.output != "-" {
		fmt.Fprintf(s.stderr, "note: %s is written; below is what %q says of the objects that were read and of those that it renders\n", diag.Name(r.initFlags.output), "render diff --requests")
		var out io.Writer = s.stdout
		if err := review.Write(out, "text", found, coloured(s, "auto")); err != nil {
			return err
		}
	}
	r.tellFiles(s)
	if len(missed) > 0 {
		what := "1 object or field of those that were read is"
		if len(missed) > 1 {
			what = fmt.Sprintf("%d objects or fields of those that were read are", len(missed))
		}
		return &failure{exitDiffers, fmt.Sprintf("%s: %s not rendered by it", diag.Name(r.initFlags.output), what)}
	}
	return nil
}

// tellFiles says which certificates and keys have to be put where.
func (r *importRun) tellFiles(s *shell) {
	held := slices.ContainsFunc(r.old.list, func(m manifest.Manifest) bool { return m.Object.Text("type") == "kubernetes.io/tls" })
	if !held || r.initFlags.quiet {
		return
	}
	var names []string
	for _, f := range r.new.out.Sources() {
		if _, err := fs.Stat(r.new.files, f.Name); err != nil && strings.HasPrefix(f.Path, "tiers") {
			names = append(names, f.Name)
		}
	}
	if len(names) > 0 {
		fmt.Fprintf(s.stderr, "note: no certificate and no key is copied out of a Secret; put those that there are into these files, before \"render certs\" makes others: %s\n", strings.Join(names, ", "))
	}
}

// missed are the objects and fields that were read and are not rendered, each with its
// place.
func (r *importRun) missed(d *compare.Difference) []string {
	if d == nil {
		return nil
	}
	world, _ := objects.ReadAll(r.sources) // what is wrong with them was told
	at := map[manifest.ID]places.Place{}
	for o := range world.All() {
		at[o.ID()] = o.Root().Place()
	}
	var out []string
	for _, c := range d.Changes {
		if c.Old == nil {
			continue
		}
		id := c.Old.ID()
		place, ok := at[id]
		if !ok {
			place = at[manifest.ID{Group: id.Group, Kind: id.Kind, Name: id.Name}] // it says no namespace
		}
		line := func(what string) {
			where := ""
			if place.Source != nil {
				where = fmt.Sprintf("%s:%d:%d: ", diag.Name(place.Source.Name()), place.Line, place.Column)
			}
			out = append(out, where+diag.Shorten(id.String()+": "+what))
		}
		switch c.Kind {
		case compare.Removed:
			line("is not taken up")
		case compare.Renamed:
			line("becomes " + c.New.ID().String())
		}
		for _, f := range c.Fields {
			switch {
			case f.Old != nil && f.New == nil:
				line(f.Path.String() + " is not taken up")
			case f.Old != nil:
				line(f.Path.String() + " becomes another")
			}
		}
	}
	return out
}
