package review

import (
	"io"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/consequences"
	"render/render/diag"
)

// sarif writes what the change does, and each object that differs, at the lines of the
// topology that made it.
func (r *Review) sarif(w io.Writer) error {
	input := r.Topology
	if input == "" {
		input = r.New
	}
	var list []diag.Finding
	var rules []diag.Rule
	rule := func(code, meaning, more string) {
		if !slices.ContainsFunc(rules, func(known diag.Rule) bool { return known.Code == code }) {
			rules = append(rules, diag.Rule{Code: code, Meaning: meaning, More: more})
		}
	}
	levels := map[consequences.Severity]string{consequences.Danger: "error", consequences.Warning: "warning", consequences.Note: "note"}
	for _, c := range r.Consequences.Consequences {
		meaning, more := explained(c.Code)
		rule(c.Code, meaning, more)
		f := diag.Finding{Code: c.Code, Level: levels[c.Severity], Message: told(c.Message)}
		if c.Help != "" {
			f.Message += "\n" + told(c.Help)
		}
		if len(c.Changes) > 0 {
			f.Place = r.place(c.Changes[0])
		}
		list = append(list, f)
	}
	for i := range r.changes() {
		c := &r.changes()[i]
		code := "object-" + c.Kind.String()
		rule(code, "an object is "+c.Kind.String(), "An object of the new side is "+c.Kind.String()+" against the old one.")
		list = append(list, diag.Finding{Code: code, Level: "note", Place: r.place(c), Message: changeMessage(c)})
	}
	return diag.SARIFOf(w, r.Version, input, rules, list)
}

// maxTold is how many fields of an object a message has.
const maxTold = 10

func changeMessage(c *compare.Change) string {
	out := []string{title(c) + " is " + c.Kind.String()}
	all := fieldLines(c)
	for i, l := range all {
		if i == maxTold {
			out = append(out, "and more")
			break
		}
		out = append(out, l.text)
	}
	return strings.Join(out, "\n")
}

// explained is what is told of a code.
func explained(code string) (meaning, more string) {
	e, _ := diag.FindEntry(consequences.Codes(), diag.Code(code))
	return e.Meaning, e.Explanation + "\n\nrender explain " + code
}
