package main

import (
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/render"
	"render/render/manifest"
)

const longHelp = `render turns a topology file (tiers, IPs, hosts, certificates, apps) into the
MetalLB, Istio, Secret, Gateway, Deployment, Service and VirtualService objects
of a cluster with several Istio ingress gateways, each on its own IP. It never
talks to a cluster.

TOPOLOGY is a file in YAML, JSON or, by the name .jsonnet, jsonnet; - is standard
input. A file that is called like a verb is named with its folder: ./check.`

const examples = `  render topology.yaml | microk8s kubectl apply -f -
  render --stage metallb,gateways --secrets redacted topology.yaml
  render -o deploy/ topology.yaml
  render -o rendered.yaml --set tiers[primary].ip=10.0.0.1 topology.yaml
  render certs topology.yaml
  render check --strict --at now topology.yaml
  render diff deploy/ topology.yaml
  render explain tiers.apps.routes

Exit codes: 0 done; 1 warnings, under --strict, anything to make, under certs
--check, or a difference, of diff; 2 the input is wrong, or a file cannot be read
or written; 3 the command line is wrong; 4 a difference that --fail-on of diff is
for; 70 a fault of render.`

func renderCommand(s *shell) *cobra.Command {
	f := &renderFlags{}
	c := &cobra.Command{
		Use:                   "render [flags] TOPOLOGY...",
		DisableFlagsInUseLine: true,
		Short:                 "Render a topology to stdout, into a file or into a folder",
		Long:                  longHelp,
		Example:               examples,
		Args:                  cobra.ArbitraryArgs,
		ValidArgsFunction:     completeTopology(math.MaxInt),
		SilenceErrors:         true,
		SilenceUsage:          true,
		RunE: func(_ *cobra.Command, args []string) error {
			if f.version {
				return writeVersion(s, args)
			}
			return f.run(s, args)
		},
	}
	f.add(c)
	flags := c.Flags()
	addOutput(flags, &f.output, "-", "write `FILE|DIR/`, whole or not at all; - is stdout; of\nseveral topologies each is written into DIR/<name>/")
	addTexts(flags, &f.stages, "stage", "", "only the stages `NAME[,NAME]` (repeatable):\n"+strings.Join(manifest.Stages(), ", "))
	flags.StringVar(&f.format, "format", "yaml", "`FORMAT`: yaml (as without this flag), json, list, or\nmodel: the resolved topology, for the library")
	flags.BoolVar(&f.allowPlain, "allow-plain-secrets", false, "let Secrets in clear go into a git work tree")
	flags.StringVar(&f.layout, "layout", "", "who applies the folder, in place of the topology's\ngitops.layout: `LAYOUT` plain, argocd or flux")
	flags.BoolVar(&f.force, "force", false, "write a folder that other flags rendered, and over\nwhat somebody changed in it")
	flags.StringVar(&f.shardText, "shard", "", "of several topologies only part `K/N`, as 1/3; what the\nother parts render is left alone")
	flags.BoolVar(&f.allowShared, "allow-shared", false, "say nothing of addresses, hosts and networks that\nseveral topologies share")
	flags.BoolVar(&f.noCache, "no-cache", false, "of several topologies render also those of which\nnothing has changed since the last run")
	flags.BoolVar(&f.watching, "watch", false, "render again whenever a file changes that was read;\na run that fails leaves what is there")
	flags.BoolVar(&f.version, "version", false, "the same as the verb version")
	f.addPrevious(flags, "keep ciphertext of `FILE|DIR`, an earlier run's, where\nnothing changed, which needs no key; -o keeps that of\nwhat it replaces")
	flags.BoolVar(&f.strict, "strict", false, "write nothing where there are warnings; exit with 1")
	group(flags, groupOutput, "output", "strict", "stage", "format", "layout", "shard", "allow-shared", "no-cache", "watch", "force", "allow-plain-secrets")
	completeList(c, "stage", manifest.Stages())
	complete(c, "format", renderFormats())
	complete(c, "layout", layouts())
	return c
}

