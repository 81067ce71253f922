package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render/diag"
	"render/render/tree"
)

// write brings the folder to what was rendered: all of it, or nothing.
func (r *folderRun) write(s *shell) (err error) {
	if err := r.tellPlace(s); err != nil {
		return err
	}
	claim, err := s.disk.Claim(r.path)
	if err != nil {
		return r.failure(err)
	}
	defer func() {
		if interrupted := claim.Release(); interrupted != nil {
			err = interrupted
		}
	}()
	w := &folderWriter{folderRun: r, claim: claim, infos: map[string]fs.FileInfo{}, texts: map[string][]byte{}}
	index, err := w.index()
	if err != nil {
		return err
	}
	if err := r.takesOver(index); err != nil {
		return err
	}
	run := tree.Run{Folder: r.folder, Stages: r.stageFolders(), Index: index, Look: w.look, Force: r.force, Gone: r.gone,
		Moved: index != nil && allGone(r.path, index.Topologies())}
	plan, err := run.Decide()
	if err != nil {
		return r.failure(err)
	}
	if err := r.refused(plan, index != nil); err != nil {
		return err
	}
	r.tellChanged(s, plan)
	if run.Moved && !r.gone && !r.quiet && !slices.Contains(index.Topologies(), r.from) {
		fmt.Fprintf(s.stderr, "%s: note: was rendered from %s, which is no more, and is rendered from %s now\n", r.called(), strings.Join(quoted(index.Topologies()), " and "), quotedOne(r.from))
	}
	if r.strict && len(plan.Kept)+len(plan.KeptStale) > 0 {
		return &failure{exitDiffers, r.called() + ": nothing is written, since somebody changed files in it, and --strict"}
	}
	claim.Sweep(slices.Concat(tree.StageFolders(), tree.LayoutFolders()))
	if err := w.write(s, plan); err != nil {
		return err
	}
	r.tellDone(s, plan)
	r.tellOmitted(s, plan)
	w.keep(plan)
	return nil
}

// failure tells why the folder cannot be read or written.
func (r *folderRun) failure(err error) error {
	if interrupted := (*disk.Interrupted)(nil); errors.As(err, &interrupted) {
		return err
	}
	name, what := r.name, "written"
	if at := (*fs.PathError)(nil); errors.As(err, &at) && at.Path != "" {
		if at.Op == opRead {
			what = "read"
		}
		if inside, ok := disk.Inside(r.path, at.Path); ok && inside != "." {
			name = path.Join(r.name, filepath.ToSlash(inside))
		}
	}
	return &failure{exitInput, diag.Name(name) + ": cannot be " + what + ": " + disk.Reason(err)}
}

// opRead is what failed where a folder was looked into.
const opRead = "read"

// folderWriter looks into a folder that is claimed, and writes it.
type folderWriter struct {
	*folderRun
	claim *disk.Claim
	infos map[string]fs.FileInfo // of what was found
	texts map[string][]byte      // that were found, where the next run is to know
}

func (w *folderWriter) look(name string) tree.Found {
	info, text, err := w.claim.Look(name)
	w.infos[name] = info
	switch {
	case err != nil:
		return tree.Found{Err: &fs.PathError{Op: opRead, Path: w.claim.At(name), Err: errors.New(disk.Reason(err))}}
	case info == nil:
		return tree.Found{}
	case info.IsDir():
		return tree.Found{Kind: tree.Directory}
	case !info.Mode().IsRegular():
		return tree.Found{Kind: tree.Other}
	}
	if w.keeping != nil {
		w.texts[name] = text
	}
	return tree.Found{Kind: tree.Regular, Text: text, Shared: info.Mode().Perm()&0o077 != 0}
}

// index reads the folder's index; nil where there is none.
func (w *folderWriter) index() (*tree.Index, error) {
	refuse := func(why string) (*tree.Index, error) {
		return nil, &failure{exitInput, fmt.Sprintf("%s%s: %s; take it from git again, or remove it: what is in the folder as it would be rendered is adopted then", w.called(), tree.IndexName, why)}
	}
	switch found := w.look(tree.IndexName); {
	case found.Err != nil:
		return nil, w.failure(found.Err)
	case found.Kind == tree.Missing:
		return nil, nil
	case found.Kind != tree.Regular:
		return refuse("is no file")
	case w.infos[tree.IndexName].Size() > tree.MaxIndex:
		return refuse(fmt.Sprintf("is larger than %d MiB", tree.MaxIndex>>20))
	default:
		index, err := tree.ParseIndex(found.Text)
		if err != nil {
			return refuse(err.Error())
		}
		return index, nil
	}
}

// allGone reports whether no topology that a folder's index names is there any more.
func allGone(folder string, topologies []string) bool {
	return !slices.ContainsFunc(topologies, func(name string) bool { return !isGone(folder, name) })
}

// isGone reports whether a topology that an index names by its path is no more.
func isGone(folder, name string) bool {
	if path.Dir(name) == "." || path.IsAbs(name) {
		return false // nobody knows where it was
	}
	_, err := os.Lstat(filepath.Join(folder, filepath.FromSlash(name)))
	return errors.Is(err, fs.ErrNotExist)
}

// write carries a plan out.
func (w *folderWriter) write(s *shell, plan *tree.Plan) error {
	set := disk.Set{Folders: true, Claimed: w.claim.Path, Last: plan.After != nil}
	add := func(name string, text []byte, private, guard bool) {
		set.Files = append(set.Files, disk.File{Path: w.claim.At(name), Text: text, Private: private, Old: w.infos[name], Guard: guard})
	}
	if plan.Before != nil {
		add(tree.IndexName, plan.Before, false, false)
	}
	for _, f := range plan.Write {
		add(f.Path, f.Text, f.Private, true)
	}
	for _, name := range plan.Remove {
		set.Gone = append(set.Gone, disk.Gone{Path: w.claim.At(name), Old: w.infos[name]})
	}
	for _, name := range plan.Empty {
		set.Empty = append(set.Empty, w.claim.At(name))
	}
	if plan.After != nil {
		add(tree.IndexName, plan.After, false, false)
	}
	if len(set.Files)+len(set.Gone)+len(set.Empty) == 0 && !plan.IndexGone {
		return nil
	}
	err := s.disk.Replace(set)
	if failed := (*disk.FileError)(nil); errors.As(err, &failed) {
		err = &fs.PathError{Op: "write", Path: set.Files[failed.Index].Path, Err: errors.New(disk.Reason(failed.Err))}
	}
	if err == nil && plan.IndexGone {
		err = s.disk.Replace(disk.Set{Gone: []disk.Gone{{Path: w.claim.At(tree.IndexName), Old: w.infos[tree.IndexName]}}, Empty: []string{w.path}})
	}
	if err != nil {
		return w.failure(err)
	}
	return nil
}
