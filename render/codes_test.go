package render_test

import (
	"context"
	"go/ast"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/diag"
)

// maxOfOneCode is how many of the refusals in a hundred one code may be told in: a
// code for everything explains nothing.
const maxOfOneCode = 5

// TestCodes: every code is told in some refusal, and none in too many of them.
func TestCodes(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil || len(names) < fewestRefused {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	told := map[diag.Code]int{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out, err := render.Render(context.Background(), caseInput(t, archive))
		if err != nil {
			t.Fatal(err)
		}
		here := map[diag.Code]bool{}
		for _, p := range out.Diagnostics {
			if here[p.Code] = true; p.Severity == diag.Warning {
				checkAcceptable(t, filepath.Base(name), string(p.Code))
			}
		}
		for code := range here {
			told[code]++
		}
	}
	for _, e := range diag.Codes() {
		if ofFleets(e.Code) { // TestFleet has those
			continue
		}
		switch n := told[e.Code]; {
		case n == 0:
			t.Errorf("no refusal has the code %s", e.Code)
		case n*100 > len(names)*maxOfOneCode:
			t.Errorf("%s is in %d of %d refusals, which is more than %d in a hundred: divide it", e.Code, n, len(names), maxOfOneCode)
		}
	}
}

// codeForm is what a code looks like.
var codeForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// TestCodesListed: the registry is sorted and whole, and what the code of the
// project gives as a code is in it; what is in it is given somewhere.
func TestCodesListed(t *testing.T) {
	codes := diag.Codes()
	for i, e := range codes {
		if !codeForm.MatchString(string(e.Code)) || len(e.Code) > 24 || i > 0 && codes[i-1].Code >= e.Code {
			t.Errorf("%q is no code, or out of order", e.Code)
		}
		if e.Meaning == "" || strings.HasSuffix(e.Meaning, ".") || len(e.Meaning) > 90 || !strings.HasSuffix(e.Explanation, ".") {
			t.Errorf("%s: its meaning is a line without a full stop, its explanation sentences: %q, %q", e.Code, e.Meaning, e.Explanation)
		}
	}
	takers := codeTakers(t)
	given := map[string]bool{}
	goFiles(t, false, func(folder, name string, file *ast.File) {
		if takers[folder] == nil {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if withoutCode(n) {
				t.Errorf("%s/%s makes a diagnostic without a code", folder, name)
			}
			for _, literal := range codesIn(n, takers[folder]) {
				code, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				given[code] = true
				if _, ok := diag.LookUp(diag.Code(code)); !ok {
					t.Errorf("%s/%s gives the code %q, which is not listed in render/diag/codes.txt", folder, name, code)
				}
			}
			return true
		})
	})
	for _, e := range codes {
		if !given[string(e.Code)] {
			t.Errorf("%s is listed, and given nowhere", e.Code)
		}
	}
}

// withoutCode reports whether a node is a diagnostic that says where and not what.
func withoutCode(n ast.Node) bool {
	literal, ok := n.(*ast.CompositeLit)
	if !ok {
		return false
	}
	members := map[string]bool{}
	for _, e := range literal.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				members[key.Name] = true
			}
		}
	}
	of, _ := literal.Type.(*ast.SelectorExpr)
	isOne := of != nil && of.Sel.Name == "Diagnostic" || members["Message"] && members["Place"]
	return isOne && members["Place"] && !members["Code"]
}

// codeTakers are the functions that take a code, by name, with the number of that
// parameter, for each folder in which diagnostics or their wording are known.
func codeTakers(t *testing.T) map[string]map[string]int {
	t.Helper()
	const gathers = "render/findings" // for other folders, whose rules call it
	takers, all, calling := map[string]map[string]int{}, map[string]map[string]int{}, map[string]bool{}
	goFiles(t, false, func(folder, _ string, file *ast.File) {
		knows := slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool {
			return i.Path.Value == `"render/render/diag"` || i.Path.Value == `"render/render/wording"`
		})
		if all[folder] == nil {
			all[folder] = map[string]int{}
		}
		calls := slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"render/`+gathers+`"` })
		calling[folder] = calling[folder] || calls
		if knows || calls {
			takers[folder] = all[folder]
		}
		note := func(name string, f *ast.FuncType) {
			at := 0
			for _, field := range f.Params.List {
				for range max(1, len(field.Names)) {
					if isCode(field.Type) {
						all[folder][name] = at
					}
					at++
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				note(n.Name.Name, n.Type)
			case *ast.AssignStmt:
				for i, value := range n.Rhs {
					literal, ok := value.(*ast.FuncLit)
					name, named := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident)
					if ok && named {
						note(name.Name, literal.Type)
					}
				}
			}
			return true
		})
	})
	for folder := range calling {
		if calling[folder] {
			maps.Copy(takers[folder], all[gathers])
		}
	}
	return takers
}

func isCode(expression ast.Expr) bool {
	switch x := expression.(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name == "Code"
	case *ast.Ident:
		return x.Name == "Code"
	}
	return false
}

// codesIn are the literals of a node that stand where a code does: as an argument
// of a function that takes one, as a member, in an assignment, as a result.
func codesIn(n ast.Node, takers map[string]int) []*ast.BasicLit {
	var out []*ast.BasicLit
	add := func(expression ast.Expr) {
		if literal, ok := expression.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			out = append(out, literal)
		}
	}
	named := func(expression ast.Expr) bool {
		switch x := expression.(type) {
		case *ast.Ident:
			return x.Name == "code" || x.Name == "Code"
		case *ast.SelectorExpr:
			return x.Sel.Name == "code" || x.Sel.Name == "Code"
		}
		return false
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
			if of, ok := f.X.(*ast.Ident); ok && of.Name == "diag" && name == "At" {
				add(n.Args[0])
			}
		}
		if at, ok := takers[name]; ok && at < len(n.Args) {
			add(n.Args[at])
		}
	case *ast.KeyValueExpr:
		if named(n.Key) {
			add(n.Value)
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if named(left) && i < len(n.Rhs) {
				add(n.Rhs[i])
			}
		}
	case *ast.FuncDecl:
		if n.Type.Results == nil || n.Body == nil {
			break
		}
		at := slices.IndexFunc(n.Type.Results.List, func(f *ast.Field) bool { return isCode(f.Type) })
		if at < 0 {
			break
		}
		ast.Inspect(n.Body, func(inner ast.Node) bool {
			if r, ok := inner.(*ast.ReturnStmt); ok && at < len(r.Results) {
				add(r.Results[at])
			}
			return true
		})
	}
	return out
}
