package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"render/internal/disk"
	"render/render/bounded"
	"render/render/diag"
	"render/render/source"
	"render/render/wording"
)

// topologyItself is the title of the topology among what is read.
const topologyItself = "the topology"

// topologyFolder is where what a topology names is looked for: beside it, and for
// standard input, "-", where render was started.
func topologyFolder(topology string) string { return filepath.Dir(topology) }

// large is the size in bytes of a topology from which on memory matters more than
// a tenth of the time: a file of 20 000 apps.
const large = 2 << 20

// readTopology reads a file, or standard input for "-", up to the size that is
// ever read.
func readTopology(s *shell, name string, reads *disk.Reads) ([]byte, error) {
	return readUpTo(s, name, reads, source.MaxBytes)
}

// readUpTo does the same with a size.
func readUpTo(s *shell, name string, reads *disk.Reads, most int64) ([]byte, error) {
	fail := func(reason, help string) ([]byte, error) {
		if help != "" {
			reason += "; " + help
		}
		return nil, &failure{exitInput, fmt.Sprintf("%s: %s", diag.Name(name), reason)}
	}
	from := s.stdin
	if name != "-" {
		file, err := os.Open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return fail("is not there", nearby(name))
		case err != nil:
			return fail("cannot be read: "+reason(err), "")
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil && info.IsDir() {
			if cure := fromVariables(name); cure != "" && filepath.Base(filepath.Clean(name)) == groupVars {
				return fail("is a folder, and no topology", cure)
			}
			return fail("is a folder, not a file", "write: "+topologyIn(name))
		}
		from = file
	}
	if file, ok := from.(*os.File); ok {
		reads.AddFile(topologyItself, name, file)
	}
	text, err := bounded.Read(from, most)
	if err == nil {
		reads.AddText(name, text)
	}
	switch tooLarge := (*bounded.TooLarge)(nil); {
	case errors.As(err, &tooLarge):
		return fail(err.Error(), "check that this is the file you meant")
	case err != nil:
		return fail("cannot be read: "+reason(err), "")
	case len(text) > large:
		collectOften()
	}
	return text, nil
}

// isTopologyFile reports whether a file is called as topologies are.
func isTopologyFile(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml" || ext == ".jsonnet"
}

// topologyIn is the one file in a folder that may be a topology, in words where there is none or are several.
func topologyIn(folder string) string {
	entries, _ := os.ReadDir(folder)
	found := ""
	for _, e := range entries {
		switch {
		case e.IsDir() || !isTopologyFile(e.Name()):
		case found != "":
			return "the topology file in it"
		default:
			found = filepath.Join(folder, e.Name())
		}
	}
	if found == "" {
		return "the topology file in it"
	}
	return quoteWord(found)
}

// nearby is what a file that is not there was perhaps meant to be: a verb, or
// another file in its folder.
func nearby(name string) string {
	if verb := suggestVerb(name); verb != "" {
		return "did you mean the verb " + wording.Quote(verb) + "?"
	}
	directory, base := filepath.Split(name)
	if strings.ContainsAny(base, "*?") || strings.Contains(base, "[") && strings.Contains(base, "]") {
		return "the shell found no file that it stands for"
	}
	entries, err := os.ReadDir(topologyFolder(name))
	if err != nil {
		return ""
	}
	var known []string
	for _, e := range entries {
		if !e.IsDir() {
			known = append(known, e.Name())
		}
	}
	if near := wording.Suggest(base, known); near != "" {
		return "did you mean " + wording.Quote(directory+near) + "?"
	}
	return ""
}
