package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"render/render/format"
)

func explainCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:               "explain [FIELD]",
		Short:             "What a field of a topology means, its default, an example",
		Example:           "  render explain\n  render explain tiers.apps.routes",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeField,
		RunE: func(_ *cobra.Command, args []string) error {
			field := ""
			switch len(args) {
			case 0:
			case 1:
				field = args[0]
			default:
				return usage("one field at a time; write: render explain tiers.apps.routes")
			}
			text, err := format.Explain(field)
			if err != nil {
				return usage("%s", err)
			}
			fmt.Fprint(s.stdout, text)
			return nil
		},
	}
}
