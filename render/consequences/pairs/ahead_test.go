package pairs_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
)

// fewestAhead keeps the test from judging nothing.
const fewestAhead = 6

// TestAheadTakesNothing: what a script puts in place of a person, so that two gateways have a host, takes
// nothing away, and has the second gateway answer: what is judged of the old side that has it, and of the way
// from there to the new one.
func TestAheadTakesNothing(t *testing.T) {
	list, err := pairs.Read(os.DirFS("../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	judged := 0
	for i := range list {
		for _, set := range [][]string{nil, {"secrets={cert-manager: {issuer: home, kind: ClusterIssuer, solver: dns01}}"}, {"isolation=true"}} {
			_, old, ok := cluster(t, &list[i], "old", set...)
			_, newer, both := cluster(t, &list[i], "new", set...)
			if !ok || !both {
				continue
			}
			for _, turn := range consequences.Of(compare.Compare(old, newer), consequences.Kubectl).Order {
				ids := ahead(turn)
				if len(ids) == 0 {
					continue
				}
				judged++
				midway := with(old, newer, ids)
				for _, one := range consequences.Of(compare.Compare(old, midway), consequences.Kubectl).Consequences {
					if one.Code != "host-new" && one.Code != "cert-needs-host" {
						t.Errorf("%s %v: ahead: %s", list[i].Name, set, one.Message)
					}
				}
				for _, text := range consequences.Of(compare.Compare(midway, newer), consequences.Kubectl).Steps {
					if strings.Contains(text, "let tier ") {
						t.Errorf("%s %v: behind it is left: %s", list[i].Name, set, text)
					}
				}
			}
		}
	}
	if t.Logf("%d judged", judged); judged < fewestAhead {
		t.Errorf("%d judged", judged)
	}
}

// TestAhead: hosts of a Gateway that loses none go ahead of the change, and are a person's where it loses one, or
// where more of the change may belong to them.
func TestAhead(t *testing.T) {
	list, err := pairs.Read(os.DirFS("../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"06-reissued-moves": true, "06-reissued-swapped": false, "06-reissued-once-led": false, "07-host-moves-with-connections": false, "07-host-lets-in": false} {
		at := slices.IndexFunc(list, func(p pairs.Pair) bool { return p.Name == name })
		_, old, ok := cluster(t, &list[at], "old")
		_, newer, both := cluster(t, &list[at], "new")
		order := consequences.Of(compare.Compare(old, newer), consequences.Kubectl).Order
		if !ok || !both || !strings.Contains(scripts.Texts(order)[0], "let tier ") {
			t.Fatalf("%s: %q", name, scripts.Texts(order))
		}
		if is := len(ahead(order[0])) > 0; is != want {
			t.Errorf("%s: a script puts what goes ahead: %v", name, is)
		}
	}
}

// ahead is what is put in a step before the change.
func ahead(turn scripts.Turn) (ids []manifest.ID) {
	for _, one := range turn.Doings {
		if d, is := one.Deed.(scripts.Ahead); is {
			ids = append(ids, d.Objects...)
		}
	}
	return ids
}

// with is a side with some objects of another.
func with(old, newer *objects.World, ids []manifest.ID) *objects.World {
	var out []manifest.Manifest
	for o := range old.All() {
		if !slices.Contains(ids, o.ID()) {
			out = append(out, *o.Rendered())
		}
	}
	for o := range newer.All() {
		if slices.Contains(ids, o.ID()) {
			out = append(out, *o.Rendered())
		}
	}
	return objects.New(out)
}
