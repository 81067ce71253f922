package mesh

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"istio.io/istio/pkg/test/util/tmpl"
)

// hasGateway finds YAML with a Gateway, in a list or alone; one that is named by an owner
// stands further in.
var hasGateway = regexp.MustCompile(`(?m)^(?:- |  )?kind: ["']?Gateway["']?\s*$`)

// texts are the worlds of a group with a Gateway, by their names: files, folders, or texts
// within Go's.
func (g *foreignGroup) texts(folder string) (map[string][]byte, error) {
	worlds := map[string][]byte{}
	add := func(world string, text []byte) error {
		if g.values != nil {
			filled, err := tmpl.Evaluate(string(text), g.values)
			if err != nil {
				return fmt.Errorf("%s: %w", world, err)
			}
			text = []byte(filled)
		}
		worlds[world] = append(worlds[world], append(text, "\n---\n"...)...)
		return nil
	}
	err := filepath.WalkDir(folder, func(name string, _ os.DirEntry, err error) error {
		world := strings.TrimPrefix(name, folder+"/")
		switch {
		case err != nil:
			return err
		case g.inGo && filepath.Ext(name) == ".go":
			return literals(name, world, add)
		case g.inGo || filepath.Ext(name) != ".yaml":
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if g.whole {
			world = path.Dir(world)
		}
		return add(world, text)
	})
	for world, text := range worlds {
		if !hasGateway.Match(text) {
			delete(worlds, world)
		}
	}
	return worlds, err
}

// literals are the texts in a Go file that have a Gateway and nothing to fill in, by the
// function that they are in and their number there.
func literals(name, file string, add func(world string, text []byte) error) error {
	source, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(source, []byte("kind: Gateway")) {
		return err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		return err
	}
	for _, d := range parsed.Decls {
		within := "var"
		if f, ok := d.(*ast.FuncDecl); ok {
			within = f.Name.Name
		}
		n := 0
		ast.Inspect(d, func(node ast.Node) bool {
			lit, ok := node.(*ast.BasicLit)
			text := ""
			if ok {
				text = written(lit)
			}
			if hasGateway.MatchString(text) && !strings.Contains(text, "%") && !strings.Contains(text, "{{") && err == nil {
				n++
				err = add(fmt.Sprintf("%s %s %d", file, within, n), []byte(text))
			}
			return true
		})
	}
	return err
}
