package render_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
)

// imported is what an import of an example's golden files differs in from them: the text
// of the topology, and a line for each object or field.
func imported(t *testing.T, name string) (text string, differences []string) {
	t.Helper()
	var old []manifest.Manifest
	for _, file := range []string{"stream.yaml", "istio.yaml"} {
		content, err := os.ReadFile(filepath.Join(goldenDir, name, file))
		if err != nil {
			continue // where istioctl reads nothing
		}
		list, err := manifest.ReadBack(content)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			old = append(old, manifest.Manifest{Object: o})
		}
	}
	known := knownOf(t, name)
	text, err := importing.Import(old, known)
	if err != nil {
		return "", []string{err.Error()}
	}
	out, err := render.Render(context.Background(), sealing(render.Input{Name: "topology.yaml", Text: []byte(text), Files: os.DirFS(filepath.Join(examplesDir, name)), WithoutKeys: true, Revision: true}, nil))
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		var printed bytes.Buffer
		_ = diag.Text(&printed, out.Diagnostics)
		return text, []string{"refused: " + printed.String()}
	}
	one, other, _ := align.Sides(old, out.Manifests)
	for _, c := range compare.Compare(objects.New(one), objects.New(other)).Changes {
		if c.Kind != compare.Changed {
			differences = append(differences, fmt.Sprintf("%s %s", c.Kind, c.ID()))
		}
		for _, f := range c.Fields {
			differences = append(differences, fmt.Sprintf("%s %s: %v -> %v", c.ID(), f.Path, f.Old, f.New))
		}
	}
	return text, differences
}

func TestImported(t *testing.T) {
	same := 0
	for _, name := range exampleNames(t) {
		text, differences := imported(t, name)
		if len(differences) == 0 {
			same++
			t.Logf("%s: same", name)
			continue
		}
		if dir := os.Getenv("IMPORTED"); dir != "" {
			os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o666)
			os.WriteFile(filepath.Join(dir, name+".txt"), []byte(strings.Join(differences, "\n")+"\n"), 0o666)
		}
		t.Logf("%s: %d", name, len(differences))
	}
	t.Logf("%d same", same)
}

// knownOf are the versions that an example's topology says, which no object does.
func knownOf(t *testing.T, name string) importing.Known {
	content, err := os.ReadFile(filepath.Join(examplesDir, name, "topology.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := manifest.Decode(content)
	if err != nil || len(list) != 1 {
		t.Fatalf("%s: %v", name, err)
	}
	text := func(key string) string {
		if v := list[0].Get(key); v != nil {
			if o, ok := v.(manifest.Object); ok {
				v = o.Get("version")
			}
			if v != nil && v != "none" {
				return fmt.Sprint(v)
			}
		}
		return ""
	}
	return importing.Known{MicroK8s: text("microk8s"), Kubernetes: text("kubernetes"), MetalLB: text("metallb"), Istio: text("istio")}
}
