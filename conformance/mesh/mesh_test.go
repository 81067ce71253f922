package mesh

import (
	"os"
	"path/filepath"
	"testing"

	"render/conformance/clauses"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/schema/gatewayapi"
	"istio.io/istio/pkg/kube/krt"
	istiolog "istio.io/istio/pkg/log"
)

// TestMain keeps istiod's own log out of the tests', and lets it read all kinds
// of the Gateway API, whose definitions in the fake cluster carry no version. Once
// all tests ran, each clause of the judge has complained of some broken input.
func TestMain(m *testing.M) {
	features.EnableQUICListeners = true // what istiod is told is judged by itself, and opens nothing alone
	krt.GlobalDebugHandler = nil        // which keeps all that every istiod ever read
	clear(gatewayapi.MinimumCRDVersions)
	for _, scope := range istiolog.Scopes() {
		scope.SetOutputLevel(istiolog.NoneLevel)
	}
	code := clauses.Judged(m.Run(), "fail", "f.fail", "c.fail")
	if renderers != "" {
		_ = os.RemoveAll(renderers)
	}
	os.Exit(code)
}

// fewest keeps examples from getting lost.
const fewest = 12

func examples(t *testing.T) []string {
	t.Helper()
	topologies, err := filepath.Glob("../../examples/*/topology.yaml")
	if err != nil || len(topologies) < fewest {
		t.Fatalf("%d examples, %v; there should be %d or more", len(topologies), err, fewest)
	}
	var out []string
	for _, name := range topologies {
		out = append(out, filepath.Base(filepath.Dir(name)))
	}
	return out
}

// golden are an example's topology and its streams, with a change made to them.
func golden(t *testing.T, example string, change func(string) string) (written []byte, streams [][]byte) {
	t.Helper()
	topology := filepath.Join("../../examples", example, "topology.yaml")
	if example == renamed {
		topology = "testdata/renamed.yaml"
	}
	written, err := os.ReadFile(topology)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("../../golden", example, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has %d golden files, %v", example, len(files), err)
	}
	for _, name := range files {
		stream, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		streams = append(streams, []byte(change(string(stream))))
	}
	return written, streams
}

// goldenWorld is the world of an example's golden files, and of more streams, and what istiod
// reads of it.
func goldenWorld(t *testing.T, example string, change func(string) string, more ...[]byte) (*world, []config.Config) {
	t.Helper()
	written, streams := golden(t, example, change)
	w, err := newWorld(written, append(streams, more...)...)
	if err != nil {
		t.Fatal(err)
	}
	configs, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	return w, configs
}

// renamed is the example whose objects an overlay renames: it is judged as what says
// those names in its topology.
const renamed = "renamed"

func same(text string) string { return text }

// TestGoldens judges every example.
func TestGoldens(t *testing.T) {
	for _, example := range examples(t) {
		t.Run(example, func(t *testing.T) {
			written, streams := golden(t, example, same)
			problems, followed := Judge(t, written, streams...)
			for _, p := range problems {
				t.Error(p)
			}
			t.Logf("%d requests", followed)
			if followed < 8 {
				t.Errorf("only %d requests followed", followed)
			}
		})
	}
}
