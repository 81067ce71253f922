package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"render/internal/disk"
	"render/render"
	"render/render/bounded"
)

// destination is where -o says that the result goes.
type destination struct {
	*disk.Target
	stdout bool // "-"
}

// newDestination finds out what -o names, and refuses what can be no result.
func newDestination(s *shell, name string) (*destination, error) {
	d := &destination{Target: &disk.Target{Name: name, Kind: disk.Descriptor}, stdout: name == "-"}
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
		return d, usage("-o %s is a folder, and rendering into a folder is not there yet; write: the name of a file", quoteWord(name))
	case errors.Is(err, disk.ErrSocket), errors.Is(err, disk.ErrForeign):
		return d, usage("-o %s %s; write: the name of a file, or - for stdout", quoteWord(name), err)
	case err != nil:
		return d, d.failure(err)
	}
	d.stdout = d.Stdout()
	return d, nil
}

func (d *destination) failure(err error) error { return unwritten(d.Target, err) }

// unwritten tells why a file cannot be written.
func unwritten(to *disk.Target, err error) error {
	if interrupted := (*disk.Interrupted)(nil); errors.As(err, &interrupted) {
		return err
	}
	text := fmt.Sprintf("%s: cannot be written: %s", to.Name, disk.Reason(err))
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
		s.stdout.Write(text) // its error is told at the end of the run
		return nil
	}
	if d.Kind == disk.Regular && inClear != "" && !allowPlain {
		if tree := workTree(d.Path); tree != "" {
			return &failure{exitInput, fmt.Sprintf("%s: is in a git work tree, %s, and would hold Secrets in clear, %s first; "+
				"write: secrets: {sealed: ...} or {sops: ...}, --secrets redacted, or --allow-plain-secrets if you mean it", d.Name, tree, inClear)}
		}
	}
	if d.Kind == disk.Regular && d.Old != nil && holdsKey(d.Path) {
		return &failure{exitInput, d.Name + ": holds a key or a certificate, which would be lost; write: the name of another file"}
	}
	if err := s.put(d.Target, text, inClear != ""); err != nil {
		return d.failure(err)
	}
	return nil
}

// put writes a text into a file whole, or into a device.
func (s *shell) put(to *disk.Target, text []byte, private bool) error {
	if to.Kind != disk.Regular {
		return s.disk.WriteInto(to, text)
	}
	file := disk.File{Path: to.Path, Text: text, Private: private, Old: to.Old}
	return s.disk.Replace(disk.Set{Files: []disk.File{file}})
}

// refuseInputs refuses a destination that this run reads, or that the topology
// names: it would be lost. A file of --previous is none.
func (f *renderFlags) refuseInputs(d *destination, out *render.Output) error {
	if d.Old == nil || !d.Old.Mode().IsRegular() {
		return nil
	}
	name, flag := d.Name, "-o "+quoteWord(d.Name)
	if name == "-" {
		name, flag = "stdout", "stdout"
	}
	reader := ""
	if reads := f.reads.Of(d.Old); len(reads) > 0 {
		if reads[0].Folder == topologyItself {
			return usage("%s is the topology itself; write: the name of another file", flag)
		}
		reader = calledReader(out, reads[0])
	}
	if files, ok := f.files.(fs.StatFS); ok && reader == "" {
		for _, file := range out.Sources() {
			if info, err := files.Stat(file.Name); err == nil && os.SameFile(info, d.Old) {
				reader = calledReader(out, disk.Read{Name: file.Name})
				break
			}
		}
	}
	if reader == "" {
		return nil
	}
	return &failure{exitInput, fmt.Sprintf("%s: cannot be written: it is read for %s, and would be lost; write: the name of another file", name, reader)}
}

// calledReader is what has a file read: a flag, or a place in the topology.
func calledReader(out *render.Output, read disk.Read) string {
	if strings.HasPrefix(read.Folder, "-") {
		return read.Folder
	}
	place, field := out.Reader(read.Folder + read.Name)
	text := place.Source.Name()
	if place.Line > 0 {
		text += fmt.Sprintf(":%d:%d", place.Line, place.Column)
	}
	if field != "" {
		text += ": " + field
	}
	return text
}

// holdsKey reports whether a file is a key or a certificate, in any form that is
// in use. A rendered file has neither at the beginning of a line.
func holdsKey(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false // what cannot be read is replaced as -o says
	}
	defer file.Close()
	head := make([]byte, bounded.MaxPEM)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false
	}
	head = head[:n]
	if len(head) > 1 && head[0] == 0x30 && !utf8.Valid(head[:2]) { // a SEQUENCE: DER, PKCS#12
		return true
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) { // UTF-16
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	for line := range bytes.Lines(head) {
		if bytes.HasPrefix(line, []byte("-----BEGIN ")) || bytes.HasPrefix(line, []byte("AGE-SECRET-KEY-")) {
			return true
		}
	}
	return false
}

// workTree is the git work tree that a file is in, "" for none.
func workTree(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	for dir := filepath.Dir(full); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// reason is the system's word for why a file cannot be used, without the path,
// which is said before it.
func reason(err error) string { return disk.Reason(err) }
