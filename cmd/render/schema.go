package main

import (
	"github.com/spf13/cobra"

	"render/render/decode"
	"render/render/reference"
)

const schemaExample = `  render schema > topology.schema.json

With this first line in a topology, editors that know yaml-language-server use it:
  # yaml-language-server: $schema=topology.schema.json`

func schemaCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:               "schema",
		Short:             "The JSON Schema of a topology file, for editors",
		Example:           schemaExample,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			s.stdout.Write(reference.Schema(decode.Example))
			return nil
		},
	}
}
