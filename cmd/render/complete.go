package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"render/overlays"
	"render/render/diag"
	"render/render/reference"
)

// complete offers words for a flag in shells.
func complete(c *cobra.Command, flag string, words []string) {
	// The error tells of a flag that does not exist, which a test would show.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeOverlay offers the built-in overlays, and folders.
func completeOverlay(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	out := slices.DeleteFunc(overlays.Names(), func(name string) bool { return !strings.HasPrefix(name, typed) })
	directive := cobra.ShellCompDirectiveNoFileComp
	for _, folder := range entries(typed, func(info os.FileInfo) bool { return info.IsDir() }) {
		out = append(out, folder)
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	return out, directive
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
		directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
		out := entries(typed, func(info os.FileInfo) bool {
			return info.IsDir() || slices.Contains([]string{".yaml", ".yml", ".json", ".jsonnet"}, filepath.Ext(info.Name()))
		})
		if slices.ContainsFunc(out, func(name string) bool { return !strings.HasSuffix(name, "/") }) {
			directive = cobra.ShellCompDirectiveNoFileComp
		}
		if len(out) == 0 { // "~/", which the shell alone understands
			return nil, cobra.ShellCompDirectiveDefault
		}
		return out, directive
	}
}

// entries are what is in the folder of what was typed and begins like it, folders
// with a "/" behind them.
func entries(typed string, wanted func(os.FileInfo) bool) []string {
	directory, begun := filepath.Split(typed)
	list, _ := os.ReadDir(filepath.Clean("./" + directory))
	if filepath.IsAbs(directory) {
		list, _ = os.ReadDir(directory)
	}
	var out []string
	for _, e := range list {
		name := e.Name()
		if !strings.HasPrefix(name, begun) || strings.HasPrefix(name, ".") && begun == "" {
			continue
		}
		info, err := os.Stat(filepath.Join(directory, name)) // through links
		switch {
		case err != nil || !wanted(named{info, name}):
		case info.IsDir():
			out = append(out, directory+name+"/")
		default:
			out = append(out, directory+name)
		}
	}
	return out
}

// named is what a link leads to, by the link's own name.
type named struct {
	os.FileInfo
	name string
}

func (n named) Name() string { return n.name }

func completeField(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	fields := slices.DeleteFunc(reference.FieldPaths(typed), func(field string) bool { return !strings.HasPrefix(field, typed) })
	directive := cobra.ShellCompDirectiveNoFileComp
	if len(fields) == 0 { // a code is offered where no field begins so: there are many
		for _, e := range diag.Codes() {
			if strings.HasPrefix(string(e.Code), typed) {
				fields = append(fields, string(e.Code)+"\t"+e.Meaning)
			}
		}
		return fields, directive
	}
	if len(fields) == 1 {
		only, _, _ := strings.Cut(fields[0], "\t")
		if deeper := reference.FieldPaths(only); strings.HasPrefix(deeper[0], only+".") {
			directive |= cobra.ShellCompDirectiveNoSpace // there are fields below it
		}
	}
	return fields, directive
}
