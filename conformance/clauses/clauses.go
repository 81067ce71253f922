// Package clauses owns the proof that a judge can fail: which of the places
// where a judge complains did complain while its tests ran.
//
// In goes each complaint on its way out; out come the places from which none
// came. It is for the judges under conformance and their tests alone, and must
// never be imported by the tool.
package clauses

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

var heard sync.Map // "file.go:12" of each place that complained

// Errorf is fmt.Errorf for what a judge says is wrong.
func Errorf(format string, args ...any) error {
	remember(2)
	return fmt.Errorf(format, args...)
}

// Of is a list of what somebody else's code says is wrong, as it is.
func Of[L ~[]E, E any](list L) L {
	if len(list) > 0 {
		remember(2)
	}
	return list
}

// Err is an error of somebody else's code, or nil, as it is.
func Err(err error) error {
	if err != nil {
		remember(2)
	}
	return err
}

// Sprintf is Errorf for a judge whose complaints are text.
func Sprintf(format string, args ...any) string {
	remember(2)
	return fmt.Sprintf(format, args...)
}

// Judged is the exit code of a judge's tests: that of the run, or 1 where all
// tests ran and passed and a clause was not heard, which is printed. own are as
// Unheard's.
func Judged(code int, own ...string) int {
	if run := flag.Lookup("test.run"); code != 0 || run == nil || run.Value.String() != "" {
		return code
	}
	unheard, err := Unheard(".", own...)
	for _, line := range unheard {
		fmt.Println(line)
	}
	if err != nil || len(unheard) > 0 {
		fmt.Println("FAIL: every clause needs an input that it complains of", err)
		return 1
	}
	return 0
}

// Through is for a judge's own function that takes complaints: the clause is
// where that function is called.
func Through() { remember(3) }

func remember(skip int) {
	if _, file, line, ok := runtime.Caller(skip); ok {
		heard.Store(fmt.Sprintf("%s:%d", filepath.Base(file), line), true)
	}
}

// exempt is what a line says on which an error is made that is no complaint of
// an input, and why.
const exempt = "// no clause: "

// Unheard are the places in a folder's Go files, tests aside, that never
// complained, and those that make an error without being a clause or saying why
// not, in the order of files and lines. The judge's own functions that take
// complaints are given as their calls are written: "fail", "f.fail".
func Unheard(folder string, own ...string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var out []string
	clauses := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		lines := strings.Split(string(text), "\n")
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, text, 0)
		if err != nil {
			return nil, err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			line := files.Position(call.Pos()).Line
			if _, why, ok := strings.Cut(lines[line-1], exempt); ok && why != "" {
				return true
			}
			place := fmt.Sprintf("%s:%d", filepath.Base(name), line)
			switch what := called(call); {
			case what == "clauses.Through":
			case strings.HasPrefix(what, "clauses.") || slices.Contains(own, what):
				clauses++
				if _, ok := heard.Load(place); !ok {
					out = append(out, place+": no broken input makes this complain: "+strings.TrimSpace(lines[line-1]))
				}
			case what == "fmt.Errorf" || what == "errors.New":
				out = append(out, place+": an error that is no clause: "+strings.TrimSpace(lines[line-1]))
			}
			return true
		})
	}
	if clauses == 0 {
		out = append(out, folder+": no clause at all")
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// called is what is called as it is written: "fmt.Errorf", "fail".
func called(call *ast.CallExpr) string {
	fun := call.Fun
	if index, ok := fun.(*ast.IndexExpr); ok {
		fun = index.X
	}
	if name, ok := fun.(*ast.Ident); ok {
		return name.Name
	}
	selector, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	pkg, ok := selector.X.(*ast.Ident)
	if !ok {
		return ""
	}
	return pkg.Name + "." + selector.Sel.Name
}
