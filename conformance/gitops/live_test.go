package gitops

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"render/render/align"
	"render/render/compare"
	"render/render/manifest"
	world "render/render/objects"
	"render/render/quantity"
)

// way is by which objects came onto a cluster, which says what is recorded of that.
type way string

const (
	clientSide way = "kubectl apply"
	serverSide way = "kubectl apply --server-side"
	unrecorded way = "applied server-side, and got without managed fields"
	byArgoCD   way = "Argo CD"
	byFlux     way = "Flux"
)

var ways = []way{clientSide, serverSide, unrecorded, byArgoCD, byFlux}

// goldenStreams are the streams of all examples, by their names.
func goldenStreams(t *testing.T) map[string][]manifest.Manifest {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "golden", "*", "stream.yaml"))
	if err != nil || len(files) < 20 {
		t.Fatalf("%d streams, %v", len(files), err)
	}
	out := map[string][]manifest.Manifest{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		list, err := manifest.ReadBack(text)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(file))
		for _, o := range list {
			if o.Get("sops") == nil { // never applied so
				out[name] = append(out[name], manifest.Manifest{Object: o})
			}
		}
	}
	return out
}

// got is what kubectl get gives of objects that were applied.
func got(t *testing.T, list []manifest.Manifest, by way) []manifest.Manifest {
	t.Helper()
	var out []manifest.Manifest
	for _, m := range list {
		out = append(out, manifest.Manifest{Object: readBack(t, served(t, m.Object, by))})
	}
	for _, other := range others(t) {
		out = append(out, manifest.Manifest{Object: other})
	}
	return out
}

func readBack(t *testing.T, o *unstructured.Unstructured) manifest.Object {
	t.Helper()
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	found, err := manifest.ReadBack(text)
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	id := (&manifest.Manifest{Object: found[0]}).ID()
	return quantity.In(id.Group, id.Kind, found[0])
}

// difference is that of what is in a cluster and what is wanted, a line a field.
func difference(live, want []manifest.Manifest) []string {
	old, new, _ := align.Sides(live, want)
	var out []string
	for _, c := range compare.Compare(world.New(old), world.New(new)).Changes {
		if len(c.Fields) == 0 {
			out = append(out, fmt.Sprintf("%s %s", c.Kind, c.ID()))
		}
		for _, f := range c.Fields {
			out = append(out, fmt.Sprintf("%s %s %s: %v -> %v", c.Kind, c.ID(), f.Path, f.Old, f.New))
		}
	}
	return out
}

// TestLiveIsNoDifference: what was applied, defaulted and given a status by those who
// do that on a cluster, differs in nothing from what is rendered, on either side, however
// it was applied.
func TestLiveIsNoDifference(t *testing.T) {
	for name, want := range goldenStreams(t) {
		for _, by := range ways {
			live := got(t, want, by)
			for _, line := range difference(live, want) {
				t.Errorf("%s, %s: %s", name, by, line)
			}
			if back := difference(want, live); len(back) > 0 {
				t.Errorf("%s, %s, the other way round: %s", name, by, strings.Join(back, "\n"))
			}
		}
	}
}

