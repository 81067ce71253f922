package main

import (
	"fmt"
	"io"
	"strings"

	"render/render/wording"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func helpCommand(*shell) *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: "What render, or one of its verbs, does",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return verbNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				c.Root().InitDefaultHelpFlag()
				return c.Root().Help()
			}
			if err := noArguments(c, args[1:]); err != nil {
				return err
			}
			for _, verb := range c.Root().Commands() {
				if verb.Name() == args[0] && !verb.Hidden {
					verb.InitDefaultHelpFlag()
					return verb.Help()
				}
			}
			return usage("%s is no verb; %s", wording.Quote(args[0]), wording.DidYouMean(args[0], verbNames()))
		},
	}
}

// writeHelp is the help of a command: what it does, how it is called, its verbs
// and flags.
func writeHelp(c *cobra.Command, _ []string) {
	w := c.OutOrStdout()
	text := c.Long
	if text == "" {
		text = c.Short + "."
	}
	fmt.Fprintf(w, "%s\n\nUsage:\n  %s\n", text, c.UseLine())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "  %s VERB ...\n\nVerbs:\n", c.CommandPath())
		for _, verb := range c.Commands() {
			if !verb.Hidden {
				fmt.Fprintf(w, "  %-11s %s\n", verb.Name(), verb.Short)
			}
		}
	}
	if c.Example != "" {
		fmt.Fprintf(w, "\nExamples:\n%s\n", c.Example)
	}
	for _, title := range groups() {
		writeFlags(w, c.Flags(), title)
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n\"%s help VERB\" tells more of a verb.\n", c.CommandPath())
	}
}

func writeFlags(w io.Writer, flags *pflag.FlagSet, title string) {
	const column = 27
	begun := false
	flags.VisitAll(func(f *pflag.Flag) {
		if groupOf(f) != title || f.Hidden {
			return
		}
		if !begun {
			begun = true
			fmt.Fprintf(w, "\n%s:\n", title)
		}
		names := "      --" + f.Name
		if f.Shorthand != "" {
			names = "  -" + f.Shorthand + ", --" + f.Name
		}
		value, text := pflag.UnquoteUsage(f)
		if f.Value.Type() != "bool" {
			names += " " + value
		}
		lines := strings.Split(text, "\n")
		fmt.Fprintf(w, "%-*s %s\n", column, names, lines[0])
		for _, line := range lines[1:] {
			fmt.Fprintf(w, "%*s %s\n", column, "", line)
		}
	})
}
