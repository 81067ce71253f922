package consequences_test

import (
	"slices"
	"strings"
	"testing"

	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/manifest"
	"render/render/objects"
)

// refused are the codes of what does not come, or is lost on the way: none of them is
// told of a single step.
var refused = []string{"pools-overlap", "service-ip-dropped", "service-ip-none", "service-ip-swapped", "service-ip-waits", "immutable-field", "immutable-made", "host-moves"}

// beside is a side with what fell out of an earlier one and stays, where nobody deletes.
func beside(earlier, now *objects.World, by consequences.Applier) *objects.World {
	if by != consequences.Kubectl {
		return now
	}
	var list []manifest.Manifest
	for _, w := range []*objects.World{now, earlier} {
		for o := range w.All() {
			if w == now || now.Find(o.ID()) == nil {
				list = append(list, *o.Rendered())
			}
		}
	}
	return objects.New(list)
}

// asRest is a list of steps as it is told once others have been taken.
func asRest(list []string) string {
	return strings.ReplaceAll(strings.Join(list, "\n"), "apply the rest of the change", "apply the change")
}

// TestSteps takes the steps of pairs one after the other, each a side of its own: nothing
// of any of them is refused or lost, none wants other steps before it, and what is told
// after some of them are those that remain.
func TestSteps(t *testing.T) {
	judged := 0
	for _, p := range table(t) {
		for _, by := range appliers {
			sides, ok, err := p.Steps(by)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				continue
			}
			judged++
			last := world(t, &p, "new", by)
			at := world(t, &p, "old", by)
			all := consequences.Of(compare.Compare(at, last), by).Steps
			for _, s := range append(sides, pairs.Step{Name: "new", World: last}) {
				step := consequences.Of(compare.Compare(at, s.World), by)
				for _, c := range step.Consequences {
					if slices.Contains(refused, c.Code) && !(s.Name == "new" && c.Code == "host-moves" && c.Severity > consequences.Danger) {
						t.Errorf("%s, by %s: of the step to %q is told %s: %s", p.Name, by, s.Name, c.Code, c.Message)
					}
				}
				at = beside(at, s.World, by)
				if s.Name == "new" {
					break
				}
				looked := len(step.Steps) > 0 && strings.HasPrefix(step.Steps[0], "see that the certificate of ") && strings.HasPrefix(all[s.After-1], step.Steps[0])
				if len(step.Steps) > 0 && !strings.HasPrefix(step.Steps[0], "apply the change") && !looked { // which is done in that step as well
					t.Errorf("%s, by %s: the step to %q wants others before it: %q", p.Name, by, s.Name, step.Steps)
				}
				rest := consequences.Of(compare.Compare(at, last), by).Steps
				if wanted := all[s.After:]; asRest(rest) != asRest(wanted) && !(len(rest) == 0 && len(wanted) == 1 && strings.HasPrefix(asRest(wanted), "apply the change")) {
					t.Errorf("%s, by %s: after %d steps is told\n%s\nand not the rest of\n%s", p.Name, by, s.After, strings.Join(rest, "\n"), strings.Join(all, "\n"))
				}
			}
		}
	}
	if judged < 20 {
		t.Errorf("only %d orders of steps", judged)
	}
}
