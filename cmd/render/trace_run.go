package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"time"

	"render/internal/disk"
	"render/render"
	"render/render/diag"
	"render/render/places"
	"render/render/trace"
)

// mesh reads what requests are followed through.
func (f *traceFlags) mesh(s *shell, rest []string) (mesh *trace.Mesh, at trace.Places, err error) {
	r := &sideReader{s: s, ctx: context.Background(), outside: f.allowOutside, reads: f.reads}
	defer r.git.close()
	var sources []*places.Source
	names := append(rest, f.manifests...)
	for _, name := range names {
		side, err := r.read(name)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case side.form == aTopology && len(f.manifests) > 0:
			return nil, nil, usage("-f %s is a topology; write: it behind the URL, without -f", quoteWord(name))
		case side.form == aTopology:
			return f.rendered(s, side)
		case side.form == aFolder:
			for _, file := range side.held.names() {
				if !isYAML(file) {
					continue
				}
				sources = append(sources, places.NewSource(strings.TrimSuffix(name, "/")+"/"+file, side.held.texts[file]))
			}
		default:
			sources = append(sources, places.NewSource(name, side.text))
		}
	}
	if given := f.onlyOfTopologies(); given != "" {
		return nil, nil, usage("--%s is for a topology, and %s has objects; leave it out", given, quoteWord(names[0]))
	}
	mesh, at, diagnostics := render.TraceObjects(sources)
	f.tell(s, diagnostics)
	if diagnostics.Failed() {
		return nil, nil, &failure{code: exitInput}
	}
	if mesh == nil {
		return nil, nil, failed(names[0], "holds no object", "give what kubectl get -o yaml gives, or a folder that render wrote")
	}
	return mesh, at, nil
}

// onlyOfTopologies is a flag that says how a topology is rendered; "" where none is given.
func (f *traceFlags) onlyOfTopologies() string {
	for _, name := range [...]string{"set", "overlay", "secrets", "allow-outside", "jpath", "ext-str", "tla-str", "tier"} {
		if f.given.Changed(name) {
			return name
		}
	}
	return ""
}

// rendered renders a topology; no key is needed for it.
func (f *traceFlags) rendered(s *shell, side *side) (*trace.Mesh, trace.Places, error) {
	in, err := f.settings(s, side.name)
	if err != nil {
		return nil, nil, err
	}
	in.Text, in.Files, in.Revision, in.WithoutKeys = side.text, side.files, side.revision, true
	f.brief = true
	side.atRevision(&in, f.libraries)
	in.At, in.AtNow = time.Time{}, false // a request meets what has ended, and is told of it there
	out, err := f.renderInput(s, in, nil)
	if err != nil {
		return nil, nil, err
	}
	mesh, at, diagnostics := out.Traced()
	if diagnostics.Failed() {
		return nil, nil, &failure{exitBug, ownFault + "\n" + diagnostics.Err().Error()}
	}
	if f.given.Changed("tier") {
		tiers, services := out.Gateways()
		i, err := chosenTiers(tiers, []string{f.tier})
		if err != nil {
			return nil, nil, err
		}
		f.service = services[i[0]]
	}
	return mesh, at, nil
}

// follow follows the one request.
func (f *traceFlags) follow(s *shell, mesh *trace.Mesh, at trace.Places, r trace.Request) error {
	r.Service = f.service
	list := mesh.Chase(r)
	if f.format == "json" {
		if err := trace.WriteJSON(s.stdout, []trace.Followed{trace.NewFollowed(&r, list, at)}); err != nil {
			return err
		}
	} else {
		s.stdout.Write(trace.Text(list, at)) // its error is told at the end of the run
	}
	if !trace.Through(list) {
		return &failure{code: exitDiffers}
	}
	return nil
}

// list lists where every request of --all leads, for the client that it comes from; the
// zero address is of one that nobody knows.
func (f *traceFlags) list(s *shell, mesh *trace.Mesh, at trace.Places, from netip.Addr) error {
	requests := mesh.All()
	if len(requests) == 0 {
		return nothingToFollow()
	}
	var out []trace.Followed
	var lines []string
	for i := range requests {
		requests[i].At, requests[i].From = f.when(), from
		list := mesh.Chase(requests[i])
		if f.service == "" || list[0].Service == f.service {
			out = append(out, trace.NewFollowed(&requests[i], list, at))
			lines = append(lines, list[0].Line())
		}
	}
	if f.format == "json" {
		return trace.WriteJSON(s.stdout, out)
	}
	for _, line := range lines {
		s.stdout.Write(trace.Visible([]byte(line + "\n"))) // its error is told at the end of the run
	}
	return nil
}

