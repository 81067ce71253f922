package tree

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// disk is a folder in memory, by path. What begins with "->" is a link.
type disk map[string]string

func (d disk) look(name string) Found {
	text, there := d[name]
	switch {
	case there && strings.HasPrefix(text, "->"):
		return Found{Kind: Other}
	case there:
		return Found{Kind: Regular, Text: []byte(text)}
	}
	for other := range d {
		if strings.HasPrefix(other, name+"/") {
			return Found{Kind: Directory}
		}
	}
	return Found{}
}

// apply does what a plan says, up to a number of changes, and gives how many there are.
func (d disk) apply(p *Plan, most int) int {
	count := 0
	step := func(do func()) {
		if count++; count <= most {
			do()
		}
	}
	if p.Before != nil {
		step(func() { d[IndexName] = string(p.Before) })
	}
	for _, w := range p.Write {
		step(func() { d[w.Path] = string(w.Text) })
	}
	for _, name := range p.Remove {
		step(func() { delete(d, name) })
	}
	if p.After != nil {
		step(func() { d[IndexName] = string(p.After) })
	}
	if p.IndexGone {
		step(func() { delete(d, IndexName) })
	}
	return count
}

// run is a run on a folder that has its index in it.
func (d disk) run(t *testing.T, folder Folder, change func(*Run)) *Plan {
	t.Helper()
	r := &Run{Folder: folder, Look: d.look}
	if text, there := d[IndexName]; there {
		var err error
		if r.Index, err = ParseIndex([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(r)
	}
	plan, err := r.Decide()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

const all = 1 << 30

// objects are files of a folder, "50-apps/a.yaml=text".
func objects(list ...string) Folder {
	out := Folder{Decisions: []Decision{{"layout", "plain"}}}
	for _, one := range list {
		name, text, _ := strings.Cut(one, "=")
		out.Files = append(out.Files, File{Path: name, Text: []byte(text + "\n")})
	}
	return out
}

func (d disk) names() string { return strings.Join(slices.Sorted(maps.Keys(d)), " ") }

func forced(r *Run) { r.Force = true }

func TestFirstRun(t *testing.T) {
	d := disk{"notes.md": "mine"}
	folder := objects("00-namespaces/namespace.a.yaml=a", "30-istio/istiooperator.a.yaml=b", "50-apps/secret.a.b.yaml=c", "50-apps/deployment.a.yaml=d", "argocd/application.a.yaml=e")
	folder.Files[1].Aside, folder.Files[2].Ciphertext, folder.Files[4].Aside = true, true, true
	p := d.run(t, folder, nil)
	d.apply(p, all)
	for name, want := range map[string]string{
		"kustomization.yaml":               listingHead + "- 00-namespaces\n- 50-apps\n",
		"50-apps/kustomization.yaml":       listingHead + "- secret.a.b.yaml\n- deployment.a.yaml\n",
		"00-namespaces/kustomization.yaml": listingHead + "- namespace.a.yaml\n",
		".gitattributes":                   "* text eol=lf\n.render-index merge=union linguist-generated\nsecret.* linguist-generated\n",
		"notes.md":                         "mine",
		"argocd/application.a.yaml":        "e\n",
	} {
		if d[name] != want {
			t.Errorf("%s: %q", name, d[name])
		}
	}
	if len(d) != 11 || len(p.Adopted)+len(p.Kept)+len(p.Refused)+len(p.Differs) > 0 {
		t.Errorf("%s; %+v", d.names(), p)
	}
	if again := d.run(t, folder, nil); d.apply(again, all) != 0 || len(again.Unchanged) != 9 {
		t.Errorf("a second run changes something: %+v", again)
	}
	// The order of lines and a line twice are nothing that is kept.
	lines := strings.SplitAfter(d[IndexName], "\n")
	slices.Reverse(lines)
	want := d[IndexName]
	d[IndexName] = strings.Join(lines, "") + lines[3]
	if d.apply(d.run(t, folder, nil), all); d[IndexName] != want {
		t.Errorf("index: %s", d[IndexName])
	}
}

// What is no more rendered goes, what somebody changed stays and is told, what
// nobody wrote for render is never touched.
func TestPrune(t *testing.T) {
	d := disk{}
	d.apply(d.run(t, objects("50-apps/a.yaml=a", "50-apps/b.yaml=b", "50-apps/c.yaml=c", "20-operator/d.yaml=d"), nil), all)
	d["50-apps/b.yaml"], d["50-apps/c.yaml"], d["50-apps/mine.yaml"] = "changed", "changed", "mine"
	next := objects("50-apps/a.yaml=new", "50-apps/b.yaml=new")
	p := d.run(t, next, nil)
	if fmt.Sprint(p.Kept, p.KeptStale, p.Remove, p.Empty) != "[50-apps/b.yaml] [50-apps/c.yaml] [20-operator/d.yaml 20-operator/kustomization.yaml] [20-operator]" {
		t.Errorf("%+v", p)
	}
	d.apply(p, all)
	if d["50-apps/b.yaml"] != "changed" || d["50-apps/c.yaml"] != "changed" || d["50-apps/a.yaml"] != "new\n" || d["50-apps/mine.yaml"] != "mine" {
		t.Errorf("%v", d)
	}
	if p := d.run(t, next, nil); len(p.Kept) != 1 || len(p.KeptStale) != 1 || d.apply(p, all) > 0 {
		t.Errorf("what was changed is not told again: %+v", p)
	}
	p = d.run(t, next, forced)
	d.apply(p, all)
	if fmt.Sprint(p.Overwritten) != "[50-apps/b.yaml 50-apps/c.yaml]" || d["50-apps/b.yaml"] != "new\n" || d["50-apps/c.yaml"] != "" || d["50-apps/mine.yaml"] != "mine" {
		t.Errorf("%+v %v", p, d)
	}
	d["50-apps/a.yaml"] = "-> elsewhere"
	if p := d.run(t, next, forced); len(p.Refused) != 1 {
		t.Errorf("a link in place of a file: %+v", p)
	}
}

// What is there before the first run is adopted, or refused, and not touched.
func TestForeign(t *testing.T) {
	folder := objects("50-apps/a.yaml=a", "50-apps/b.yaml=b")
	d := disk{"50-apps/a.yaml": "a\n", "50-apps/b.yaml": "b\r\n", ".gitattributes": "mine\n", "kustomization.yaml": listingHead + "- 50-apps\n"}
	p := d.run(t, folder, nil)
	d.apply(p, all)
	if fmt.Sprint(p.Adopted) != "[50-apps/a.yaml kustomization.yaml]" || len(p.Lacks) != 2 || d["50-apps/b.yaml"] != "b\n" || d[".gitattributes"] != "mine\n" {
		t.Errorf("%+v %v", p, d)
	}
	for about, d := range map[string]disk{
		"another file":            {"50-apps/a.yaml": "other"},
		"a kustomization":         {"kustomization.yaml": "resources: []\n"},
		"a stage's kustomization": {"50-apps/kustomization.yaml": "resources: [mine.yaml]\n"},
		"a second kustomization":  {"50-apps/Kustomization": ""},
		"another ending":          {"kustomization.yml": ""},
		"a link":                  {"50-apps/a.yaml": "-> elsewhere"},
		"a folder that is a link": {"50-apps": "-> elsewhere"},
		"a file for a folder":     {"50-apps": "text"},
	} {
		if p := d.run(t, folder, forced); len(p.Refused) != 1 {
			t.Errorf("%s: %+v", about, p.Refused)
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

// TestMerged: what git makes of two runs is no person's change.
func TestMerged(t *testing.T) {
	base := []string{"50-apps/a.yaml=1", "50-apps/c.yaml=1"}
	one, two, start := disk{}, disk{}, disk{}
	start.apply(start.run(t, objects(base...), nil), all)
	maps.Copy(one, start)
	maps.Copy(two, start)
	one.apply(one.run(t, objects("50-apps/a.yaml=2", "50-apps/b.yaml=1", "50-apps/c.yaml=1"), nil), all)
	two.apply(two.run(t, objects("50-apps/a.yaml=3", "50-apps/bb.yaml=1"), nil), all)
	merged := disk{"50-apps/b.yaml": "1\n", "50-apps/bb.yaml": "1\n", "kustomization.yaml": one["kustomization.yaml"], ".gitattributes": one[".gitattributes"],
		"50-apps/a.yaml":             "<<<<<<< HEAD\n2\n||||||| 123\n1\n=======\n3\n>>>>>>> two\n",
		"50-apps/kustomization.yaml": listingHead + "- a.yaml\n<<<<<<< HEAD\n- b.yaml\n- c.yaml\n=======\n- bb.yaml\n>>>>>>> two\n",
		IndexName:                    one[IndexName] + "<<<<<<< HEAD\n=======\n" + two[IndexName] + ">>>>>>> two\n",
	}
	want := objects("50-apps/a.yaml=4", "50-apps/b.yaml=1", "50-apps/bb.yaml=1")
	p := merged.run(t, want, nil)
	if len(p.Kept)+len(p.Refused)+len(p.KeptStale) > 0 {
		t.Errorf("%+v", p)
	}
	merged.apply(p, all)
	clean := disk{}
	clean.apply(clean.run(t, want, nil), all)
	if !maps.Equal(merged, clean) {
		t.Errorf("%v\n%v", merged, clean)
	}
	for about, text := range map[string]string{
		"a conflict with a person's line": "<<<<<<< HEAD\n2\n=======\nmine\n>>>>>>> two\n",
		"half a conflict":                 "<<<<<<< HEAD\n4\n",
		"a text between":                  "mine\n<<<<<<< HEAD\n4\n=======\n4\n>>>>>>> two\n",
	} {
		clean["50-apps/a.yaml"] = text
		if p := clean.run(t, want, nil); len(p.Kept) != 1 {
			t.Errorf("%s: %+v", about, p)
		}
	}
	clean["50-apps/a.yaml"] = "4\n"
	for _, line := range []string{"- mine.yaml\n", "patches: []\n", "- ../elsewhere\n", "# mine\n"} {
		clean["50-apps/mine.yaml"] = "mine"
		clean["50-apps/kustomization.yaml"] = listingHead + "- a.yaml\n- ./b.yaml # mine\n- 'bb.yaml'\n" + line
		if p := clean.run(t, want, nil); fmt.Sprint(p.Kept) != "[50-apps/kustomization.yaml]" || len(p.Refused) > 0 {
			t.Errorf("%q: %+v", line, p)
		}
	}
}

// TestOtherList: a kustomization.yaml that somebody changed is not kept where it would list
// what is not there then, or leave out what is.
func TestOtherList(t *testing.T) {
	d := disk{}
	d.apply(d.run(t, objects("50-apps/a.yaml=a", "50-apps/b.yaml=b"), nil), all)
	d["50-apps/kustomization.yaml"] += "# mine\n"
	for want, next := range map[string]Folder{
		`and lists "b.yaml", which is not rendered`: objects("50-apps/a.yaml=a"),
		`and does not list "c.yaml"`:                objects("50-apps/a.yaml=a", "50-apps/b.yaml=b", "50-apps/c.yaml=c"),
	} {
		if p := d.run(t, next, nil); len(p.Refused) != 1 || !strings.HasSuffix(p.Refused[0].Message, want) {
			t.Errorf("%s: %+v", want, p.Refused)
		}
		if p := d.run(t, next, forced); len(p.Refused) > 0 || fmt.Sprint(p.Overwritten) != "[50-apps/kustomization.yaml]" {
			t.Errorf("%+v", p)
		}
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

// TestStoppedAnywhere: wherever a run stops, the next one, of either side's
// decisions and objects, finds nothing changed by a person and ends as if nothing
// had been.
func TestStoppedAnywhere(t *testing.T) {
	one := objects("00-namespaces/a.yaml=1", "50-apps/a.yaml=1", "50-apps/b.yaml=1", "40-gateways/x.yaml=1")
	two := objects("00-namespaces/a.yaml=1", "50-apps/a.yaml=2", "50-apps/c.yaml=1", "10-metallb/y.yaml=1")
	two.Decisions = []Decision{{"layout", "flux"}}
	for _, from := range []*Folder{nil, &one} {
		for stop := 0; ; stop++ {
			begin := func() (disk, int) {
				d := disk{"50-apps/mine.yaml": "mine"}
				if from != nil {
					d.apply(d.run(t, *from, nil), all)
				}
				return d, d.apply(d.run(t, two, forced), stop)
			}
			_, steps := begin()
			for _, next := range []Folder{one, two} {
				d, _ := begin()
				if from == nil && next.Decisions[0] != two.Decisions[0] && stop > 0 {
					continue
				}
				p := d.run(t, next, nil)
				differs := len(p.Differs) > 0
				if was := stop >= steps || stop == 0 && from != nil; differs && !was {
					t.Errorf("stopped at %d: %+v", stop, p.Differs)
				}
				if len(p.Kept)+len(p.KeptStale)+len(p.Refused)+len(p.Overwritten) > 0 {
					t.Errorf("stopped at %d: %+v", stop, p)
				}
				d.apply(p, all)
				clean := disk{"50-apps/mine.yaml": "mine"}
				clean.apply(clean.run(t, next, nil), all)
				if !maps.Equal(d, clean) {
					t.Errorf("stopped at %d: %s, want %s", stop, d.names(), clean.names())
				}
			}
			if stop > steps {
				break
			}
		}
	}
}

// TestGone: a folder for which nothing is rendered any more loses what is render's.
func TestGone(t *testing.T) {
	d := disk{"50-apps/mine.yaml": "mine", "notes.md": "mine"}
	d.apply(d.run(t, objects("50-apps/a.yaml=a", "50-apps/b.yaml=b"), nil), all)
	d["50-apps/b.yaml"] = "changed"
	gone := func(r *Run) { r.Gone, r.Folder = true, Folder{} }
	p := d.run(t, Folder{}, gone)
	d.apply(p, all)
	if d.names() != ".render-index 50-apps/b.yaml 50-apps/mine.yaml notes.md" || len(p.KeptStale) != 1 {
		t.Errorf("%s %+v", d.names(), p)
	}
	d.apply(d.run(t, Folder{}, func(r *Run) { gone(r); r.Force = true }), all)
	if d.names() != "50-apps/mine.yaml notes.md" {
		t.Error(d.names())
	}
}
