package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// SARIF 2.1.0 as GitHub's code scanning reads it
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html,
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://json.schemastore.org/sarif-2.1.0.json"
	// maxResults is how many results of a file GitHub takes.
	maxResults = 25_000
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool              sarifTool         `json:"tool"`
	AutomationDetails sarifID           `json:"automationDetails"`
	ColumnKind        string            `json:"columnKind"`
	Invocations       []sarifInvocation `json:"invocations"`
	Results           []sarifResult     `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               Code      `json:"id"`
	ShortDescription sarifText `json:"shortDescription"`
	FullDescription  sarifText `json:"fullDescription"`
	Help             sarifText `json:"help"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifID struct {
	ID string `json:"id"`
}

type sarifInvocation struct {
	ExecutionSuccessful        bool                `json:"executionSuccessful"`
	ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifResult struct {
	RuleID              Code              `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	Message             sarifText         `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
}

type sarifLocation struct {
	ID               int           `json:"id,omitempty"`
	PhysicalLocation sarifPhysical `json:"physicalLocation"`
	Message          *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	ArtifactLocation sarifURI    `json:"artifactLocation"`
	Region           sarifRegion `json:"region"`
}

type sarifURI struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

// SARIF writes a report as one log, with a run for each input.
func SARIF(w io.Writer, r Report) error {
	log := sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{}}
	left := maxResults
	for _, in := range r.Inputs {
		log.Runs = append(log.Runs, newSARIFRun(in, r.Version, &left))
	}
	return WriteJSON(w, log)
}

// notify says something of the run as a whole.
func (r *sarifRun) notify(text string) {
	list := &r.Invocations[0].ToolExecutionNotifications
	*list = append(*list, sarifNotification{"error", sarifText{text}})
}

// newSARIFRun takes as many results as are left of those that GitHub reads.
func newSARIFRun(in Checked, version string, left *int) sarifRun {
	run := sarifRun{
		Tool:              sarifTool{sarifDriver{Name: "render", Version: version, Rules: []sarifRule{}}},
		AutomationDetails: sarifID{"render/" + strings.TrimLeft(slashed(in.Name), "/") + "/"},
		ColumnKind:        "unicodeCodePoints",
		Invocations:       []sarifInvocation{{ExecutionSuccessful: in.Failure == ""}},
		Results:           []sarifResult{},
	}
	if in.Failure != "" {
		run.notify(Visible(told(in.Failure)))
	}
	sorted := in.Diagnostics.Sorted()
	shown := sorted[:min(len(sorted), *left)]
	*left -= len(shown)
	if more := in.Diagnostics.Count() - len(shown); more > 0 {
		run.notify("and " + strconv.Itoa(more) + " more")
	}
	codes := map[Code]int{}
	for _, p := range shown {
		codes[p.Code] = 0
	}
	for _, e := range Codes() {
		if _, used := codes[e.Code]; used {
			codes[e.Code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, e.Rule().sarif())
		}
	}
	seen := prints{}
	hidden := newHiddenLines()
	for _, p := range shown {
		run.Results = append(run.Results, newSARIFResult(p, in.Name, codes, seen, hidden))
	}
	return run
}

func newSARIFResult(p Diagnostic, input string, codes map[Code]int, seen prints, hidden hiddenLines) sarifResult {
	at := spotOf(p.Place, input)
	text := p.sentence(at)
	if cure := p.cure(); cure != "" {
		text += "\n" + Visible(told(cure))
	}
	out := sarifResult{RuleID: p.Code, RuleIndex: codes[p.Code], Level: p.Severity.String(), Message: sarifText{text}, Locations: []sarifLocation{newSARIFLocation(at)}}
	for i, also := range p.Related {
		s := spotOf(also.Place, input)
		location := newSARIFLocation(s)
		location.ID = i + 1
		note := strings.TrimSpace(s.outside + " " + told(also.Note))
		if note != "" {
			location.Message = &sarifText{Visible(note)}
		}
		out.RelatedLocations = append(out.RelatedLocations, location)
	}
	out.PartialFingerprints = seen.next(string(p.Code), at.file, at.outside, p.lineOf(at, hidden))
	return out
}

// lineOf is what a result is known by while lines above it come and go. A line that may
// hold a key is no part of that.
func (p *Diagnostic) lineOf(at spot, hidden hiddenLines) string {
	if at.whole || hidden.has(p, p.Place) {
		return ""
	}
	return strings.TrimSpace(p.Place.Source.Line(p.Place.Line))
}

// prints count results that are known by the same.
type prints map[string]int

// next is the print of one more result that is known by some words.
func (p prints) next(words ...string) map[string]string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	hash := hex.EncodeToString(sum[:8])
	p[hash]++
	return map[string]string{"primaryLocationLineHash": hash + ":" + strconv.Itoa(p[hash])}
}

func newSARIFLocation(s spot) sarifLocation {
	return sarifLocation{PhysicalLocation: sarifPhysical{sarifURI{uriOf(s.file)}, sarifRegion{s.line, s.column, s.line, s.endColumn}}}
}

// uriOf is a file's name as a URI: a relative one, as GitHub wants it, of a file
// that is named so.
func uriOf(file string) string {
	u := url.URL{Path: file}
	if path.IsAbs(file) {
		u.Scheme = "file"
	}
	return strings.TrimPrefix(u.String(), "./")
}
