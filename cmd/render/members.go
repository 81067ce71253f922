package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/tree"
)

// runFolder renders topologies into a folder: one into the folder itself, several each
// into a folder of its name in there. So is one where there are such folders already.
func (f *renderFlags) runFolder(s *shell, args []string, stages []manifest.Stage, to *destination) error {
	if err := noTopology(args); err != nil {
		return err
	}
	switch {
	case f.format != manifest.YAML.String():
		return usage("--format %s has no meaning with a folder, whose files are YAML; write: -o with the name of a file", f.format)
	case len(slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a != "-" })) > 1:
		return usage("standard input is one topology; write - once")
	}
	members, own, err := indexed(to)
	if err != nil {
		return err
	}
	if len(args) == 1 && (own || len(members) == 0) {
		r, err := f.renderInto(s, args[0], stages, false, func(string) (string, string) { return to.Name, to.Path }, to.Path)
		if err == nil {
			err = r.finish(s)
		}
		return err
	}
	if own {
		return usage("-o %s is the folder of one topology, and several are each written into a folder of its name in there; write: -o with another folder, or remove %s and what render wrote beside it first", quoteWord(to.Name), quoteWord(to.Name+tree.IndexName))
	}
	return f.runMembers(s, args, stages, to, members)
}

// member is a folder below the one that is written, which has an index.
type member struct {
	name       string
	topologies []string // that the index names
	recorded   bool     // as a member, and not as a folder that was rendered by itself
	tree       string   // the git work tree that it is in; "" for none
}

// indexed finds the folders of topologies in one; own reports whether it is one itself.
func indexed(to *destination) (members []member, own bool, err error) {
	entries, err := os.ReadDir(to.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, to.failure(err)
	}
	for _, e := range entries {
		if e.Name() == tree.IndexName {
			own = true
		}
		if !e.IsDir() { // a link is none either
			continue
		}
		path := filepath.Join(to.Path, e.Name())
		if index, there := indexIn(path); there {
			members = append(members, member{e.Name(), index.Topologies(), index.IsMember(e.Name()), workTree(path)})
		}
	}
	return members, own, nil
}

// indexIn is a folder's index ahead of the look that decides what is written: one that says
// nothing where it cannot be read, of which that look tells.
func indexIn(folder string) (index *tree.Index, there bool) {
	none, name := &tree.Index{}, filepath.Join(folder, tree.IndexName)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > tree.MaxIndex {
		return none, false
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return none, true
	}
	if index, err = tree.ParseIndex(text); err != nil {
		return none, true
	}
	return index, true
}

// renderInto renders a topology that goes into the folder which where tells by its name.
// It counts what the folder has of stages that are not written, and keeps its ciphertext:
// where it is new, that of the folder before.
func (f *renderFlags) renderInto(s *shell, topology string, stages []manifest.Stage, member bool, where func(topology string) (name, path string), before string) (*folderRun, error) {
	one := *f
	one.inFolder = true
	if len(stages) > 0 {
		one.ofFolder = func(topology string) []manifest.Stage {
			_, folder := where(topology)
			index, _ := indexIn(folder)
			return slices.Concat(stages, index.Stages())
		}
	}
	r := &folderRun{renderFlags: &one, topology: topology, stages: stages, member: member}
	var err error
	r.out, err = one.rendered(s, topology, func(topology string) ([]render.Previous, error) {
		_, folder := where(topology)
		if _, there := indexIn(folder); !there {
			folder = before
		}
		return one.previousOf(folder)
	})
	if err != nil {
		return r, err
	}
	r.name, r.path = where(r.out.Name)
	return r, r.prepare()
}

// finish writes the folder, and tells what else there is to do.
func (r *folderRun) finish(s *shell) error {
	if err := r.write(s); err != nil || r.quiet {
		return err
	}
	if len(r.stages) == 0 || slices.Contains(r.stages, manifest.Gateways) {
		tellAnew(s, r.out)
	}
	if len(r.stages) == 0 {
		r.tellNotes(s, r.out, r.topology, r.name)
	}
	return nil
}

// runMembers renders several topologies. One that fails leaves its folder as it was,
// and stops no other.
func (f *renderFlags) runMembers(s *shell, args []string, stages []manifest.Stage, to *destination, members []member) error {
	var runs []*folderRun
	fleet := &fleet{s: s, to: to}
	byName := map[string]string{}
	for _, topology := range args {
		into := func(name string) (string, string) { return to.Name + name + "/", filepath.Join(to.Path, name) }
		r, err := f.renderInto(s, topology, stages, true, into, fleet.folderOf(topology, members))
		if other, twice := byName[r.name]; twice && r.name != "" {
			return usage("%s and %s are both called %s, and would be written into one folder; give each a name of its own", quoteWord(other), quoteWord(topology), quoteWord(r.out.Name))
		}
		byName[r.name] = topology
		if err != nil {
			if err := fleet.failed(topology, err); err != nil {
				return err
			}
			continue
		}
		if err := samePlace(runs, r); err != nil {
			return err
		}
		runs = append(runs, r)
	}
	for _, r := range runs {
		if err := r.finish(s); err != nil {
			if err := fleet.failed(r.topology, err); err != nil {
				return err
			}
		}
	}
	if len(fleet.bad) == 0 && f.stages == nil {
		if err := f.leaveOthers(s, fleet, members, runs); err != nil {
			return err
		}
	}
	return fleet.end(len(args), f.quiet)
}

// fleet is what became of several topologies.
type fleet struct {
	s    *shell
	to   *destination
	code int
	bad  []string
}

// folderOf is the folder that a topology was rendered into before; "" for none.
func (f *fleet) folderOf(topology string, members []member) string {
	place := placeOf(topology)
	for _, m := range members {
		path := filepath.Join(f.to.Path, m.name)
		if slices.Contains(m.topologies, place.from(path, m.tree)) {
			return path
		}
	}
	return ""
}

// failed tells of a topology that failed. What ends the whole run is an error.
func (f *fleet) failed(name string, err error) error {
	failed := (*failure)(nil)
	if !errors.As(err, &failed) || failed.code == exitBug {
		return err
	}
	f.code = max(f.code, failed.code)
	f.bad = append(f.bad, diag.Name(name))
	if failed.text != "" {
		fmt.Fprintln(f.s.stderr, "render:", failed.told())
	}
	return nil
}

// end sums up.
func (f *fleet) end(all int, quiet bool) error {
	if len(f.bad) == 0 {
		if !quiet {
			what := "topologies"
			if all == 1 {
				what = "topology"
			}
			fmt.Fprintf(f.s.stderr, "%s: %d %s rendered\n", diag.Name(f.to.Name), all, what)
		}
		return nil
	}
	return &failure{f.code, fmt.Sprintf("%s: %d of %d failed, and what is rendered of them stays as it was: %s", diag.Name(f.to.Name), len(f.bad), all, strings.Join(f.bad, ", "))}
}
