package manifest

import (
	"reflect"
	"testing"
)

// TestReadBack: what Stream writes in any format is read back as it was.
func TestReadBack(t *testing.T) {
	objects := []Object{
		NewObject(map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "a"}, "data": map[string]any{"on": "yes", "n": "1.10"}}),
		NewObject(map[string]any{"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "b"}, "immutable": true}),
	}
	var list []Manifest
	for _, o := range objects {
		list = append(list, Manifest{Object: o})
	}
	for _, format := range []Format{YAML, JSON, List} {
		text, err := Stream(list, format)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadBack(text); err != nil || !reflect.DeepEqual(got, objects) {
			t.Errorf("%v: %v %v", format, got, err)
		}
	}
	for text, want := range map[string]int{"": 0, "{}": 1, "{} {}": 2, "kind: List\nitems: [1, {a: 1}]": 1, "kind: List": 1, "{a: 1}\n---\n{b: 2}": 2} {
		if got, err := ReadBack([]byte(text)); err != nil || len(got) != want {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"{\"a\": 1} {", "[1]", "a: [", "{\"a\": 1, \"a\": 2}"} {
		if got, err := ReadBack([]byte(text)); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