func (f *renderFlags) run(s *shell, args []string) error {
	stages, err := f.selection()
	if err == nil && f.given.Changed("shard") {
		f.shard, err = parseShard(f.shardText)
	}
	if err != nil {
		return err
	}
	to, err := newDestination(s, f.output, f.quiet)
	switch {
	case err != nil && len(args) > 0:
		return err
	case f.watching && f.watched == nil && len(args) > 0:
		if err := f.refuseWatch(args, to); err != nil {
			return err
		}
		return f.watch(s, args, func() error { return f.run(s, args) })
	case to.folder:
		return f.runFolder(s, args, stages, to)
	}
	if err := oneTopology(s, args, f.set); err != nil {
		return err
	}
	switch {
	case f.shard.of > 0:
		return usage("--shard is for several topologies, which go into a folder; write: -o DIR/")
	case f.noCache:
		return usage("--no-cache is for several topologies, which go into a folder; write: -o DIR/")
	case f.allowShared:
		return usage("--allow-shared is for several topologies, which go into a folder; write: -o DIR/")
	case f.force:
		return usage("--force is for -o with a folder: a file is replaced anyway")
	case f.given.Changed("layout"):
		return usage("--layout is for -o with a folder, and has no meaning for a stream; write: -o DIR/")
	}
	return f.runStream(s, args[0], stages, to)
}

// runStream renders a topology into one file or to stdout.
func (f *renderFlags) runStream(s *shell, name string, stages []manifest.Stage, to *destination) error {
	out, err := f.rendered(s, name, func(string) ([]render.Previous, error) { return f.previous(to) })
	if err != nil {
		return err
	}
	if err := f.refuseApart(out.Apart(), stages); err != nil {
		return err
	}
	text, err := f.text(out, stages)
	if err != nil {
		return err
	}
	inClear := ""
	if f.format != modelFormat {
		inClear = out.InClear(out.Selected(stages))
	}
	to.named = out.NamedSecret()
	if err := f.refuseInputs(to, out); err != nil {
		return err
	}
	if err := to.write(s, text, inClear, f.allowPlain); err != nil {
		return err
	}
	if f.format == modelFormat || f.quiet {
		return nil
	}
	if len(stages) == 0 || slices.Contains(stages, manifest.Gateways) {
		f.tellSealed(s, out, to)
	}
	if len(stages) == 0 {
		f.tellNotes(s, out, name, "")
	}
	return nil
}

// refuseApart refuses to put what kubectl does not read where other things are.
func (f *renderFlags) refuseApart(reader manifest.Reader, stages []manifest.Stage) error {
	if reader == manifest.Kubectl || !slices.Contains(stages, manifest.Istio) {
		return nil
	}
	switch {
	case len(stages) == 1 && reader == manifest.Helm && f.format == "list":
		return usage("--format list is for objects, and the stage istio has values for helm; write: --format json")
	case len(stages) == 1:
		return nil
	case reader == manifest.Helm:
		return usage("the stage istio has values for helm, which are no objects for kubectl; write: --stage istio alone")
	}
	return usage("the IstioOperator is for istioctl, which refuses a file with anything beside it; write: --stage istio alone")
}

// selection reads --stage and --format; no stage means all.
func (f *renderFlags) selection() ([]manifest.Stage, error) {
	stages, err := parseStages(f.stages)
	switch {
	case err != nil:
		return nil, err
	case f.given.Changed("layout") && !slices.Contains(layouts(), f.layout):
		return nil, unknownValue("layout", f.layout, layouts())
	case !slices.Contains(renderFormats(), f.format):
		return nil, unknownValue("format", f.format, renderFormats())
	case f.format == modelFormat && len(stages) > 0:
		return nil, usage("--stage has no meaning with --format model")
	}
	return stages, nil
}

// text is the result in the format that was asked for.
func (f *renderFlags) text(out *render.Output, stages []manifest.Stage) ([]byte, error) {
	if f.format == modelFormat {
		text, err := manifest.AppendJSON(nil, out.Model.Value())
		if err != nil {
			return nil, &failure{exitInput, err.Error()}
		}
		return append(text, '\n'), nil
	}
	format, _ := manifest.ParseFormat(f.format)
	text, err := out.Stream(stages, format)
	if err != nil {
		return nil, &failure{exitInput, err.Error()}
	}
	return text, nil
}
