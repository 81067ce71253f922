package main

import (
	"debug/elf"
	"debug/gosym"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mostForAsking is what asking and drawing may add to the binary, in bytes.
const mostForAsking = 2 << 20

// askingPackages are what follows requests, finds causes and draws.
var askingPackages = []string{"render/render/trace", "render/render/causes", "render/render/drawing"}

// TestAskingIsSmall: trace, why, graph and diff --requests take not more than 2 MiB of a binary: their packages, what
// only these import, and the files that call them, with their share of the tables and
// constants that all code has.
func TestAskingIsSmall(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	program, err := build(root, t.TempDir(), target{"linux", "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	only, err := onlyForAsking(root)
	if err != nil {
		t.Fatal(err)
	}
	taken, err := takenBy(program, only)
	if err != nil {
		t.Fatal(err)
	}
	all := 0
	for _, size := range taken {
		all += size
	}
	t.Logf("%d KiB of %d packages and of files that call them", all>>10, len(only))
	if all < mostForAsking/4 {
		t.Errorf("asking and drawing take only %d bytes, so that something else is measured", all)
	}
	if all > mostForAsking {
		t.Errorf("asking and drawing take %d bytes, more than %d: %v", all, mostForAsking, taken)
	}
	for _, each := range append(slices.Clone(askingPackages), callers...) {
		if taken[each] < 1000 {
			t.Errorf("%s takes %d bytes, so that something else is measured", each, taken[each])
		}
	}
	for _, other := range []string{"render/render/objects", "render/render/plan", "render/cmd/render"} {
		if taken[other] > 0 {
			t.Errorf("%s is counted, which a plain render needs too", other)
		}
	}
}

// callers are the beginnings of names of the files that call them, and nothing else.
var callers = []string{"render/cmd/render/trace", "render/cmd/render/why", "render/cmd/render/graph.go", "render/cmd/render/diff_requests.go",
	"render/render/why", "render/render/traced", "render/render/drawn", "render/render/picture", "render/render/readonce"}

// onlyForAsking are the packages of the tool that it would not have without those that ask: they, and
// what is imported by them alone.
func onlyForAsking(root string) ([]string, error) {
	c := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./cmd/render")
	c.Dir = root
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOFLAGS=-mod=readonly", "GOWORK=off")
	text, err := c.Output()
	if err != nil {
		return nil, err
	}
	imports := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		words := strings.Fields(line)
		imports[words[0]] = words[1:]
	}
	const tool = "render/cmd/render"
	needed, next := map[string]bool{tool: true}, []string{tool}
	for len(next) > 0 {
		name := next[0]
		next = next[1:]
		for _, i := range imports[name] {
			if !needed[i] && !slices.Contains(askingPackages, i) {
				needed[i] = true
				next = append(next, i)
			}
		}
	}
	var out []string
	for name := range imports {
		if !needed[name] {
			out = append(out, name)
		}
	}
	for _, name := range askingPackages {
		if !slices.Contains(out, name) {
			return nil, fmt.Errorf("the tool has no package %s", name)
		}
	}
	return out, nil
}

// takenBy are the bytes of a program that some packages take, and the files that call them.
func takenBy(program string, packages []string) (map[string]int, error) {
	file, err := elf.Open(program)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, tables, constants := file.Section(".text"), file.Section(".gopclntab"), file.Section(".rodata")
	if text == nil || tables == nil || constants == nil {
		return nil, fmt.Errorf("%s has not the sections of Go's linker", program)
	}
	data, err := tables.Data()
	if err != nil {
		return nil, err
	}
	table, err := gosym.NewTable(nil, gosym.NewLineTable(data, text.Addr))
	if err != nil {
		return nil, err
	}
	code := map[string]int{}
	for i := range table.Funcs {
		f := &table.Funcs[i]
		if name := packageOf(f.Name); slices.Contains(packages, name) {
			code[name] += int(f.End - f.Entry)
			continue
		}
		source, _, _ := table.PCToLine(f.Entry)
		if at := slices.IndexFunc(callers, func(c string) bool { return strings.HasPrefix(source, c) && path.Dir(source) == path.Dir(c) }); at >= 0 {
			code[callers[at]] += int(f.End - f.Entry)
		}
	}
	out := map[string]int{}
	for name, size := range code {
		out[name] = size * int((text.Size+tables.Size+constants.Size)/1024) / int(text.Size/1024)
	}
	return out, nil
}

// packageOf is the package of a function by its name, render/render/trace.(*Mesh).Chase.
func packageOf(name string) string {
	name, _, _ = strings.Cut(name, "[") // of which types it is made
	slash := strings.LastIndex(name, "/")
	dot := strings.Index(name[slash+1:], ".")
	if dot < 0 {
		return name
	}
	return name[:slash+1+dot]
}
