package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"render/internal/disk"
	"render/render/diag"
	"render/render/format"
)

// destination is where -o says that the result goes.
type destination struct {
	*disk.Target
	stdout bool // "-"
	folder bool
	quiet  bool   // say no warnings
	piped  string // a command that has the same done without a file, if there is one
	named  string // a Secret from elsewhere that the topology names; "" for none
}

// newDestination finds out what -o names, and refuses what can be no result.
func newDestination(s *shell, name string, quiet bool) (*destination, error) {
	d := &destination{Target: &disk.Target{Name: name, Kind: disk.Descriptor}, stdout: name == "-", quiet: quiet}
	switch {
	case d.stdout:
		d.Old = s.stdout.info()
		return d, nil
	case name == "":
		return d, usage(`-o "" names no file; write: -o rendered.yaml, or - for stdout`)
	}
	if slices.Contains(renderFormats(), name) || name == "yml" || name == "wide" {
		return d, usage("-o %s would write a file of that name, and kubectl's -o is --format here; write: --format %s, or -o ./%s for the file", name, strings.Replace(strings.Replace(name, "yml", "yaml", 1), "wide", "list", 1), name)
	}
	var err error
	d.Target, err = disk.Locate(name)
	switch {
	case errors.Is(err, disk.ErrFolder):
		d.folder = true
		return d, d.locateFolder()
	case errors.Is(err, disk.ErrSocket), errors.Is(err, disk.ErrForeign):
		return d, usage("-o %s %s; write: the name of a file, or - for stdout", quoteWord(name), err)
	case err != nil:
		return d, d.failure(err)
	}
	d.stdout = d.Stdout()
	if d.Old == nil && name == "utput" {
		return d, usage("-output is -o utput; write: --output, with two dashes")
	}
	if d.Old == nil && d.Kind == disk.Regular && filepath.Ext(name) == "" {
		return d, usage("-o %s is not there yet, and may be a file or a folder; write: -o %s/ for a folder, or a name that ends as in .yaml for a file", quoteWord(name), quoteWord(name))
	}
	return d, nil
}

// locateFolder finds the folder itself, behind every link.
func (d *destination) locateFolder() error {
	bare := strings.TrimRight(d.Name, "/")
	info, err := os.Stat(bare)
	if err == nil && !info.IsDir() {
		return usage("-o %s is a file, and a name that ends in / is a folder's; write: -o %s, or the name of a folder", quoteWord(d.Name), quoteWord(bare))
	}
	if d.Path, err = disk.FolderPath(d.Name); err != nil {
		if link := dangling(d.Name); link != "" && errors.Is(err, fs.ErrNotExist) {
			return &failure{exitInput, fmt.Sprintf("%s: cannot be written: %s is a link that leads nowhere; remove it: rm %s", d.Name, link, quoteWord(link))}
		}
		return d.failure(err)
	}
	d.Name = bare + "/"
	return nil
}

// dangling is the link that leads nowhere by which a folder is named; "" for none.
func dangling(name string) string {
	for name = filepath.Clean(name); ; name = filepath.Dir(name) {
		if info, err := os.Lstat(name); err == nil || name == filepath.Dir(name) {
			if err == nil && info.Mode()&fs.ModeSymlink != 0 {
				return name
			}
			return ""
		}
	}
}

func (d *destination) failure(err error) error { return unwritten(d.Target, err) }

// unwritten tells why a file cannot be written.
func unwritten(to *disk.Target, err error) error {
	if interrupted := (*disk.Interrupted)(nil); errors.As(err, &interrupted) {
		return err
	}
	text := fmt.Sprintf("%s: cannot be written: %s", diag.Name(to.Name), disk.Reason(err))
	if directory := filepath.Dir(to.Name); to.Old == nil && errors.Is(err, fs.ErrNotExist) {
		text += "; make its folder first: mkdir -p " + quoteWord(directory)
	}
	return &failure{exitInput, text}
}

// write puts the result there: into a file, which holds either all of it or
// what it held before. A file with keys is readable by its owner alone, and
// goes into no git work tree unless allowPlain says so.
func (d *destination) write(s *shell, text []byte, inClear string, allowPlain bool) error {
	if d.stdout {
		if inClear != "" && !allowPlain && !d.quiet {
			d.warnOfWorkTree(s, inClear)
		}
		s.stdout.Write(text) // its error is told at the end of the run
		return nil
	}
	if d.Kind == disk.Regular && inClear != "" && !allowPlain {
		if tree := workTree(filepath.Dir(d.Path)); tree != "" {
			return &failure{exitInput, inWorkTree(d.Name, tree, "would hold", inClear, d.notInClear())}
		}
	}
	if d.Kind == disk.Regular && d.Old != nil && holdsKey(d.Path) {
		return &failure{exitInput, diag.Name(d.Name) + ": holds a key or a certificate, which would be lost; write: the name of another file"}
	}
	if err := s.put(d.Target, text, inClear != ""); err != nil {
		return d.failure(err)
	}
	return nil
}

// warnOfWorkTree tells of keys that a shell writes into a git work tree: the file is the
// shell's, which has emptied it already, so that a refusal would help nobody.
func (d *destination) warnOfWorkTree(s *shell, inClear string) {
	name := s.stdout.path()
	if name == "" {
		return
	}
	if tree := workTree(filepath.Dir(name)); tree != "" {
		fmt.Fprintln(s.stderr, inWorkTree(filepath.Base(name)+": warning", tree, "holds", inClear, d.notInClear()))
	}
}

// inWorkTree says that keys are in a git work tree; cure is what is to be done.
func inWorkTree(name, tree, holds, inClear, cure string) string {
	return fmt.Sprintf("%s: is in a git work tree, %s, and %s Secrets in clear, %s first; %s, or --allow-plain-secrets if you mean it", diag.Name(name), diag.Name(tree), holds, inClear, cure)
}

// notInClear is how the result comes to hold no keys, or into no work tree.
func (d *destination) notInClear() string {
	switch {
	case d.piped != "" && d.stdout:
		return "hand it to sh, as in " + d.piped + "; or write: > with a file outside of it"
	case d.piped != "":
		return "leave -o out and hand it to sh, as in " + d.piped + "; or write: -o with a file outside of it"
	}
	return notInClear(d.named, false)
}

// notInClear is how a result comes to hold no keys: by another mode, which a folder that was rendered
// otherwise takes from the topology alone, or by a Secret from elsewhere where some servers name one.
// Placeholders are no cure: whoever applies the file would put them onto the cluster.
func notInClear(named string, otherwise bool) string {
	cure := "write: "
	if named != "" {
		cure += "cert: {secret: " + format.YAMLWord(named) + "}, as other hosts have it, where that one covers these too; or "
	}
	if otherwise {
		return cure + "secrets: {sealed: ...}, {sops: ...} or, for Secrets that are in the cluster, omit, in the topology and with --force once, since the folder was rendered otherwise"
	}
	return cure + "secrets: {sealed: ...} or {sops: ...}, --secrets omit for Secrets that are in the cluster"
}

// put writes a text into a file whole, or into a device.
func (s *shell) put(to *disk.Target, text []byte, private bool) error {
	if to.Kind != disk.Regular {
		return s.disk.WriteInto(to, text)
	}
	file := disk.File{Path: to.Path, Text: text, Private: private, Old: to.Old}
	return s.disk.Replace(disk.Set{Files: []disk.File{file}})
}
