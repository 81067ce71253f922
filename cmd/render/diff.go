package main

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render/consequences"
	"render/render/diag"
	"render/render/review"
	"render/render/wording"
)

const diffHelp = `Compare two sides object by object, then field by field, and tell what the change
does on the cluster. Each of OLD and NEW is one of

  a topology         which is rendered
  a file             of objects, in YAML or JSON
  a folder           that render wrote, or any other with YAML
  git:REV:PATH       any of these as git has it, from the repository's root on,
                     or from here with ./; keys are not read from there
  -                  standard input: above all what kubectl get -o yaml gives, of
                     which status, defaults and what others wrote are set aside;
                     kinds of which it holds nothing are told, and not compared

A folder that render wrote beside a topology is compared as -o would write it: all
its files, too, and whether other flags decided it; of the folders of several
topologies it is the topology's own. Of two topologies no key is needed: a
certificate tells which key it is for. OLD needs neither: where its pair is not
there, or is not for its hosts any more, none is compared, and a note tells why.
What is warned of NEW, and was not of OLD, is told.

With --requests each entrance of either side is tried by a request for each of its
routes, from the edges of what policies tell clients apart by too, which is followed
through the objects of both: what stops arriving is told with the reason, and what
would let it through.

--set and --overlay change NEW, or the one side that is a topology; for OLD there
are --old-set and --old-overlay. All other flags are for both.

--fail-on tells by the exit code whether the change is dangerous: with danger where
any is told of, with warning where anything but notes is. A request that stops
arriving is a danger, one that leads elsewhere a warning.

Exit codes: 0 no difference, be it that values are redacted on a side, which a note
tells; 1 differs, or what a cluster gave is too little to tell; 2 a side is wrong or
cannot be read; 3 the command line is wrong; 4 differs, and does what --fail-on names.`

const diffExample = `  render diff deploy/ topology.yaml
  render diff topology.yaml topology.yaml --set istio.version=1.31
  render diff git:main:topology.yaml topology.yaml --format text --format github=comment.md
  render diff --requests git:main:topology.yaml topology.yaml
  render diff --fail-on danger git:main:topology.yaml topology.yaml
  kubectl get -A -o yaml --show-managed-fields deployments,services,gateways.networking.istio.io \
    | render diff - topology.yaml`

