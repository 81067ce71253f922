package main

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/internal/later"
	"render/render"
	"render/render/diag"
	"render/render/drawing"
	"render/render/wording"
)

const graphHelp = `Draw a topology from left to right: tiers, IPs, hosts, certificates, gateways, who
may come in where access says so, routes and apps, each box with its line in the topology.

svg is a picture that suits light and dark pages and paper. html is a page that asks
for nothing from elsewhere: a host that is pointed at lights its whole path, and a box
for a URL tells what trace --all says of it. mermaid and dot are texts for other tools.
The format is the one that the name of -o ends in, where --format is not given.

The picture is the topology's; what overlays and a mixin make of the objects is in the
answers of html. With --at certificates have until when they are valid.`

const graphExample = `  render graph topology.yaml > topology.svg
  render graph -o topology.html topology.yaml
  render graph --format mermaid --tier primary topology.yaml
  render graph --format dot topology.yaml | dot -Tpdf > topology.pdf`

// graphEndings are the endings of files' names by which their format is known.
func graphEndings() map[string]string { return graphEndingsOnce.Get(makeGraphEndings) }

var graphEndingsOnce later.Value[map[string]string]

func makeGraphEndings() map[string]string {
	return map[string]string{".svg": drawing.SVG, ".html": drawing.HTML, ".htm": drawing.HTML, ".mmd": drawing.Mermaid, ".mermaid": drawing.Mermaid, ".dot": drawing.DOT, ".gv": drawing.DOT}
}

type graphFlags struct {
	inputFlags
	format string
	output string
	tiers  []string
}

func graphCommand(s *shell) *cobra.Command {
	f := &graphFlags{}
	f.brief = true
	c := &cobra.Command{
		Use:               "graph [flags] TOPOLOGY",
		Short:             "Draw a topology as a picture or a page",
		Long:              graphHelp,
		Example:           graphExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(1),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(s, args) },
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVar(&f.format, "format", "", "`FORMAT`: svg (as without this flag), html, mermaid or\ndot")
	addOutput(flags, &f.output, "-", "write into `FILE`; - is stdout")
	addTexts(flags, &f.tiers, "tier", "", "only the tier `NAME` (repeatable)")
	group(flags, groupOutput, "format", "output", "tier")
	complete(c, "format", drawing.Formats())
	return c
}

func (f *graphFlags) run(s *shell, args []string) error {
	switch {
	case len(args) == 0:
		return usage("which topology? write: render graph topology.yaml")
	case len(args) > 1:
		return usage("%s is one word too many", wording.Quote(args[1]))
	}
	to, err := f.target()
	if err != nil {
		return err
	}
	f.reads = &disk.Reads{}
	in, err := f.input(s, args[0])
	if err != nil {
		return err
	}
	picture, answers, err := f.picture(s, args[0], in, to.format)
	if err != nil {
		return err
	}
	tiers, err := chosenTiers(picture.Tiers, f.tiers)
	if err != nil {
		return err
	}
	if len(tiers) > 0 {
		picture = picture.Only(tiers)
	}
	if reason, help := picture.TooLarge(); reason != "" {
		return failed(args[0], "cannot be drawn: "+reason, help)
	}
	text := picture.Text(to.format, answers)
	f.note(s, picture.Notes(to.format, len(text)))
	out := reports{files: []reportFile{to}}
	return out.write(s, f.reads, func(w io.Writer, _ reportFile) error {
		_, err := w.Write(text)
		return err
	})
}

// picture is that of a topology, with the answers that a page has.
func (f *graphFlags) picture(s *shell, name string, in render.Input, format string) (*drawing.Picture, *drawing.Answers, error) {
	if format != drawing.HTML {
		picture, err := outcome(&f.inputFlags, s, name, func(ctx context.Context) (*drawing.Picture, diag.List, error) { return render.Drawn(ctx, in) })
		return picture, nil, err
	}
	in.WithPicture, in.WithoutKeys = true, true
	out, err := f.renderInput(s, in, nil)
	if err != nil {
		return nil, nil, err
	}
	tiers := f.tiers // which are looked for among those of the picture later
	answers, diagnostics := out.Answers("render trace "+f.again(), " "+quoteWord(name), func(tier string) bool { return len(tiers) == 0 || slices.Contains(tiers, tier) })
	if diagnostics.Failed() {
		return nil, nil, &failure{exitBug, ownFault + "\n" + diagnostics.Err().Error()}
	}
	return out.Picture, answers, nil
}

// target is the format, and where it goes.
func (f *graphFlags) target() (reportFile, error) {
	to := reportFile{format: f.format}
	if f.output != "-" {
		var err error
		if to.to, err = locateFile("-o", f.output, "topology.svg"); err != nil {
			return to, err
		}
	}
	switch {
	case f.given.Changed("format"):
		if !slices.Contains(drawing.Formats(), f.format) {
			return to, unknownValue("format", f.format, drawing.Formats())
		}
	case to.to == nil || to.to.Kind != disk.Regular:
		to.format = drawing.SVG
	default:
		ending := strings.ToLower(filepath.Ext(f.output))
		if to.format = graphEndings()[ending]; to.format == "" {
			return to, usage("-o %s does not say by its ending what is drawn; write: a name that ends in .svg, .html, .mmd or .dot, or --format FORMAT", quoteWord(f.output))
		}
	}
	return to, nil
}
