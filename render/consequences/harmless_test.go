package consequences_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render"
	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/objects"
	"render/render/secret/age"
)

const examplesDir = "../../examples"

// TestHarmless: of a label on all objects of an example nothing is told but that istiod
// gives it to the pods of gateways that it makes, and of what comes into an empty cluster
// nothing that endangers anybody.
func TestHarmless(t *testing.T) {
	names, err := filepath.Glob(examplesDir + "/*/topology.yaml")
	if err != nil || len(names) < 60 {
		t.Fatalf("%d examples, %v", len(names), err)
	}
	empty := objects.New(nil)
	judged := map[consequences.Applier]int{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range appliers {
			in := render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(filepath.Dir(name)), Random: rand.NewChaCha8([32]byte{}), Age: age.Encrypt}
			old, err := pairs.Render(in, by)
			switch {
			case err != nil && by == consequences.Kubectl:
				t.Fatalf("%s: %v", name, err)
			case err != nil:
				continue // this one takes no such topology
			}
			judged[by]++
			in.Set = append(in.Set, "labels.team=web")
			in.Random = rand.NewChaCha8([32]byte{})
			now, err := pairs.Render(in, by)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, c := range consequences.Of(compare.Compare(old, now), by).Consequences {
				if c.Code == "pods-restart" && strings.Contains(c.Message, "-istio") && len(c.Changes) > 0 && c.Changes[0].ID().Group == objects.GatewayAPI {
					continue
				}
				t.Errorf("%s, by %s: of a label is told %s: %s", name, by, c.Code, c.Message)
			}
			for _, c := range consequences.Of(compare.Compare(empty, now), by).Consequences {
				// Pods that nobody here knows of may be there, which mutual TLS shuts out.
				if c.Severity == consequences.Danger && c.Code != "plain-text-refused" {
					t.Errorf("%s, by %s: of what is new is told %s: %s", name, by, c.Code, c.Message)
				}
			}
			if list := consequences.Of(compare.Compare(old, old), by); len(list.Consequences)+len(list.Steps) > 0 {
				t.Errorf("%s: of nothing is told %v", name, list)
			}
		}
	}
	for _, by := range appliers {
		if judged[by] < 15 {
			t.Errorf("only %d examples by %s", judged[by], by)
		}
	}
}
