package diag

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"render/render/places"
)

// command is what GitHub's runner takes for a command: the properties, then the
// text (actions/runner, src/Runner.Common/ActionCommand.cs).
var command = regexp.MustCompile(`^::(error|warning) ([^:\n]*)::(.*)$`)

// unescape reads what a runner reads in a text, or in a property.
func unescape(text string, property bool) string {
	pairs := []string{"%0D", "\r", "%0A", "\n", "%25", "%"}
	if property {
		pairs = append(pairs, "%3A", ":", "%2C", ",")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// TestGitHub: each line is a command or says something plain, and nothing that a
// topology holds becomes a command or a property of its own.
func TestGitHub(t *testing.T) {
	text := written(t, GitHub, found())
	var seen []map[string]string
	for line := range strings.Lines(text) {
		parts := command.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if parts == nil {
			t.Errorf("%q is no command", line)
			continue
		}
		properties := map[string]string{"severity": parts[1], "text": unescape(parts[3], false)}
		for _, property := range strings.Split(parts[2], ",") {
			name, value, _ := strings.Cut(property, "=")
			properties[name] = unescape(value, true)
		}
		seen = append(seen, properties)
	}
	if len(seen) != 6 {
		t.Fatalf("%d commands, want 6:\n%s", len(seen), text)
	}
	if seen[0]["text"] != "other.yaml: is not there" {
		t.Errorf("%v", seen[0])
	}
	for _, properties := range seen[1:] {
		switch properties["title"] {
		case "ip-taken":
			if properties["file"] != "clusters/a, b: 100%.yaml" || properties["line"] != "3" || properties["col"] != "5" || properties["endColumn"] != "18" ||
				!strings.Contains(properties["text"], "\nwrite: another address") || !strings.Contains(properties["text"], "100%.yaml:2 (tiers[0].ip)") {
				t.Errorf("%v", properties)
			}
		case "host-shared":
			if properties["severity"] != "warning" || properties["text"] != "is told\n::error::injected \\x1b[31m%0A" {
				t.Errorf("%q", properties["text"])
			}
		case "address-form":
			if properties["line"] != "" || !strings.HasPrefix(properties["text"], "--set tiers[0].ip:1:1: ") {
				t.Errorf("%v", properties)
			}
		}
	}
}

// TestGitHubBound: beyond the annotations that GitHub shows diagnostics are plain
// lines, which hold no command.
func TestGitHubBound(t *testing.T) {
	src := places.NewSource("t.yaml", []byte(strings.Repeat("x\n", 40)))
	var list List
	for line := range 40 {
		list.Add(Diagnostic{Code: "name-form", Severity: Severity(line % 2), Path: "a\n::error::b" + strconv.Itoa(line),
			Place: places.Place{Source: src, Line: line + 1, Column: 1, Length: 1}, Message: "is wrong"})
	}
	text := written(t, GitHub, Report{Inputs: []Checked{{Name: "t.yaml", Diagnostics: list}}})
	commands, lines := 0, 0
	for line := range strings.Lines(text) {
		lines++
		if strings.HasPrefix(line, "::") {
			commands++
		}
	}
	if commands != 2*maxAnnotations || lines != 40 {
		t.Errorf("%d commands in %d lines:\n%s", commands, lines, text)
	}
}
