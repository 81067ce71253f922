package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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

// TestLinks: what a page links to in the project is there, and so is the heading in it.
func TestLinks(t *testing.T) {
	links, anchored := 0, 0
	link := regexp.MustCompile(`\]\(([^)#\s]*)(?:#([^)\s]+))?\)`)
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() && path == filepath.Join("..", "bin") {
			return fs.SkipDir // what was built, and what npm installed there
		}
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			to := path
			if found[1] != "" {
				to = filepath.Join(filepath.Dir(path), found[1])
			}
			if strings.Contains(found[1], "://") || found[1] == "" && found[2] == "" {
				continue
			}
			links++
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s links to %s, which is not there", path, found[1])
				continue
			}
			if found[2] == "" {
				continue
			}
			anchored++
			if text, err = os.ReadFile(to); err != nil || !slices.Contains(anchors(string(text)), found[2]) {
				t.Errorf("%s links to %s#%s, which is no heading there (%v)", path, found[1], found[2], err)
			}
		}
		return nil
	})
	if err != nil || links < 20 || anchored < 5 {
		t.Errorf("%d links, %d to headings, %v", links, anchored, err)
	}
}

// anchors are by what GitHub calls the headings of a page in addresses.
func anchors(page string) []string {
	var out []string
	inside := false // a block, where a line with # is none
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "```") {
			inside = !inside
		}
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && !inside && strings.HasPrefix(line, "#") {
			out = append(out, regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), ""))
			out[len(out)-1] = strings.ReplaceAll(out[len(out)-1], " ", "-")
		}
	}
	return out
}

// TestDocsAreListed: every page of docs is in the list that docs/README.md is, and every reference.
func TestDocsAreListed(t *testing.T) {
	list, err := os.ReadFile("../docs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("../docs/*.md")
	references, errs := filepath.Glob("../docs/reference/*.md")
	if err != nil || errs != nil || len(pages) < 20 || len(references) < 4 {
		t.Fatalf("%d pages, %d references: %v, %v", len(pages), len(references), err, errs)
	}
	for _, page := range slices.Concat(pages, references) {
		name, err := filepath.Rel("../docs", page)
		if err != nil {
			t.Fatal(err)
		}
		if name = filepath.ToSlash(name); name != "README.md" && !strings.Contains(string(list), "]("+name+")") {
			t.Errorf("docs/README.md does not list %s", name)
		}
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
