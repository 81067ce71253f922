package format

import (
	"reflect"
	"slices"
	"testing"
)

// TestAlternatives: each form of the format has two texts at least to try in place of any,
// and each is of the form; one that takes objects has none.
func TestAlternatives(t *testing.T) {
	objects := []string{"object", "container", "podspec", "security", "affinity"}
	for name := range Formats() {
		all := Alternatives(name)
		if slices.Contains(objects, name) {
			if len(all) > 0 {
				t.Errorf("%s takes objects, and has %q", name, all)
			}
			continue
		}
		if len(all) < 2 {
			t.Errorf("%s: %q; two are needed, so that one is another than the one written", name, all)
		}
		for _, text := range all {
			if fault := Formats()[name].Check(text); fault.Found() {
				t.Errorf("%s: %s", name, fault.Message)
			}
		}
	}
	for name := range alternatives() {
		if Formats()[name] == nil {
			t.Errorf("%s is no form", name)
		}
	}
}

// TestFieldAlternatives: of a field they are right ones, and never the one written.
func TestFieldAlternatives(t *testing.T) {
	fields := func(of, key string) *Field { return layoutNamed(of).ByKey(key) }
	for _, c := range []struct {
		field   *Field
		written string
		want    []string
	}{
		{fields("Tier", "trafficPolicy"), "Local", []string{"Cluster"}},
		{fields("Route", "ignoreCase"), "true", []string{"false"}},
		{fields("AppVersion", "weight"), "100", []string{"99", "0", "1"}},
		{fields("AppVersion", "weight"), "50", []string{"51", "49", "0", "100", "1"}},
		{fields("Tier", "namespace"), "another", []string{"a-first-one", "zz-last-one", "default", "istio-system", "primary"}},
		{fields("Document", "metallb"), "", nil},
	} {
		if got := c.field.Alternatives(c.written); !slices.Equal(got, c.want) {
			t.Errorf("%s: %s in place of %q: %q, want %q", c.field.Key, "alternatives", c.written, got, c.want)
		}
	}
}

// TestSpelled: a route's short form is a member of its long one, and other texts are not.
func TestSpelled(t *testing.T) {
	route := LayoutOf(reflect.TypeFor[Route]())
	for short, want := range map[string]string{"/api/*": "prefix /api", "/*": "prefix /", "/api": "exact /api"} {
		if key, value := route.Spelled(short); key+" "+value != want || route.ByKey(key) == nil {
			t.Errorf("%s is %s: %s", short, key, value)
		}
	}
	if key, _ := LayoutOf(reflect.TypeFor[Redirect]()).Spelled("/api"); key != "" {
		t.Errorf("a redirect has the member %s", key)
	}
}
