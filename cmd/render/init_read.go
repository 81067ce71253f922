package main

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"

	"render/render/align"
	"render/render/composing"
	"render/render/importing"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
	"render/render/tree"
)

// importReader reads what an import is of.
type importReader struct {
	*diffRun
	names     []string
	ofObjects []string // those of the names that are read for their objects
	variables *variableReader
	found     readObjects
	charts    []string // folders of Helm's charts among what was read
	quiet     bool
}

// readAll reads the objects of all files, and variables of Ansible's roles.
func (r *importReader) readAll() error {
	var list []manifest.Manifest
	var wrong, strange error // strange: a file that is neither
	for _, name := range r.names {
		side, err := r.readOne(name)
		switch {
		case err != nil:
			wrong = r.both(wrong, err)
		case side == nil:
		case side.form == aTopology:
			if strange == nil {
				strange = r.strange(name)
			}
		default:
			list, err = r.take(side, list)
			wrong = r.both(wrong, err)
		}
	}
	for _, line := range r.unread() {
		fmt.Fprintln(r.s.stderr, line)
	}
	if wrong != nil {
		return wrong
	}
	if strange != nil && !r.variables.any() {
		return strange
	}
	placed := align.Placed(list)
	if !r.quiet {
		for _, note := range placedElsewhere(list, placed) {
			fmt.Fprintln(r.s.stderr, "note: "+note)
		}
	}
	tellUnplaced(r.s, list, r.quiet)
	r.old = &side{name: r.names[0], form: aText, list: r.lastOfEach(placed, func() []*places.Source { return r.found.sources })}
	r.found.list = r.old.list
	if len(r.old.list) == 0 && !r.variables.any() {
		cure := ""
		if isVariables(r.names[0]) {
			return failed(r.names[0], "has none of the variables by which those of the roles are known: "+importing.KnownBy(), "")
		}
		if file := composeIn(r.names[0]); file != "" {
			cure = "write the Compose file in it: render init --from " + quoteWord(file)
		} else if folder := kustomizationIn(r.names[0]); folder != "" {
			cure = "its kustomization.yaml makes them of others; write: kubectl kustomize " + quoteWord(folder) + " | render init --from -"
		} else if file := variablesIn(r.names[0]); file != "" {
			cure = "variables of Ansible's are read in a folder called group_vars: call it so, or name each of its files: render init --from " + quoteWord(file)
		}
		return failed(r.names[0], "holds no object", cure)
	}
	return nil
}

// strange is what a file is that has neither objects nor variables.
func (r *importReader) strange(name string) error {
	if nodes := r.variables.nodes; len(nodes) > 0 && composing.IsOldFile(nodes[len(nodes)-1]) {
		return failed(name, "is a Compose file of the first form, which Compose reads no more", "write: services: above it, and each service two spaces further in")
	}
	return failed(name, "is a topology, or no object of a cluster", "write: files with objects, each with apiVersion, kind and metadata.name")
}

// readOne reads a file or a folder; nil is one that is not read for its objects. What may be
// variables is kept as such.
func (r *importReader) readOne(name string) (*side, error) {
	if isFolder(name) {
		if is, err := r.variables.folder(name); is || err != nil {
			return nil, err
		}
	}
	if tree.IsListing(path.Base(name)) {
		return nil, nil // it lists files for kustomize, which are read where they are named
	}
	side, err := r.read(name)
	if err != nil {
		return nil, err
	}
	if side.form == aText && len(side.found) == 0 && !bytes.Contains(side.text, []byte("kind:")) {
		if n, found := source.Parse(places.NewSource(name, side.text)); !found.Failed() && importing.ArePlays(n) {
			r.variables.nodes = append(r.variables.nodes, n)
			return nil, nil
		}
	}
	if side.form != aTopology {
		return side, nil
	}
	if template := unfilled(name, side.text); template != nil && bytes.Contains(side.text, []byte("kind:")) {
		return nil, template
	}
	n, err := r.variables.parse(name, side.text)
	if err != nil {
		return nil, err
	}
	r.variables.nodes = append(r.variables.nodes, n)
	if name != "-" {
		r.variables.beside = side.files
	}
	return side, nil
}

// take adds the objects of a side.
func (r *importReader) take(side *side, list []manifest.Manifest) ([]manifest.Manifest, error) {
	if err := r.find(side, orNothing(nil, io.EOF)); err != nil { // nothing stands beside it
		return nil, err
	}
	r.ofObjects = append(r.ofObjects, side.name)
	r.found.live = r.found.live || align.Live(side.list)
	list = append(list, side.list...)
	if side.form == aText {
		r.found.sources = append(r.found.sources, side.sources()...)
		return list, nil
	}
	r.inFolder = r.inFolder || side.indexed() // namespaces say there that nobody prunes them
	for _, file := range side.held.names() {
		if path.Base(file) == "Chart.yaml" {
			r.charts = append(r.charts, path.Join(side.name, path.Dir(file)))
		}
		r.found.sources = append(r.found.sources, places.NewSource(path.Join(side.name, file), side.held.texts[file]))
	}
	return list, nil
}

// before is what holds all objects that were read, to be compared with: a file, or the folder of several.
func (r *importReader) before() string {
	switch names := r.ofObjects; len(names) {
	case 0:
		return "OLD" // which nobody can name for them
	case 1:
		return names[0]
	default:
		folder := filepath.Dir(names[0])
		if slices.ContainsFunc(names, func(name string) bool { return filepath.Dir(name) != folder }) {
			return "OLD"
		}
		return folder + "/"
	}
}
