package main

import (
	"errors"
	"slices"
	"strings"

	"render/render/wording"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// verbs are all there are, a file each.
func verbs(s *shell) []*cobra.Command {
	return []*cobra.Command{
		certsCommand(s),
		checkCommand(s),
		completionCommand(s),
		diffCommand(s),
		explainCommand(s),
		graphCommand(s),
		helpCommand(),
		hostsCommand(s),
		initCommand(s),
		krmCommand(s),
		schemaCommand(s),
		scriptCommand(s),
		traceCommand(s),
		versionCommand(s),
		whyCommand(s),
	}
}

// newRoot is the command without a verb, which renders. It has its verbs where any of
// the arguments may ask for one: to make them takes as long as to read a small topology.
func newRoot(s *shell, args []string) *cobra.Command {
	root := renderCommand(s)
	root.SetIn(s.stdin)
	root.SetOut(s.stdout)
	root.SetErr(s.stderr)
	root.CompletionOptions.DisableDefaultCmd = true // its own one is stricter
	root.SetHelpFunc(writeHelp)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if !root.HasSubCommands() {
			addVerbs(root, s)
		}
		return flagError(c, err)
	})
	if slices.ContainsFunc(args, mayAskForVerbs) {
		addVerbs(root, s)
	}
	return root
}

// mayAskForVerbs reports whether an argument is a verb's name or cobra's own, or may
// ask for help, as -qh does.
func mayAskForVerbs(arg string) bool {
	if flag, ok := strings.CutPrefix(arg, "-"); ok {
		return flag == "-help" || strings.HasPrefix(flag, "-help=") || !strings.HasPrefix(flag, "-") && strings.Contains(flag, "h")
	}
	return strings.HasPrefix(arg, "__") || slices.Contains(verbNames(), arg)
}

func addVerbs(root *cobra.Command, s *shell) {
	for _, verb := range verbs(s) {
		verb.DisableFlagsInUseLine = true
		if verb.Name() == "help" {
			root.SetHelpCommand(verb)
			continue // which cobra adds
		}
		root.AddCommand(verb)
	}
}

// flagError says what is wrong with a flag in the words of this program.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	case errors.As(err, &bare):
		name, _ := pflag.UnquoteUsage(bare.GetFlag())
		return usage("--%s needs a value, %s", bare.GetFlag().Name, name)
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "bool":
		return usage("--%s is %s, neither true nor false", wrong.GetFlag().Name, wording.Quote(wrong.GetValue()))
	}
	return usage("%s", err)
}

func unknownFlag(c *cobra.Command, unknown *pflag.NotExistError) error {
	name := unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		if name == "f" {
			return usage("-f is no flag, since a topology is named without one; write: %s TOPOLOGY", c.CommandPath())
		}
		return usage("-%s is no flag", name)
	}
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := wording.Suggest(name, known); near != "" {
		return usage("--%s is no flag; did you mean --%s?", name, near)
	}
	all := append([]*cobra.Command{c.Root()}, c.Root().Commands()...)
	if at := slices.IndexFunc(all, func(other *cobra.Command) bool { return other.Flags().Lookup(name) != nil }); at >= 0 {
		return usage("--%s is a flag of %q, not of %q", name, all[at].CommandPath(), c.CommandPath())
	}
	return usage("--%s is no flag", name)
}
