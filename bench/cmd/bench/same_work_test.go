package main

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"render/bench/workload"
)

const root = "../../.."

// A ratio means something only between programs that write the same objects.
func TestSameWork(t *testing.T) {
	dir := t.TempDir()
	built, err := build(root, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"seed", "w1", "w10", "w10-mixin"} {
		topology, err := workload.File(root, dir, name)
		if err != nil {
			t.Fatal(err)
		}
		var want []any
		for i := range built {
			command := built[i].command(topology)
			var told bytes.Buffer
			command.Stderr = &told
			text, err := command.Output()
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", built[i].name, name, err, told.Bytes())
			}
			got := decode(t, text)
			if i == 0 {
				want = got
			}
			if built[i].name == "sigs" {
				got, want = withoutDigest(t, got), withoutDigest(t, want)
			}
			compare(t, built[i].name+" "+name, got, want)
			if len(got) < 10 {
				t.Errorf("%s %s: %d objects", built[i].name, name, len(got))
			}
		}
	}
}

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	built, err := build(root, dir)
	if err != nil {
		t.Fatal(err)
	}
	topology, err := workload.File(root, dir, "w10")
	if err != nil {
		t.Fatal(err)
	}
	r, err := measure(built, topology, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i := range built {
		if r.cpu[i] <= 0 || r.memory[i] <= 0 || r.ratio[i] <= 0 {
			t.Errorf("%s: %v, %d KiB, ratio %v", built[i].name, r.cpu[i], r.memory[i], r.ratio[i])
		}
	}
	if r.ratio[render] != 1 {
		t.Errorf("render against itself: %v", r.ratio[render])
	}
	if _, err := measure(built, topology+".not-there", 1); err == nil {
		t.Error("no error without a topology")
	}
}

func TestTargets(t *testing.T) {
	results := []result{
		{workload: "w1000", cpu: []time.Duration{250 * time.Millisecond, 40 * time.Millisecond, 1}, memory: []int64{101 << 10, 0, 0}, ratio: []float64{1, 6.25, 1}},
		{workload: "w10000", cpu: []time.Duration{3 * time.Second, 1, 1}, memory: []int64{1, 1, 1}, ratio: []float64{1, 1, 1}},
	}
	met := map[string]bool{}
	for _, target := range targets(results) {
		met[target.name] = target.met()
	}
	want := map[string]bool{
		"w1000 time": true, "w1000 memory": false, "w1000 against the floor": true, "w10000 against w1000": false,
	}
	if !reflect.DeepEqual(met, want) {
		t.Errorf("met %v, want %v", met, want)
	}
	var table strings.Builder
	writeTable(&table, results)
	if !strings.Contains(table.String(), "| w1000 | 250.0 | 101 | 40.0 |") {
		t.Error(table.String())
	}
}

func TestMedian(t *testing.T) {
	if m := median([]float64{5, 1, 2}); m != 2 {
		t.Errorf("of three: %v", m)
	}
	if m := median([]int64{8, 2, 4, 0}); m != 3 {
		t.Errorf("of four: %v", m)
	}
}

func decode(t *testing.T, text []byte) (objects []any) {
	t.Helper()
	for d := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var object any
		err := d.Decode(&object)
		if errors.Is(err, io.EOF) {
			return objects
		}
		if err != nil {
			t.Fatal(err)
		}
		objects = append(objects, object)
	}
}

func compare(t *testing.T, name string, got, want []any) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d objects, render writes %d", name, len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if !reflect.DeepEqual(got[i], want[i]) {
			// The values are not shown: a Secret may be among them.
			t.Errorf("%s: object %d, %s, is not render's %s", name, i, title(got[i]), title(want[i]))
		}
	}
}

// withoutDigest checks and takes away the sum of an object as it was written: a
// library that writes it otherwise comes to another sum.
func withoutDigest(t *testing.T, objects []any) []any {
	t.Helper()
	for _, object := range objects {
		o, _ := object.(map[string]any)
		metadata, _ := o["metadata"].(map[string]any)
		annotations, _ := metadata["annotations"].(map[string]any)
		sum, there := annotations["render/istio-operator-sha256"].(string)
		if there && len(sum) != 64 {
			t.Errorf("%s: %q is no SHA-256", title(object), sum)
		}
		if there {
			annotations["render/istio-operator-sha256"] = ""
		}
	}
	return objects
}

func title(object any) string {
	o, _ := object.(map[string]any)
	metadata, _ := o["metadata"].(map[string]any)
	kind, _ := o["kind"].(string)
	name, _ := metadata["name"].(string)
	return kind + " " + name
}
