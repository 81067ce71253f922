package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"render/internal/disk"
	"render/render"
	"render/render/diag"
)

// render renders a topology and says what is wrong with it. An error is there
// where anything is.
func (f *inputFlags) render(s *shell, name string, previous func(string) ([]render.Previous, error)) (*render.Output, error) {
	in, err := f.input(s, name)
	if err != nil {
		return nil, err
	}
	return f.renderInput(s, in, previous)
}

// renderInput renders what was read, and says what is wrong with it.
func (f *inputFlags) renderInput(s *shell, in render.Input, previous func(string) ([]render.Previous, error)) (*render.Output, error) {
	in.Previous, in.WithModel, in.WithMember, in.ForScript = previous, f.withModel, f.withMember, f.forScript
	in.WithObjects = f.withObjects
	if f.withWorkTree {
		in.WorkTree = worktreeOf(in.Name)
	}
	in.Folder, in.Layout, in.Stages = f.inFolder, f.layout, f.ofFolder
	var out *render.Output
	err := s.limits.bound(func(ctx context.Context) (err error) {
		out, err = render.Render(ctx, in)
		return err
	})
	if err != nil {
		return nil, ended(in.Name, err)
	}
	f.tell(s, out.Diagnostics)
	if out.Diagnostics.Failed() {
		return out, &failure{code: exitInput}
	}
	return out, nil
}

// outcome is that of some work on a topology that the limits bound, once it is said what
// is wrong with it. Where that keeps it from an outcome, it is nil, the error tells so.
func outcome[T any](f *inputFlags, s *shell, name string, work func(context.Context) (*T, diag.List, error)) (*T, error) {
	var out *T
	var diagnostics diag.List
	err := s.limits.bound(func(ctx context.Context) (err error) {
		out, diagnostics, err = work(ctx)
		return err
	})
	if err != nil {
		return nil, ended(name, err)
	}
	f.tell(s, diagnostics)
	if out == nil {
		return nil, &failure{code: exitInput}
	}
	return out, nil
}

// note says what the result leaves to a person, but not under --quiet.
func (f *inputFlags) note(s *shell, notes []string) {
	if f.quiet {
		return
	}
	for _, note := range notes {
		fmt.Fprintln(s.stderr, "note:", note)
	}
}

// ended is why some work on a topology has no outcome: a limit, a signal, what a
// file of the command line's is, or a fault of render itself.
func ended(name string, err error) error {
	var own *failure
	var limit *errLimit
	var interrupted *disk.Interrupted
	switch {
	case errors.As(err, &own), errors.As(err, &interrupted):
		return err
	case errors.As(err, &limit):
		return &failure{exitInput, diag.Name(name) + ": " + limit.reason}
	}
	return &failure{exitBug, fmt.Sprintf("%s\n%v\nrender %s", ownFault, err, version)}
}

// tell says what is wrong. --quiet leaves warnings out, but not under --strict,
// which makes errors of them.
func (f *inputFlags) tell(s *shell, diagnostics diag.List) {
	if f.silent {
		return
	}
	if f.quiet && !f.strict {
		diagnostics = slices.DeleteFunc(slices.Clone(diagnostics), func(p diag.Diagnostic) bool { return p.Severity != diag.Error && !p.Always })
	}
	if f.brief && !diagnostics.Failed() {
		_ = diag.Lines(s.stderr, diagnostics)
		return
	}
	_ = diag.Text(s.stderr, diagnostics) // where stderr fails, nobody is left to tell
}
