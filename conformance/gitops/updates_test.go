package gitops

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/manifest"
	world "render/render/objects"
)

const table = "../../render/consequences/testdata"

// asStored is an object as the API server reads it.
func asStored(t testing.TB, o *world.Object) *unstructured.Unstructured {
	t.Helper()
	text, err := manifest.AppendJSON(nil, o.Members())
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	return &unstructured.Unstructured{Object: whole(raw).(map[string]any)}
}

// counts are how often the API server was asked, and refused.
type counts struct{ asked, refused int }

// checkUpdates asks the API server's validation of each object that changes, and
// wants the consequence that it refuses exactly where it does.
func (n *counts) checkUpdates(t *testing.T, what string, old, now *world.World) {
	t.Helper()
	d := compare.Compare(old, now)
	told := map[*compare.Change]bool{}
	for _, c := range consequences.Of(d, consequences.Kubectl).Consequences {
		if c.Code == "immutable-field" {
			for _, change := range c.Changes {
				told[change] = true
			}
		}
	}
	for i := range d.Changes {
		c := &d.Changes[i]
		if c.Kind != compare.Changed {
			if told[c] {
				t.Errorf("%s: %s is told to be refused, and is another object", what, c.ID())
			}
			continue
		}
		if c.Old.Members().Find("sops") != nil || c.New.Members().Find("sops") != nil {
			continue // whoever applies it decrypts it first
		}
		refused, known, err := Update(asStored(t, c.Old), asStored(t, c.New))
		if err != nil {
			t.Errorf("%s: %s: %v", what, c.ID(), err)
			continue
		}
		own, _, _ := Update(asStored(t, c.New), asStored(t, c.New)) // what is wrong with it, whatever it was
		refused = slices.DeleteFunc(refused, func(e *field.Error) bool {
			return slices.ContainsFunc(own, func(o *field.Error) bool { return o.Error() == e.Error() })
		})
		if !known {
			if told[c] && c.ID().Group != world.SailOperator {
				t.Errorf("%s: %s is told to be refused, and nobody here knows its kind", what, c.ID())
			}
			continue
		}
		n.asked++
		if len(refused) > 0 {
			n.refused++
		}
		if told[c] != (len(refused) > 0) {
			t.Errorf("%s: %s is told to be refused: %v; the API server says: %v", what, c.ID(), told[c], refused)
		}
	}
}

// TestUpdates: of each pair, and the one near it, the API server's validation refuses
// what is told to be immutable, and nothing else.
func TestUpdates(t *testing.T) {
	list, err := pairs.Read(os.DirFS(table))
	if err != nil || len(list) < 30 {
		t.Fatalf("%d pairs, %v", len(list), err)
	}
	var n counts
	for _, p := range list {
		for _, side := range []string{"new", "near"} {
			old, err := p.World("old", consequences.Kubectl)
			if err != nil {
				t.Fatal(err)
			}
			now, err := p.World(side, consequences.Kubectl)
			if err != nil {
				t.Fatal(err)
			}
			n.checkUpdates(t, p.Name+", "+side, old, now)
		}
	}
	t.Logf("%d updates, %d refused", n.asked, n.refused)
	if n.asked < 50 || n.refused < 8 {
		t.Errorf("only %d updates, %d refused", n.asked, n.refused)
	}
}

var all = flag.Bool("all", false, "judge every two sides of the examples, not one in a few")

// share is one in how many changes of the examples is judged without -all.
const share = 3

// TestUpdatesOfExamples: the same of sides that some changes make of the examples; of
// every two with -all.
func TestUpdatesOfExamples(t *testing.T) {
	var n counts
	for _, example := range []string{"seed", "small", "sail", "helm", "none", "today", "gateway-api-sail", "versions", "ha", "pods", "gateway-service", "daemonset"} {
		folder := filepath.Join("../../examples", example)
		text, err := os.ReadFile(filepath.Join(folder, "topology.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		sides := pairs.Variants("topology.yaml", text, os.DirFS(folder), consequences.Kubectl)
		t.Logf("%s: %d sides", example, len(sides))
		for i, old := range sides {
			for j, now := range sides {
				if (i+j)%share != 0 && !*all {
					continue
				}
				n.checkUpdates(t, example+": from "+old.Name+" to "+now.Name, old.World, now.World)
			}
		}
	}
	t.Logf("%d updates, %d refused", n.asked, n.refused)
	if n.asked < 5000 || n.refused < 100 {
		t.Errorf("only %d updates, %d refused", n.asked, n.refused)
	}
}
