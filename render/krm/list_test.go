package krm

import (
	"strings"
	"testing"

	"render/render/diag"
	"render/render/manifest"
)

const head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"

// TestPlace: objects take the place of items of the same identity, and bring nothing of
// theirs but comments and what they are found again by; all else stays byte for byte.
func TestPlace(t *testing.T) {
	for _, c := range []struct{ name, items, object, want string }{
		{"another name", "  - {apiVersion: v1, kind: Service, metadata: {name: a}} # x\n", "apiVersion: v1\nkind: Service\nmetadata:\n  name: b\n",
			"  - {apiVersion: v1, kind: Service, metadata: {name: a}} # x\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: b\n"},
		{"another version of one API", "  - apiVersion: networking.istio.io/v1alpha3 # old\n    kind: Gateway\n    metadata:\n      name: a\n",
			"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: a\n",
			"  - apiVersion: networking.istio.io/v1 # old\n    kind: Gateway\n    metadata:\n      name: a\n"},
		{"another API", "  - apiVersion: gateway.networking.k8s.io/v1\n    kind: Gateway\n    metadata:\n      name: a\n",
			"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:\n  name: a\n",
			"  - apiVersion: gateway.networking.k8s.io/v1\n    kind: Gateway\n    metadata:\n      name: a\n  - apiVersion: networking.istio.io/v1\n    kind: Gateway\n    metadata:\n      name: a\n"},
		{"the same in another spelling", "  - kind: Service # first\n    apiVersion: \"v1\"\n    metadata: {name: a}\n", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n",
			"  - kind: Service # first\n    apiVersion: \"v1\"\n    metadata: {name: a}\n"},
		{"items by name, by text, by number", "  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n    list:\n      - name: y # of y\n      - name: x # of x\n    words:\n      - b # of b\n      - a\n    lists:\n      - n: 1 # one\n",
			"apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nlist:\n- name: x\nwords:\n- a\n- b\nlists:\n- n: 2\n",
			"  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n    list:\n      - name: x # of x\n    words:\n      - a\n      - b # of b\n    lists:\n      - n: 2 # one\n"},
		{"notes by which it is found", "  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n      annotations:\n        kustomize.config.k8s.io/id: \"7\"\n        other: gone\n",
			"apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n    own: b\n",
			"  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n      annotations:\n        own: b\n        kustomize.config.k8s.io/id: \"7\"\n"},
		{"an alias", "  - &x {apiVersion: v1, kind: Service, metadata: {name: a}}\n  - *x\n", "apiVersion: v1\nkind: Service\nmetadata:\n  name: b\n",
			"  - &x {apiVersion: v1, kind: Service, metadata: {name: a}}\n  - *x\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: b\n"},
	} {
		l, err := Read([]byte(head + "items:\n" + c.items))
		if err != nil {
			t.Fatal(c.name, err)
		}
		placed, err := l.Place("home", [][]byte{[]byte(c.object)}, nil)
		if err != nil || placed.Left != nil {
			t.Fatal(c.name, err, placed)
		}
		if text, err := l.Told(nil, nil, placed, nil); err != nil || string(text) != head+"items:\n"+c.want {
			t.Errorf("%s: %v\n%s", c.name, err, text)
		}
	}
}

// TestLeft: an item of an earlier run is told of, unless it is rendered still, another
// set-up's, somebody's, or a Namespace.
func TestLeft(t *testing.T) {
	item := func(kind, name, labels string) string {
		return "- {apiVersion: v1, kind: " + kind + ", metadata: {name: " + name + ", labels: {" + labels + "}}}\n"
	}
	const ours = "app.kubernetes.io/managed-by: render, app.kubernetes.io/part-of: home"
	l, err := Read([]byte(head + "items:\n" + item("Service", "old", ours) + item("Service", "apart", ours) + item("Namespace", "web", ours) +
		item("Service", "office", strings.Replace(ours, "home", "office", 1)) + item("Service", "mine", "app.kubernetes.io/part-of: home")))
	if err != nil {
		t.Fatal(err)
	}
	placed, err := l.Place("home", nil, []manifest.ID{{Kind: "Service", Name: "apart"}})
	if err != nil || len(placed.Left) != 1 || placed.Left[0].Name != "old" {
		t.Errorf("%v, %v", placed, err)
	}
	text, err := l.Told(nil, nil, placed, nil)
	if err != nil || strings.Count(string(text), "severity: warning") != 1 {
		t.Errorf("%s, %v", text, err)
	}
}

// TestResults: a fault in the list itself is one of its functionConfig, one in a file is the
// file's; results of an earlier function are gone.
func TestResults(t *testing.T) {
	read := func(config string) (*List, *Function) {
		l, err := Read([]byte(head + "results:\n- message: earlier\nfunctionConfig: {apiVersion: render/v1, kind: Topology, metadata: {name: home}, " + config + "}\n"))
		if err != nil {
			t.Fatal(err)
		}
		f, err := l.Function()
		if err != nil {
			t.Fatal(err)
		}
		return l, f
	}
	for _, c := range []struct{ config, file, want string }{
		{"spec: {tiers: []}", Inline, "    field:\n      path: spec.tiers\n"},
		{"spec: {topology: a.yaml}", "a.yaml", "    field:\n      path: tiers\n    file:\n      path: a.yaml\n"},
		{"spec: {tiers: []}", "certs/a.crt", "    field:\n      path: tiers\n    file:\n      path: certs/a.crt\n"},
	} {
		l, f := read(c.config)
		text, err := l.Told(f, []diag.Result{{Message: "is wrong", Field: "tiers", File: c.file, Line: 2, Column: 3, Code: "a-code"}}, Placed{}, nil)
		if err != nil || !strings.Contains(string(text), c.want) || strings.Contains(string(text), "earlier") ||
			strings.Contains(string(text), "line:") == (c.file == Inline) || strings.Contains(string(text), "resourceRef") != (c.file == Inline) {
			t.Errorf("%s: %v\n%s", c.config, err, text)
		}
	}
	l, f := read("spec: {tiers: []}")
	if string(f.Text) != "name: home\ntiers: []\n" && string(f.Text) != "{name: home, tiers: []}\n" {
		t.Errorf("%q", f.Text)
	}
	if text, err := l.Told(f, nil, Placed{}, nil); err != nil || strings.Contains(string(text), "results") {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestReadNot: what is no list is refused, and so is what is deep, or no object.
func TestReadNot(t *testing.T) {
	for _, text := range []string{"", "[]", "a", "kind: ResourceList", "apiVersion: config.kubernetes.io/v2\nkind: ResourceList", head + "items: a", head + "items: [a]",
		head + "items: [" + strings.Repeat("[", 20_000)} {
		if _, err := Read([]byte(text)); err == nil {
			t.Errorf("%.60q is read", text)
		}
	}
	for _, text := range []string{head, head + "items:\n", head + "items: []\n", `{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": [{"kind": "A"}]}`} {
		if _, err := Read([]byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(head + "items:\n- &a {x: *a}\nfunctionConfig: {spec: {topology: a}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Read([]byte(text))
		if err != nil {
			return
		}
		function, _ := l.Function()
		placed, err := l.Place("home", [][]byte{[]byte("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n")}, nil)
		if err == nil {
			_, _ = l.Told(function, nil, placed, []string{"a note"})
		}
	})
}
