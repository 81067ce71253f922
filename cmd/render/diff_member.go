package main

import (
	"os"
	"path"
	"path/filepath"

	"render/internal/disk"
)

// ofMembers are two sides of which one, a folder of the folders of several topologies, is
// that of the other side in it, which is one of them.
func ofMembers(names []string) []string {
	out := []string{names[0], names[1]}
	for i, name := range names {
		if member := memberOf(name, names[1-i]); member != "" {
			out[i] = member
		}
	}
	return out
}

// memberOf is a topology's folder in one of several; "" where that is none.
func memberOf(folder, topology string) string {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return ""
	}
	if info, err := os.Stat(topology); err != nil || info.IsDir() {
		return ""
	}
	at, err := disk.FolderPath(folder)
	if err != nil {
		return ""
	}
	to := &destination{Target: &disk.Target{Name: folder, Path: at}}
	members, own, err := indexed(to, nil)
	if err != nil || own {
		return ""
	}
	found := indexMembers(at, members, nil).folderOf(topology)
	if found == "" {
		return ""
	}
	return path.Join(folder, filepath.Base(found)) + "/"
}
