package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render"
	"render/render/align"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/review"
	"render/render/trace"
	"render/render/wording"
)

// importRun is an import under way: the objects that were read are the old side of a
// comparison, and what the topology renders the new one.
type importRun struct {
	*initFlags
	*importReader
	keys      map[string]string // the files of issuers' keys that the topology names
	written   string            // the topology
	elsewhere bool              // something else becomes of some requests
}

// withFrom refuses a flag that --from reads the answer to.
const withFrom = "--%s has no meaning with --from, which reads it"

// importing checks the flags that go with --from.
func (f *initFlags) importing(s *shell, args []string) error {
	for _, name := range []string{"image", "port", "gateway-api"} {
		if f.given.Changed(name) {
			return usage(withFrom, name)
		}
	}
	if f.answers.MicroK8s != "" && f.answers.Kubernetes != "" {
		return usage("--microk8s says which Kubernetes there is; write one of --microk8s and --kubernetes")
	}
	return f.fromObjects(s, slices.Concat(f.from, args))
}

// fromObjects writes the topology of objects, and tells what of them it does not render.
func (f *initFlags) fromObjects(s *shell, names []string) error {
	to, err := f.target()
	if err != nil {
		return err
	}
	reads := &disk.Reads{}
	d := &diffRun{diffFlags: &diffFlags{inputFlags: inputFlags{given: f.given, quiet: f.quiet, reads: reads}, asksRequests: true}, s: s,
		sideReader: &sideReader{s: s, ctx: context.Background(), reads: reads, passes: true}}
	run := &importRun{initFlags: f, importReader: &importReader{diffRun: d, names: names, variables: &variableReader{s: s, reads: reads, output: f.output}, quiet: f.quiet}}
	if err := run.readAll(); err != nil {
		return err
	}
	if f.given.Changed("host") && len(run.variables.composeFiles()) == 0 {
		return usage(withFrom, "host")
	}
	run.found.ofRoles = run.variables.ofRoles()
	list := d.old.list
	if run.found.live {
		list = align.Applied(list)
	}
	text, err := run.topology(list)
	if err != nil {
		return err
	}
	run.written = text
	if !f.quiet {
		for _, note := range slices.Concat(run.found.filledLater(), run.found.notes) {
			fmt.Fprintln(s.stderr, "note: "+note)
		}
	}
	wrong := run.render(text)
	if refusal(wrong) {
		if err := run.tellRefused(s); err != nil {
			return err
		}
	}
	if wrong != nil && (to == nil || !refusal(wrong)) {
		return wrong
	}
	if err := run.write(s, to, text); err != nil {
		return err
	}
	if err := writeKeys(s, run.keys, run.beside(), f.output, f.quiet); err != nil {
		return err
	}
	if wrong != nil {
		return run.unfinished()
	}
	if run.variables.any() {
		run.variables.tell(len(d.old.list) == 0 && !f.quiet)
	}
	return run.prove()
}

// tellRefused tells what became of what was read, where its topology is refused.
func (r *importRun) tellRefused(s *shell) error {
	quiet := r.initFlags.quiet
	if r.variables.any() {
		r.variables.tell(false)
		if !quiet {
			r.variables.tellNotes()
		}
	}
	if !quiet {
		for _, note := range r.notes {
			fmt.Fprintln(s.stderr, "note:", note)
		}
	}
	return r.found.tellLeft(s, r.input(), quiet)
}

// unfinished is the end of a run whose topology is written, and refused. A Compose file is compared with nothing.
func (r *importRun) unfinished() error {
	name := diag.Name(r.initFlags.output)
	if len(r.variables.composeFiles()) > 0 {
		return &failure{exitInput, name + ": is written as far as the Compose file says it, and does not render yet; mend it"}
	}
	const unfinished = ": is written as far as the %s say it, and does not render yet; mend "
	compare := comparing(r.written, r.before(), r.initFlags.output)
	if r.variables.any() {
		return &failure{exitInput, name + fmt.Sprintf(unfinished, "variables") + "them and run this again with --force, or mend it and compare it with what was applied: " + compare}
	}
	return &failure{exitInput, name + fmt.Sprintf(unfinished, "objects") + "it, then compare: " + compare}
}

