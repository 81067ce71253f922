package main

import (
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"render/render/diag"
)

func newRoot(s *shell) *cobra.Command {
	root := renderCommand(s)
	root.SetIn(s.stdin)
	root.SetOut(s.stdout)
	root.SetErr(s.stderr)
	root.CompletionOptions.DisableDefaultCmd = true // its own one below is stricter
	root.SetHelpCommand(helpCommand(s))
	root.SetHelpFunc(writeHelp)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(certsCommand(s), checkCommand(s), explainCommand(s), schemaCommand(s), completionCommand(s), versionCommand(s))
	for _, c := range root.Commands() {
		c.DisableFlagsInUseLine = true
	}
	for _, verb := range laterVerbs() {
		root.AddCommand(laterCommand(verb))
	}
	return root
}

// verbs are the words that are no files.
func verbs() []string {
	return []string{"certs", "check", "completion", "explain", "help", "schema", "version"}
}

// laterVerbs are reserved: a topology file that is called like one of them is
// named with its folder, ./diff.
func laterVerbs() []string {
	return []string{"init", "diff", "hosts", "script", "trace", "graph"}
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

// suggestVerb is the verb that a word may stand for; "" for a word that is
// clearly a file, and where no verb is near.
func suggestVerb(word string) string {
	if strings.ContainsAny(word, `/\.`) {
		return ""
	}
	return diag.Suggest(word, append(verbs(), laterVerbs()...))
}

// otherTools are verbs of other tools, and what is meant here. TOPOLOGY stands for
// the word behind the verb.
var otherTools = map[string]string{
	"apply": "render TOPOLOGY | kubectl apply -f -", "deploy": "render TOPOLOGY | kubectl apply -f -", "install": "render TOPOLOGY | kubectl apply -f -",
	"create": "render TOPOLOGY | kubectl apply -f -", "up": "render TOPOLOGY | kubectl apply -f -", "upgrade": "render TOPOLOGY | kubectl apply -f -", "sync": "render TOPOLOGY | kubectl apply -f -",
	"delete": "render TOPOLOGY | kubectl delete -f -", "destroy": "render TOPOLOGY | kubectl delete -f -", "uninstall": "render TOPOLOGY | kubectl delete -f -",
	"template": "render TOPOLOGY", "build": "render TOPOLOGY", "generate": "render TOPOLOGY", "show": "render TOPOLOGY", "render": "render TOPOLOGY", "manifest": "render TOPOLOGY", "get": "render TOPOLOGY",
	"plan":     "render TOPOLOGY | kubectl diff -f -",
	"validate": "render check TOPOLOGY", "lint": "render check TOPOLOGY", "test": "render check TOPOLOGY", "verify": "render check TOPOLOGY", "vet": "render check TOPOLOGY",
	"fmt": "render check TOPOLOGY", "format": "render check TOPOLOGY", "cert": "render certs TOPOLOGY", "certificates": "render certs TOPOLOGY", "describe": "render explain FIELD", "docs": "render explain",
}

// otherTool tells of a word that is a verb of another tool and no file; nil where
// it is none.
func otherTool(args []string) error {
	meant, ok := otherTools[args[0]]
	if !ok {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil {
		return nil
	}
	topology := "topology.yaml"
	if len(args) > 1 {
		topology = quoteWord(args[len(args)-1])
	}
	note := ""
	switch args[0] {
	case "fmt", "format":
		note = ", which tells of faults and writes nothing: a topology is not formatted"
	case "apply", "deploy", "install", "create", "up", "upgrade", "sync", "delete", "destroy", "uninstall", "plan":
		note = ", since render never talks to a cluster"
	}
	return usage("%s is no verb; write: %s%s", diag.Quote(args[0]), strings.ReplaceAll(meant, "TOPOLOGY", topology), note)
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s is one word too many", diag.Quote(args[0]))
	}
	return nil
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
		return usage("--%s is %s, neither true nor false", wrong.GetFlag().Name, diag.Quote(wrong.GetValue()))
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
	if near := diag.Suggest(name, known); near != "" {
		return usage("--%s is no flag; did you mean --%s?", name, near)
	}
	all := append([]*cobra.Command{c.Root()}, c.Root().Commands()...)
	if at := slices.IndexFunc(all, func(other *cobra.Command) bool { return other.Flags().Lookup(name) != nil }); at >= 0 {
		return usage("--%s is a flag of %q, not of %q", name, all[at].CommandPath(), c.CommandPath())
	}
	return usage("--%s is no flag", name)
}
