package render_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"render/render"
	"render/render/diag"
)

func TestLayoutPrint(t *testing.T) {
	for _, name := range []string{"argocd", "argocd-apps", "flux"} {
		file := filepath.Join(examplesDir, name, "topology.yaml")
		text, _ := os.ReadFile(file)
		out, err := render.Render(context.Background(), sealing(render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(filepath.Dir(file)), Folder: true}, nil))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		diag.Text(&b, out.Diagnostics)
		fmt.Println(b.String())
		for _, f := range out.Layout {
			fmt.Println("###", f.Path)
			fmt.Println(string(f.Text))
		}
		for _, f := range out.Files() {
			m := f.Manifest
			fmt.Println(f.Path(), m.Object.Object("metadata").Object("annotations"))
		}
	}
}
