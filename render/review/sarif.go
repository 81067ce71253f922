package review

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"render/render/compare"
	"render/render/consequences"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
)

// levelOf is what SARIF calls a severity.
func levelOf(s consequences.Severity) string {
	return map[consequences.Severity]string{consequences.Danger: "error", consequences.Warning: "warning", consequences.Note: "note"}[s]
}

// sarif writes what the change does, and each object that differs, at the lines of the
// topology that made it.
func (r *Review) sarif(w io.Writer) error {
	input := r.Topology
	if input == "" {
		input = r.New
	}
	var list []diag.Finding
	var rules []diag.Rule
	rule := func(r diag.Rule) {
		if !slices.ContainsFunc(rules, func(known diag.Rule) bool { return known.Code == r.Code }) {
			rules = append(rules, r)
		}
	}
	for _, c := range r.Consequences.Consequences {
		e, _ := diag.FindEntry(consequences.Codes(), diag.Code(c.Code))
		rule(e.Rule())
		f := diag.Finding{Code: c.Code, Level: levelOf(c.Severity), Message: told(c.Message)}
		if c.Help != "" {
			f.Message += "\n" + told(c.Help)
		}
		f.Place = r.placeOfConsequence(&c)
		list = append(list, f)
	}
	for i := range r.changes() {
		c := &r.changes()[i]
		code := "object-" + c.Kind.String()
		about := "An object is " + c.Kind.String() + " between the old side and the new one."
		rule(diag.Rule{Code: code, Meaning: "an object is " + c.Kind.String(), More: about, Help: about})
		list = append(list, diag.Finding{Code: code, Level: "note", Place: r.place(c), Message: changeMessage(c)})
	}
	if r.Requests != nil {
		for i := range r.Requests.Changes {
			c := &r.Requests.Changes[i]
			rule(ruleOf(c.Kind))
			list = append(list, diag.Finding{Code: codeOf(c.Kind), Level: levelOf(severityOf(c.Kind)), Place: r.placeOfRequest(c), Message: requestMessage(c)})
		}
	}
	if text := r.toldGoing(); text != "" {
		const code = "object-going"
		const about = "The cluster is deleting objects, which are compared as if they were gone."
		rule(diag.Rule{Code: code, Meaning: "objects are being deleted", More: about, Help: about})
		list = append(list, diag.Finding{Code: code, Level: "note", Message: text})
	}
	untold := []string{r.toldUnasked()}
	for i := range r.Aside.Partly {
		untold = append(untold, toldPartly(&r.Aside.Partly[i]))
	}
	for _, text := range untold {
		if text == "" {
			continue
		}
		const code = "not-compared"
		const about = "A cluster's side holds no object of some kinds, or not all that is made of an object, so that these are not compared."
		rule(diag.Rule{Code: code, Meaning: "objects are not compared", More: about, Help: about})
		list = append(list, diag.Finding{Code: code, Level: "note", Message: text})
	}
	return diag.SARIFOf(w, r.Version, input, rules, list)
}

// placeOfConsequence is that of the tier that a message begins with, else of what made the
// first object that does it: one object may be that of all tiers.
func (r *Review) placeOfConsequence(c *consequences.Consequence) places.Place {
	rest, of := strings.CutPrefix(c.Message, "tier ")
	if quoted, err := strconv.QuotedPrefix(rest); of && err == nil && r.PlaceOf != nil {
		if tier, err := strconv.Unquote(quoted); err == nil {
			return r.PlaceOf(&manifest.Manifest{Tier: tier})
		}
	}
	if len(c.Changes) == 0 {
		return places.Place{}
	}
	return r.place(c.Changes[0])
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
		if l.sign == '!' {
			out = append(out, l.text)
		} else {
			out = append(out, string(l.sign)+" "+l.text)
		}
	}
	return strings.Join(out, "\n")
}
