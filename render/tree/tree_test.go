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
