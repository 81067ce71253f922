package main

import (
	"bytes"
	"path"

	"render/render/manifest"
)

// formOf tells a topology from a text with objects, which have their kind.
func formOf(name string, text []byte) form {
	if path.Ext(name) == ".jsonnet" {
		return aTopology
	}
	if first := bytes.TrimLeft(text, " \t\r\n"); len(first) > 0 && first[0] == '{' {
		list, err := manifest.ReadBack(text)
		if err == nil && (len(list) == 0 || list[0].Text("kind") != "" && list[0].Get("tiers") == nil) {
			return aText
		}
		return aTopology
	}
	kind, empty := false, true
	for line := range bytes.Lines(text) {
		switch {
		case bytes.HasPrefix(line, []byte("tiers:")):
			return aTopology
		case bytes.HasPrefix(line, []byte("kind:")) && !bytes.HasPrefix(line, []byte("kind: Topology")):
			kind = true
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' && !bytes.Equal(line, []byte("---")) {
			empty = false
		}
	}
	if kind || empty {
		return aText
	}
	return aTopology
}
