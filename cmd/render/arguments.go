package main

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/wording"

	"github.com/spf13/cobra"
)

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s is one word too many", wording.Quote(args[0]))
	}
	return nil
}

// suggestVerb is the verb that a word may stand for; "" for a word that is
// clearly a file, and where no verb is near.
func suggestVerb(word string) string {
	if strings.ContainsAny(word, `/\.`) {
		return ""
	}
	return wording.Suggest(word, verbNames())
}

// oneTopology tells what is wrong with the words that are no flags.
func oneTopology(s *shell, args, set []string) error {
	if err := noTopology(args); err != nil || len(args) == 1 {
		return err
	}
	if verb := suggestVerb(args[0]); verb != "" {
		return usage("%s is no verb; did you mean %s?", wording.Quote(args[0]), wording.Quote(verb))
	}
	if at := slices.IndexFunc(args, func(word string) bool { return slices.Contains(verbNames(), word) }); at > 0 {
		return usage("the verb comes first; write: render%s", quoteWords(slices.Concat(args[at:at+1], args[:at], args[at+1:])))
	}
	if at := slices.IndexFunc(set, func(s string) bool { return !strings.Contains(s, "=") }); at >= 0 {
		return usage("--set %s has no \"=\"; write: --set %s=%s", quoteWord(set[at]), set[at], quoteWord(args[0]))
	}
	return usage("%d topologies into one stream would mix clusters; render one at a time, or all into a folder: -o DIR/", len(args))
}

// noTopology tells of words that name none.
func noTopology(args []string) error {
	if len(args) == 0 {
		return usage("which topology? write: render topology.yaml, or - for standard input")
	}
	return otherTool(args)
}

// otherTools are verbs of other tools, and what is meant here. TOPOLOGY stands for
// the word behind the verb.
func otherTools() map[string]string { return otherToolsOnce.Get(makeOtherTools) }

var otherToolsOnce later.Value[map[string]string]

func makeOtherTools() map[string]string {
	return map[string]string{
		"apply": "render TOPOLOGY | kubectl apply -f -", "deploy": "render TOPOLOGY | kubectl apply -f -", "install": "render TOPOLOGY | kubectl apply -f -",
		"create": "render TOPOLOGY | kubectl apply -f -", "up": "render TOPOLOGY | kubectl apply -f -", "upgrade": "render TOPOLOGY | kubectl apply -f -", "sync": "render TOPOLOGY | kubectl apply -f -",
		"delete": "render TOPOLOGY | kubectl delete -f -", "destroy": "render TOPOLOGY | kubectl delete -f -", "uninstall": "render TOPOLOGY | kubectl delete -f -",
		"template": "render TOPOLOGY", "build": "render TOPOLOGY", "generate": "render TOPOLOGY", "show": "render TOPOLOGY", "render": "render TOPOLOGY", "manifest": "render TOPOLOGY", "get": "render TOPOLOGY",
		"plan":     "render TOPOLOGY | kubectl diff -f -",
		"validate": "render check TOPOLOGY", "lint": "render check TOPOLOGY", "test": "render check TOPOLOGY", "verify": "render check TOPOLOGY", "vet": "render check TOPOLOGY",
		"fmt": "render check TOPOLOGY", "format": "render check TOPOLOGY", "cert": "render certs TOPOLOGY", "certificates": "render certs TOPOLOGY", "describe": "render explain FIELD", "docs": "render explain",
	}
}

// otherTool tells of a word that is a verb of another tool and no file; nil where
// it is none.
func otherTool(args []string) error {
	meant, ok := otherTools()[args[0]]
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
	return usage("%s is no verb; write: %s%s", wording.Quote(args[0]), strings.ReplaceAll(meant, "TOPOLOGY", topology), note)
}

// wordMeant is the flag of which a word without one is the value: an address, a file's name, or
// else a host.
func wordMeant(word string) string {
	if _, err := netip.ParseAddr(word); err == nil {
		return "--ip"
	}
	switch filepath.Ext(word) {
	case "", ".yaml", ".yml", ".json", ".jsonnet":
		return "-o"
	}
	if strings.Contains(word, "/") {
		return "-o"
	}
	return "--host"
}
