package render_test

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gojsonnet "github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/formatter"
	"github.com/google/go-jsonnet/linter"
)

// adapters are the only packages that import an outside library. A library
// that is here for nobody is imported nowhere.
var adapters = map[string][]string{
	"go.yaml.in/yaml/v3":              {"render/source", "render/krm"},
	"go.yaml.in/yaml/v2":              {"render/manifest"},
	"sigs.k8s.io/yaml":                {"render/manifest"},
	"github.com/google/go-jsonnet":    {"render/eval", "cmd/generate"},
	"sigs.k8s.io/kustomize":           {"render/overlay"},
	"filippo.io/age":                  {"render/secret/age"},
	"github.com/spf13/cobra":          {"cmd/render"},
	"github.com/spf13/pflag":          {"cmd/render"},
	"golang.org/x/sys/unix":           {"internal/disk"},
	"github.com/rogpeppe/go-internal": {},
	"golang.org/x/tools":              {"render/consequences/pairs"},
	"golang.org/x/crypto/x509roots":   {"render/certs"},
}

// forbidden are packages of the standard library by which code below render
// could reach what its result must not depend on.
var forbidden = []string{"net", "net/http", "os", "os/exec", "syscall", "math/rand", "math/rand/v2", "crypto/rand", "plugin", "unsafe"}

// goFiles calls f with every Go file of the module that is not generated.
func goFiles(t *testing.T, tests bool, f func(folder, name string, file *ast.File)) {
	t.Helper()
	count := 0
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			switch entry.Name() {
			case "conformance", "bench", "dist", "testdata", ".git", "bin":
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") != tests {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		count++
		folder, _ := filepath.Rel("..", filepath.Dir(path))
		f(filepath.ToSlash(folder), entry.Name(), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 10 {
		t.Fatalf("found only %d Go files", count)
	}
}

// TestImports: an outside library has one adapter, and nothing below render
// reaches the network, a process, the environment, the clock or randomness.
func TestImports(t *testing.T) {
	goFiles(t, false, func(folder, name string, file *ast.File) {
		inside := folder == "render" || strings.HasPrefix(folder, "render/") || folder == "overlays" || folder == "jsonnet"
		for _, spec := range file.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			if strings.Contains(strings.Split(path, "/")[0], ".") && !adapts(folder, path) {
				t.Errorf("%s/%s imports %s, which is another package's to import", folder, name, path)
			}
			if path == "os/exec" && folder != "internal/child" && folder != "internal/git" {
				t.Errorf("%s/%s imports %s: only internal/child and internal/git start a process", folder, name, path)
			}
			if inside && slices.Contains(forbidden, path) {
				t.Errorf("%s/%s imports %s, on which the result must not depend", folder, name, path)
			}
			if folder == "render/routing" && strings.HasPrefix(path, "render/") && path != "render/internal/later" {
				t.Errorf("%s/%s imports %s: it imports nothing of ours that knows what a topology is", folder, name, path)
			}
			if path == "render/render/features" && folder != "cmd/crossings" || path == "render/render/consequences/pairs" {
				t.Errorf("%s/%s imports %s, which is for tests", folder, name, path)
			}
		}
		if inside {
			noClock(t, folder, name, file)
		}
	})
}

func adapts(folder, path string) bool {
	for library, folders := range adapters {
		if path == library || strings.HasPrefix(path, library+"/") {
			return slices.Contains(folders, folder)
		}
	}
	return false
}

// noClock finds time.Now and its like, init functions and variables that could
// be changed from anywhere.
func noClock(t *testing.T, folder, name string, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" {
				switch n.Sel.Name {
				case "Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker", "Sleep", "Local":
					t.Errorf("%s/%s reads the clock: time.%s", folder, name, n.Sel.Name)
				}
			}
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				t.Errorf("%s/%s has an init function", folder, name)
			}
		}
		return true
	})
}

// TestExits: only a program's main file ends the process. The one that evaluates
// users' jsonnet bounds itself, and ends so.
func TestExits(t *testing.T) {
	goFiles(t, false, func(folder, name string, file *ast.File) {
		if file.Name.Name == "main" && name == "main.go" || folder == "internal/child" && name == "bound.go" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && (x.Name == "os" && s.Sel.Name == "Exit" || x.Name == "log" && strings.HasPrefix(s.Sel.Name, "Fatal")) {
					t.Errorf("%s/%s ends the process: %s.%s", folder, name, x.Name, s.Sel.Name)
				}
			}
			return true
		})
	})
}