func nothingToFollow() error {
	return &failure{exitInput, "no gateway among the objects has a route"}
}

// compare follows what a file expects something of.
func (f *traceFlags) compare(s *shell, mesh *trace.Mesh, at trace.Places, expected []trace.Expectation, rest []string) error {
	var out []trace.Followed
	wrong := 0
	for _, one := range expected {
		one.Request.At = f.when()
		list := mesh.Chase(one.Request)
		got := trace.NewFollowed(&one.Request, list, at)
		got.Expected = one.Outcome
		out = append(out, got)
		if got.Outcome == one.Outcome {
			continue
		}
		wrong++
		if f.format == "text" {
			text := fmt.Sprintf("%s:%d: %s => %s, and not %s", diag.Name(f.expect), one.Line, got.Request, got.Outcome, one.Outcome)
			if list[0].Verdict == trace.Fails {
				text += ": " + list[0].Why
			}
			s.stdout.Write(trace.Visible([]byte(text + "\n")))
		}
	}
	if f.format == "json" {
		if err := trace.WriteJSON(s.stdout, out); err != nil {
			return err
		}
	}
	if wrong > 0 {
		f.note(s, []string{fmt.Sprintf("%d of %d requests lead elsewhere; where that is meant: render trace %s--write-expect %s%s", wrong, len(expected), f.again(), quoteWord(f.expect), f.objects(rest))})
		return &failure{code: exitDiffers}
	}
	return nil
}

// objects are the words of the command line that say through which objects requests are
// followed.
func (f *traceFlags) objects(rest []string) string {
	var b strings.Builder
	for _, name := range f.manifests {
		b.WriteString(" -f " + quoteWord(name))
	}
	return b.String() + quoteWords(rest)
}

// expectations reads --expect.
func (f *traceFlags) expectations(s *shell) ([]trace.Expectation, error) {
	text, err := readTopology(s, f.expect, f.reads)
	if err != nil {
		return nil, err
	}
	list, line, err := trace.ParseExpectations(text)
	switch {
	case err != nil:
		return nil, &failure{exitInput, fmt.Sprintf("%s:%d: %s", diag.Name(f.expect), line, err)}
	case len(list) == 0:
		return nil, failed(f.expect, "expects nothing", "write one: render trace --write-expect "+quoteWord(f.expect)+" topology.yaml")
	}
	return list, nil
}

// write writes what becomes of every request of --all, and of the clients that policies and
// sourceRanges tell apart, to be expected from now on, and of those that the file has already.
func (f *traceFlags) write(s *shell, to *disk.Target, mesh *trace.Mesh) error {
	requests, unasked := mesh.AllByClients()
	if len(requests) == 0 {
		return nothingToFollow()
	}
	if unasked > 0 {
		f.note(s, []string{fmt.Sprintf(untriedFrom, unasked)})
	}
	for i := range requests {
		requests[i].At = f.when()
	}
	out := reports{files: []reportFile{{format: "expect", to: to}}}
	return out.write(s, f.reads, func(w io.Writer, _ reportFile) error {
		text, err := f.renewed(s, to, mesh, requests)
		if err == nil {
			_, err = w.Write(text)
		}
		return err
	})
}

// renewed is the file of --write-expect as it is to be: one that is there keeps its
// requests and comments.
func (f *traceFlags) renewed(s *shell, to *disk.Target, mesh *trace.Mesh, requests []trace.Request) ([]byte, error) {
	if to.Old == nil || to.Kind != disk.Regular || to.Old.Size() == 0 || len(f.reads.Of(to.Old)) > 0 || holdsKey(to.Path) {
		return mesh.Expect(requests), nil // what is wrong with the file is told as it is written
	}
	old, err := readTopology(s, f.writeExpect, &disk.Reads{})
	if err != nil {
		return nil, err
	}
	text, line, err := mesh.Renew(old, f.when(), requests)
	if err != nil {
		return nil, &failure{exitInput, fmt.Sprintf("%s:%d: %s; or write another name, if this is no file of expectations", diag.Name(f.writeExpect), line, err)}
	}
	return text, nil
}

// when is what --at says; it was read before.
func (f *traceFlags) when() time.Time {
	if !f.given.Changed("at") {
		return time.Time{}
	}
	at, _ := parseTime(f.at)
	return at
}
