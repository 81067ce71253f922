package main

import (
	"errors"
	"slices"
	"strings"

	"render/render/wording"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// verb is a word that stands for a command, which is made when it is asked for.
type verb struct {
	name string
	make func(s *shell) *cobra.Command
}

// verbs are all there are, a file each.
func verbs() []verb {
	return []verb{
		{"certs", certsCommand},
		{"check", checkCommand},
		{"completion", completionCommand},
		{"diff", diffCommand},
		{"explain", explainCommand},
		{"graph", graphCommand},
		{"help", helpCommand},
		{"hosts", hostsCommand},
		{"init", initCommand},
		{"krm", krmCommand},
		{"schema", schemaCommand},
		{"script", scriptCommand},
		{"trace", traceCommand},
		{"version", versionCommand},
		{"why", whyCommand},
	}
}

// newRoot is the command without a verb, which renders. It has the verbs that the
// arguments name, and all of them where these may ask for help: to make them takes as
// long as to read a small topology.
func newRoot(s *shell, args []string) *cobra.Command {
	root := renderCommand(s)
	root.SetIn(s.stdin)
	root.SetOut(s.stdout)
	root.SetErr(s.stderr)
	root.CompletionOptions.DisableDefaultCmd = true // its own one is stricter
	root.SetHelpFunc(writeHelp)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		addVerbs(root, s, verbNames()) // whose flags are looked at
		return flagError(c, err, args)
	})
	if slices.ContainsFunc(args, mayAskForHelp) {
		addVerbs(root, s, verbNames())
	} else {
		addVerbs(root, s, args)
	}
	return root
}

// mayAskForHelp reports whether an argument may ask for help, as -qh does, or is
// cobra's own, which completes.
func mayAskForHelp(arg string) bool {
	if flag, ok := strings.CutPrefix(arg, "-"); ok {
		return flag == "-help" || strings.HasPrefix(flag, "-help=") || !strings.HasPrefix(flag, "-") && strings.Contains(flag, "h")
	}
	return strings.HasPrefix(arg, "__") || arg == "help"
}

// addVerbs adds the verbs that words name and that are not there yet.
func addVerbs(root *cobra.Command, s *shell, words []string) {
	begun := root.HasSubCommands()
	for _, v := range verbs() {
		if !slices.Contains(words, v.name) || slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == v.name }) {
			continue
		}
		c := v.make(s)
		c.DisableFlagsInUseLine = true
		if v.name != "help" { // which cobra adds
			root.AddCommand(c)
		}
	}
	if root.HasSubCommands() && !begun {
		help := helpCommand(s) // cobra makes one of its own where there is none
		help.DisableFlagsInUseLine = true
		root.SetHelpCommand(help)
	}
}

// flagError says what is wrong with a flag in the words of this program.
func flagError(c *cobra.Command, err error, args []string) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	var told *failure
	switch {
	case errors.As(err, &told):
		return told
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown, args)
	case errors.As(err, &bare):
		name, _ := pflag.UnquoteUsage(bare.GetFlag())
		return usage("--%s needs a value, %s", bare.GetFlag().Name, name)
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "bool":
		return usage("--%s is %s, neither true nor false", wrong.GetFlag().Name, wording.Quote(wrong.GetValue()))
	}
	return usage("%s", err)
}

// shortIn are the verbs that have a flag of one letter which is none of another; "" for none.
func shortIn(c *cobra.Command, letter string) string {
	var having []string
	for _, other := range append([]*cobra.Command{c.Root()}, c.Root().Commands()...) {
		if len(letter) == 1 && other.Flags().ShorthandLookup(letter) != nil {
			having = append(having, other.CommandPath())
		}
	}
	if len(having) == 0 {
		return ""
	}
	return wording.AllQuoted(having)
}

func unknownFlag(c *cobra.Command, unknown *pflag.NotExistError, args []string) error {
	name := unknown.GetSpecifiedName()
	if (name == "n" || name == "namespace") && c.Name() == "why" {
		return noNamespaceFlag(name, args)
	}
	if unknown.GetSpecifiedShortnames() != "" {
		if name == "f" {
			return usage("-f is no flag, since a topology is named without one; write: %s TOPOLOGY", c.CommandPath())
		}
		if name == "v" {
			return usage("-v is no flag; write: render version")
		}
		if having := shortIn(c, name); having != "" {
			return usage("-%s is a flag of %s, not of %q", name, having, c.CommandPath())
		}
		return usage("-%s is no flag", name)
	}
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := wording.Suggest(name, known); near != "" {
		return usage("--%s is no flag; did you mean --%s?", name, near)
	}
	if begun := slices.DeleteFunc(known, func(flag string) bool { return !strings.HasPrefix(flag, name) }); len(begun) == 1 {
		return usage("--%s is no flag; did you mean --%s?", name, begun[0])
	}
	all := append([]*cobra.Command{c.Root()}, c.Root().Commands()...)
	var having []string
	for _, other := range all {
		if other.Flags().Lookup(name) != nil {
			having = append(having, other.CommandPath())
		}
	}
	if len(having) > 0 {
		return usage("--%s is a flag of %s, not of %q", name, wording.AllQuoted(having), c.CommandPath())
	}
	switch name {
	case "namespace":
		return usage("--namespace is no flag, since each object says its own; write: namespace: NAME in the topology, or --set namespace=NAME")
	case "context", "kubeconfig", "dry-run":
		return usage("--%s is no flag, since render never talks to a cluster; give it to kubectl", name)
	}
	return usage("--%s is no flag", name)
}
