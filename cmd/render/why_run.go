package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"render/internal/disk"
	"render/render"
	"render/render/causes"
	"render/render/compare"
	"render/render/diag"
	"render/render/manifest"
	"render/render/trace"
	"render/render/wording"
)

// object answers what an object, or a field of one, comes from.
func (f *whyFlags) object(s *shell, word, field, topology string) error {
	f.reads = &disk.Reads{}
	in, err := f.input(s, topology)
	if err != nil {
		return err
	}
	reasons, err := f.ask(s, in)
	if err != nil {
		return err
	}
	if line := lineOf(reasons, word, topology); line > 0 && !isObjectWord(word) {
		return ofTopology(word, topology, line)
	}
	id, err := findObject(reasons.Whole(), word, topology)
	if err != nil {
		return err
	}
	at, fault := compare.Lookup(reasons.Whole()[id], field)
	if line := lineOf(reasons, field, topology); fault.Found() && line > 0 {
		return ofTopology(field, topology, line)
	}
	if fault.Found() {
		return &failure{exitInput, fmt.Sprintf("%s: %s; %s", diag.Name(objectWord(id, nil)), fault.Message, fault.Help)}
	}
	return f.answer(s, reasons, topology, id, at)
}

// lineOf is the line of a topology's field, where its lines can be asked about; else 0.
func lineOf(reasons *render.Reasons, field, topology string) int {
	if topology == "-" || path.Ext(topology) == ".jsonnet" {
		return 0
	}
	return reasons.LineOf(field)
}

// ofTopology tells of a field of the topology how it is asked about.
func ofTopology(field, topology string, line int) error {
	return usage("%s is a field of the topology, and of no object; to follow it, write: %s", wording.Quote(field), whyWords(fmt.Sprintf("%s:%d", topology, line)))
}

// ask renders a topology to be asked.
func (f *whyFlags) ask(s *shell, in render.Input) (*render.Reasons, error) {
	in.Folder, in.Layout, in.Stages = f.inFolder, f.layout, f.ofFolder
	quiet := f.inputFlags
	quiet.quiet, quiet.strict = true, false
	return outcome(&quiet, s, in.Name, func(ctx context.Context) (*render.Reasons, diag.List, error) {
		return render.ReasonsOf(ctx, in)
	})
}

// answer tells what a field comes from.
func (f *whyFlags) answer(s *shell, reasons *render.Reasons, topology string, id manifest.ID, path compare.Path) error {
	var found *causes.Influence
	err := s.limits.bound(func(ctx context.Context) (err error) {
		found, err = reasons.Why(ctx, id, path)
		return err
	})
	if err != nil {
		return ended(topology, err)
	}
	value, _ := compare.Find(reasons.Whole()[id], path)
	effects := causes.Sorted(found.On(id, path))
	if f.format == "json" {
		return f.json(s, causes.NewAnswer(id, path, value, effects, found.Unasked()))
	}
	var b bytes.Buffer
	b.WriteString(id.String())
	if len(path) > 0 {
		b.WriteString(", " + path.String())
	}
	if shown := causes.Shown(id, path, value); shown != nil {
		fmt.Fprintf(&b, ": %v", shown)
	}
	b.WriteByte('\n')
	if len(effects) == 0 {
		b.WriteString("nothing that is written, and no default, changes it\n")
	}
	for i := range effects {
		b.WriteString("\n" + effects[i].Text())
	}
	if n := found.Unasked(); n > 0 {
		fmt.Fprintf(&b, "\nof the apps that it names %d are not told of; name a field to be told of the app behind it\n", n)
	}
	s.stdout.Write(trace.Visible(b.Bytes())) // its error is told at the end of the run
	return nil
}

func (f *whyFlags) json(s *shell, answer any) error {
	e := json.NewEncoder(s.stdout) // whose error is told at the end of the run
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(answer)
}

// madeLine are the fields that a line has a part in, for programs.
type madeLine struct {
	File    string       `json:"file"`
	Line    int          `json:"line"`
	Paths   []string     `json:"paths"`
	Objects []madeObject `json:"objects"`
}

// madeObject is an object of them; without fields it is all of it.
type madeObject struct {
	Object causes.Object `json:"object"`
	Whole  bool          `json:"whole"`
	Fields []string      `json:"fields"`
}

// back lists what a line has a part in, of the topology or, as line finds out, of another file.
// near finds a line that says something for one that does not; nil for a file of which that is not known.
func (f *whyFlags) back(s *shell, at fileLine, near func(int) int, line func(context.Context, int) ([]string, []causes.Made, error)) error {
	var paths []string
	var made []causes.Made
	err := s.limits.bound(func(ctx context.Context) (err error) {
		paths, made, err = line(ctx, at.line)
		return err
	})
	switch {
	case err != nil:
		return ended(at.name, err)
	case len(paths) == 0:
		help := "name a line with a value"
		if near != nil && near(at.line) > 0 {
			help = "write: " + whyWords(fmt.Sprintf("%s:%d", at.name, near(at.line)))
		}
		return &failure{exitInput, fmt.Sprintf("%s:%d: says nothing that an object could come from; %s", diag.Name(at.name), at.line, help)}
	}
	out := madeLine{File: at.name, Line: at.line, Paths: paths, Objects: []madeObject{}}
	for _, m := range made {
		one := madeObject{Object: causes.ObjectOf(m.ID), Whole: m.Whole, Fields: []string{}}
		for _, field := range m.Fields {
			one.Fields = append(one.Fields, field.String())
		}
		out.Objects = append(out.Objects, one)
	}
	if f.format == "json" {
		return f.json(s, out)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s:%d: %s\n", diag.Name(at.name), at.line, strings.Join(paths, ", "))
	if len(made) == 0 {
		b.WriteString("no object is another without it, or with another value\n")
	}
	for i, m := range made {
		fmt.Fprintf(&b, "\n%s\n", m.ID)
		if out.Objects[i].Whole {
			b.WriteString("  all of it: there is no such object otherwise\n")
		}
		for _, field := range out.Objects[i].Fields {
			b.WriteString("  " + field + "\n")
		}
	}
	s.stdout.Write(trace.Visible(b.Bytes())) // its error is told at the end of the run
	return nil
}
