package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"path"
	"time"
)

// file is a file of a release, or of an archive in it.
type file struct {
	name       string
	text       []byte
	executable bool
}

// long is when everything in an archive was written: no clock is asked, and some
// readers of archives take no earlier time.
var long = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// archiveOf is a tar.gz of files below a folder.
func archiveOf(folder string, files []file) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if err := writeTar(z, folder, files); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func writeTar(w interface{ Write([]byte) (int, error) }, folder string, files []file) error {
	archive := tar.NewWriter(w)
	for _, f := range files {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: path.Join(folder, f.name), Size: int64(len(f.text)), Mode: 0o644, ModTime: long, Format: tar.FormatUSTAR}
		if f.executable {
			header.Mode = 0o755
		}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(f.text); err != nil {
			return err
		}
	}
	return archive.Close()
}

// documents are what an archive has beside the binary: texts for people with all that they link to,
// a page of the manual for each verb, and what shells complete by.
func documents(root, program string) ([]file, error) {
	out, err := pages(root, "LICENSE", "README.md", "CHANGELOG.md")
	if err != nil {
		return nil, err
	}
	manuals, err := manual(program)
	if err != nil {
		return nil, err
	}
	out = append(out, manuals...)
	for _, shell := range []struct{ name, file string }{
		{"bash", "render.bash"}, {"fish", "render.fish"}, {"powershell", "render.ps1"}, {"zsh", "_render"},
	} {
		text, err := ask(program, "completion", shell.name)
		if err != nil {
			return nil, err
		}
		out = append(out, file{name: "completions/" + shell.file, text: text})
	}
	return out, nil
}

// sums are the files' sums as sha256sum reads them.
func sums(files []file) []byte {
	var b bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(f.text), f.name)
	}
	return b.Bytes()
}
