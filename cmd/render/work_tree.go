package main

import (
	"os"
	"path/filepath"
	"strings"

	"render/internal/disk"
	"render/render/worktree"
)

// workTree is the git work tree that a folder is in, "" for none.
func workTree(folder string) string {
	dir, err := filepath.Abs(folder)
	if err != nil {
		return ""
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// worktreeOf is the git work tree that a topology's folder is in; nil for none.
func worktreeOf(topology string) *worktree.Tree {
	folder, err := disk.FolderPath(topologyFolder(topology))
	if err != nil {
		return nil
	}
	root := workTree(folder)
	if root == "" {
		return nil
	}
	relative, err := filepath.Rel(root, folder)
	if err != nil {
		return nil
	}
	out := &worktree.Tree{Files: os.DirFS(root), Folder: filepath.ToSlash(relative)}
	git := filepath.Join(root, ".git")
	if info, err := os.Stat(git); err == nil && info.Mode().IsRegular() { // of one more work tree, or a module
		git = gitFolder(root, git)
	}
	if git == "" {
		return out
	}
	out.Git, out.Common = os.DirFS(git), os.DirFS(git)
	if common, err := readPEM(filepath.Join(git, "commondir")); err == nil {
		out.Common = os.DirFS(joined(git, string(common)))
	}
	return out
}

// gitFolder is the folder that a file .git leads to; "" where it leads nowhere.
func gitFolder(root, file string) string {
	text, err := readPEM(file)
	if err != nil {
		return ""
	}
	to, ok := strings.CutPrefix(string(text), "gitdir: ")
	to = joined(root, to)
	if info, err := os.Stat(to); !ok || err != nil || !info.IsDir() {
		return ""
	}
	return to
}

// joined is a path that git has written into a file, from a folder on.
func joined(folder, text string) string {
	name := strings.TrimSpace(text)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(folder, name)
}