// TestOneBound: what users name is read within bounds, which are package
// bounded's. The others that limit a reader read what render itself has written.
func TestOneBound(t *testing.T) {
	own := []string{"render/bounded/bounded.go", "internal/disk/leftovers.go", "internal/child/wire.go"}
	goFiles(t, false, func(folder, name string, file *ast.File) {
		if slices.Contains(own, folder+"/"+name) {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "io" && (s.Sel.Name == "LimitReader" || s.Sel.Name == "ReadAll") {
					t.Errorf("%s/%s reads by bounds of its own: io.%s", folder, name, s.Sel.Name)
				}
			}
			return true
		})
	})
}

// TestPackageComments: every package says what it owns and must never do.
func TestPackageComments(t *testing.T) {
	comments := map[string]string{}
	goFiles(t, false, func(folder, _ string, file *ast.File) {
		comments[folder] += file.Doc.Text()
	})
	for folder, text := range comments {
		for _, word := range []string{"must never", folder[strings.LastIndex(folder, "/")+1:]} {
			if !strings.Contains(text, word) {
				t.Errorf("the package comment of %s does not say %q", folder, word)
			}
		}
	}
}

// TestNames: no file or package is named for nothing in particular.
func TestNames(t *testing.T) {
	vague := regexp.MustCompile(`^(util|utils|common|helper|helpers|manager|misc|types?|pkg)(\.go)?$`)
	goFiles(t, false, func(folder, name string, _ *ast.File) {
		if vague.MatchString(name) || vague.MatchString(filepath.Base(folder)) {
			t.Errorf("%s/%s is named for nothing in particular", folder, name)
		}
	})
}

func libraryFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../jsonnet/*.libsonnet", "../jsonnet/*/*.libsonnet", "../examples/*/*.jsonnet"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 12 {
		t.Fatalf("found only %d jsonnet files", len(files))
	}
	return files
}

// renderOnly are the files of the library by which render itself evaluates it.
var renderOnly = []string{"../jsonnet/lib/interpreted.libsonnet", "../jsonnet/lib/lazy.libsonnet"}

// TestJsonnetStyle: the library is formatted and linted, begins with what it
// renders, and uses none of what is slow or surprising.
func TestJsonnetStyle(t *testing.T) {
	banned := regexp.MustCompile(`(^|[^'])\$|std\.extVar|std\.prune|std\.format|std\.mergePatch|std\.asciiLower|std\.native|[^%]%[^%]`)
	for _, name := range libraryFiles(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		formatted, err := formatter.Format(name, string(text), formatter.DefaultOptions())
		if err != nil || formatted != string(text) {
			t.Errorf("%s is not formatted (%v); run \"make lint\"", name, err)
		}
		var said strings.Builder
		if linter.LintSnippet(gojsonnet.MakeVM(), &said, []linter.Snippet{{FileName: name, Code: string(text)}}) {
			t.Errorf("%s: %s", name, said.String())
		}
		if !strings.HasPrefix(string(text), "//") {
			t.Errorf("%s does not begin with what it renders", name)
		}
		if strings.Contains(name, "/components/") && !strings.Contains(string(text), "https://") {
			t.Errorf("%s names no page of the API's reference", name)
		}
		scanner := bufio.NewScanner(strings.NewReader(string(text)))
		for line := 1; scanner.Scan(); line++ {
			code, _, _ := strings.Cut(scanner.Text(), "//")
			if word := banned.FindString(code); word != "" && strings.HasPrefix(name, "../jsonnet/") && !(word == "std.native" && slices.Contains(renderOnly, name)) {
				t.Errorf("%s:%d uses %q", name, line, word)
			}
		}
	}
}

// TestComponentsInGoldens: every component renders something in some example.
func TestComponentsInGoldens(t *testing.T) {
	found := map[string]bool{}
	for _, name := range exampleNames(t) {
		for _, m := range example(t, name).Manifests {
			found[m.Origin.Component] = true
		}
		for _, f := range exampleFolder(t, name).Layout {
			found[f.Manifest.Origin.Component] = true
		}
	}
	files, err := filepath.Glob("../jsonnet/components/*.libsonnet")
	if err != nil || len(files) < 9 {
		t.Fatalf("%d components, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".libsonnet")
		if !found[name] {
			t.Errorf("component %s renders nothing in any example", name)
		}
	}
}

// TestSpeaksOfItself: no file names a path of some machine or a registry's host.
func TestSpeaksOfItself(t *testing.T) {
	foreign := regexp.MustCompile(`(^|[\s"'(=])/(work|root|Users)/|proxy\.golang\.org|registry\.npmjs`)
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == ".git" || entry.Name() == "bin" {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path, "structure_test.go") || entry.Name() == ".git" {
			return nil // the latter is a file in a work tree beside another one
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if found := foreign.Find(text); found != nil {
			t.Errorf("%s holds %q", path, found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
