package mesh

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

var (
	pairs = flag.Int("pairs", fewestPairs, "how many pairs of topologies TestChanges judges")
	first = flag.Uint64("first", 1, "the seed of the first pair: to look at one that was told of")
	other = flag.String("render", "", "the binary of render that is judged; it is built from here where none is named")
)

// fewestPairs keeps the test from trying less and less.
const fewestPairs = 100

// renderers is the folder of the tool that was built.
var renderers string

// renderer is the tool, built from what is here. It is run as its users do: the
// judge shares no code with it, nor do Istio's dependencies with its own.
var renderer = sync.OnceValues(func() (string, error) {
	if *other != "" {
		return *other, nil
	}
	var err error
	if renderers, err = os.MkdirTemp("", "render"); err != nil {
		return "", err
	}
	name := filepath.Join(renderers, "render")
	build := exec.Command("go", "build", "-o", name, "./cmd/render")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return "", errors.New(string(out))
	}
	return name, nil
})

// rendered is a side of a draft; nil where it is refused.
func rendered(t *testing.T, d *draft) *side {
	t.Helper()
	name, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	written := d.text()
	command := exec.Command(name, "--secrets=omit", "-q", "-")
	command.Stdin = bytes.NewReader(written)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	switch err := command.Run(); {
	case err == nil:
	case command.ProcessState.ExitCode() == 2:
		refusals[reason(said.String())]++
		return nil
	default:
		t.Fatalf("%v: %s\n%s", err, said.Bytes(), written)
	}
	s, err := newSide(written, out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// refusals count why topologies are refused.
var refusals = map[string]int{}

// judgePair judges a pair; it is not counted where a side is refused.
func judgePair(t *testing.T, p *pair) (problems []string, n tally) {
	old, new := rendered(t, p.old), rendered(t, p.new)
	if old == nil || new == nil {
		return nil, n
	}
	var between *topology
	if p.between != nil {
		var err error
		if between, err = readTopology(p.between.text()); err != nil {
			t.Fatal(err)
		}
	}
	return judgeCrossing(t, p.seed, old, new, between)
}

// draftOf is a topology written by hand.
func draftOf(t *testing.T, format string, args ...any) *draft {
	t.Helper()
	d := &draft{}
	if err := json.Unmarshal(fmt.Appendf(nil, format, args...), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// judgeWritten judges two topologies written by hand, which are rendered and of which
// something is tried.
func judgeWritten(t *testing.T, name string, old, new *draft, tried func(tally) int) {
	t.Helper()
	problems, n := judgePair(t, &pair{old: old, new: new})
	if n.pairs != 1 || tried(n) == 0 {
		t.Errorf("%s: nothing was judged: %v, %v", name, n, refusals)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", name, problem)
	}
}

// TestChanges makes up topologies and changes of them, and follows requests
// through every state that a cluster is in on the way from the one to the other.
// Pairs that render refuses are not counted, nor are those that change two objects
// at once by their nature.
func TestChanges(t *testing.T) {
	var all, twofold tally
	kinds, routings := map[string]int{}, map[string]int{}
	last, wrong, wanted := *first, 0, *pairs
	if *first == 1 {
		wanted = max(wanted, fewestPairs) // else it is a window on some
	}
	said := func() string {
		return fmt.Sprintf("seeds %d to %d: %v; %d of them misroute; refused: %v", *first, last, all, wrong, refusals)
	}
	for seed := *first; all.pairs < wanted; seed++ {
		last = seed
		if seed-*first > 20*uint64(all.pairs+50) {
			t.Fatalf("of %d pairs only %d are rendered: %v", seed-*first, all.pairs, refusals)
		}
		p := newPair(seed)
		if p == nil {
			continue
		}
		problems, n := judgePair(t, p)
		if n.pairs == 0 {
			continue
		}
		if p.between == nil {
			all.add(n)
		} else {
			twofold.add(n)
		}
		if tried := all.pairs + twofold.pairs; *every > 0 && tried%*every == 0 {
			fmt.Println(said())
		}
		kinds[p.change]++
		routings[p.old.Routing]++
		for _, problem := range problems {
			t.Errorf("%v: %s", p, problem)
		}
		if len(problems) > 0 {
			wrong++
			t.Logf("%v:\n%s---\n%s", p, p.old.text(), p.new.text())
		}
	}
	t.Log(said())
	t.Logf("of two objects at once: %v", twofold)
	t.Logf("changes: %v", kinds)
	if *every > 0 {
		fmt.Println(said())
	}
	if *first != 1 {
		return // some need not have every kind
	}
	for _, c := range slices.Concat(changes, changesOfConnections) {
		if kinds[c.name] == 0 {
			t.Errorf("no pair has %q", c.name)
		}
	}
	if kinds[moved] == 0 || kinds[rehosts] == 0 || kinds[handed] == 0 || routings[""] < fewestPairs/2 || routings[gatewayAPI] < fewestPairs/10 {
		t.Errorf("too few of some: %v, %v", kinds, routings)
	}
}

// reason is a refusal without what is particular about it.
func reason(said string) string {
	line, _, _ := strings.Cut(said, "\n")
	return regexp.MustCompile(`"[^"]*"|[0-9]+`).ReplaceAllString(line, "_")
}
