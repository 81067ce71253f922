package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render"
	"render/render/diag"
	"render/render/endpoints"
	"render/render/scripts"
	"render/render/wording"
)

const scriptHelp = `Write a shell script, for sh with curl, kubectl (or microk8s kubectl), and what
installs Istio:

  smoke    asks each tier's address for all its hosts and routes, and for hosts of
           other tiers, and compares the answers with the topology`

const scriptExample = `  render script smoke topology.yaml | sh`

// scriptKinds are the scripts that there are.
func scriptKinds() []string { return []string{"smoke"} }

type scriptFlags struct {
	inputFlags
	output     string
	allowPlain bool
}

func scriptCommand(s *shell) *cobra.Command {
	f := &scriptFlags{}
	c := &cobra.Command{
		Use:               "script smoke [flags] TOPOLOGY",
		Short:             "Write a shell script that proves it on the cluster",
		Long:              scriptHelp,
		Example:           scriptExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeScript,
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVarP(&f.output, "output", "o", "-", "write `FILE`, whole or not at all; - is stdout")
	group(flags, groupOutput, "output")
	return c
}

func completeScript(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return scriptKinds(), cobra.ShellCompDirectiveNoFileComp
	}
	return completeTopology(2)(c, args, typed)
}

func (f *scriptFlags) run(s *shell, args []string) error {
	switch {
	case len(args) == 0:
		return usage("which script? write: render script smoke topology.yaml")
	case !slices.Contains(scriptKinds(), args[0]):
		return usage("%s is no script; %s", wording.Quote(args[0]), wording.DidYouMean(args[0], scriptKinds()))
	case len(args) == 1:
		return usage("of which topology? write: render script %s topology.yaml", args[0])
	case len(args) > 2:
		return usage("%s is one word too many", wording.Quote(args[2]))
	}
	to, err := newDestination(s, f.output)
	if err != nil {
		return err
	}
	f.reads = &disk.Reads{}
	return f.smoke(s, args[1], to)
}

// smoke writes the script that asks the gateways.
func (f *scriptFlags) smoke(s *shell, name string, to *destination) error {
	in, err := f.input(s, name)
	if err != nil {
		return err
	}
	var found *endpoints.Endpoints
	var diagnostics diag.List
	err = s.limits.bound(func(ctx context.Context) (err error) {
		found, diagnostics, err = render.Asked(ctx, in)
		return err
	})
	if err != nil {
		return ended(name, err)
	}
	f.tell(s, diagnostics)
	if found == nil {
		return &failure{code: exitInput}
	}
	if to.Old != nil && to.Kind == disk.Regular && len(f.reads.Of(to.Old)) > 0 {
		return usage("-o %s is read by this run, and would be lost; write: the name of another file", quoteWord(f.output))
	}
	script, notes := scripts.Smoke(found, name)
	if err := to.write(s, script, "", f.allowPlain); err != nil {
		return err
	}
	f.note(s, notes)
	return nil
}

func (f *scriptFlags) note(s *shell, notes []string) {
	for _, note := range notes {
		if !f.quiet {
			fmt.Fprintln(s.stderr, "note:", note)
		}
	}
}
