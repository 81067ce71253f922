package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"render/render/decode"
	"render/render/places"
	"render/render/reference"
	"render/render/source"
)

// maxCompleted is the largest topology whose names are offered: a shell waits.
const maxCompleted = 1 << 20

// completeSet offers paths for --set, with the names of the items of the topology
// on the command line, and behind = the words of a field that has some.
func completeSet(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	const alone = cobra.ShellCompDirectiveNoFileComp
	if path, _, ok := strings.Cut(typed, "="); ok {
		var out []string
		for _, word := range reference.Words(path) {
			out = append(out, path+"="+word)
		}
		return out, alone
	}
	var root *source.Node
	if len(args) > 0 {
		root = completedTopology(args[len(args)-1])
	}
	return decode.SetPaths(root, typed), alone | cobra.ShellCompDirectiveNoSpace
}

// completedTopology is a topology that can be read at once, nil otherwise: a
// shell is not the place to say what is wrong with it.
func completedTopology(name string) *source.Node {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxCompleted || filepath.Ext(name) == ".jsonnet" {
		return nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	root, diagnostics := source.Parse(places.NewSource(name, text))
	if diagnostics.Failed() {
		return nil
	}
	return root
}
