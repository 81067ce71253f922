package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/diag"
	"render/render/endpoints"
	"render/render/making"
	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
	"render/render/secret"
	"render/render/wording"
)

const scriptHelp = `Write a shell script, for sh with kubectl (or microk8s kubectl), curl, and istioctl
or helm where they install Istio:

  apply    puts the topology onto a cluster, stage by stage, and waits after each
           for what the next relies on. With an older topology OLD before it,
           follows the steps that render diff OLD NEW tells, asks whether what a
           person does is done, and deletes what OLD has and the new one has not
  smoke    asks each tier's addresses for all its hosts and routes, and for hosts of
           other tiers, and compares the answers with the topology
  delete   takes the topology off the cluster, the last stage first. With OLD
           before it, only what that has and the new one has not

Each tells its flags by "sh FILE --help". The script of apply holds the objects,
and so the Secrets: with -o it is its owner's alone, and goes into no git work
tree. The others hold none. Neither OLD nor delete needs certificates or keys.`

const scriptExample = `  render script apply -o apply.sh topology.yaml && sh apply.sh
  render script smoke topology.yaml | sh
  render script apply old/topology.yaml topology.yaml | sh -s -- --dry-run
  render script delete topology.yaml | sh -s -- --yes`

// scriptKinds are the scripts that there are.
func scriptKinds() []string { return []string{"apply", "smoke", "delete"} }

type scriptFlags struct {
	inputFlags
	output     string
	allowPlain bool
}

func scriptCommand(s *shell) *cobra.Command {
	f := &scriptFlags{}
	c := &cobra.Command{
		Use:               "script apply|smoke|delete [flags] [OLD] TOPOLOGY",
		Short:             "Write a shell script that applies, proves or deletes it",
		Long:              scriptHelp,
		Example:           scriptExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeScript,
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	addOutput(flags, &f.output, "-", "write `FILE`, whole or not at all; - is stdout")
	flags.BoolVar(&f.allowPlain, "allow-plain-secrets", false, "let Secrets in clear go into a git work tree")
	f.addPrevious(flags, "keep ciphertext of `FILE|DIR`, an earlier run's, where\nnothing changed, which needs no key")
	group(flags, groupOutput, "output", "allow-plain-secrets")
	return c
}

func completeScript(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return scriptKinds(), cobra.ShellCompDirectiveNoFileComp
	}
	return completeTopology(3)(c, args, typed)
}

func (f *scriptFlags) run(s *shell, args []string) error {
	most := 3
	switch {
	case len(args) == 0:
		return usage("which script? write: render script apply topology.yaml, or smoke or delete")
	case !slices.Contains(scriptKinds(), args[0]):
		return usage("%s is no script; %s", wording.Quote(args[0]), wording.DidYouMean(args[0], scriptKinds()))
	case len(args) == 1:
		return usage("of which topology? write: render script %s topology.yaml", args[0])
	case args[0] == "smoke":
		most = 2
	}
	if len(args) > most {
		return usage("%s is one word too many", wording.Quote(args[most]))
	}
	if len(args) == 3 && args[1] == "-" && args[2] == "-" {
		return usage("standard input can be one topology, not both")
	}
	to, err := newDestination(s, f.output, f.quiet)
	if err != nil {
		return err
	}
	if to.folder {
		return usage("-o %s is a folder, and a script is one file; write: -o %s.sh", quoteWord(f.output), args[0])
	}
	f.reads = &disk.Reads{}
	if args[0] == "smoke" {
		return f.smoke(s, args[1], to)
	}
	return f.onCluster(s, args[0], args[1:], to)
}

// smoke writes the script that asks the gateways.
func (f *scriptFlags) smoke(s *shell, name string, to *destination) error {
	in, err := f.input(s, name)
	if err != nil {
		return err
	}
	found, err := outcome(&f.inputFlags, s, name, func(ctx context.Context) (*endpoints.Endpoints, diag.List, error) { return render.Asked(ctx, in) })
	if err != nil {
		return err
	}
	script, notes := scripts.Smoke(found, name)
	return f.write(s, to, script, notes, "")
}

// onCluster writes the script that applies or deletes a topology, after an older one if
// there are two names.
func (f *scriptFlags) onCluster(s *shell, which string, names []string, to *destination) error {
	if which == "apply" {
		if err := appliable(f.secrets); err != nil {
			return err
		}
	}
	outs, unknown, err := f.sides(s, which, names, to)
	if err != nil {
		return err
	}
	var found []*scripts.Cluster
	var worlds []*objects.World
	for _, out := range outs {
		found, worlds = append(found, out.Cluster()), append(worlds, objects.New(out.Manifests))
	}
	var old, newer *scripts.Cluster // of two
	var needed map[manifest.ID]string
	first, last := found[0], found[len(found)-1]
	if len(found) == 2 {
		old, newer, needed = first, last, consequences.Needed(worlds[0], worlds[1])
	}
	if which == "delete" {
		script, notes := scripts.Delete(first, newer, needed)
		return f.write(s, to, script, notes, "")
	}
	// The topology's own mode, which no flag says.
	if err := appliable(last.Secrets); err != nil {
		return err
	}
	var order []scripts.Turn
	if old != nil {
		was, is, _ := align.Sides(outs[0].Manifests, outs[1].Manifests)
		before, after := objects.New(was), objects.New(is)
		before.Cluster, after.Cluster = outs[0].ForCluster, outs[1].ForCluster
		order = consequences.Of(compare.Compare(before, after), consequences.Kubectl).Order
	}
	for _, m := range making.MissingOf(worlds[len(worlds)-1]) {
		last.Absent = append(last.Absent, scripts.Absent{ID: m.ID, By: m.By, Or: m.Or, Without: m.Without})
	}
	script, notes := scripts.Apply(last, old, order, needed, needs.Named(worlds[len(worlds)-1]))
	to.piped = "render script apply" + quoteWords(names) + " | sh"
	is := outs[len(outs)-1]
	return f.write(s, to, script, append(unknown, notes...), is.InClear(is.Manifests))
}

// appliable refuses Secrets that no gateway can read as they are.
func appliable(mode string) error {
	switch mode {
	case secret.Redacted:
		return usage("--secrets redacted would put placeholders onto the cluster; write: --secrets omit for Secrets that are there")
	case secret.SOPS:
		return usage("--secrets sops would put ciphertext onto the cluster, which kubectl does not decrypt; write: --secrets plain where the keys are, or --secrets omit for Secrets that are there, or a folder for Flux, which decrypts: gitops: {layout: flux, path: deploy/NAME}")
	}
	return nil
}

func (f *scriptFlags) write(s *shell, to *destination, script []byte, notes []string, inClear string) error {
	if to.Old != nil && to.Kind == disk.Regular && len(f.reads.Of(to.Old)) > 0 {
		return usage("-o %s is read by this run, and would be lost; write: the name of another file", quoteWord(f.output))
	}
	if err := to.write(s, script, inClear, f.allowPlain); err != nil {
		return err
	}
	f.note(s, notes)
	return nil
}
