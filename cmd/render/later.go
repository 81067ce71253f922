package main

import "github.com/spf13/cobra"

// verbNames are the names of verbs, and words that name no topology.
func verbNames() []string {
	return []string{"certs", "check", "completion", "diff", "explain", "graph", "help", "hosts", "schema", "script", "trace", "version", "why"}
}

// laterVerbs are reserved: a topology file that is called like one of them is
// named with its folder, ./diff.
func laterVerbs() []string {
	return []string{"init"}
}

func laterCommand(verb string) *cobra.Command {
	return &cobra.Command{
		Use: verb, Hidden: true, DisableFlagParsing: true,
		RunE: func(*cobra.Command, []string) error { return notYet(verb) },
	}
}

func notYet(verb string) error {
	return usage("the verb %q is not there yet; ./%s names a file", verb, verb)
}
