package tree

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

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
