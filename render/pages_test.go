package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPages: ARCHITECTURE.md has a row for every package, and each test that it or
// PROMISES.md names is somewhere in the project.
func TestPages(t *testing.T) {
	page := func(name string) string {
		text, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	architecture := page("ARCHITECTURE.md")
	goFiles(t, false, func(folder, _ string, _ *ast.File) {
		if !strings.Contains(architecture, "\n| `"+folder+"` |") && !strings.Contains(architecture, "\n| `"+folder+"`, `") {
			t.Errorf("ARCHITECTURE.md has no row for %s", folder)
		}
	})
	there := testNames(t)
	named := 0
	for _, name := range regexp.MustCompile("`(?:Test|Fuzz)[A-Za-z]+`").FindAllString(architecture+page("PROMISES.md"), -1) {
		named++
		if !there[strings.Trim(name, "`")] {
			t.Errorf("a page names %s, which is no test", name)
		}
	}
	if named < 50 {
		t.Errorf("the pages name only %d tests", named)
	}
}

// TestLinks: what a page links to in the project is there.
func TestLinks(t *testing.T) {
	links := 0
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), found[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", path, found[1])
			}
		}
		return nil
	})
	if err != nil || links < 20 {
		t.Errorf("%d links, %v", links, err)
	}
}

// testNames are the tests of the tool and of the modules beside it.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				out[f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
