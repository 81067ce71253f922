package workload

import (
	"os"
	"reflect"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestApps(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10} {
		var topology struct {
			Tiers []struct {
				Apps []struct {
					Name   string
					Routes []string
				}
			}
		}
		if err := yaml.Unmarshal(Apps(n), &topology); err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for _, tier := range topology.Tiers {
			for _, app := range tier.Apps {
				names[app.Name] = true
				if len(app.Routes) != 2 {
					t.Errorf("%d apps: %s has routes %q", n, app.Name, app.Routes)
				}
			}
		}
		if len(topology.Tiers) != 2 || len(names) != n {
			t.Errorf("%d apps: %d tiers, %d names", n, len(topology.Tiers), len(names))
		}
	}
}

func TestFile(t *testing.T) {
	path, err := File("../..", t.TempDir(), "w3")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != string(Apps(3)) {
		t.Errorf("w3 is %q, %v", text, err)
	}
	for _, name := range []string{"seed", "seed-mixin", "seed-overlay", "w2-overlay", "w2-gateway-api"} {
		path, err := File("../..", t.TempDir(), name)
		if err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"", "w", "w0", "w-1", "3", "x3", "-mixin", "w1-mixin-mixin", "seed-other"} {
		if path, err := File("../..", t.TempDir(), name); err == nil {
			t.Errorf("%q is the file %s", name, path)
		}
	}
}

// A tool that reads JSON is given what the others are given.
func TestJSON(t *testing.T) {
	for _, name := range []string{"seed", "w1", "w3", "w10-overlay"} {
		path, err := File("../..", t.TempDir(), name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		converted, err := JSON(path, name)
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		if err := yaml.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(converted, &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s is not %s", name, converted, text)
		}
	}
}
