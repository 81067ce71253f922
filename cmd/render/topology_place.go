package main

import (
	"path/filepath"
	"sync"

	"render/internal/disk"
)

// topologyPlace is where a topology is, not behind a link that it is itself, since that may
// lead nowhere for a while.
type topologyPlace struct {
	name      string // its last one
	directory string // behind every link; "" where it is in none
	tree      string // the git work tree; "" for none
}

func placeOf(topology string) topologyPlace {
	p := topologyPlace{name: filepath.Base(topology)}
	if topology == "-" {
		return p
	}
	if directory, err := disk.FolderPath(topologyFolder(topology)); err == nil {
		p.directory, p.tree = directory, workTree(directory)
	}
	return p
}

// topologyPlaces are the folders of several topologies, each looked at once. Nil looks anew.
type topologyPlaces struct {
	mu        sync.Mutex
	byFolders map[string]topologyPlace
}

func (p *topologyPlaces) of(topology string) topologyPlace {
	if p == nil || topology == "-" {
		return placeOf(topology)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	folder := topologyFolder(topology)
	place, known := p.byFolders[folder]
	if !known {
		place = placeOf(topology)
		if p.byFolders == nil {
			p.byFolders = map[string]topologyPlace{}
		}
		p.byFolders[folder] = place
	}
	place.name = filepath.Base(topology)
	return place
}

// from is a topology's path from a folder in a work tree on, as the folder's index names it:
// its name alone where the path would tell of a machine, since the two are in no git
// work tree together, or have nothing but the root in common.
func (p topologyPlace) from(folder, tree string) string {
	if p.directory == "" {
		return p.name
	}
	full := filepath.Join(p.directory, p.name)
	relative, err := filepath.Rel(folder, full)
	holds := func(name string) bool {
		_, inside := disk.Inside(name, full)
		return inside
	}
	common := folder
	for !holds(common) && common != filepath.Dir(common) {
		common = filepath.Dir(common)
	}
	if err != nil || p.tree != tree || tree == "" && common == filepath.Dir(common) {
		return p.name
	}
	return filepath.ToSlash(relative)
}