// TestLiveDiffers changes a field of an object that is wanted, adds one, and takes one
// away: each is seen, as long as it is recorded what was applied and the API server does
// not fill in the same.
func TestLiveDiffers(t *testing.T) {
	seen := map[string]int{}
	for name, want := range goldenStreams(t) {
		for _, by := range []way{clientSide, serverSide, unrecorded} {
			live := got(t, want, by)
			for i := range want {
				leaves := leavesOf(want[i].Object)
				for n := range 2 {
					leaf := leaves[(i*7+n*len(leaves)/2)%len(leaves)]
					if !telling(leaf) || redacted(want[i].Object, leaf) {
						continue
					}
					changed := append([]manifest.Manifest{}, want...)
					changed[i].Object = withLeaf(want[i].Object, leaf, false).(manifest.Object)
					if len(difference(live, changed)) == 0 {
						t.Errorf("%s, %s: %s: another %v is not seen", name, by, want[i].ID(), leaf)
					}
					seen[string(by)+" changed"]++
					if by == unrecorded || !removable(leaf) {
						continue
					}
					changed[i].Object = withLeaf(want[i].Object, leaf, true).(manifest.Object)
					if len(difference(live, changed)) > 0 {
						seen[string(by)+" removed"]++
					} else if !filledInAgain(t, want[i].Object, changed[i].Object) {
						t.Errorf("%s, %s: %s: that %v is gone is not seen", name, by, want[i].ID(), leaf)
					}
				}
			}
		}
	}
	if len(seen) != 5 {
		t.Errorf("%v", seen)
	}
	for what, n := range seen {
		if n < 300 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

// filledInAgain reports whether an API server makes the same of two objects.
func filledInAgain(t *testing.T, a, b manifest.Object) bool {
	t.Helper()
	sent := func(object manifest.Object) any {
		text, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		o := &unstructured.Unstructured{}
		if err := o.UnmarshalJSON(text); err != nil {
			t.Fatal(err)
		}
		return defaulted(t, o).Object
	}
	return reflect.DeepEqual(sent(a), sent(b))
}

// TestLiveFallsOut: an object with the topology's labels that is no more wanted is
// removed, and those of others are not.
func TestLiveFallsOut(t *testing.T) {
	want := goldenStreams(t)["small"]
	live := got(t, want, clientSide)
	for i := range want {
		if want[i].ID().Kind == "Namespace" {
			continue
		}
		fewer := append(append([]manifest.Manifest{}, want[:i]...), want[i+1:]...)
		lines := difference(live, fewer)
		if len(lines) != 1 || lines[0] != "removed "+want[i].ID().String() {
			t.Errorf("without %s: %q", want[i].ID(), lines)
		}
	}
}

// TestLiveDrift adds a field to an item of a list of each custom resource, as somebody does
// by hand: it goes with the next apply, and is seen however that is recorded. Beside lists
// it stays.
func TestLiveDrift(t *testing.T) {
	seen := 0
	all := goldenStreams(t)
	for _, name := range []string{"gateway-api", "small", "tcp-passthrough"} {
		want := all[name]
		for _, by := range ways {
			for i := range want {
				id := want[i].ID()
				drifted := withField(want[i].Object)
				if drifted == nil || !strings.Contains(id.Group, ".") || id.Kind == "IstioOperator" || id.Group == "rbac.authorization.k8s.io" {
					continue
				}
				live := got(t, want, by)
				live[i].Object = live[i].Object.With(withField(live[i].Object).Get("spec"), "spec")
				if len(difference(live, want)) != 1 {
					t.Errorf("%s, %s: %s: what is in an item alone on the cluster is not seen: %q", name, by, id, difference(live, want))
				}
				seen++
			}
		}
	}
	if seen < 50 {
		t.Errorf("%d custom resources", seen)
	}
}

// withField is an object with one more field in the first item of each list of its spec
// that has objects; nil for one without.
func withField(o manifest.Object) manifest.Object {
	for _, m := range o.Object("spec") {
		list, _ := m.Value.([]any)
		if len(list) == 0 {
			continue
		}
		if item, is := list[0].(manifest.Object); is {
			return o.With(append([]any{item.With("by hand", "fault")}, list[1:]...), "spec", m.Key)
		}
	}
	return nil
}

// leavesOf are the ways to all scalars of an object, but for what tells it apart.
func leavesOf(v any) [][]any {
	var out [][]any
	switch v := v.(type) {
	case manifest.Object:
		for _, m := range v {
			for _, below := range leavesOf(m.Value) {
				out = append(out, append([]any{m.Key}, below...))
			}
		}
	case []any:
		for i, item := range v {
			for _, below := range leavesOf(item) {
				out = append(out, append([]any{i}, below...))
			}
		}
	default:
		return [][]any{{}}
	}
	return out
}

// telling reports whether a leaf is none that tells an object apart, or says what was
// recorded of it.
func telling(leaf []any) bool {
	if len(leaf) < 2 {
		return false // apiVersion, kind
	}
	return leaf[0] != "metadata" || leaf[1] != "name" && leaf[1] != "namespace" && leaf[len(leaf)-1] != "app.kubernetes.io/part-of"
}

// redacted reports whether nobody knows the value at a leaf.
func redacted(v any, leaf []any) bool {
	for _, step := range leaf {
		switch inner := v.(type) {
		case manifest.Object:
			v = inner.Get(step.(string))
		case []any:
			v = inner[step.(int)]
		}
	}
	return v == "cmVkYWN0ZWQ="
}

// removable reports whether an object without the leaf is one that an API server takes:
// items of lists of scalars are, and members.
func removable(leaf []any) bool {
	_, member := leaf[len(leaf)-1].(string)
	return member
}

// withLeaf is a value with another one, or none, at a leaf.
func withLeaf(v any, leaf []any, gone bool) any {
	if len(leaf) == 0 {
		switch v := v.(type) {
		case string:
			return v + "x"
		case bool:
			return !v
		case int64:
			return v + 1
		}
		return "another one"
	}
	switch v := v.(type) {
	case manifest.Object:
		key := leaf[0].(string)
		if gone && len(leaf) == 1 {
			return v.Without(key)
		}
		return v.With(withLeaf(v.Get(key), leaf[1:], gone), key)
	case []any:
		out := append([]any{}, v...)
		out[leaf[0].(int)] = withLeaf(out[leaf[0].(int)], leaf[1:], gone)
		return out
	}
	return v
}
