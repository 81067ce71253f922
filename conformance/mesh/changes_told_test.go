package mesh

import (
	"strings"
	"testing"
)

// fewestTold keeps TestTold from trying less and less.
const fewestTold = 80

// TestTold makes up changes of topologies, as TestChanges does, and follows requests
// through what istiod makes of the old objects and of those that are there once the
// change is applied. What becomes of them is what render diff tells, for each host.
func TestTold(t *testing.T) {
	tried, lost, changed := 0, 0, 0
	for p, sides := range renderedPairs(t, fewestTold, 20*fewestTold) {
		old, new := sides[0], sides[1]
		tried++
		for _, applier := range []string{"kubectl", "flux"} {
			told := consequencesOf(t, p.old, p.new, applier)
			all, err := turnsOf(t, p.seed, old, new, applier, told)
			if err != nil {
				t.Fatal(err)
			}
			problems, l, c := judgeTold(told, all)
			lost, changed = lost+l, changed+c
			for _, problem := range problems[:min(len(problems), mostProblems)] {
				t.Errorf("%v, %s: %s", p, applier, problem)
			}
			if len(problems) > 0 && testing.Verbose() {
				t.Logf("%s---\n%s", p.old.text(), p.new.text())
			}
		}
	}
	t.Logf("%d pairs, %d requests lost, %d that another answers", tried, lost, changed)
	if tried < fewestTold || lost < 20 || changed < 20 {
		t.Errorf("only %d pairs, %d requests lost, %d that another answers", tried, lost, changed)
	}
}

// TestToldJudged: the judge tells of what is not told, and of what is told and is not
// so.
func TestToldJudged(t *testing.T) {
	all := []turned{{request{host: "a.example.org", path: "/x", port: 443}, "one", ""}, {request{host: "b.example.org", path: "/y", port: 80}, "one", "two"}}
	right := []consequence{{"route-gone", `"a.example.org": requests for "/x" are answered by "one" no more`}, {"route-changes", `"b.example.org" on port 80: requests for "/y" are answered by`}}
	if problems, lost, changed := judgeTold(right, all); len(problems) > 0 || lost != 1 || changed != 1 {
		t.Errorf("%v, %d, %d", problems, lost, changed)
	}
	for _, c := range []struct {
		told []consequence
		want string
	}{
		{right[:1], "comes to two, and nothing tells so"},
		{right[1:], "gets 404, and nothing tells so"},
		{append(right[:2:2], consequence{"route-gone", `"c.example.org": requests for "/x" are answered by`}), "nothing does what is told"},
		{append(right[:1:1], consequence{"route-changes", `"b.example.org" on port 443: requests for "/y" are answered by`}), "nothing tells so"},
	} {
		if problems, _, _ := judgeTold(c.told, all); !strings.Contains(strings.Join(problems, "\n"), c.want) {
			t.Errorf("%v: %v", c.told, problems)
		}
	}
}
