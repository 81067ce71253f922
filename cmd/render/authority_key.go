package main

import (
	"fmt"
	"path"
	"path/filepath"

	"render/render/certs"
	"render/render/diag"
)

// authorityKeyInGit warns of an authority's key, given by --ca-key, that git has or would take
// in; "" is none. Keys that render looks for itself are check's to tell of.
func authorityKeyInGit(file string) []string {
	tree := worktreeOf(file)
	if file == "" || tree == nil {
		return nil
	}
	var out []string
	name := filepath.ToSlash(file)
	for _, d := range certs.InGit(tree, []certs.Request{{Key: path.Base(name)}}, certs.Rules{Topology: name}) {
		out = append(out, fmt.Sprintf("warning: %s %s; %s", diag.Name(file), d.Message, d.Help))
	}
	return out
}
