package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/render/diag"
	"render/render/topology"
)

func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

const completionHelp = `Print a script that teaches a shell to complete render's verbs, flags, stages,
fields and topology files.`

const completionExample = `  source <(render completion bash)                        # this bash
  render completion bash > /etc/bash_completion.d/render  # every bash
  render completion zsh > "${fpath[1]}/_render"
  render completion fish > ~/.config/fish/completions/render.fish
  render completion powershell | Out-String | Invoke-Expression`

func completionCommand(s *shell) *cobra.Command {
	return &cobra.Command{
		Use:               "completion bash|zsh|fish|powershell",
		Short:             "A script that completes what you type in a shell",
		Long:              completionHelp,
		Example:           completionExample,
		ValidArgsFunction: cobra.FixedCompletions(shells(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("which shell? write one of: %s", strings.Join(shells(), ", "))
			}
			if err := noArguments(c, args[1:]); err != nil {
				return err
			}
			switch args[0] {
			case "bash":
				return c.Root().GenBashCompletionV2(s.stdout, true)
			case "zsh":
				return c.Root().GenZshCompletion(s.stdout)
			case "fish":
				return c.Root().GenFishCompletion(s.stdout, true)
			case "powershell":
				return c.Root().GenPowerShellCompletionWithDesc(s.stdout)
			}
			return usage("%s is no shell with a script here; %s", diag.Quote(args[0]), diag.DidYouMean(args[0], shells()))
		},
	}
}

// complete offers words for a flag in shells; files stay possible.
func complete(c *cobra.Command, flag string, words []string) {
	// The error tells of a flag that does not exist, which a test would show.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveDefault))
}

// completeList offers words for a flag that takes several, "apps,gateways".
func completeList(c *cobra.Command, flag string, words []string) {
	_ = c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndex(typed, ",")+1]
		var out []string
		for _, w := range words {
			if !slices.Contains(strings.Split(before, ","), w) {
				out = append(out, before+w)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
}

// completeTopology offers topology files, and folders to look for one in. It
// lists them itself, since a shell that is offered a verb offers no files.
func completeTopology(most int) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		directory, begun := filepath.Split(typed)
		entries, _ := os.ReadDir(filepath.Join(".", directory))
		if filepath.IsAbs(directory) {
			entries, _ = os.ReadDir(directory)
		}
		var out []string
		directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
		for _, e := range entries {
			name := e.Name()
			if !strings.HasPrefix(name, begun) || strings.HasPrefix(name, ".") && begun == "" {
				continue
			}
			info, err := os.Stat(filepath.Join(directory, name))
			switch {
			case err != nil:
			case info.IsDir():
				out = append(out, directory+name+"/")
			case slices.Contains([]string{".yaml", ".yml", ".json", ".jsonnet"}, filepath.Ext(name)):
				out = append(out, directory+name)
				directive = cobra.ShellCompDirectiveNoFileComp
			}
		}
		if len(out) == 0 { // "~/", which the shell alone understands
			return nil, cobra.ShellCompDirectiveDefault
		}
		return out, directive
	}
}

func completeField(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return topology.FieldPaths(), cobra.ShellCompDirectiveNoFileComp
}
