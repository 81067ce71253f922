package pack

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestCurrent: the table that render embeds is what the APIs' definitions give.
func TestCurrent(t *testing.T) {
	want, err := Text()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../render/schemas/schemas.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("render/schemas/schemas.txt is not what go run ./cmd/pack writes")
	}
}

// TestRequired: what is required here is what Kubernetes' own description calls so
// (a field that is written when it is empty too), but for what required says.
func TestRequired(t *testing.T) {
	g := &goTypes{shapes: map[reflect.Type]*shape{}}
	if err := (kinds{}).kubernetes(g); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for of, s := range g.shapes {
		for _, key := range required[s.name] {
			checked++
			if always, ok := writtenAlways(of, key); !ok || !always && key != "image" {
				t.Errorf("%s.%s is not required", s.name, key)
			}
		}
	}
	if checked < 80 {
		t.Errorf("only %d fields", checked)
	}
}

// writtenAlways reports whether a struct has a field, and whether it is written
// when it is empty.
func writtenAlways(of reflect.Type, key string) (always, ok bool) {
	for i := range of.NumField() {
		f := of.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == key {
			return !strings.Contains(options, "omitempty"), true
		}
		if name == "" && f.Anonymous {
			if always, ok := writtenAlways(f.Type, key); ok {
				return always, ok
			}
		}
	}
	return false, false
}
