package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"render/internal/disk"
	"render/render"
	"render/render/diag"
)

// refuseInputs refuses a destination that this run reads, or that the topology
// names: it would be lost. A file of --previous is none.
func (f *inputFlags) refuseInputs(d *destination, out *render.Output) error {
	if d.Old == nil || !d.Old.Mode().IsRegular() {
		return nil
	}
	name, flag := diag.Name(d.Name), "-o "+quoteWord(d.Name)
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
