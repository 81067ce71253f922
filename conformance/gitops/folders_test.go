package gitops

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/conformance/clauses"
	"render/render"
	"render/render/diag"
	"render/render/secret/age"
	"render/render/tree"
)

// TestMain: once all tests ran, each clause has complained of some broken input.
func TestMain(m *testing.M) {
	os.Exit(clauses.Judged(m.Run()))
}

const root = "../.."

// topology is an example's, with changes.
func topology(t testing.TB, example string, changes ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples", example, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out := string(text)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(out, changes[i]) {
			t.Fatalf("%s has no %q", example, changes[i])
		}
		out = strings.ReplaceAll(out, changes[i], changes[i+1])
	}
	return out
}

// write renders a topology into a repository's folder, which then holds nothing else,
// and gives the repository.
func write(t testing.TB, into Repository, example, text, folder string) Repository {
	t.Helper()
	if into.Root == "" {
		into.Root = t.TempDir()
	}
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Folder: true,
		Files: os.DirFS(filepath.Join(root, "examples", example)), Random: rand.Reader, Age: age.Encrypt})
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		var said bytes.Buffer
		_ = diag.Text(&said, out.Diagnostics)
		t.Fatalf("refused:\n%s\n%s", said.String(), text)
	}
	at := filepath.Join(into.Root, folder)
	if err := os.RemoveAll(at); err != nil {
		t.Fatal(err)
	}
	run := tree.Run{Folder: out.Folder(), Look: func(string) tree.Found { return tree.Found{} }}
	plan, err := run.Decide()
	if err != nil || len(plan.Refused) > 0 {
		t.Fatal(err, plan.Refused)
	}
	for _, f := range plan.Write {
		save(t, filepath.Join(at, filepath.FromSlash(f.Path)), f.Text)
	}
	save(t, filepath.Join(at, ".render-index"), plan.After)
	return into
}

// laidOut is a topology's text with a layout of its own.
func laidOut(text, layout string) string {
	switch layout {
	case "argocd":
		layout += ", repo: \"https://git.example.org/clusters.git\""
	case "apps":
		layout = "argocd, repo: \"https://git.example.org/clusters.git\", apps: true"
	}
	text = strings.Replace(text, "istio: \"1.31\"", "istio: {version: \"1.31\", install: none}", 1)
	return text + "gitops: {path: deploy/x, layout: " + layout + "}\n"
}
