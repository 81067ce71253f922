package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/render/decode"
	"render/render/reference"
	"render/render/trace"
	"render/render/wording"
)

const schemaHelp = `The JSON Schema of a topology file, for editors; or with the word trace, of what
render trace --format json writes, for programs.`

const schemaExample = `  render schema > topology.schema.json
  render schema trace > trace.schema.json

With this first line in a topology, editors that know yaml-language-server use it:
  # yaml-language-server: $schema=topology.schema.json`

// schemas are what there is a schema of, in their order.
func schemas() []string { return []string{"topology", "trace"} }

func schemaCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:     "schema [topology|trace]",
		Short:   "The JSON Schema of a topology file, for editors",
		Long:    schemaHelp,
		Example: schemaExample,
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return schemas()[min(len(args), 1)*len(schemas()):], cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return usage("%s is one word too many", wording.Quote(args[1]))
			case len(args) == 1 && !slices.Contains(schemas(), args[0]):
				return usage("there is no schema of %s; write: %s", wording.Quote(args[0]), strings.Join(schemas(), " or "))
			}
			text := reference.Schema(decode.Example)
			if len(args) == 1 && args[0] == "trace" {
				text = trace.Schema
			}
			s.stdout.Write(text)
			return nil
		},
	}
}
