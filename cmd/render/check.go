package main

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/spf13/cobra"

	"render/render"
	"render/render/diag"
)

func checkCommand(s *shell) *cobra.Command {
	f := &inputFlags{}
	var format string
	c := &cobra.Command{
		Use:               "check [flags] TOPOLOGY...",
		Short:             "Check every rule, and render nothing",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(math.MaxInt),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usage("which topology? write: render check topology.yaml")
			case slices.Contains([]string{"json", "sarif", "github"}, format):
				return usage("check --format %s is not there yet; write: --format text", format)
			case format != "text":
				return usage("--format %s is not known; write: --format text", diag.Quote(format))
			}
			return check(s, f, args)
		},
	}
	f.add(c)
	flags := c.Flags()
	flags.BoolVar(&f.strict, "strict", false, "exit with 1 where there are warnings")
	f.addPrevious(flags, "ciphertext of `FILE|DIR`, an earlier run's: where\nnothing changed no key is needed")
	flags.StringVar(&format, "format", "text", "`FORMAT` of the problems: text")
	group(flags, groupOutput, "strict", "format")
	complete(c, "format", []string{"text"})
	return c
}

// check checks each topology, all of them even where one is wrong.
func check(s *shell, f *inputFlags, names []string) error {
	code, warnings := exitOK, 0
	for _, name := range names {
		out, err := f.render(s, name, func() ([]render.Previous, error) { return f.previous(nil) })
		var failed *failure
		switch {
		case err == nil:
			warnings += out.Problems.Warnings()
			if !f.quiet {
				fmt.Fprintf(s.stderr, "%s: right%s; %d objects\n", name, counted(out.Problems.Warnings()), len(out.Manifests))
			}
		case errors.As(err, &failed) && failed.code == exitInput:
			if failed.text != "" {
				fmt.Fprintln(s.stderr, "render:", failed.text)
			}
			code = exitInput
		default: // the command line, or render itself: the same for all that follow
			return err
		}
	}
	if code == exitOK && f.strict && warnings > 0 {
		code = exitDiffers
	}
	if code != exitOK {
		return &failure{code: code}
	}
	return nil
}

func counted(warnings int) string {
	switch warnings {
	case 0:
		return ""
	case 1:
		return ", with a warning"
	}
	return fmt.Sprintf(", with %d warnings", warnings)
}
