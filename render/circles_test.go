package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// maxCircle is how many files of a package may need each other in a circle.
const maxCircle = 3

// TestCircles: no more than a few files of a package need each other, by what
// their identifiers stand for, fields and methods included: what is read to
// understand one file ends somewhere.
func TestCircles(t *testing.T) {
	for _, p := range checkedPackages(t) {
		largest := []string{}
		for _, circle := range circlesOf(p.uses()) {
			if len(circle) > len(largest) {
				largest = circle
			}
		}
		if len(largest) > maxCircle {
			t.Errorf("%s: %d files in one circle, may have %d: %s\n%s", p.name, len(largest), maxCircle, strings.Join(largest, " "), p.uses().among(largest))
		}
	}
}

// checkedPackage is a package of the module with the types of its own files,
// tests and generated ones aside.
type checkedPackage struct {
	name  string // its folder
	fset  *token.FileSet
	files map[string]*ast.File // by base name
	info  types.Info
	pkg   *types.Package
}

// checkedPackages are all packages of the module.
func checkedPackages(t *testing.T) []*checkedPackage {
	t.Helper()
	packages, err := checkPackages()
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) < 15 {
		t.Fatalf("found only %d packages", len(packages))
	}
	return packages
}

type listedPackage struct {
	ImportPath, Export, Dir string
	GoFiles                 []string
	Module                  *struct{ Main bool }
}

// checkPackages reads the imports of packages as the compiler left them, which
// "go list" knows.
var checkPackages = sync.OnceValues(func() ([]*checkedPackage, error) {
	c := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export,Standard,Dir,Module,GoFiles", "./...")
	c.Dir = ".."
	var said bytes.Buffer
	c.Stderr = &said
	listed, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, &said)
	}
	var own []listedPackage
	exports := map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(listed)); ; {
		var p listedPackage
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		exports[p.ImportPath] = p.Export
		if p.Module != nil && p.Module.Main {
			own = append(own, p)
		}
	}
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	var out []*checkedPackage
	for _, p := range own {
		checked, err := p.check(fset, imports)
		if err != nil {
			return nil, err
		}
		out = append(out, checked)
	}
	return out, nil
})

func (p *listedPackage) check(fset *token.FileSet, imports types.Importer) (*checkedPackage, error) {
	out := &checkedPackage{name: strings.TrimPrefix(p.ImportPath, "render/"), fset: fset, files: map[string]*ast.File{},
		info: types.Info{Uses: map[*ast.Ident]types.Object{}}}
	var files []*ast.File
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
		if !ast.IsGenerated(file) {
			out.files[name] = file
		}
	}
	config := types.Config{Importer: imports}
	var err error
	out.pkg, err = config.Check(p.ImportPath, fset, files, &out.info)
	return out, err
}

// uses is what the files of a package use of each other: file, other file, and
// the names.
type uses map[string]map[string][]string

func (p *checkedPackage) uses() uses {
	out := uses{}
	for name, file := range p.files {
		out[name] = map[string][]string{}
		ast.Inspect(file, func(n ast.Node) bool {
			ident, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			used := p.info.Uses[ident]
			if used == nil || used.Pkg() != p.pkg || !used.Pos().IsValid() {
				return true
			}
			at := filepath.Base(p.fset.Position(used.Pos()).Filename)
			if at != name && p.files[at] != nil && !slices.Contains(out[name][at], used.Name()) {
				out[name][at] = append(out[name][at], used.Name())
			}
			return true
		})
	}
	return out
}

// among are the uses of some files of each other, for people.
func (u uses) among(files []string) string {
	var b strings.Builder
	for _, from := range files {
		for _, to := range files {
			if names := u[from][to]; len(names) > 0 {
				b.WriteString("  " + from + " uses of " + to + ": " + strings.Join(names, " ") + "\n")
			}
		}
	}
	return b.String()
}

// circlesOf are the strongly connected components of more than one file, by
// Tarjan's algorithm, each sorted.
func circlesOf(u uses) [][]string {
	var out [][]string
	index, low, onStack := map[string]int{}, map[string]int{}, map[string]bool{}
	var stack []string
	var visit func(file string)
	visit = func(file string) {
		index[file] = len(index) + 1
		low[file] = index[file]
		stack, onStack[file] = append(stack, file), true
		for other := range u[file] {
			if index[other] == 0 {
				visit(other)
				low[file] = min(low[file], low[other])
			} else if onStack[other] {
				low[file] = min(low[file], index[other])
			}
		}
		if low[file] != index[file] {
			return
		}
		at := slices.Index(stack, file)
		circle := slices.Clone(stack[at:])
		for _, one := range circle {
			onStack[one] = false
		}
		if stack = stack[:at]; len(circle) > 1 {
			slices.Sort(circle)
			out = append(out, circle)
		}
	}
	for file := range u {
		if index[file] == 0 {
			visit(file)
		}
	}
	return out
}

// TestCirclesOf: the circles of a small picture are found, and no others.
func TestCirclesOf(t *testing.T) {
	u := uses{"a": {"b": nil}, "b": {"c": nil, "d": nil}, "c": {"a": nil}, "d": {"e": nil}, "e": {"d": nil}, "f": {"a": nil, "e": nil}}
	found := circlesOf(u)
	slices.SortFunc(found, slices.Compare)
	if len(found) != 2 || !slices.Equal(found[0], []string{"a", "b", "c"}) || !slices.Equal(found[1], []string{"d", "e"}) {
		t.Errorf("%q", found)
	}
}
