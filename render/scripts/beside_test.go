package scripts

import (
	"strings"
	"testing"

	"render/render/manifest"
)

// TestBeside: a policy is put as it was under another name before its stage, and goes behind what fell out; one that
// the old topology has not, or whose text does not show its name, is a person's.
func TestBeside(t *testing.T) {
	policy, route := object(manifest.Gateways, "NetworkPolicy", "networking.k8s.io", "n", "gate"), object(manifest.Apps, "VirtualService", "networking.istio.io", "n", "v")
	was := policy
	was.Text = []byte("kind: NetworkPolicy\nmetadata:\n  name: gate\n  namespace: n\nspec:\n  egress: []\n")
	order := func(d Beside) []Turn {
		return []Turn{{When: Before, Doings: []Doing{{Text: "keep it", Deed: d}}}, {When: With, Doings: []Doing{{Text: "apply the rest of the change"}}},
			{When: After, Doings: []Doing{{Text: "delete what fell out", Deed: DropRest{}}}}, {When: After, Doings: []Doing{{Text: "drop it", Deed: DropBeside{d}}}}}
	}
	c := &Cluster{Objects: []Object{policy}}
	text, _ := Apply(c, &Cluster{Objects: []Object{was, route}}, order(Beside{policy.ID, "gate-before"}), nil, nil)
	for _, want := range []string{"metadata:\n  name: gate-before\n  namespace: n\n", "if begins gateways; then\n\tstep 1 'keep it'\n\tput alone_1\n",
		"\tdrop virtualservices.networking.istio.io n v\n\tstep 4 'drop it'\n\tdrop networkpolicies.networking.k8s.io n gate-before\nfi\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text[len(text)-1500:])
		}
	}
	for _, old := range []Object{policy, route} {
		text, _ := Apply(c, &Cluster{Objects: []Object{old}}, order(Beside{policy.ID, "gate-before"}), nil, nil)
		if !strings.Contains(string(text), "\tby_person 1 'keep it'\n") || strings.Contains(string(text), "put alone_1") {
			t.Errorf("%s\n%s", old.ID, text[len(text)-1500:])
		}
	}
}

// TestLeft: what is there is left as it is while its stage is put, and comes behind what fell out; what the topology has
// not is a person's.
func TestLeft(t *testing.T) {
	entry, route := object(manifest.Apps, "ServiceEntry", "networking.istio.io", "n", "far"), object(manifest.Apps, "VirtualService", "networking.istio.io", "n", "v")
	other := object(manifest.Apps, "Service", "", "n", "near")
	left := Left{entry.ID}
	order := []Turn{{When: With, Doings: []Doing{{Text: "apply the change"}, {Text: "leave it", Deed: left}}},
		{When: After, Doings: []Doing{{Text: "delete what fell out", Deed: DropRest{}}}}, {When: After, Doings: []Doing{{Text: "bring it", Deed: BringLeft{left}}}}}
	text, _ := Apply(&Cluster{Objects: []Object{entry, other}}, &Cluster{Objects: []Object{entry, route}}, order, nil, nil)
	if want := "\tdrop virtualservices.networking.istio.io n v\n\tstep 3 'bring it'\n\tput alone_1\nfi\n"; !strings.Contains(string(text), want) || strings.Count(string(text), "kind: ServiceEntry # far\n") != 1 {
		t.Errorf("no %q, or it is put twice, in\n%s", want, text[len(text)-1500:])
	}
	text, _ = Apply(&Cluster{Objects: []Object{other}}, &Cluster{Objects: []Object{other, route}}, order, nil, nil)
	if !strings.Contains(string(text), "\tleft_to_person 1 'leave it'\n") || strings.Contains(string(text), "put alone_1") {
		t.Errorf("not a person's\n%s", text[len(text)-1500:])
	}
}
