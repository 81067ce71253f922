package main

import (
	"fmt"
	"path/filepath"

	"render/render/diag"
)

// samePlace refuses a topology whose folder is to be in the repository where another
// one's is: who applies either would remove what is of the other.
func samePlace(runs []*folderRun, r *folderRun) error {
	if r.out.Place == nil {
		return nil
	}
	for _, other := range runs {
		if at := other.out.Place; at != nil && *at == *r.out.Place {
			return &failure{exitInput, fmt.Sprintf("%s and %s both have gitops.path %s in %s, and what applies the one would remove what is of the other; write into each the path of its own folder",
				quoteWord(other.topology), quoteWord(r.topology), quoteWord(at.Path), at.Source)}
		}
	}
	return nil
}

// tellPlace warns of a folder that is at another place in its git work tree than where
// its reader looks for it.
func (r *folderRun) tellPlace(s *shell) error {
	if r.gone || r.out == nil || r.out.Place == nil {
		return nil
	}
	root := workTree(r.path)
	if root == "" {
		return nil
	}
	at, err := filepath.Rel(root, r.path)
	if at = filepath.ToSlash(at); err != nil || at == r.out.Place.Path {
		return nil
	}
	if !r.quiet || r.strict {
		fmt.Fprintf(s.stderr, "%s: warning: is %s in its git work tree, and gitops.path is %s, where what applies it looks; write: gitops.path: %s, or another folder behind -o\n",
			r.called(), diag.Name(at), diag.Name(r.out.Place.Path), diag.Name(at))
	}
	if r.strict {
		return &failure{exitDiffers, r.called() + ": nothing is written, since it is at another place than gitops.path, and --strict"}
	}
	return nil
}
