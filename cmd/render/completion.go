package main

import (
	"io"
	"strings"

	"render/render/wording"

	"github.com/spf13/cobra"
)

func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

const completionHelp = `Print a script that teaches a shell to complete render's verbs, flags, stages,
fields and topology files, and the paths of --set with the names of the topology
before it. The one for bash needs no other package.`

const completionExample = `  source <(render completion bash)                               # this bash
  echo 'source <(render completion bash)' >> ~/.bashrc           # every bash
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
				_, err := io.WriteString(s.stdout, bashCompletion)
				return err
			case "zsh":
				return c.Root().GenZshCompletion(s.stdout)
			case "fish":
				return c.Root().GenFishCompletion(s.stdout, true)
			case "powershell":
				return c.Root().GenPowerShellCompletionWithDesc(s.stdout)
			}
			return usage("%s is no shell with a script here; %s", wording.Quote(args[0]), wording.DidYouMean(args[0], shells()))
		},
	}
}
