package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// destination is where -o says that the result goes.
type destination struct {
	name   string      // as the user wrote it; "-" is stdout
	path   string      // of the file itself, behind every link
	device bool        // is written into, not replaced
	old    fs.FileInfo // nil where there is no file yet
}

// newDestination finds out what -o names, and refuses what can be no result.
func newDestination(name, topology string) (destination, error) {
	d := destination{name: name}
	if name == "-" {
		return d, nil
	}
	if name == "" {
		return d, usage(`-o "" names no file; write: -o rendered.yaml, or - for stdout`)
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir(), os.IsPathSeparator(name[len(name)-1]):
		return d, usage("-o %s is a folder, and rendering into a folder is not there yet; write: the name of a file", quoteWord(name))
	case err == nil:
		d.old, d.device = info, !info.Mode().IsRegular()
		if input, err := os.Stat(topology); err == nil && os.SameFile(input, info) {
			return d, usage("-o %s is the topology itself; write: the name of another file", quoteWord(name))
		}
	case !errors.Is(err, fs.ErrNotExist):
		return d, d.failure(err)
	}
	if d.device { // /dev/stdout is a link to "pipe:[123]", which no path leads to
		d.path = name
		return d, nil
	}
	if d.path, err = followLinks(name); err != nil {
		return d, d.failure(err)
	}
	return d, nil
}

func (d *destination) failure(err error) error {
	text := fmt.Sprintf("%s: cannot be written: %s", d.name, reason(err))
	if directory := filepath.Dir(d.name); d.old == nil && errors.Is(err, fs.ErrNotExist) {
		text += "; make its folder first: mkdir -p " + quoteWord(directory)
	}
	return &failure{exitInput, text}
}

// followLinks is the file that a name stands for, which need not be there: its
// folder without links, and where the name is a link itself, what it leads to.
func followLinks(name string) (string, error) {
	const most = 40 // as Linux counts
	for range most {
		directory, err := filepath.EvalSymlinks(filepath.Dir(name))
		if err != nil {
			return "", err
		}
		name = filepath.Join(directory, filepath.Base(name))
		link, err := os.Readlink(name)
		switch {
		case err != nil: // no link
			return name, nil
		case filepath.IsAbs(link):
			name = link
		default:
			name = directory + string(filepath.Separator) + link // not cleaned: ".." behind a link is not what it looks like
		}
	}
	return "", &fs.PathError{Op: "open", Path: name, Err: syscall.ELOOP}
}

// write puts the result there: into a file, which holds either all of it or
// what it held before. A file with keys is readable by its owner alone, and
// goes into no git work tree unless allowPlain says so.
func (d *destination) write(s *shell, text []byte, inClear string, allowPlain bool) error {
	if d.name == "-" {
		s.stdout.Write(text) // its error is told at the end of the run
		return nil
	}
	if inClear != "" && !allowPlain && !d.device {
		if tree := workTree(d.path); tree != "" {
			return &failure{exitInput, fmt.Sprintf("%s: is in a git work tree, %s, and would hold Secrets in clear, %s first; "+
				"write: secrets: {sealed: ...} or {sops: ...}, --secrets redacted, or --allow-plain-secrets if you mean it", d.name, tree, inClear)}
		}
	}
	if d.old != nil && !d.device && holdsPEM(d.path) {
		return &failure{exitInput, d.name + ": holds a key or a certificate, which would be lost; write: the name of another file"}
	}
	err := error(nil)
	if d.device {
		err = writeDevice(d.path, text)
	} else {
		err = replaceFile(d.path, text, d.old, inClear != "")
	}
	if err != nil {
		return d.failure(err)
	}
	return nil
}

// holdsPEM tells whether a file is a key or a certificate, by its first part. A
// rendered file has neither but in base64.
func holdsPEM(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false // what cannot be read is replaced as -o says
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, 64<<10))
	if err != nil {
		return false
	}
	for line := range bytes.Lines(head) {
		if bytes.HasPrefix(line, []byte("-----BEGIN ")) || bytes.HasPrefix(line, []byte("AGE-SECRET-KEY-")) {
			return true
		}
	}
	return false
}

func writeDevice(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if errors.Is(err, syscall.EPIPE) {
		err = nil // as on stdout: the reader has had enough
	}
	return errors.Join(err, file.Close())
}

// replaceFile writes beside the file and renames. A new file gets the mode that
// the user's umask gives, an old one keeps its own; with keys neither is open to
// anyone but its owner.
func replaceFile(path string, text []byte, old fs.FileInfo, keys bool) error {
	beside, err := writeBeside(path, text, old, keys, 0)
	if err != nil {
		return err
	}
	if err = os.Rename(beside, path); err != nil {
		os.Remove(beside)
	}
	return err
}

// writeBeside writes what is to replace a file, and gives its name, which has
// the number or the next one that is free. Nothing is left behind where that
// fails.
func writeBeside(path string, text []byte, old fs.FileInfo, keys bool, number int) (string, error) {
	mask := fs.FileMode(0o777)
	if keys {
		mask = 0o700
	}
	file, err := createBeside(path, 0o666&mask, number)
	if err != nil {
		return "", err
	}
	if _, err = file.Write(text); err == nil && old != nil {
		err = file.Chmod(old.Mode().Perm() & mask)
	}
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return file.Name(), err
}

// createBeside makes a new file in a path's folder. Its name is short, since
// the path's own may have the greatest length already. One for keys is called so
// that a .gitignore for keys takes in what a killed run leaves.
func createBeside(path string, mode fs.FileMode, number int) (*os.File, error) {
	ending := "tmp"
	if mode&0o077 == 0 {
		ending = "key"
	}
	for n := number; ; n++ {
		name := fmt.Sprintf(".render-%d-%d.%s", os.Getpid(), n, ending)
		file, err := os.OpenFile(filepath.Join(filepath.Dir(path), name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) || n == number+1000 {
			return file, err
		}
	}
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

// reason is the system's word for why a file cannot be used, without the
// path, which is said before it.
func reason(err error) string {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err.Error()
	case errors.As(err, &l):
		return l.Err.Error()
	}
	return strings.TrimSpace(err.Error())
}
