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
	return writeJSON(w, log)
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
	notify := func(text string) {
		list := &run.Invocations[0].ToolExecutionNotifications
		*list = append(*list, sarifNotification{"error", sarifText{text}})
	}
	if in.Failure != "" {
		notify(Visible(told(in.Failure)))
	}
	sorted := in.Diagnostics.Sorted()
	shown := sorted[:min(len(sorted), *left)]
	*left -= len(shown)
	if more := in.Diagnostics.Count() - len(shown); more > 0 {
		notify("and " + strconv.Itoa(more) + " more")
	}
	codes := map[Code]int{}
	for _, p := range shown {
		codes[p.Code] = 0
	}
	for _, e := range Codes() {
		if _, used := codes[e.Code]; used {
			codes[e.Code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{e.Code, sarifText{e.Meaning}, sarifText{e.Explanation},
				sarifText{e.Explanation + "\n\nrender explain " + string(e.Code)}})
		}
	}
	prints := map[string]int{}
	for _, p := range shown {
		run.Results = append(run.Results, newSARIFResult(p, in.Name, codes, prints))
	}
	return run
}

func newSARIFResult(p Diagnostic, input string, codes map[Code]int, prints map[string]int) sarifResult {
	at := spotOf(p.Place, input)
	text := p.sentence(at)
	if p.Help != "" {
		text += "\n" + Visible(told(p.Help))
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
	hash := p.hash(at)
	prints[hash]++
	out.PartialFingerprints = map[string]string{"primaryLocationLineHash": hash + ":" + strconv.Itoa(prints[hash])}
	return out
}

// hash stays the same while lines above a diagnostic come and go. A line that may
// hold a key is not part of it.
func (p *Diagnostic) hash(at spot) string {
	line := ""
	if !at.whole && !p.hidden(p.Place) {
		line = strings.TrimSpace(p.Place.Source.Line(p.Place.Line))
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{string(p.Code), at.file, at.outside, line}, "\x00")))
	return hex.EncodeToString(sum[:8])
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
