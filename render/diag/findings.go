package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"render/render/places"
)

// Rule is what findings of one code have in common.
type Rule struct {
	Code    string
	Meaning string // in a line
	More    string
	Help    string
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
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{Code(rule.Code), sarifText{rule.Meaning}, sarifText{rule.More}, sarifText{rule.Help}})
	}
	prints := map[string]int{}
	for i, f := range list {
		if i == maxResults {
			notes := &run.Invocations[0].ToolExecutionNotifications
			*notes = append(*notes, sarifNotification{"error", sarifText{"and " + strconv.Itoa(len(list)-i) + " more"}})
			break
		}
		spot := spotOf(f.Place, input)
		sum := sha256.Sum256([]byte(strings.Join([]string{f.Code, spot.file, f.Message}, "\x00")))
		hash := hex.EncodeToString(sum[:8])
		prints[hash]++
		run.Results = append(run.Results, sarifResult{RuleID: Code(f.Code), RuleIndex: at[f.Code], Level: f.Level, Message: sarifText{Visible(told(f.Message))},
			Locations: []sarifLocation{newSARIFLocation(spot)}, PartialFingerprints: map[string]string{"primaryLocationLineHash": hash + ":" + strconv.Itoa(prints[hash])}})
	}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
}

// WriteJSON writes a value in lines. What is not printed is escaped, so that it
// steers no terminal.
func WriteJSON(w io.Writer, value any) error { return writeJSON(w, value) }
