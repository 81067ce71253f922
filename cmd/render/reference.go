package main

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"render/render/platform"
	"render/render/topology"
)

// version is this program's own. See CHANGELOG.md.
const version = "0.1.0"

// verbs are the words that are no files.
func verbs() []string { return []string{"check", "completion", "explain", "schema", "version"} }

func explainCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [FIELD]",
		Short: "What a field of a topology means, its default, an example",
		Args:  cobra.ArbitraryArgs,
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
			_, err = fmt.Fprint(s.stdout, text)
			return err
		},
	}
}

func schemaCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "The JSON Schema of a topology file, for editors",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := s.stdout.Write(topology.Schema())
			return err
		},
	}
}

func versionCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "The version, and which versions of other systems it knows",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(s.stdout, "render %s\n", version)
			for _, system := range []platform.System{platform.SystemMicroK8s, platform.SystemKubernetes, platform.SystemMetalLB, platform.SystemIstio} {
				first, last := system.Range()
				fmt.Fprintf(s.stdout, "%-11s %s to %s\n", system, first, last)
			}
			if info, ok := debug.ReadBuildInfo(); ok {
				fmt.Fprintf(s.stdout, "%-11s %s\n", "built with", info.GoVersion)
			}
			return nil
		},
	}
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%q is one word too many", args[0])
	}
	return nil
}

func asFailure(err error, f **failure) bool { return errors.As(err, f) }

func asNotExist(err error, e **pflag.NotExistError) bool { return errors.As(err, e) }
