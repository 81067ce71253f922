package main

import (
	"io/fs"
	"path"
	"strings"

	"render/internal/git"
	"render/render"
	"render/render/diag"
	"render/render/wording"
)

// close ends what reads them.
func (g *gitSides) close() {
	for _, v := range g.revisions {
		_ = v.Close() // what was read was read
	}
}

// divided are the revision and the path of a side of git's: at the first ":" that is
// in no braces, as in HEAD^{/fix: this}.
func divided(name string) (revision, at string, ok bool) {
	rest, depth := strings.TrimPrefix(name, gitPrefix), 0
	for i, c := range rest {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == ':' && depth <= 0:
			return rest[:i], rest[i+1:], true
		}
	}
	return rest, "", false
}

// revision reads a side that is git's.
func (r *sideReader) revision(name string) (*side, error) {
	revision, at, ok := divided(name)
	if !ok || revision == "" || at == "" {
		return nil, usage("%s is not git:REV:PATH; write: git:HEAD:topology.yaml, or git:HEAD:. for all that a revision has", quoteWord(name))
	}
	if r.git.repository == nil {
		var err error
		if r.git.repository, err = git.Find(r.ctx, "."); err != nil {
			return nil, failed(name, "cannot be read: "+err.Error(), "")
		}
	}
	v, err := r.git.repository.Revision(revision)
	if err != nil {
		return nil, failed(name, wording.Quote(revision)+" "+err.Error(), "")
	}
	r.git.revisions = append(r.git.revisions, v)
	from := at // as git takes it: from the root on, but for ./ and ../
	if at == "." || strings.HasPrefix(at, "./") || strings.HasPrefix(at, "../") {
		from = path.Join("/", r.git.repository.Prefix(), at)
	}
	from = strings.Trim(path.Clean("/"+from), "/")
	files := v.Folder("", false)
	info, err := fs.Stat(files, path.Clean("./"+from))
	if err != nil {
		return nil, r.notInRevision(name, revision, at, from, files)
	}
	if info.IsDir() {
		inside := v.Folder(from, false)
		held, err := r.folder(name, bound(inside))
		return &side{name: name, form: aFolder, files: inside, held: held, revision: true}, err
	}
	text, err := fs.ReadFile(bound(files), from)
	if err != nil {
		return nil, failed(name, "cannot be read: "+reason(err), "")
	}
	out := newSide(name, text, v.Folder(path.Dir(from), r.outside))
	out.revision = true
	out.at = func(folder string) (fs.FS, bool) {
		name, inside := r.git.repository.Inside(folder)
		return v.Folder(name, false), inside
	}
	return out, nil
}

// atRevision has a topology of git's import and overlay what its revision has of the folders that flags
// name; those outside of the repository are taken as they are.
func (s *side) atRevision(in *render.Input, libraries []string) {
	if s.at == nil {
		return
	}
	for i, name := range libraries {
		if files, ok := s.at(name); ok {
			in.Libraries[i] = files
		}
	}
	for i := range in.Overlays {
		if one := &in.Overlays[i]; one.Files != nil {
			if files, ok := s.at(one.Name); ok {
				one.Files = files
			}
		}
	}
}

// notInRevision tells of a path that a revision does not have, and what was meant.
func (r *sideReader) notInRevision(name, revision, at, from string, files fs.FS) error {
	if prefix := r.git.repository.Prefix(); prefix != "" && !strings.HasPrefix(at, ".") {
		if _, err := fs.Stat(files, path.Join(prefix, at)); err == nil {
			return failed(name, "is not there, from the repository's root on", "from this folder on write: "+gitPrefix+revision+":./"+diag.Name(at))
		}
	}
	var known []string
	entries, _ := fs.ReadDir(files, path.Dir("./"+from))
	for _, e := range entries {
		known = append(known, e.Name())
	}
	help := ""
	if near := wording.Suggest(path.Base(from), known); near != "" {
		help = "did you mean " + wording.Quote(path.Join(path.Dir(from), near)) + "?"
	}
	return failed(name, "is not there", help)
}
