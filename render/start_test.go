package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// largest is how many members a map may have that is made when the program starts.
const largest = 40

// TestStart: no run pays for what only some need. What a package makes before main runs is made by
// all of them, as `render version` and each completion by the tab key: a regular expression, or a
// large map, is made when it is first asked for, by a function.
func TestStart(t *testing.T) {
	asked := 0
	goFiles(t, false, func(folder, name string, file *ast.File) {
		if folder != "cmd/render" && folder != "render" && !strings.HasPrefix(folder, "render/") && !strings.HasPrefix(folder, "internal/") || folder == "render/features" {
			return
		}
		for _, decl := range file.Decls {
			if made, ok := decl.(*ast.GenDecl); ok && made.Tok == token.VAR {
				asked++
				for _, what := range madeAtStart(made) {
					t.Errorf("%s/%s makes %s before main runs; write a function that makes it once, by sync.OnceValue", folder, name, what)
				}
			}
		}
	})
	if asked < 100 {
		t.Errorf("only %d declarations of variables were found", asked)
	}
}

// madeAtStart are the regular expressions and the large maps that variables are made with.
func madeAtStart(n ast.Node) (found []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // which runs when it is called
		case *ast.SelectorExpr:
			if of, ok := n.X.(*ast.Ident); ok && of.Name == "regexp" && strings.Contains(n.Sel.Name, "Compile") {
				found = append(found, "a regular expression")
			}
		case *ast.CompositeLit:
			if _, isMap := n.Type.(*ast.MapType); isMap && len(n.Elts) > largest {
				found = append(found, "a map of many members")
			}
		}
		return true
	})
	return found
}

// TestMadeAtStart: what is seen as made at the start, and what is not.
func TestMadeAtStart(t *testing.T) {
	many := strings.Repeat("1: 2, ", largest+1)
	for text, want := range map[string]int{
		"var a = regexp.MustCompile(`a`)":                                                  1,
		"var a = []*regexp.Regexp{regexp.MustCompile(`a`)}":                                1,
		"var a = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`a`) })": 0,
		"var a *regexp.Regexp":                                                             0,
		"var a = map[int]int{" + many + "}":                                                1,
		"var a = map[int]int{1: 2}":                                                        0,
		"var a = sync.OnceValue(func() map[int]int { return map[int]int{" + many + "} })":  0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+text, 0)
		if err != nil {
			t.Fatal(text, err)
		}
		if found := madeAtStart(file.Decls[0]); len(found) != want {
			t.Errorf("%.60s: %q, want %d", text, found, want)
		}
	}
}

// TestAskingApart: what asks and draws costs no other run: it brings no library that the tool does not
// have without it, and of package render a few files alone know it.
func TestAskingApart(t *testing.T) {
	asking := []string{"render/trace", "render/causes", "render/drawing"}
	knows := []string{"why.go", "readonce.go", "traced.go", "drawn.go", "picture.go", "output.go"}
	others, own, known := map[string]bool{}, map[string]string{}, map[string]bool{}
	goFiles(t, false, func(folder, name string, file *ast.File) {
		for _, spec := range file.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			if slices.Contains(asking, folder) {
				own[path] = folder + "/" + name
			} else if folder == "cmd/render" || strings.HasPrefix(folder, "internal/") || strings.HasPrefix(folder, "render") {
				others[path] = true
			}
			if folder == "render" && slices.Contains(asking, strings.TrimPrefix(path, "render/")) {
				if known[name] = true; !slices.Contains(knows, name) {
					t.Errorf("%s/%s imports %s, which a plain render does without", folder, name, path)
				}
			}
		}
	})
	for path, file := range own {
		if !strings.HasPrefix(path, "render/") && !others[path] {
			t.Errorf("%s imports %s, which nothing else of the tool does", file, path)
		}
	}
	if len(own) < 20 || len(known) != len(knows) {
		t.Errorf("%d packages are imported by what asks and draws, which the files %v know", len(own), known)
	}
}
