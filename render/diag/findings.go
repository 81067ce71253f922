package diag

import (
	"io"
	"strconv"

	"render/render/places"
)

// Rule is what findings of one code have in common.
type Rule struct {
	Code    string
	Meaning string // in a line
	More    string
	Help    string
}

// Rule is a code as a rule.
func (e Entry) Rule() Rule {
	return Rule{string(e.Code), e.Meaning, e.Explanation, e.Explanation + "\n\nrender explain " + string(e.Code)}
}

func (r Rule) sarif() sarifRule {
	return sarifRule{Code(r.Code), sarifText{r.Meaning}, sarifText{r.More}, sarifText{r.Help}}
}

// Finding is something that is told of a place and need not be wrong.
type Finding struct {
	Code    string
	Level   string // "error", "warning" or "note"
	Place   places.Place
	Message string
}

// SARIFOf writes findings about one input as a log; those beyond what GitHub takes are
// counted.
func SARIFOf(w io.Writer, version, input string, rules []Rule, list []Finding) error {
	run := newSARIFRun(Checked{Name: input}, version, new(int))
	at := map[string]int{}
	for i, rule := range rules {
		at[rule.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule.sarif())
	}
	seen := prints{}
	for i, f := range list {
		if i == maxResults {
			run.notify("and " + strconv.Itoa(len(list)-i) + " more")
			break
		}
		spot := spotOf(f.Place, input)
		run.Results = append(run.Results, sarifResult{RuleID: Code(f.Code), RuleIndex: at[f.Code], Level: f.Level, Message: sarifText{Visible(told(f.Message))},
			Locations: []sarifLocation{newSARIFLocation(spot)}, PartialFingerprints: seen.next(f.Code, spot.file, f.Message)})
	}
	return WriteJSON(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
}
