package tree

import (
	"fmt"
	"strings"
	"testing"
)

// TestIndexRefused: an index that render did not write says nothing.
func TestIndexRefused(t *testing.T) {
	sum := strings.Repeat("a", 64)
	for _, line := range []string{
		"file ../a.yaml " + sum, "file /etc/passwd " + sum, "file 50-apps/../../a " + sum, "file 50-apps/a/b.yaml " + sum, "file 50-apps/.. " + sum, "file 50-apps/ " + sum,
		"file 50-apps/.git " + sum, "file .git/config " + sum, "file .render-index " + sum, "file notes.md " + sum, "file 60-more/a.yaml " + sum, "file 50-APPS/a.yaml " + sum,
		`file 50-apps/a\b.yaml ` + sum, "file c:/a.yaml " + sum, "file 50-apps/A.yaml " + sum, "file 50-apps/a.yaml", "file 50-apps/a.yaml " + sum + "a", "file 50-apps/a.yaml " + strings.ToUpper(sum),
		"\x00\x01", "some text", "file", " file 50-apps/a.yaml " + sum,
	} {
		if x, err := ParseIndex([]byte(indexHead + "\n" + line + "\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q is read as %v, %v", line, x, err)
		}
	}
	for _, text := range []string{"", "file 50-apps/a.yaml " + sum + "\n"} {
		if _, err := ParseIndex([]byte(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

func TestStages(t *testing.T) {
	full := objects("00-namespaces/a.yaml=a", "10-metallb/b.yaml=b", "50-apps/c.yaml=c")
	d := disk{}
	d.apply(d.run(t, full, nil), all)
	next := objects("00-namespaces/a.yaml=new", "10-metallb/new.yaml=b")
	p := d.run(t, next, func(r *Run) { r.Stages = []string{"10-metallb", "50-apps"} })
	d.apply(p, all)
	if len(p.Differs) > 0 || d["00-namespaces/a.yaml"] != "a\n" || d["10-metallb/b.yaml"] != "" || d["50-apps/c.yaml"] != "" || d["kustomization.yaml"] != listingHead+"- 00-namespaces\n- 10-metallb\n" {
		t.Errorf("%+v %v", p, d)
	}
	if !strings.Contains(d[IndexName], "\nwith stages all\n") {
		t.Error(d[IndexName])
	}
	d = disk{}
	d.apply(d.run(t, full, func(r *Run) { r.Stages = []string{"50-apps", "10-metallb"} }), all)
	if !strings.Contains(d[IndexName], "\nwith stages metallb apps\n") || d["00-namespaces/a.yaml"] != "" {
		t.Error(d[IndexName])
	}
	if p := d.run(t, full, func(r *Run) { r.Stages = []string{"50-apps"} }); len(p.Differs) != 0 || d.apply(p, all) != 0 {
		t.Errorf("%+v", p.Differs)
	}
	some := func(r *Run) { r.Stages = []string{"00-namespaces"} }
	p = d.run(t, full, some)
	d.apply(p, all)
	if len(p.Differs) != 1 || p.Differs[0].Is != "namespaces" {
		t.Errorf("%+v", p.Differs)
	}
	if !strings.Contains(d[IndexName], "\nwith stages namespaces metallb apps\n") || d["kustomization.yaml"] != listingHead+"- 00-namespaces\n- 10-metallb\n- 50-apps\n" {
		t.Error(d[IndexName], d["kustomization.yaml"])
	}
	p = d.run(t, full, nil)
	if d.apply(p, all); len(p.Differs) != 1 || !strings.Contains(d[IndexName], "\nwith stages all\n") {
		t.Errorf("%+v %s", p.Differs, d[IndexName])
	}
}

func TestDecisions(t *testing.T) {
	folder := objects("50-apps/a.yaml=a")
	folder.Decisions = []Decision{{"set", Words([]string{"a=1", "b=x y"})}, {"overlays", ""}, {KeyTopology, "../a.yaml"}}
	d := disk{}
	d.apply(d.run(t, folder, nil), all)
	other := folder
	other.Decisions = []Decision{{"set", ""}, {"overlays", "ha"}, {KeyTopology, "../b.yaml"}}
	p := d.run(t, other, nil)
	if len(p.Differs) != 3 || p.Differs[0].Was[0] != `a=1 "b=x y"` || p.Differs[0].Is != "" {
		t.Errorf("%+v", p.Differs)
	}
	if p := d.run(t, other, func(r *Run) { r.Moved = true }); len(p.Differs) != 2 {
		t.Errorf("%+v", p.Differs)
	}
	d[IndexName] += "with overlays ha\n"
	p = d.run(t, folder, nil)
	if len(p.Differs) > 0 || len(p.Merged) != 1 || p.Merged[0].Key != "overlays" || len(p.Merged[0].Was) != 2 {
		t.Errorf("%+v", p)
	}
	d.apply(p, all)
	if p := d.run(t, folder, nil); len(p.Merged) > 0 {
		t.Errorf("%+v", p.Merged)
	}
	if d := oneLine("a\nwith layout flux"); strings.Contains(d, "\n") {
		t.Errorf("%q is no line", d)
	}
}

// TestNamesOfTopologies: whatever a topology is called, its index tells it on one line, and
// tells it back.
func TestNamesOfTopologies(t *testing.T) {
	for _, name := range []string{"../a\tb.yaml", "../a\nwith layout flux", `"a".yaml`, `"a"`, `../a\tb.yaml`, "../\xff.yaml", "../a.yaml ", "../a\r", "-"} {
		folder := objects("50-apps/a.yaml=a")
		folder.Decisions = []Decision{{KeyTopology, name}, {KeyMember, "a"}}
		d := disk{}
		d.apply(d.run(t, folder, nil), all)
		x, err := ParseIndex([]byte(d[IndexName]))
		if err != nil || len(x.Topologies()) != 1 || x.Topologies()[0] != name || !x.IsMember("a") || x.IsMember("b") {
			t.Errorf("%q is read as %q, %v", name, x.Topologies(), err)
		}
		if p := d.run(t, folder, nil); len(p.Differs) > 0 || d.apply(p, all) > 0 {
			t.Errorf("%q: %+v", name, p)
		}
	}
}

// TestRendered: an index says of which stages its folder is, also where a merge left two
// lines; all of them are none.
func TestRendered(t *testing.T) {
	for _, c := range []struct{ lines, want string }{
		{"with stages all\n", "[]"}, {"with stages metallb apps\n", "[metallb apps]"}, {"with stages apps\nwith stages metallb apps\n", "[metallb apps]"},
		{"with stages apps\nwith stages all\n", "[]"}, {"with stages nonsense\n", "[]"}, {"", "[]"},
	} {
		x, err := ParseIndex([]byte(indexHead + "\n" + c.lines))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(x.Rendered()); got != c.want {
			t.Errorf("%q: %s, want %s", c.lines, got, c.want)
		}
	}
}
