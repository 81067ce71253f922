package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render"
	"render/render/bounded"
	"render/render/diag"
	"render/render/krm"
	"render/render/manifest"
)

// maxList is how large a ResourceList may be: what 10 000 apps make, ten times over.
const maxList = 256 << 20

const krmHelp = `Be a function that kustomize, or kpt, runs: read a ResourceList from standard input,
and write it to standard output with the rendered objects among its items. The
functionConfig's spec is the topology, or {topology: FILE}; of a ConfigMap its data
is the latter. Files are named from the folder in which the function is started, for
kustomize that of the kustomization.

An item of the same identity is replaced, and keeps its comments; all others stay as
they are. What is wrong is told on standard error and in the list's results, beside
the items that came in.`

const krmExample = `  # kustomization.yaml, which kustomize build --enable-alpha-plugins --enable-exec reads
  generators: [home.yaml]

  # home.yaml
  apiVersion: render/v1
  kind: Topology
  metadata:
    name: home
    annotations:
      config.kubernetes.io/function: "exec: {path: render, args: [krm]}"
  spec: {topology: topology.yaml}`

type krmFlags struct {
	inputFlags
	stages []string
}

func krmCommand(s *shell) *cobra.Command {
	f := &krmFlags{}
	c := &cobra.Command{
		Use:               "krm [flags]",
		Short:             "Be a function that kustomize or kpt runs",
		Long:              krmHelp,
		Example:           krmExample,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return f.run(s) },
	}
	f.add(c)
	flags := c.Flags()
	addTexts(flags, &f.stages, "stage", "", "only the stages `NAME[,NAME]` (repeatable):\n"+strings.Join(manifest.Stages(), ", "))
	f.addPrevious(flags, "keep ciphertext of `FILE|DIR`, an earlier run's")
	group(flags, groupOutput, "stage")
	completeList(c, "stage", manifest.Stages())
	return c
}

func (f *krmFlags) run(s *shell) error {
	stages, err := parseStages(f.stages)
	if err != nil {
		return err
	}
	text, err := bounded.Read(s.stdin, maxList)
	if err != nil {
		return &failure{exitInput, "stdin: cannot be read: " + err.Error()}
	}
	var list *krm.List
	if err := s.limits.bound(func(context.Context) (err error) {
		if list, err = krm.Read(text); err != nil {
			err = &failure{exitInput, "stdin: " + err.Error()}
		}
		return err
	}); err != nil {
		return ended("stdin", err)
	}
	function, err := list.Function()
	if err != nil {
		return f.refuse(s, list, nil, diag.Checked{Failure: "stdin: " + err.Error()})
	}
	out, err := f.rendered(s, function)
	found := diag.Checked{Name: nameOf(function)}
	if out != nil {
		found.Diagnostics = out.Diagnostics
	}
	var failed *failure
	switch {
	case errors.As(err, &failed) && failed.code == exitInput:
		found.Failure = failed.text
		return f.refuse(s, list, function, found)
	case err != nil:
		return err
	}
	return f.write(s, list, function, out, stages, found)
}

func nameOf(function *krm.Function) string {
	if function.File == "" {
		return krm.Inline
	}
	return function.File
}

// rendered renders the topology that the functionConfig has, or names.
func (f *krmFlags) rendered(s *shell, function *krm.Function) (*render.Output, error) {
	previous := func(string) ([]render.Previous, error) { return f.previous(nil) }
	switch {
	case function.File == "-":
		return nil, &failure{exitInput, "functionConfig: the topology is no file that is called -, since standard input is the list"}
	case function.File != "":
		return f.render(s, function.File, previous)
	}
	in, err := f.settings(s, krm.Inline)
	if err != nil {
		return nil, err
	}
	in.Files, in.Text = disk.NewFolder(topologyFolder(krm.Inline), f.allowOutside, f.reads, ""), function.Text
	return f.renderInput(s, in, previous)
}

// refuse writes the list as it came, with what is wrong as its results.
func (f *krmFlags) refuse(s *shell, list *krm.List, function *krm.Function, found diag.Checked) error {
	text, err := list.Told(function, diag.Results(found), krm.Placed{}, nil)
	if err != nil {
		return ended("stdin", err)
	}
	s.stdout.Write(text) // its error is told at the end of the run
	return &failure{exitInput, found.Failure}
}

// write writes the list with what was rendered.
func (f *krmFlags) write(s *shell, list *krm.List, function *krm.Function, out *render.Output, stages []manifest.Stage, found diag.Checked) error {
	var notes []string
	if reader := out.Apart(); reader == manifest.Helm && len(stages) == 1 && stages[0] == manifest.Istio {
		return usage("the stage istio has values for helm, which are no objects")
	} else if reader != manifest.Kubectl && len(stages) != 1 {
		notes = append(notes, fmt.Sprintf("the control plane is not among the items: %s installs Istio %s, after the stage namespaces and before gateways and apps", reader, out.Install.Version))
	}
	objects, _ := manifest.Documents(out.Selected(stages)) // which render.Render has written once already
	var known []manifest.ID
	for i := range out.Manifests {
		known = append(known, out.Manifests[i].ID())
	}
	var placed krm.Placed
	var text []byte
	err := s.limits.bound(func(context.Context) (err error) {
		if placed, err = list.Place(out.Name, objects, known); err != nil {
			return err
		}
		text, err = list.Told(function, diag.Results(found), placed, notes)
		return err
	})
	if err != nil {
		return ended("stdin", err)
	}
	f.note(s, notes)
	if !f.quiet {
		for _, id := range placed.Left {
			fmt.Fprintf(s.stderr, "warning: %s is no longer rendered, and stays among the items; remove it\n", id)
		}
	}
	s.stdout.Write(text) // its error is told at the end of the run
	return nil
}
