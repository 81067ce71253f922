package certs

import (
	"fmt"
	"path"
	"slices"

	"render/render/diag"
	"render/render/places"
	"render/render/wording"
	"render/render/worktree"
)

// keysInGit are keys of one folder to which git stands in one way.
type keysInGit struct {
	folder   string // from the topology's on
	standing worktree.Standing
	names    []string
}

// InGit tells of keys in clear that git has, or takes in with the next "git add .": those
// of some requests, and the local authority's. What render makes it keeps from git itself.
func InGit(tree *worktree.Tree, requests []Request, rules Rules) diag.List {
	var keys []string
	for _, q := range requests {
		if q.Key != "" && !path.IsAbs(q.Key) {
			keys = append(keys, path.Clean(q.Key))
		}
	}
	if authority := path.Clean(rules.Authority[1]); len(keys) > 0 && rules.Authority[1] != "" {
		keys = append(keys, authority)
	}
	var found []keysInGit
	for i, standing := range tree.Look(keys) {
		folder, name := path.Dir(keys[i]), path.Base(keys[i])
		at := slices.IndexFunc(found, func(k keysInGit) bool { return k.folder == folder && k.standing == standing })
		switch {
		case standing == worktree.Alone:
		case at < 0:
			found = append(found, keysInGit{folder, standing, []string{name}})
		case !slices.Contains(found[at].names, name):
			found[at].names = append(found[at].names, name)
		}
	}
	var out diag.List
	for _, k := range found {
		out.Warn(k.tell(rules.Topology))
	}
	return out
}

func (k keysInGit) tell(topology string) diag.Diagnostic {
	folder := path.Join(path.Dir(topology), k.folder)
	ignore, quoted := "run: echo '*.key' >> "+word(path.Join(folder, ".gitignore")), ""
	for _, name := range k.names {
		quoted += " " + word(name)
		if path.Ext(name) != ".key" {
			ignore = fmt.Sprintf("write into %s: %s", word(path.Join(folder, ".gitignore")), wording.Listed(k.names))
		}
	}
	message, help := "holds a key in clear, and no .gitignore keeps git from it", ignore
	if k.standing == worktree.Tracked {
		message = "holds a key in clear, and git has it: whoever has the repository has the key"
		help = fmt.Sprintf("%s; then run: git -C %s rm --cached%s; and where the repository went, use the pair no more", ignore, word(folder), quoted)
	}
	if len(k.names) > 1 {
		message += "; so it is with " + wording.FewQuoted(k.names[1:])
	}
	file := places.File(places.NewSource(path.Join(k.folder, k.names[0]), nil))
	return diag.Diagnostic{Code: "key-in-git", Place: file, Message: message, Help: help, Hide: true}
}
