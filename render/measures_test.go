package render_test

import (
	"go/ast"
	"testing"
)

// The bounds of what makes a house hard to read. They only ever go down.
const (
	maxLongFiles     = 0 // of more than longFile lines
	longFile         = 300
	maxLongFunctions = 0 // of more than longFunction lines
	longFunction     = 60
	maxShare         = 92 // of all lines, of the largest package, in thousandths
)

// TestMeasures counts long files and functions and the share of the largest
// package, of all that is neither a test nor generated.
func TestMeasures(t *testing.T) {
	var files, functions []string
	lines, all := map[string]int{}, 0
	for _, p := range checkedPackages(t) {
		for name, file := range p.files {
			count := p.fset.Position(file.FileEnd).Line
			lines[p.name] += count
			all += count
			if count > longFile {
				files = append(files, p.name+"/"+name)
			}
			for _, decl := range file.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && !isTable(f) && p.fset.Position(f.End()).Line-p.fset.Position(f.Pos()).Line+1 > longFunction {
					functions = append(functions, p.name+"/"+name+" "+f.Name.Name)
				}
			}
		}
	}
	largest := ""
	for name, count := range lines {
		if largest == "" || count > lines[largest] {
			largest = name
		}
	}
	share := lines[largest] * 1000 / all
	t.Logf("%d files of more than %d lines: %q", len(files), longFile, files)
	t.Logf("%d functions of more than %d lines: %q", len(functions), longFunction, functions)
	t.Logf("%s has %d of %d lines, %d thousandths", largest, lines[largest], all, share)
	if len(files) > maxLongFiles || len(functions) > maxLongFunctions || share > maxShare {
		t.Errorf("%d long files, at most %d; %d long functions, at most %d; a share of %d thousandths, at most %d",
			len(files), maxLongFiles, len(functions), maxLongFunctions, share, maxShare)
	}
}

// isTable reports whether a function gives a table, and does nothing else.
func isTable(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	gives, ok := f.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(gives.Results) != 1 {
		return false
	}
	_, ok = gives.Results[0].(*ast.CompositeLit)
	return ok
}
