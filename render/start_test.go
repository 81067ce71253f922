package render_test

import (
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// madeAtStart are the packages of which something is made before main runs, with why.
var madeAtStart = map[string]string{
	"render/render/manifest": "the order of keys and the classes of bytes: what is encoded needs them, and that is what most runs are for",
	"render/render/wording":  "the values of base64's letters: every topology is looked through for keys",
}

// TestStart: no run pays for what only some need. A variable that is made of anything but constants is
// work before main runs, and brings pages of its package into memory, for `render version` and each
// completion by the tab key too: it is made when it is first asked for (internal/later). The
// program itself says what it did.
func TestStart(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "render")
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/render").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	command := exec.Command(binary, "version")
	command.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	others, own := 0, map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^init (\S+) @`).FindAllSubmatch(said, -1) {
		of := string(line[1])
		if of != "main" && !strings.HasPrefix(of, "render/") {
			others++
			continue
		}
		if own[of] = true; madeAtStart[of] == "" {
			t.Errorf("%s makes something before main runs; go tool objdump -s '%s.init' says by which lines", of, of)
		}
	}
	for of := range madeAtStart {
		if !own[of] {
			t.Errorf("%s makes nothing before main runs any more", of)
		}
	}
	if others < 20 {
		t.Errorf("only %d packages of others were seen, so that nothing of our own may have been", others)
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
