package manifest

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func object(apiVersion, kind, namespace, name string) Object {
	metadata := map[string]any{"name": name}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	return NewObject(map[string]any{"apiVersion": apiVersion, "kind": kind, "metadata": metadata})
}

func TestID(t *testing.T) {
	for _, c := range []struct {
		object Object
		want   ID
		text   string
	}{
		{object("v1", "Namespace", "", "a"), ID{"", "Namespace", "", "a"}, "Namespace a"},
		{object("apps/v1", "Deployment", "ns", "a"), ID{"apps", "Deployment", "ns", "a"}, "Deployment.apps ns/a"},
		{object("networking.istio.io/v1beta1", "Gateway", "ns", "a"), ID{"networking.istio.io", "Gateway", "ns", "a"}, "Gateway.networking.istio.io ns/a"},
		{Object{{"kind", 1}, {"metadata", "x"}}, ID{}, " "},
		{nil, ID{}, " "},
	} {
		m := Manifest{Object: c.object}
		if got := m.ID(); got != c.want || got.String() != c.text {
			t.Errorf("%v: %#v, %q; want %#v, %q", c.object, got, got, c.want, c.text)
		}
	}
}

func TestSort(t *testing.T) {
	want := []Manifest{
		{Object: object("v1", "Namespace", "", "z"), Stage: Namespaces},
		{Object: object("metallb.io/v1beta1", "IPAddressPool", "m", "p"), Stage: MetalLB},
		{Object: object("metallb.io/v1beta1", "L2Advertisement", "m", "a"), Stage: MetalLB},
		{Object: object("v1", "Secret", "a", "b"), Stage: Gateways},
		{Object: object("v1", "Secret", "b", "a"), Stage: Gateways},
		{Object: object("v1", "Secret", "b", "c"), Stage: Gateways},
		{Object: object("networking.istio.io/v1", "Gateway", "a", "a"), Stage: Gateways},
		{Object: object("v1", "Service", "a", "a"), Stage: Apps},
		{Object: object("apps/v1", "Deployment", "a", "a"), Stage: Apps},
		{Object: object("a.io/v1", "Other", "z", "z"), Stage: Apps},
		{Object: object("b.io/v1", "Other", "a", "a"), Stage: Apps},
		{Object: object("a.io/v1", "Zother", "a", "a"), Stage: Apps},
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		got := slices.Clone(want)
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		Sort(got)
		for i := range want {
			if got[i].ID() != want[i].ID() || got[i].Stage != want[i].Stage {
				t.Fatalf("place %d: %s, want %s", i, got[i].ID(), want[i].ID())
			}
		}
	}
}

func TestStages(t *testing.T) {
	for i, name := range Stages() {
		if s, ok := ParseStage(name); !ok || s != Stage(i) || s.String() != name {
			t.Errorf("%s: %v, %v", name, s, ok)
		}
	}
	if len(Stages()) != int(Apps)+1 {
		t.Errorf("%d names of %d stages", len(Stages()), Apps+1)
	}
	if _, ok := ParseStage("app"); ok {
		t.Error(`"app" is taken for a stage`)
	}
	if got := (Origin{"apps", []string{"primary", "hello"}}).String(); got != "apps.primary.hello" {
		t.Error(got)
	}
}
