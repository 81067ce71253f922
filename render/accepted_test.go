package render_test

import (
	"context"
	"fmt"
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"

	"render/render"
	"render/render/accept"
	"render/render/diag"
)

// checkAcceptable tells of a warning that no topology may accept.
func checkAcceptable(t *testing.T, where, code string) {
	t.Helper()
	if code != "key-in-git" && code != "accept-unused" && !slices.Contains(accept.Codes(), code) {
		t.Errorf("%s warns with the code %q, which is not in render/accept/warnings.txt", where, code)
	}
}

// TestAcceptableCodes: what may be accepted are codes, sorted; what the code of the project warns with by
// its name is among them. What is told in refusals is seen by TestCodes.
func TestAcceptableCodes(t *testing.T) {
	if codes := accept.Codes(); len(codes) < 100 || !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) < len(codes) {
		t.Errorf("%d codes, which are not sorted, or too few, or there twice: %q", len(codes), codes)
	}
	for _, code := range accept.Codes() {
		if _, ok := diag.LookUp(diag.Code(code)); !ok {
			t.Errorf("%q is no code", code)
		}
	}
	warned := 0
	goFiles(t, false, func(folder, name string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if code := warnedWith(n); code != "" {
				if _, ok := diag.LookUp(diag.Code(code)); ok { // and no consequence
					warned++
					checkAcceptable(t, folder+"/"+name, code)
				}
			}
			return true
		})
	})
	if warned < 150 {
		t.Errorf("only %d warnings were found", warned)
	}
}

// warnedWith is the code with which a call warns, by its name or by that of a diagnostic; "" of what does not.
func warnedWith(n ast.Node) string {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	named, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"Warn", "warn", "suppose"}, named.Sel.Name) {
		return ""
	}
	at := call.Args[0]
	if made, ok := at.(*ast.CompositeLit); ok {
		for _, member := range made.Elts {
			if pair, ok := member.(*ast.KeyValueExpr); ok && pair.Key.(*ast.Ident).Name == "Code" {
				at = pair.Value
			}
		}
	}
	literal, ok := at.(*ast.BasicLit)
	if !ok {
		return ""
	}
	code, _ := strconv.Unquote(literal.Value)
	return code
}

// TestAcceptedMany: of more warnings than are kept none is counted that is accepted, and none is left out that is not.
func TestAcceptedMany(t *testing.T) {
	const many = 6000
	var hosts, named strings.Builder
	for i := range many {
		fmt.Fprintf(&hosts, ", h%d.example.org", i)
		if i > 0 {
			fmt.Fprintf(&named, "- {code: host-unanswered, at: \"tiers[primary].hosts[h%d.example.org]\"}\n", i)
		}
	}
	for accepts, want := range map[string]int{"accept: []\n": many, "accept: [host-unanswered]\n": 0, "accept:\n" + named.String(): 1} {
		text := "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: {external: {store: vault}}\n" + accepts +
			"tiers:\n- {name: primary, ip: 192.168.1.141, hosts: [home.example.org" + hosts.String() + "],\n" +
			"   apps: [{name: hello, image: \"hello:1\", port: 80, hosts: [home.example.org], routes: [/hello]}]}\n"
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		if n := out.Diagnostics.Count(); n != want || out.Diagnostics.Failed() {
			t.Errorf("%.30s...: %d diagnostics, want %d: %v", accepts, n, want, out.Diagnostics[:min(len(out.Diagnostics), 3)])
		}
	}
}
