package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

const root = "../../.."

// A ratio means something only between programs that write the same objects.
func TestSameWork(t *testing.T) {
	b := buildAll(t)
	for _, p := range []plan{
		{"seed", all, 1, false}, {"w1", all, 1, false}, {"w10", all, 1, false},
		{"w10-mixin", []string{render, without}, 1, false},
		{"seed-mixin", []string{render, without}, 1, false},
		{"seed-overlay", []string{render, "kustomize patch"}, 1, false},
		{"w10-overlay", []string{render, "kustomize patch"}, 1, false},
	} {
		sides, err := b.sides(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(sides)+len(b.missing) < len(p.sides) {
			t.Errorf("%s: %d programs of %q", p.workload, len(sides), p.sides)
		}
		var want map[string]any
		for _, s := range sides {
			command := s.command()
			var told bytes.Buffer
			command.Stderr = &told
			text, err := command.Output()
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", s.name, p.workload, err, told.Bytes())
			}
			got := decode(t, text)
			if want == nil {
				want = got
			}
			compare(t, s.name+" "+p.workload, got, want)
			if len(got) < 10 {
				t.Errorf("%s %s: %d objects", s.name, p.workload, len(got))
			}
		}
	}
}

// The patch that kustomize and render are given changes something.
func TestPatchChanges(t *testing.T) {
	b := buildAll(t)
	var texts []string
	for _, name := range []string{"w10", "w10-overlay"} {
		sides, err := b.sides(plan{name, []string{render}, 1, false})
		if err != nil {
			t.Fatal(err)
		}
		text, err := sides[0].command().Output()
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if n := strings.Count(texts[1], "terminationGracePeriodSeconds: 60"); n != 10 || strings.Contains(texts[0], "terminationGracePeriodSeconds") {
		t.Errorf("the patch changes %d of 10 Deployments", n)
	}
}

// A member of a fleet is what it is alone, and a second run leaves it; what measures the
// first one again writes it elsewhere.
func TestFleetRun(t *testing.T) {
	b := buildAll(t)
	dir := t.TempDir()
	sides, err := b.fleetSides(dir, 3)
	if err != nil {
		t.Fatal(err)
	}
	alone := filepath.Join(dir, "alone")
	if said, err := exec.Command(b.binaries[render], "--quiet", "-o", alone+"/", filepath.Join(dir, "cluster-1.yaml")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	sides = append(sides, sides[0])
	for i, s := range sides {
		if said, err := s.command().CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", s.name, err, said)
		}
		got, want := contents(t, filepath.Join(dir, []string{"clusters-1", "clusters-1", "clusters-2"}[i], "cluster-1")), contents(t, alone)
		if len(want) < 20 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d files, alone %d, or not the same", s.name, len(got), len(want))
		}
	}
}

// contents are the objects' files in a folder.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimPrefix(file, folder)] = string(text)
	}
	return out
}

func TestMeasure(t *testing.T) {
	b := buildAll(t)
	sides, err := b.sides(plan{"w10", []string{render, floor, sigs}, 3, false})
	if err != nil {
		t.Fatal(err)
	}
	r, err := measure("w10", sides, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range r {
		if one.cpu <= 0 || one.memory <= 0 || one.ratio <= 0 {
			t.Errorf("%+v", one)
		}
	}
	if r[0].ratio != 1 || !r[0].same || !r[1].same {
		t.Errorf("render against itself: %+v; the floor: %+v", r[0], r[1])
	}
	sides[0].command = func() *exec.Cmd { return exec.Command(b.binaries[render], "not-there.yaml") }
	if _, err := measure("w10", sides, 1); err == nil {
		t.Error("no error without a topology")
	}
}

var building = sync.OnceValues(func() (*built, error) {
	dir, err := os.MkdirTemp("", "render-bench-")
	if err != nil {
		return nil, err
	}
	folder = dir
	return build(root, dir)
})

// folder is where building wrote.
var folder string

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

func buildAll(t *testing.T) *built {
	t.Helper()
	b, err := building()
	if err != nil {
		t.Fatal(err)
	}
	for _, missing := range b.missing {
		t.Logf("not compared: %s", missing)
	}
	return b
}

// decode reads objects, by what they are and what they are called: in which order
// they come is the tool's affair. A sum of an object as it was written is checked and
// taken away: who writes it otherwise comes to another.
func decode(t *testing.T, text []byte) map[string]any {
	t.Helper()
	objects := map[string]any{}
	for d := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var object map[string]any
		err := d.Decode(&object)
		if errors.Is(err, io.EOF) {
			return objects
		}
		if err != nil {
			t.Fatal(err)
		}
		if object == nil {
			continue
		}
		metadata, _ := object["metadata"].(map[string]any)
		title := fmt.Sprint(object["apiVersion"], object["kind"], metadata["namespace"], metadata["name"])
		if objects[title] != nil {
			t.Errorf("%s is there twice", title)
		}
		annotations, _ := metadata["annotations"].(map[string]any)
		if sum, there := annotations["render/istio-operator-sha256"].(string); there {
			if len(sum) != 64 {
				t.Errorf("%s: %q is no SHA-256", title, sum)
			}
			annotations["render/istio-operator-sha256"] = ""
		}
		objects[title] = object
	}
}

func compare(t *testing.T, name string, got, want map[string]any) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d objects, render writes %d", name, len(got), len(want))
	}
	for title := range want {
		if !reflect.DeepEqual(got[title], want[title]) {
			// The values are not shown: a Secret may be among them.
			t.Errorf("%s: %s is not render's, or is not there", name, title)
		}
	}
}
