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
	"render/render/needs"
	"render/render/scripts"
)

// fewestHeld keeps the test from judging nothing.
const fewestHeld = 150

// TestScriptTakesNothingBeforehand: what is beforehand a person's, waits for a Certificate or puts
// a second time what is to hold meanwhile stands in a script before all that takes something away:
// what is there and becomes another, and what is deleted. Pairs are judged as they are, and with
// what has most of them wait for something.
func TestScriptTakesNothingBeforehand(t *testing.T) {
	list, err := pairs.Read(os.DirFS("../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for i := range list {
		for _, set := range [][]string{nil, {"secrets={cert-manager: {issuer: home, kind: ClusterIssuer, solver: dns01}}", "isolation=true"}} {
			old, was, ok := cluster(t, &list[i], "old", set...)
			newer, is, both := cluster(t, &list[i], "new", set...)
			if !ok || !both {
				continue
			}
			order := consequences.Of(compare.Compare(was, is), consequences.Kubectl).Order
			text, _ := scripts.Apply(newer, old, order, consequences.Needed(was, is), needs.Named(is))
			held += takesNothing(t, list[i].Name, string(text), order, old, newer)
		}
	}
	if t.Logf("%d doings hold something", held); held < fewestHeld {
		t.Errorf("%d doings hold something", held)
	}
}

// takesNothing judges a script, and counts what of its order holds something.
func takesNothing(t *testing.T, name, text string, order []scripts.Turn, old, newer *scripts.Cluster) (held int) {
	t.Helper()
	functions, does, _ := strings.Cut(text, "\nfind_kubectl\n")
	script := strings.Split(does, "\n")
	for n, turn := range order {
		for _, one := range turn.Doings {
			where, how := find(script, n+1, one.Text)
			if turn.When != scripts.Before || where < 0 || how != "by_person" && (how != "step" || !holds(one.Deed)) {
				continue
			}
			held++
			for _, line := range script[:where] {
				if taken := takes(strings.Fields(line), functions, old, newer); taken != "" {
					t.Errorf("%s: step %d, %q, stands behind %q, which takes %s away", name, n+1, one.Text, strings.TrimSpace(line), taken)
				}
			}
		}
	}
	return held
}

// holds reports whether a script has something hold, by a deed, until the change comes.
func holds(d scripts.Deed) bool {
	switch d.(type) {
	case scripts.Issue, scripts.Beside, scripts.CopyPair, scripts.GuardsFirst:
		return true
	}
	return false
}

// takes is what a line of a script takes away, or makes another; "" for nothing. The labels of
// namespaces in which pods would be made otherwise are put later.
func takes(line []string, functions string, old, newer *scripts.Cluster) string {
	stage := ""
	switch {
	case len(line) == 0:
		return ""
	case line[0] == "drop", line[0] == "makes_way", line[0] == "drop_made", line[0] == "hands_over": // not retire_operator, which leaves all that the operator made
		return strings.Join(line[1:], " ")
	case line[0] == "install_by_istioctl", line[0] == "by_helm":
		stage = manifest.Istio.String()
	case line[0] == "put":
		stage = line[1]
	}
	alone := strings.HasPrefix(stage, "alone_") // of which a Certificate or Gateway may be for more, and not for less
	_, body, _ := strings.Cut(functions, "\nobjects_"+stage+"() {\n")
	body, _, _ = strings.Cut(body, "\nEOF\n}")
	for _, o := range newer.Objects {
		at := slices.IndexFunc(old.Objects, func(one scripts.Object) bool { return one.ID == o.ID })
		switch text := strings.TrimSpace(string(o.Text)); {
		case stage == "" || o.Kind == "Namespace" || at < 0 || !strings.Contains(body, text):
		case alone && (o.Kind != "Certificate" && o.Kind != "Gateway" || !loses(string(old.Objects[at].Text), text)):
		case text != strings.TrimSpace(string(old.Objects[at].Text)):
			return o.ID.String()
		}
	}
	return ""
}

// loses reports whether an object lacks an item of a list that it had.
func loses(old, is string) bool {
	for line := range strings.Lines(old) {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "- ") && !strings.Contains(is+"\n", line) {
			return true
		}
	}
	return false
}
