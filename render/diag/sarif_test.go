package diag

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"render/render/places"
)

// TestSARIF: the members that the standard (2.1.0) and GitHub ask for are there,
// rules are those that results name, URIs are relative, regions have all four
// numbers, fingerprints stay while lines move.
func TestSARIF(t *testing.T) {
	log := sarif(t, found())
	if log["version"] != "2.1.0" || !strings.Contains(log["$schema"].(string), "sarif-2.1.0") {
		t.Errorf("%v, %v", log["version"], log["$schema"])
	}
	runs := log["runs"].([]any)
	ids := map[string]bool{}
	for _, each := range runs {
		run := each.(map[string]any)
		id := run["automationDetails"].(map[string]any)["id"].(string)
		if ids[id] || !strings.HasSuffix(id, "/") {
			t.Errorf("%q is no category of its own", id)
		}
		ids[id] = true
		checkSARIFRun(t, run)
	}
	if len(ids) != 3 {
		t.Errorf("%d runs, want one for each input", len(ids))
	}
	failed := runs[1].(map[string]any)["invocations"].([]any)[0].(map[string]any)
	if failed["executionSuccessful"] != false || failed["toolExecutionNotifications"] == nil {
		t.Errorf("%v", failed)
	}
	moved := found()
	src := places.NewSource("clusters/a, b: 100%.yaml", []byte("# one more\nip: 192.168.1.141\nip: 192.168.1.141\n"))
	moved.Inputs[0].Diagnostics[0].Place = src.At(bytes.LastIndex(src.Text(), []byte("192")), 13)
	if a, b := fingerprint(t, log, "ip-taken"), fingerprint(t, sarif(t, moved), "ip-taken"); a == "" || a != b {
		t.Errorf("the fingerprint was %s, and is %s once a line is added", a, b)
	}
}

func sarif(t *testing.T, r Report) map[string]any {
	t.Helper()
	var log map[string]any
	if err := json.Unmarshal([]byte(written(t, SARIF, r)), &log); err != nil {
		t.Fatal(err)
	}
	return log
}

func fingerprint(t *testing.T, log map[string]any, code string) string {
	t.Helper()
	for _, each := range log["runs"].([]any)[0].(map[string]any)["results"].([]any) {
		if result := each.(map[string]any); result["ruleId"] == code {
			return result["partialFingerprints"].(map[string]any)["primaryLocationLineHash"].(string)
		}
	}
	return ""
}

func checkSARIFRun(t *testing.T, run map[string]any) {
	t.Helper()
	driver := run["tool"].(map[string]any)["driver"].(map[string]any)
	rules := driver["rules"].([]any)
	if driver["name"] != "render" || driver["version"] != "1.2.3" {
		t.Errorf("%v", driver)
	}
	for _, each := range rules {
		rule := each.(map[string]any)
		for _, member := range []string{"shortDescription", "fullDescription", "help"} {
			if text, _ := rule[member].(map[string]any)["text"].(string); text == "" {
				t.Errorf("rule %v has no %s.text", rule["id"], member)
			}
		}
	}
	named := map[string]bool{}
	for _, each := range run["results"].([]any) {
		result := each.(map[string]any)
		rule := rules[int(result["ruleIndex"].(float64))].(map[string]any)
		named[result["ruleId"].(string)] = true
		if rule["id"] != result["ruleId"] {
			t.Errorf("result of %v points at rule %v", result["ruleId"], rule["id"])
		}
		if level := result["level"]; level != "error" && level != "warning" {
			t.Errorf("level %v", level)
		}
		if text, _ := result["message"].(map[string]any)["text"].(string); text == "" {
			t.Errorf("%v says nothing", result["ruleId"])
		}
		if !regexp.MustCompile(`^[0-9a-f]{16}:[1-9][0-9]*$`).MatchString(result["partialFingerprints"].(map[string]any)["primaryLocationLineHash"].(string)) {
			t.Errorf("%v", result["partialFingerprints"])
		}
		locations := result["locations"].([]any)
		if len(locations) != 1 {
			t.Errorf("%d locations, of which GitHub reads the first", len(locations))
		}
		related, _ := result["relatedLocations"].([]any)
		for _, location := range append(locations, related...) {
			checkSARIFLocation(t, location.(map[string]any)["physicalLocation"].(map[string]any))
		}
	}
	if len(named) != len(rules) {
		t.Errorf("%d rules, of which results name %d", len(rules), len(named))
	}
}

func checkSARIFLocation(t *testing.T, place map[string]any) {
	t.Helper()
	uri := place["artifactLocation"].(map[string]any)["uri"].(string)
	parsed, err := url.Parse(uri)
	if err != nil || parsed.IsAbs() || strings.HasPrefix(uri, "/") || strings.ContainsAny(uri, " \\") {
		t.Errorf("%q is no relative URI: %v", uri, err)
	}
	region := place["region"].(map[string]any)
	for _, member := range []string{"startLine", "startColumn", "endLine", "endColumn"} {
		if n, _ := region[member].(float64); n < 1 {
			t.Errorf("%s is %v", member, region[member])
		}
	}
	if region["endLine"] == region["startLine"] && region["endColumn"].(float64) < region["startColumn"].(float64) {
		t.Errorf("ends before it begins: %v", region)
	}
}

// TestSARIFBound: of more results than GitHub takes the rest is counted.
func TestSARIFBound(t *testing.T) {
	src := places.NewSource("t.yaml", []byte(strings.Repeat("x\n", maxResults+10)))
	var list List
	for line := range maxResults + 10 {
		list.Add(Diagnostic{Code: "name-form", Place: places.Place{Source: src, Line: line + 1, Column: 1, Length: 1}, Message: "is wrong"})
	}
	log := sarif(t, Report{Version: "1.2.3", Inputs: []Checked{{Name: "t.yaml", Diagnostics: list}, {Name: "u.yaml", Diagnostics: list[:1]}}})
	n := 0
	for _, run := range log["runs"].([]any) {
		n += len(run.(map[string]any)["results"].([]any))
	}
	text, _ := json.Marshal(log["runs"].([]any)[0].(map[string]any)["invocations"])
	if n != maxResults || !strings.Contains(string(text), "and 10 more") {
		t.Errorf("%d results; %s", n, text)
	}
}