func diffCommand(s *shell) *cobra.Command {
	f := &diffFlags{}
	c := &cobra.Command{
		Use:               "diff [flags] OLD NEW",
		Short:             "Compare two sides, and tell what the change does",
		Long:              diffHelp,
		Example:           diffExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(2),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	addTexts(flags, &f.oldSet, "old-set", "", "--set of OLD, `PATH=VALUE` (repeatable)")
	addTexts(flags, &f.oldOverlays, "old-overlay", "", "--overlay of OLD, `NAME|DIR` (repeatable)")
	flags.StringVar(&f.layout, "layout", "", "who applies the folder, in place of the topology's\ngitops.layout: `LAYOUT` plain, argocd or flux")
	addTexts(flags, &f.formats, "format", "", "what differs as `FORMAT[=FILE]`: text, unified, json,\nsarif or github, a comment; without FILE to stdout\n(repeatable)")
	flags.StringVar(&f.applier, "applier", "", "who applies the change: `WHO` kubectl, argocd or flux;\nwithout it as the folder or the topology says")
	flags.StringVar(&f.oldApplier, "old-applier", "", "who applied OLD: `WHO` kubectl, argocd or flux; without\nit as OLD tells; files that nobody has marked are taken\nfor kubectl's")
	flags.StringVar(&f.failOn, "fail-on", "", "exit with 4, in place of 1, where the change does what\nweighs as much as `WEIGHT`: danger or warning")
	flags.StringVar(&f.color, "color", "auto", "`WHEN` the text is coloured: auto, always or never")
	flags.BoolVar(&f.asksRequests, "requests", false, "follow requests through both sides, as trace does, and\ntell which arrive, stop arriving or lead elsewhere")
	flags.BoolVar(&f.force, "force", false, "compare a folder as -o --force would write it: what\nsomebody changed there is written anew, and what a\nkustomization.yaml lists beside it falls out")
	group(flags, groupResult, "old-set", "old-overlay", "layout")
	group(flags, groupOutput, "format", "requests", "force", "applier", "old-applier", "fail-on", "color")
	complete(c, "format", review.Formats())
	complete(c, "layout", layouts())
	complete(c, "applier", consequences.Appliers())
	complete(c, "old-applier", consequences.Appliers())
	complete(c, "fail-on", weights())
	complete(c, "color", colors())
	_ = c.RegisterFlagCompletionFunc("old-overlay", completeOverlay)
	_ = c.RegisterFlagCompletionFunc("old-set", completeSet)
	return c
}

// run compares the two sides.
func (f *diffFlags) run(s *shell, args []string) error {
	if err := f.usage(args); err != nil {
		return err
	}
	formats := f.formats
	if len(formats) == 0 {
		formats = []string{"text"}
	}
	out, err := readReports(formats, review.Formats(), false)
	if err != nil {
		return err
	}
	f.reads = &disk.Reads{}
	d := &diffRun{diffFlags: f, s: s, sideReader: &sideReader{s: s, ctx: context.Background(), outside: f.allowOutside, reads: f.reads}}
	defer d.git.close()
	if err := d.readBoth(args); err != nil {
		return err
	}
	d.notes = append(d.notes, d.readAlike()...)
	var found *review.Review
	err = s.limits.bound(func(context.Context) (err error) {
		found, err = d.compare()
		return err
	})
	if err != nil {
		return ended(args[1], err)
	}
	if !f.quiet {
		_ = diag.Text(s.stderr, append(d.warnings, d.warned()...)) // where stderr fails, nobody is left to tell
	}
	f.note(s, d.notes)
	colour := coloured(s, f.color)
	err = out.write(s, f.reads, func(w io.Writer, to reportFile) error {
		return review.Write(w, to.format, found, colour && to.to == nil)
	})
	if err != nil {
		return err
	}
	switch {
	case found.Empty():
		return nil
	case f.failOn != "" && found.Weighs(consequences.Severity(slices.Index(weights(), f.failOn))):
		return &failure{code: exitWeighs}
	}
	return &failure{code: exitDiffers}
}

// weights are what --fail-on takes, in the order of severities.
func weights() []string {
	return []string{consequences.Danger.String(), consequences.Warning.String()}
}

// usage tells what is wrong with the command line.
func (f *diffFlags) usage(args []string) error {
	switch {
	case len(args) == 0:
		return usage("which two sides? write: render diff OLD NEW, as in: render diff deploy/ topology.yaml")
	case len(args) == 1:
		return usage("%s is one side, and two are compared; write: render diff OLD NEW", quoteWord(args[0]))
	case len(args) > 2:
		return usage("%s is one word too many; of several topologies compare each with its own folder, as in: render diff deploy/NAME/ %s", wording.Quote(args[2]), quoteWord(args[1]))
	case args[0] == "-" && args[1] == "-":
		return usage("standard input can be one side, not both")
	case f.given.Changed("layout") && !slices.Contains(layouts(), f.layout):
		return unknownValue("layout", f.layout, layouts())
	case f.given.Changed("applier") && !slices.Contains(consequences.Appliers(), f.applier):
		return unknownValue("applier", f.applier, consequences.Appliers())
	case f.given.Changed("old-applier") && !slices.Contains(consequences.Appliers(), f.oldApplier):
		return unknownValue("old-applier", f.oldApplier, consequences.Appliers())
	case f.given.Changed("fail-on") && !slices.Contains(weights(), f.failOn):
		return unknownValue("fail-on", f.failOn, weights())
	case !slices.Contains(colors(), f.color):
		return unknownValue("color", f.color, colors())
	}
	return nil
}
