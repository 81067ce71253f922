package diag

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"render/render/places"
)

// found is a report with all that is awkward: two inputs, the other side of a
// conflict, a place in no file and one that is a whole file, a hidden line,
// characters that steer a terminal or a runner, an input that could not be read.
func found() Report {
	src := places.NewSource("clusters/a, b: 100%.yaml", []byte("first: ü\nip: 192.168.1.141\nip: 192.168.1.141\n"))
	flag := places.NewLoose("--set tiers[0].ip", []byte("x"))
	key := places.NewSource("k.pem", []byte("-----BEGIN PRIVATE KEY-----\nMARKER\n"))
	return Report{Version: "1.2.3", Inputs: []Checked{
		{Name: "clusters/a, b: 100%.yaml", Diagnostics: List{
			{Code: "ip-taken", Place: src.At(bytes.LastIndex(src.Text(), []byte("192")), 13), Path: "tiers[1].ip", Message: `"192.168.1.141" is also the address of tier "a"`,
				Help: "write: another address", Related: []Related{{Place: src.At(14, 13), Note: "tiers[0].ip"}}},
			{Code: "host-shared", Severity: Warning, Place: places.Place{Source: src, Line: 1, Column: 8, Length: 1}, Message: "is told\n::error::injected \x1b[31m%0A"},
			{Code: "address-form", Place: places.Place{Source: flag, Line: 1, Column: 1, Length: 1}, Message: "is none"},
			{Code: "yaml-empty", Place: places.File(src), Message: "holds nothing"},
			{Code: "key-form", Place: key.At(0, 3), Message: "is no key", Hide: true},
		}},
		{Name: "other.yaml", Failure: "other.yaml: is not there"},
		{Name: "right.yaml"},
	}}
}

func written(t *testing.T, to func(io.Writer, Report) error, r Report) string {
	t.Helper()
	var b strings.Builder
	if err := to(&b, r); err != nil {
		t.Fatal(err)
	}
	if firstUnprinted(b.String()) >= 0 {
		t.Errorf("what steers a terminal is printed: %q", b.String())
	}
	if strings.Contains(b.String(), "MARKER") {
		t.Error("a line that may hold a key is printed")
	}
	return b.String()
}

// TestJSON: the members that a program reads, and each place as far as there is one.
func TestJSON(t *testing.T) {
	var out struct {
		Diagnostics []map[string]any
		Failures    []map[string]any
		Errors      int
		Warnings    int
	}
	text := written(t, JSON, found())
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Diagnostics) != 5 || out.Errors != 5 || out.Warnings != 1 || out.Failures[0]["input"] != "other.yaml" {
		t.Errorf("%d diagnostics, %d errors, %d warnings, %v", len(out.Diagnostics), out.Errors, out.Warnings, out.Failures)
	}
	by := map[string]map[string]any{}
	for _, d := range out.Diagnostics {
		by[d["code"].(string)] = d
	}
	taken := by["ip-taken"]
	if taken["severity"] != "error" || taken["line"] != 3.0 || taken["column"] != 5.0 || taken["endColumn"] != 18.0 || taken["path"] != "tiers[1].ip" || taken["help"] != "write: another address" {
		t.Errorf("%v", taken)
	}
	if other := taken["related"].([]any)[0].(map[string]any); other["line"] != 2.0 || other["note"] != "tiers[0].ip" {
		t.Errorf("%v", other)
	}
	if p := by["address-form"]; p["source"] != "--set tiers[0].ip:1:1" || p["file"] != nil {
		t.Errorf("%v", p)
	}
	if p := by["yaml-empty"]; p["file"] == nil || p["line"] != nil {
		t.Errorf("%v", p)
	}
	if by["host-shared"]["message"] != "is told\n::error::injected \x1b[31m%0A" {
		t.Errorf("a message has changed on its way: %v", by["host-shared"]["message"])
	}
	if empty := written(t, JSON, Report{}); !strings.Contains(empty, `"diagnostics": []`) || !strings.Contains(empty, `"failures": []`) {
		t.Errorf("%s", empty)
	}
}
