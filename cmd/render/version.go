package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"render/render/platform"
)

// version is this program's own. See CHANGELOG.md.
const version = "0.1.0"

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
		if from := revision(info.Settings); from != "" {
			fmt.Fprintf(s.stdout, "%-11s %s\n", "built from", from)
		}
	}
	return nil
}

// revision is what git had where the program was built, and that somebody had changed
// it; "" where it was built from no work tree.
func revision(settings []debug.BuildSetting) string {
	out, changed := "", ""
	for _, one := range settings {
		switch {
		case one.Key == "vcs.revision":
			out = one.Value
		case one.Key == "vcs.modified" && one.Value == "true":
			changed = ", changed"
		}
	}
	if out == "" {
		return ""
	}
	return out + changed
}
