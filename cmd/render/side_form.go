package main

import (
	"bytes"
	"io/fs"
	"path"

	"render/render/manifest"
)

// newSide is a side that is a topology or a text with objects.
func newSide(name string, text []byte, files fs.FS) *side {
	out := &side{name: name, text: text, files: files}
	out.form, out.found = formOf(name, text)
	return out
}

// formOf tells a topology from a text with objects, which have their kind. It gives the
// objects, where that took reading them.
func formOf(name string, text []byte) (form, []manifest.Object) {
	if path.Ext(name) == ".jsonnet" {
		return aTopology, nil
	}
	if first := bytes.TrimLeft(text, " \t\r\n"); len(first) > 0 && first[0] == '{' {
		list, err := manifest.ReadBack(text)
		if err == nil && (len(list) == 0 || list[0].Text("kind") != "" && list[0].Get("tiers") == nil) {
			return aText, list
		}
		return aTopology, nil
	}
	kind, empty := false, true
	for line := range bytes.Lines(text) {
		switch {
		case bytes.HasPrefix(line, []byte("tiers:")):
			return aTopology, nil
		case bytes.HasPrefix(line, []byte("kind:")) && !bytes.HasPrefix(line, []byte("kind: Topology")):
			kind = true
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' && !bytes.Equal(line, []byte("---")) {
			if empty && (line[0] == '[' || bytes.HasPrefix(line, []byte("- "))) {
				return aText, nil // a list, of objects most likely, which is told where they are read
			}
			empty = false
		}
	}
	if kind || empty {
		return aText, nil
	}
	return aTopology, nil
}