// topology is the text of the topology of what was read.
func (r *importRun) topology(list []manifest.Manifest) (text string, err error) {
	known := importing.Known{Live: r.found.live, Assigned: importing.Assigned(r.old.list), Name: r.answers.Name, MicroK8s: r.answers.MicroK8s, Kubernetes: r.answers.Kubernetes, MetalLB: r.answers.MetalLB, Istio: r.answers.Istio, IPs: r.ips}
	err = r.bounded(r.names[0], func() (none error) {
		if r.variables.any() {
			text, none = r.variables.topology(known, listOf(strings.Join(r.hosts, ",")))
		} else {
			var made *importing.Imported
			if made, none = importing.Import(list, known); none == nil {
				text, r.keys, r.found.told, r.found.notes = made.Text, made.Keys, made.Told, made.Notes
			}
		}
		if none != nil {
			return unimported(r.names[0], none)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	if wording.WithoutKey(text) != text {
		return "", failed(r.names[0], "holds a private key outside of a Secret, and a topology is no place for one", "move it into a Secret")
	}
	return text, nil
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
	r.new = &side{name: r.initFlags.output, form: aTopology, text: []byte(text), files: madeBeside{r.beside(), r.keys}}
	out, err := r.renderInput(r.diffRun.s, r.input(), nil)
	if err != nil {
		return err
	}
	r.new.out = out
	r.new.list = withoutValues(out.Manifests)
	return nil
}

// beside are the files beside the topology.
func (r *importRun) beside() fs.FS {
	return disk.NewFolder(topologyFolder(r.initFlags.output), false, r.reads(), "")
}

func (r *importRun) input() render.Input {
	return render.Input{Name: r.new.name, Text: r.new.text, Files: r.new.files, WithoutKeys: true, Revision: true}
}

// prove compares what was read with what is rendered: what of the old objects is not in
// the new ones was not understood. All that differs is on stdout, as diff says it.
func (r *importRun) prove() error {
	missed := slices.Concat(r.variables.untaken, r.unread())
	if len(r.old.list) > 0 {
		more, err := r.compared()
		if err != nil {
			return err
		}
		if len(more) > 0 && !r.initFlags.quiet {
			r.variables.tellGrown()
		}
		missed = slices.Concat(missed, more)
	}
	if !r.initFlags.quiet {
		tellFiles(r.diffRun.s, r.found.list, r.found.ofRoles, r.new.files, r.new.out.Sources())
	}
	if len(missed) > 0 {
		what := "1 object or field of those that were read is"
		if len(missed) > 1 {
			what = fmt.Sprintf("%d objects or fields of those that were read are", len(missed))
		}
		switch {
		case r.variables.ofRoles():
			what = strings.NewReplacer(" objects or", " variables, objects or", " object or", " variable, object or").Replace(what)
		case r.variables.any():
			what = strings.NewReplacer(" objects or", " keys, objects or", " object or", " key, object or").Replace(what)
		}
		return &failure{exitDiffers, fmt.Sprintf("%s: %s not rendered by it", diag.Name(r.initFlags.output), what)}
	}
	if r.elsewhere {
		return &failure{exitDiffers, diag.Name(r.initFlags.output) + ": all that was read is rendered by it, but something else becomes of some requests; compare: " + comparing(r.written, r.before(), r.initFlags.output)}
	}
	return nil
}

// compared tells how the objects that were read differ from those that are rendered, and
// gives those of the old that are missed.
func (r *importRun) compared() ([]string, error) {
	s := r.diffRun.s
	charts := r.found.leaveCharts(r.new.list)
	r.old.list = r.found.list
	var unread string
	if r.new.list, unread = withoutUnread(r.new.list, r.found.list); unread != "" {
		r.notes = append(r.notes, unread)
	}
	var found *review.Review
	err := s.limits.bound(func(context.Context) (err error) {
		found, err = r.compare()
		return err
	})
	if err != nil {
		return nil, ended(r.initFlags.output, err)
	}
	ingresses := importing.ReadIngresses(r.old.list) != nil
	r.elsewhere = !ingresses && slices.ContainsFunc(found.Requests.Changes, func(c trace.Change) bool { return c.Kind != trace.Otherwise })
	missed, others := r.found.missedBy(r.new.list, found.Difference, found.Aside.Left)
	missed = append(charts, missed...)
	if ingresses && !r.initFlags.quiet {
		fmt.Fprintln(s.stderr, "note: "+ofIngresses(r.written))
	}
	if others != "" && !r.initFlags.quiet {
		fmt.Fprintln(s.stderr, "note: "+others)
	}
	if !r.initFlags.quiet {
		_ = diag.Text(s.stderr, r.warnings) // where stderr fails, nobody is left to tell
		for _, note := range r.notes {
			fmt.Fprintln(s.stderr, "note:", note)
		}
	}
	for _, line := range missed {
		fmt.Fprintln(s.stderr, line)
	}
	if r.initFlags.output == "-" {
		return missed, nil
	}
	fmt.Fprintf(s.stderr, "note: %s is written; below is what %q says of the objects that were read and of those that it renders\n", diag.Name(r.initFlags.output), "render diff --requests")
	var out io.Writer = s.stdout
	return missed, review.Write(out, "text", found, coloured(s, "auto"))
}
