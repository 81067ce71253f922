package consequences_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"render/render/consequences"
	"render/render/consequences/pairs"
	"render/render/diag"
	"render/render/objects"
)

var update = flag.Bool("update", false, "write what is told now into the pairs' want sections")

// fewestPairs keeps pairs from getting lost.
const fewestPairs = 170

var appliers = [...]consequences.Applier{consequences.Kubectl, consequences.ArgoCD, consequences.Flux}

// table reads the pairs.
func table(t testing.TB) []pairs.Pair {
	t.Helper()
	out, err := pairs.Read(os.DirFS("testdata"))
	if err != nil || len(out) < fewestPairs {
		t.Fatalf("%d pairs, %v; there should be %d or more", len(out), err, fewestPairs)
	}
	return out
}

func world(t testing.TB, p *pairs.Pair, side string, by consequences.Applier) *objects.World {
	t.Helper()
	w, err := p.World(side, by)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// told is what a change does, for each applier, as text.
func told(t testing.TB, p *pairs.Pair, side string) (text string, codes map[string]bool) {
	t.Helper()
	var b strings.Builder
	codes = map[string]bool{}
	last := ""
	for _, by := range appliers {
		was := by
		if text, ok := p.Section("old-applier"); ok {
			was, _ = consequences.ParseApplier(strings.TrimSpace(text))
		}
		list := consequences.After(pairs.Difference(world(t, p, "old", by), world(t, p, side, by), by), was, by)
		var one strings.Builder
		for _, c := range list.Consequences {
			codes[c.Code] = true
			fmt.Fprintf(&one, "%s %s: %s\n", c.Severity, c.Code, c.Message)
			if c.Help != "" {
				fmt.Fprintf(&one, "  = %s\n", c.Help)
			}
			for _, change := range c.Changes {
				fmt.Fprintf(&one, "  %s %s\n", change.Kind, change.ID())
			}
		}
		for i, step := range list.Steps {
			fmt.Fprintf(&one, "step %d: %s\n", i+1, step)
		}
		if one.String() == last && by > 0 {
			fmt.Fprintf(&b, "== %s: the same\n", by)
			continue
		}
		last = one.String()
		fmt.Fprintf(&b, "== %s\n%s", by, last)
	}
	return b.String(), codes
}

// TestPairs holds, byte for byte, what is told of each pair, and of the one that is
// near it: the codes in the section "silent" are told of the first and not of the
// second.
func TestPairs(t *testing.T) {
	for _, p := range table(t) {
		t.Run(p.Name, func(t *testing.T) {
			if p.Comment == "" {
				t.Error("no comment says what the pair is about")
			}
			got, codes := told(t, &p, "new")
			near, nearCodes := told(t, &p, "near")
			if *update {
				p.With("want", got)
				if err := os.WriteFile(filepath.Join("testdata", p.Name+".txtar"), p.With("want-near", near), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for section, text := range map[string]string{"want": got, "want-near": near} {
				if want, _ := p.Section(section); want != text {
					t.Errorf("%s: told\n%s\nwanted\n%s", section, text, want)
				}
			}
			silent, _ := p.Section("silent")
			if len(strings.Fields(silent)) == 0 {
				t.Error("no code is silent of what is near")
			}
			for _, code := range strings.Fields(silent) {
				if !codes[code] || nearCodes[code] {
					t.Errorf("%s is told of the pair: %v, and of the one near it: %v", code, codes[code], nearCodes[code])
				}
			}
		})
	}
}

// TestCodes: each code is told of a pair and silent of the one near it; what is told
// is a code.
func TestCodes(t *testing.T) {
	silent := map[string]bool{}
	for _, p := range table(t) {
		text, _ := p.Section("silent")
		for _, code := range strings.Fields(text) {
			silent[code] = true
		}
		_, codes := told(t, &p, "new")
		for code := range codes {
			if _, ok := consequences.Explain(code); !ok {
				t.Errorf("%s: %s is not listed in codes.txt", p.Name, code)
			}
		}
	}
	for i, e := range consequences.Codes() {
		if !silent[string(e.Code)] {
			t.Errorf("%s: no pair tells of it beside a near one that does not", e.Code)
		}
		if i > 0 && consequences.Codes()[i-1].Code >= e.Code || len(e.Code) > 24 {
			t.Errorf("%s is out of order, or long", e.Code)
		}
		if e.Meaning == "" || strings.HasSuffix(e.Meaning, ".") || len(e.Meaning) > 90 || !strings.HasSuffix(e.Explanation, ".") {
			t.Errorf("%s: its meaning is a line without a full stop, its explanation sentences: %q, %q", e.Code, e.Meaning, e.Explanation)
		}
		if text, _ := consequences.Explain(string(e.Code)); !strings.Contains(text, "\ntold\n  ") || !strings.Contains(text, "\nof\n  ") || !strings.Contains(text, "\nnot of\n  ") {
			t.Errorf("%s is explained without an example; run \"make generate\":\n%s", e.Code, text)
		}
		if _, ok := diag.LookUp(e.Code); ok {
			t.Errorf("%s is a diagnostic's code too", e.Code)
		}
	}
}
