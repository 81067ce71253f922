package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"render/render/platform"
	"render/render/topology"
)

// version is this program's own. See CHANGELOG.md.
const version = "0.1.0"

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
			text, err := topology.Explain(field)
			if err != nil {
				return usage("%s", err)
			}
			fmt.Fprint(s.stdout, text)
			return nil
		},
	}
}

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
			s.stdout.Write(topology.Schema(topology.Example))
			return nil
		},
	}
}

func versionCommand(s *shell) *cobra.Command {
	matrix := false
	c := &cobra.Command{
		Use:               "version",
		Short:             "The version, and which versions of other systems it knows",
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			if !matrix {
				return writeVersion(s, args)
			}
			if err := noArguments(c, args); err != nil {
				return err
			}
			return writeMatrix(s.stdout)
		},
	}
	c.Flags().BoolVar(&matrix, "matrix", false, "which Istio goes with which Kubernetes, microk8s,\nMetalLB and Gateway API")
	return c
}

func writeVersion(s *shell, args []string) error {
	if err := noArguments(nil, args); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "render %s\n", version)
	for _, system := range []platform.System{platform.SystemMicroK8s, platform.SystemKubernetes, platform.SystemMetalLB, platform.SystemIstio} {
		first, last := system.Range()
		fmt.Fprintf(s.stdout, "%-11s %s to %s\n", system, first, last)
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintf(s.stdout, "%-11s %s\n", "built with", info.GoVersion)
	}
	return nil
}
