package pairs_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/align"
	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/needs"
	"render/render/objects"
	"render/render/scripts"
)

// fewestSteps keeps the test from judging nothing.
const fewestSteps = 300

// TestScriptKeepsOrder: each thing that an order of steps wants is done by the script of the
// same change, behind what comes first in the order, or told: where the script is written,
// and in it.
func TestScriptKeepsOrder(t *testing.T) {
	list, err := pairs.Read(os.DirFS("../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	judged, done := 0, 0
	for i := range list {
		p := &list[i]
		old, was, ok := cluster(t, p, "old")
		newer, is, both := cluster(t, p, "new")
		if !ok || !both {
			continue
		}
		order := consequences.Of(compare.Compare(was, is), consequences.Kubectl).Order
		text, notes := scripts.Apply(newer, old, order, consequences.Needed(was, is), needs.Named(is))
		script := strings.Split(string(text), "\n")
		script = script[slices.Index(script, "find_kubectl"):]
		at := 0
		for n, turn := range order {
			for _, one := range turn.Doings {
				doing := one.Text
				judged++
				told := slices.ContainsFunc(notes, func(note string) bool {
					// what a person does in one step is told in one line
					return strings.HasPrefix(note, fmt.Sprintf("step %d of what render diff orders ", n+1)) &&
						(strings.Contains(note+";", ": "+doing+";") || strings.Contains(note+";", "; "+doing+";"))
				})
				where, does := find(script, n+1, doing)
				switch {
				case where < 0:
					t.Errorf("%s: step %d is not in the script: %s", p.Name, n+1, doing)
				case does != "step" && does != "is_there" && !told:
					t.Errorf("%s: step %d is a person's, and not told: %s", p.Name, n+1, doing)
				case where < at && !told:
					t.Errorf("%s: step %d comes before what is to be done first: %s", p.Name, n+1, doing)
				case does == "step":
					done++
					follows(t, p.Name, doing, script[where+1:])
				}
				if does != "left_to_person" {
					at = max(at, where)
				}
			}
		}
	}
	if t.Logf("%d of %d doings are the script's", done, judged); judged < fewestSteps || done < judged/2 {
		t.Errorf("%d of %d doings are the script's", done, judged)
	}
}

// cluster is what the script of a side is made of, with what is set in it; not ok where it has no
// topology, or one whose Secrets kubectl cannot bring.
func cluster(t *testing.T, p *pairs.Pair, side string, set ...string) (*scripts.Cluster, *objects.World, bool) {
	in, ok := p.Input(side)
	if _, written := p.Section(side + "-objects.yaml"); !ok || written {
		return nil, nil, false
	}
	in.ForScript, in.Layout = true, ""
	in.Set = append(slices.Clone(in.Set), set...)
	if !strings.Contains(string(in.Text)+strings.Join(set, ""), "secrets") {
		in.Secrets = "omit"
	}
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Fatalf("%s: %s: %v", p.Name, side, err)
	}
	c := out.Cluster()
	if c == nil || c.Secrets == "sops" {
		return nil, nil, false
	}
	list, _, _ := align.Sides(out.Manifests, nil)
	return c, objects.New(list), true
}

// find is the line of a script that does, asks or tells of a doing, and which of these.
func find(script []string, step int, doing string) (at int, does string) {
	quoted := "'" + strings.ReplaceAll(doing, "'", `'\''`) + "'"
	for _, does := range []string{"step", "at_once", "is_there", "by_person", "left_to_person"} {
		line := fmt.Sprintf("\t%s %d %s", does, step, quoted)
		amidst := strings.TrimSuffix(line, "'") + "; step " // what a later one does in a stage of this
		if at := slices.IndexFunc(script, func(l string) bool { return l == line || strings.HasPrefix(l, amidst) }); at >= 0 {
			return at, does
		}
	}
	return -1, ""
}

// follows: the commands of a doing are in the script behind it, and what installs, puts and
// deletes.
func follows(t *testing.T, name, doing string, rest []string) {
	t.Helper()
	var wanted []string
	words := strings.Fields(strings.NewReplacer(";", "", ",", "").Replace(doing))
	for i, word := range words {
		switch {
		case word != "kubectl" || i+3 >= len(words):
		case strings.HasPrefix(doing, "stop the operator"):
			wanted = append(wanted, "\tretire_operator ")
		case words[i+1] == "rollout":
			wanted = append(wanted, "\tdoes rollout restart "+words[i+3])
		case words[i+1] == "annotate":
			wanted = append(wanted, "\tdoes annotate "+words[i+2])
		case words[i+1] == "delete":
			wanted = append(wanted, " "+words[i+3])
		}
	}
	switch {
	case strings.Contains(doing, "--cascade=orphan"):
		wanted = append(wanted, " orphan")
	case strings.HasPrefix(doing, "run istioctl"):
		wanted = append(wanted, "\tinstall_by_istioctl")
	case strings.HasPrefix(doing, "run helm"):
		wanted = append(wanted, "\t\tby_helm ")
	case strings.HasPrefix(doing, "apply the "), strings.HasSuffix(doing, " as it is to be"):
		wanted = append(wanted, "put ")
	case strings.Contains(doing, ", with weight: 0, beside the old"):
		wanted = append(wanted, "\tholds_back ", "\theard", "\tput alone_", "\tawait_rollout ")
	case strings.HasPrefix(doing, "have requests for "):
		wanted = append(wanted, "\tnarrows ", "\theard")
	case strings.HasPrefix(doing, "apply "), strings.HasPrefix(doing, "add S"), strings.HasPrefix(doing, "add subset"):
		wanted = append(wanted, "\tput alone_", "\tawait_")
	case strings.HasPrefix(doing, "delete Deployment "), strings.HasPrefix(doing, "delete Service "):
		wanted = append(wanted, "\tdrop_made ")
	}
	for _, text := range wanted {
		if !slices.ContainsFunc(rest, func(line string) bool { return strings.Contains(line, text) }) {
			t.Errorf("%s: %s: nothing follows with %q", name, doing, text)
		}
	}
}
