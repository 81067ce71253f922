package render_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"render/render"
	"render/render/diag"
	"render/render/secret/age"
)

// worse are diagnostics that only help that was wrong brings about.
var worse = regexp.MustCompile(`is not YAML|unknown field|is there twice = |begins here|not an object|not a list|not a single value|typographic|control character|bracket`)

// TestHelpObeyed obeys the help of each diagnostic of the refusal cases that is meant to the letter.
// The diagnostic is then gone, and what is told in its place is no fault of form that
// was not there before.
func TestHelpObeyed(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	obeyed := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		in := caseInput(t, archive)
		if in.Jsonnet {
			continue
		}
		in.Random, in.Age = rand.NewChaCha8([32]byte{}), age.Encrypt
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		before := map[string]bool{}
		for _, p := range out.Diagnostics {
			before[p.Path+p.Message] = true
		}
		for _, p := range out.Diagnostics {
			if p.Place.Source == nil || p.Place.Source.Name() != in.Name {
				continue
			}
			text, ok := obeyAlike(string(in.Text), p, out.Diagnostics)
			if !ok {
				continue
			}
			obeyed++
			then := in
			then.Text = []byte(text)
			checkObeyed(t, name, p, then, before)
		}
	}
	if obeyed < 250 {
		t.Errorf("only %d cures were obeyed", obeyed)
	}
	t.Logf("%d cures obeyed", obeyed)
}

// obeyAlike obeys a diagnostic, and with it those of the same words on other lines.
func obeyAlike(text string, p diag.Diagnostic, all diag.List) (string, bool) {
	sorted, ok := all.Sorted(), false
	for i := len(sorted) - 1; i >= 0; i-- {
		q := sorted[i]
		same := q.Place == p.Place && q.Message == p.Message && q.Help == p.Help
		if q.Place.Source != p.Place.Source || !same && (q.Message != p.Message || q.Place.Line == p.Place.Line) {
			continue
		}
		next, done := obey(text, q)
		if done {
			text = next
		}
		ok = ok || done && same
	}
	return text, ok
}

func checkObeyed(t *testing.T, name string, p diag.Diagnostic, in render.Input, before map[string]bool) {
	t.Helper()
	out, err := render.Render(context.Background(), in)
	if err != nil {
		t.Errorf("%s: %s = %s\na fault of render itself: %v", name, p.Header(), p.Help, err)
		return
	}
	for _, q := range out.Diagnostics {
		switch {
		case q.Place.Line == p.Place.Line && q.Place.Column == p.Place.Column && q.Message == p.Message:
			t.Errorf("%s: obeyed and told again: %s\n = %s", name, p.Header(), p.Help)
		case p.Path == "" && strings.Contains(q.Message, ", not a"): // the next that is true
		case strings.HasPrefix(q.Help, "indent this line"): // as well
		case worse.MatchString(q.Message) && !before[q.Path+q.Message]:
			t.Errorf("%s: %s\n = %s\nobeyed, gives: %s\n%s", name, p.Header(), p.Help, q.Header(), in.Text)
		}
	}
}
