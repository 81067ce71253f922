package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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
	f.places = &topologyPlaces{}
	kept := f.openCache(args, stages, to)
	members, own, err := indexed(to, kept)
	if err != nil {
		return err
	}
	if len(args) == 1 && (own || len(members) == 0) && f.shard.of == 0 {
		r, err := f.renderInto(s, args[0], stages, false, func(string) (string, string) { return to.Name, to.Path }, to.Path)
		if err == nil {
			r.note(s)
			err = r.finish(s)
		}
		return err
	}
	if own {
		return usage("-o %s is the folder of one topology, and several are each written into a folder of its name in there; write: -o with another folder, or remove %s and what render wrote beside it first", quoteWord(to.Name), quoteWord(to.Name+tree.IndexName))
	}
	return f.runMembers(s, args, stages, to, members, kept)
}

// indexed finds the folders of topologies in one; own reports whether it is one itself.
func indexed(to *destination, kept *fleetCache) (members []member, own bool, err error) {
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
		if m, known := kept.member(e.Name()); known {
			members = append(members, m)
		} else if index, there := indexIn(path); there {
			members = append(members, member{e.Name(), index.Topologies(), index.IsMember(e.Name()), workTree(path)})
		}
	}
	return members, own, nil
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
	if r.kept != nil {
		if !r.quiet {
			fmt.Fprintf(s.stderr, "%s: %s written, %d unchanged\n", r.called(), files(0), r.kept.Written)
		}
		return r.tellNoted(s)
	}
	if err := r.write(s); err != nil {
		return err
	}
	return r.tellNoted(s)
}

// tellNoted tells what else there is to do.
func (r *folderRun) tellNoted(s *shell) error {
	if r.noted {
		return nil
	}
	if err := s.say(r.notes); err != nil || r.alike == 0 {
		return err
	}
	_, err := fmt.Fprintf(s.stderr, "note: so it is of %s more, each by its own name\n", folders(r.alike))
	return err
}

// foldNotes has notes that are the same but for the folder told once: of many topologies they
// would hide what is told of one.
func foldNotes(runs []*folderRun) {
	first := map[string]*folderRun{}
	for _, r := range runs {
		text := strings.ReplaceAll(string(r.notes), path.Clean(r.name), "")
		if other := first[text]; len(r.notes) > 0 && other != nil {
			r.noted, other.alike = true, other.alike+1
		} else {
			first[text] = r
		}
	}
}

// folders is a number of them.
func folders(n int) string {
	if n == 1 {
		return "1 folder"
	}
	return fmt.Sprintf("%d folders", n)
}

// note keeps what is told behind a folder that is written, and lets the output go: of a fleet
// there are many.
func (r *folderRun) note(s *shell) {
	var notes bytes.Buffer
	own := *s
	own.stderr = &notes
	if !r.quiet && (len(r.stages) == 0 || slices.Contains(r.stages, manifest.Gateways)) {
		tellPlaceholders(&own, r.out, diag.Name(r.name))
		r.tellPairs(&own)
		tellAnew(&own, r.out)
	}
	if !r.quiet && len(r.stages) == 0 {
		r.tellNotes(&own, r.out, r.topology, r.name)
	}
	r.notes = notes.Bytes()
	r.out = &render.Output{Name: r.out.Name, Place: r.out.Place, Member: r.out.Member}
}
