package browser

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var mermaidFile = flag.String("mermaid", "", "`FILE` of Mermaid for pages")

// TestMermaid: Mermaid reads the flowchart of every example, and draws those that were
// looked at with each box's words in it; what is none it refuses.
func TestMermaid(t *testing.T) {
	script, err := os.ReadFile(*mermaidFile)
	if err != nil {
		t.Fatalf("Mermaid: %v%s", err, cure)
	}
	page := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(page, []byte("<!DOCTYPE html><meta charset=utf-8><body>"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, page)
	w.is(t, string(script)+`; mermaid.initialize({startOnLoad: false, maxEdges: 5000, maxTextSize: 500000}); 1`, nil)
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	parse := func(text string) string {
		var out string
		w.run(t, chromedp.Evaluate(fmt.Sprintf(`mermaid.parse(%q).then(() => "", e => String(e))`, text), &out, await))
		return out
	}
	for _, topology := range topologies(t) {
		text, err := os.ReadFile(draw(t, topology, "mermaid"))
		if err != nil {
			t.Fatal(err)
		}
		if problem := parse(string(text)); problem != "" {
			t.Errorf("%s: %s", topology, problem)
		}
	}
	if parse("flowchart LR\n  b0[\"a\"]:::x -->") == "" {
		t.Error("a line that leads nowhere is read")
	}
	for _, name := range []string{"seed", "forty", "gateway-api", "wildcards", "access", "isolation"} {
		text, err := os.ReadFile(filepath.Join(drawn, name+".mermaid"))
		if err != nil {
			t.Fatal(err)
		}
		var shown string
		w.run(t, chromedp.Evaluate(fmt.Sprintf(`mermaid.render("drawn", %q).then(r => { document.body.innerHTML = r.svg; return document.body.innerText; }, e => String(e))`, text), &shown, await))
		for _, line := range strings.Split(string(text), "\n") {
			_, label, ok := strings.Cut(line, `["`)
			if !ok {
				continue
			}
			label, _, _ = strings.Cut(label, `"]`)
			for _, words := range strings.Split(label, "<br>") {
				if words = numbers.Replace(words); !strings.Contains(strings.Join(strings.Fields(shown), " "), words) {
					t.Errorf("%s: %q is not in the picture", name, words)
				}
			}
		}
	}
}

// numbers are characters as the flowcharts that were looked at write them.
var numbers = strings.NewReplacer("#42;", "*", "#37;", "%", "#91;", "[", "#93;", "]", "#43;", "+", "#95;", "_", "#61;", "=", "#63;", "?")

// TestDOT: Graphviz reads the graph of every example, with no complaint.
func TestDOT(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil {
		t.Fatal("there is no dot" + cure)
	}
	for _, topology := range topologies(t) {
		file := draw(t, topology, "dot")
		if out, err := exec.Command(dot, "-Tsvg", "-o", os.DevNull, file).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", topology, err, out)
		}
	}
	broken := filepath.Join(t.TempDir(), "broken.dot")
	if err := os.WriteFile(broken, []byte("digraph { b0 -> }"), 0o600); err != nil {
		t.Fatal(err)
	}
	if exec.Command(dot, "-Tsvg", "-o", os.DevNull, broken).Run() == nil {
		t.Error("a line that leads nowhere is read")
	}
}
