package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// write puts the result where -o says: stdout, or a file, which holds either
// all of it or what it held before. A file with keys is readable by its owner
// alone.
func (f *renderFlags) write(s *shell, text []byte, keys bool) error {
	if f.output == "-" {
		_, err := s.stdout.Write(text)
		if errors.Is(err, syscall.EPIPE) {
			return nil
		}
		if err != nil {
			return &failure{exitInput, "stdout: " + reason(err)}
		}
		return nil
	}
	name := f.output
	info, err := os.Stat(name)
	switch {
	case strings.HasSuffix(name, string(filepath.Separator)), err == nil && info.IsDir():
		return usage("-o %s is a folder, and rendering into a folder is not there yet; write the name of a file", name)
	case err == nil && !info.Mode().IsRegular():
		return writeDevice(name, text)
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if keys && !f.allowPlain {
		if tree := workTree(name); tree != "" {
			return &failure{exitInput, fmt.Sprintf("%s: is in a git work tree, %s, and would hold private keys in clear; "+
				"write: --secrets redacted, or --allow-plain-secrets if you mean it", f.output, tree)}
		}
	}
	mode := fs.FileMode(0o644)
	if keys {
		mode = 0o600
	}
	if err := replaceFile(name, text, mode); err != nil {
		return &failure{exitInput, fmt.Sprintf("%s: cannot be written: %s", f.output, reason(err))}
	}
	return nil
}

func writeDevice(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err == nil {
		_, err = file.Write(text)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return &failure{exitInput, fmt.Sprintf("%s: cannot be written: %s", name, reason(err))}
	}
	return nil
}

// replaceFile writes beside the file and renames.
func replaceFile(name string, text []byte, mode fs.FileMode) error {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil && mode != 0o600 {
		err = file.Chmod(mode)
	}
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// workTree is the git work tree that a file is in, "" for none.
func workTree(name string) string {
	full, err := filepath.Abs(name)
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
