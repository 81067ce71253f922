package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/internal/disk"
	"render/render"
	"render/render/accept"
	"render/render/diag"
	"render/render/fleet"
	"render/render/wording"
)

const checkHelp = `Check every rule, and render nothing. What is wrong is told on standard error;
with --format it goes to standard output, or into a file, as JSON, as SARIF or
as GitHub's annotations. "render explain CODE" tells more of a code in them.`

const checkExample = `  render check --strict clusters/*.yaml
  render check --format github --format sarif=render.sarif clusters/*.yaml`

// checkFlags are those of the verb check.
type checkFlags struct {
	inputFlags
	formats     []string
	allowShared bool
	oneCluster  bool
	allowPlain  bool
}

func checkCommand(s *shell) *cobra.Command {
	f := &checkFlags{}
	c := &cobra.Command{
		Use:               "check [flags] TOPOLOGY...",
		Short:             "Check every rule, and render nothing",
		Long:              checkHelp,
		Example:           checkExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeTopology(math.MaxInt),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("which topology? write: render check topology.yaml")
			}
			return f.run(s, args)
		},
	}
	f.add(c)
	flags := c.Flags()
	flags.BoolVar(&f.strict, "strict", false, "exit with 1 where there are warnings")
	flags.BoolVar(&f.allowShared, "allow-shared", false, "say nothing of addresses, hosts and networks that\nseveral topologies share")
	flags.BoolVar(&f.oneCluster, "one-cluster", false, "the topologies are parts of one cluster: tell too of\nwhat several of them render")
	flags.BoolVar(&f.allowPlain, "allow-plain-secrets", false, "say nothing of keys in clear that git takes in")
	f.addPrevious(flags, "ciphertext of `FILE|DIR`, an earlier run's: where\nnothing changed no key is needed")
	addTexts(flags, &f.formats, "format", "", "problems as `FORMAT[=FILE]`: text, json, sarif or\ngithub; without FILE to stdout, text to stderr\n(repeatable)")
	group(flags, groupOutput, "strict", "format", "allow-shared", "one-cluster", "allow-plain-secrets")
	complete(c, "format", reportFormats())
	return c
}

// run checks each topology, all of them even where one is wrong.
func (f *checkFlags) run(s *shell, names []string) error {
	reports, err := newReports(f.formats)
	if err != nil {
		return err
	}
	f.silent = !reports.text
	f.reads = &disk.Reads{}
	code, warnings := exitOK, 0
	found := diag.Report{Version: version}
	f.withMember, f.withObjects = len(names) > 1 && (!f.allowShared || f.oneCluster), f.oneCluster
	f.withWorkTree = !f.allowPlain
	var members []fleet.Member
	for _, name := range names {
		out, err := f.render(s, name, func(string) ([]render.Previous, error) { return f.previous(nil) })
		one := diag.Checked{Name: name}
		if out != nil {
			one.Diagnostics = out.Diagnostics
		}
		var failed *failure
		switch {
		case err == nil:
			warnings += out.Diagnostics.Warnings()
			if out.Member != nil {
				if f.allowShared {
					out.Member.Addresses, out.Member.Hosts, out.Member.Networks = nil, nil, nil
				}
				members = append(members, *out.Member)
			}
			if !f.quiet && reports.text {
				fmt.Fprintf(s.stderr, "%s: right%s; %d objects%s\n", name, counted(out.Diagnostics.Warnings()), len(out.Manifests), unrouted(out))
			}
		case errors.As(err, &failed) && failed.code == exitInput:
			if one.Failure = failed.text; failed.text != "" {
				fmt.Fprintln(s.stderr, "render:", failed.told())
			}
			code = exitInput
		default: // the command line, or render itself: the same for all that follow
			return err
		}
		found.Inputs = append(found.Inputs, one)
	}
	warnings += f.checkShared(s, members, found.Inputs)
	if err := reports.write(s, f.reads, func(w io.Writer, to reportFile) error { return printReport(w, to.format, found) }); err != nil {
		return err
	}
	if code == exitOK && f.strict && warnings > 0 {
		code = exitDiffers
		if codes := acceptable(found.Inputs); len(codes) > 0 && reports.text {
			f.note(s, []string{"a warning that is meant is written into the topology, for all of it or with `at` for a field: accept: [" + strings.Join(codes, ", ") + "]"})
		}
	}
	if code != exitOK {
		return &failure{code: code}
	}
	return nil
}

// acceptable are the codes of warnings that a topology may accept, each once, as they are told.
func acceptable(checked []diag.Checked) (out []string) {
	known := accept.Codes()
	for _, c := range checked {
		for _, p := range c.Diagnostics.Sorted() {
			if code := string(p.Code); p.Severity == diag.Warning && slices.Contains(known, code) && !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
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

// unrouted names the apps that nobody reaches by a gateway: backends of others, or some whose routes were forgotten.
func unrouted(out *render.Output) string {
	if len(out.Unrouted) == 0 {
		return ""
	}
	return "; without routes: " + wording.Few(out.Unrouted)
}

// checkShared tells of what topologies share that only one may have, each behind what else is
// told of its topology, and gives the number of these warnings.
func (f *checkFlags) checkShared(s *shell, members []fleet.Member, checked []diag.Checked) int {
	shared := fleet.Check(members)
	f.tell(s, shared)
	for _, p := range shared {
		if p.Place.Source == nil {
			continue
		}
		at := slices.IndexFunc(checked, func(c diag.Checked) bool {
			return strings.TrimSuffix(p.Place.Source.Name(), render.Evaluated) == c.Name
		})
		if at >= 0 {
			checked[at].Diagnostics = append(checked[at].Diagnostics, p)
		}
	}
	return shared.Warnings()
}
