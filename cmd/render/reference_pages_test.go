package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"render/render/consequences"
	"render/render/diag"
	"render/render/reference"
)

var updatePages = flag.Bool("pages", false, "write docs/reference")

// TestReferencePages: docs/reference is what the sources say of the format, the codes
// and the command line.
func TestReferencePages(t *testing.T) {
	for name, text := range map[string]string{
		"topology.md": topologyPage(), "codes.md": codesPage(), "command-line.md": commandLinePage(), "library.md": libraryPage(t), "model.md": modelPage(t),
	} {
		file := filepath.Join("../../docs/reference", name)
		if *updatePages {
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if old, err := os.ReadFile(file); err != nil || string(old) != text {
			t.Errorf("docs/reference/%s is not current (%v); run \"make generate\"", name, err)
		}
	}
}

func topologyPage() string {
	return "# The topology file\n\nEvery field, as `render explain FIELD` tells it too. `render schema` prints the same as a JSON Schema, for editors.\n\n" + reference.Page()
}

func codesPage() string {
	var b strings.Builder
	b.WriteString("# Codes\n\nWhat is wrong with a topology, and what a change does on a cluster, has a code, which stays: `--format json`, `sarif` and `github` give it, and " +
		"`render explain CODE` tells what is here.\n")
	for _, part := range []struct {
		title   string
		entries []diag.Entry
	}{{"What is wrong", diag.Codes()}, {"What a change does on a cluster", consequences.Codes()}} {
		b.WriteString("\n## " + part.title + "\n")
		for _, e := range part.entries {
			text, err := explain(string(e.Code))
			if err != nil {
				panic(err) // it is of the list that explain reads
			}
			said, example, _ := strings.Cut(strings.TrimPrefix(text, string(e.Code)+": "), "\n\n")
			why, shown, has := cutExample(example)
			b.WriteString("\n### " + string(e.Code) + "\n\n" + strings.ToUpper(said[:1]) + said[1:] + ".\n\n" + strings.TrimRight(why, "\n") + "\n")
			if has {
				b.WriteString("\n```text\n" + strings.TrimRight(shown, "\n") + "\n```\n")
			}
		}
	}
	return b.String()
}

// cutExample parts what is said of a code from its example, which begins with a
// heading on a line of its own before lines that are set in.
func cutExample(text string) (said, example string, has bool) {
	at := strings.Index(text, "\n\n")
	for at >= 0 {
		heading, rest, _ := strings.Cut(text[at+2:], "\n")
		if heading != "" && strings.HasPrefix(rest, "  ") {
			return text[:at], text[at+2:], true
		}
		next := strings.Index(text[at+2:], "\n\n")
		if next < 0 {
			break
		}
		at += 2 + next
	}
	return text, "", false
}

func commandLinePage() string {
	var b strings.Builder
	b.WriteString("# The command line\n\nAs `render --help` and `render help VERB` tell it.\n")
	s := &shell{}
	root := newRoot(s, nil)
	addVerbs(root, s, verbNames())
	root.InitDefaultHelpFlag()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c.Hidden || c.Name() == "help" {
			continue
		}
		var help strings.Builder
		c.SetOut(&help)
		c.InitDefaultHelpFlag()
		writeHelp(c, nil)
		b.WriteString("\n## " + c.CommandPath() + "\n\n```text\n" + help.String() + "```\n")
	}
	return b.String()
}
