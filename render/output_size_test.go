package render_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/manifest"
	"render/render/model"
)

// TestLeastOutput: no output is smaller than what is foreseen, so that none is
// refused that would be within the bound; and what is repeated is foreseen.
func TestLeastOutput(t *testing.T) {
	check := func(name string, out *render.Output, share int) {
		t.Helper()
		text, err := out.Stream(nil, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		if least := out.Model.LeastOutput(); least > len(text) || least*share < len(text) {
			t.Errorf("%s: %d bytes are foreseen, and there are %d", name, least, len(text))
		}
	}
	for _, name := range exampleNames(t) {
		check(name, example(t, name), 1000)
	}
	for name, text := range large(200, 2000) {
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}, WithModel: true})
		if err != nil || out.Diagnostics.Failed() {
			t.Fatal(name, err, out.Diagnostics.Err())
		}
		check(name, out, 2)
	}
}

// TestTooLargeOutput: what would be too large is refused at what makes it so.
func TestTooLargeOutput(t *testing.T) {
	for name, text := range large(6000, 120_000) {
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}})
		if err != nil {
			t.Fatal(err)
		}
		if len(out.Diagnostics) != 1 || !strings.Contains(out.Diagnostics[0].Message, fmt.Sprintf("more than %d MiB", model.MaxOutput>>20)) || out.Diagnostics[0].Place.Line == 0 {
			t.Errorf("%s: %.500s", name, fmt.Sprint(out.Diagnostics.Err()))
		}
	}
}

// large are topologies with n apps and size bytes of what is repeated.
func large(n, size int) map[string]string {
	apps := "  apps:\n" + repeated(n, func(i int) string { return app(i, fmt.Sprintf("[/a%d]", i)) })
	hosts := repeated(size/20, func(i int) string { return fmt.Sprintf("host-%06d.example.org, ", i) })
	return map[string]string{
		"annotations": head + "annotations: {example.org/a: " + strings.Repeat("x", size) + "}\n" + strings.TrimPrefix(oneTier, head) + apps,
		"hosts":       strings.Replace(oneTier, "home.example.org", hosts+"home.example.org", 1) + apps,
	}
}
