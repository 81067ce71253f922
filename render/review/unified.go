package review

import (
	"io"
	"strings"

	"render/render/compare"
	"render/render/objects"
)

// unified is a difference of the lines of YAML of each object, as diff -u writes it,
// with what it does on the cluster ahead as comments.
func (r *Review) unified(w io.Writer) error {
	var b strings.Builder
	t := &printer{}
	t.line("", r.summary())
	for _, d := range r.Decisions {
		t.line("", decision(d))
	}
	for _, f := range r.Files {
		t.line("", fileLine(f))
	}
	r.requests(t)
	r.consequences(t)
	for _, aside := range r.asides() {
		t.line("", "note: "+aside)
	}
	for text := range strings.Lines(t.b.String()) {
		b.WriteString(strings.TrimSuffix("# "+strings.TrimSuffix(text, "\n"), " ") + "\n")
	}
	for i := range r.changes() {
		for _, text := range objectDiff(&r.changes()[i]) {
			b.WriteString(text + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// objectDiff are the lines of the difference of an object.
func objectDiff(c *compare.Change) []string {
	called := func(o *objects.Object) string {
		if o == nil {
			return "/dev/null"
		}
		return name(o)
	}
	out := []string{"--- " + called(c.Old), "+++ " + called(c.New)}
	for _, h := range hunks(edits(masked(c.Old, c.New, false), masked(c.New, c.Old, true))) {
		out = append(out, h.head())
		for _, e := range h.edits {
			out = append(out, string(e.sign)+e.text)
		}
	}
	return out
}
