package source_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"render/render/diag"
	"render/render/places"
	"render/render/source"
)

// TestSlips: each slip is told as what it is, at its place, with what to write.
func TestSlips(t *testing.T) {
	for _, c := range slips {
		t.Run(c.name, func(t *testing.T) {
			_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(c.text)))
			compareTold(t, diagnostics, c.want)
		})
	}
}

// TestSlipsMended: whoever does what is said, and what is said then, has a text that
// is YAML.
func TestSlipsMended(t *testing.T) {
	const maxCures = 2 // for one slip in two lines, or in two characters
	for _, c := range slips {
		if len(c.want) > 1 {
			continue // a second help may have the first in it
		}
		t.Run(c.name, func(t *testing.T) {
			text := c.text
			for range maxCures {
				_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(text)))
				if len(diagnostics) > 0 {
					text = obey(t, diagnostics[0])
				}
			}
			if node, left := source.Parse(places.NewSource("t.yaml", []byte(text))); node == nil {
				t.Errorf("%q is mended to %q, of which is told: %q", c.text, text, told(left))
			}
		})
	}
}

// obey is a text in which somebody did what a diagnostic says, in what it marks.
func obey(t *testing.T, p diag.Diagnostic) string {
	t.Helper()
	lines := strings.SplitAfter(strings.TrimPrefix(string(p.Place.Source.Text()), "\ufeff"), "\n")
	line := []rune(lines[p.Place.Line-1])
	before, behind := string(line[:p.Place.Column-1]), string(line[p.Place.Column-1+p.Place.Length:])
	var indent int
	switch with, ok := strings.CutPrefix(p.Help, "write: "); {
	case ok:
		with, _, _ = strings.Cut(with, ", or ")
		lines[p.Place.Line-1] = before + with + behind
	case withLines.MatchString(p.Help):
		moveLines(lines, p)
	case p.Help == "remove it", p.Help == "remove them", p.Help == "remove the spaces before it":
		lines[p.Place.Line-1] = before + behind
	case p.Help == "remove this line":
		lines[p.Place.Line-1] = ""
	case strings.HasPrefix(p.Help, "settle it: "): // by the side above
		for n := p.Related[0].Place.Line; n <= p.Related[1].Place.Line; n++ {
			lines[n-1] = ""
		}
		lines[p.Place.Line-1] = ""
	case p.Help == "write spaces":
		lines[p.Place.Line-1] = before + map[bool]string{true: "  ", false: " "}[before == ""] + behind
	case scans(p.Help, "indent this line by %d space", &indent):
		lines[p.Place.Line-1] = strings.Repeat(" ", indent) + strings.TrimLeft(string(line), " ")
	default:
		t.Fatalf("nobody knows how to do this: %q", p.Help)
	}
	return strings.Join(lines, "")
}

// withLines is help that moves lines behind the marked one with it.
var withLines = regexp.MustCompile(`^(?:indent this line by (\d+) spaces?|remove the spaces before it), and move lines? (\d+)(?: to (\d+))? with it$`)

// moveLines does what such help says.
func moveLines(lines []string, p diag.Diagnostic) {
	found := withLines.FindStringSubmatch(p.Help)
	to, _ := strconv.Atoi(found[1])
	from, _ := strconv.Atoi(found[2])
	last, _ := strconv.Atoi(found[3])
	line := lines[p.Place.Line-1]
	by := to - (len(line) - len(strings.TrimLeft(line, " ")))
	for n := p.Place.Line; n <= max(from, last); n++ {
		if by > 0 {
			lines[n-1] = strings.Repeat(" ", by) + lines[n-1]
		} else {
			lines[n-1] = strings.TrimPrefix(lines[n-1], strings.Repeat(" ", -by))
		}
	}
}

func scans(text, form string, number *int) bool {
	_, err := fmt.Sscanf(text, form, number)
	return err == nil
}

// TestSlipsAreBounded: a text of many slips tells so many and no more, each once.
func TestSlipsAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 50 {
		fmt.Fprintf(&b, "key%d: @\n", i)
	}
	_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(b.String())))
	if len(diagnostics) != 20 {
		t.Errorf("%d slips are told, want 20", len(diagnostics))
	}
	for i, p := range diagnostics {
		if p.Place.Line != i+1 {
			t.Errorf("slip %d is told in line %d", i+1, p.Place.Line)
		}
	}
}

// TestNoCureShowsAKey: where a text holds a private key, nothing of it is repeated.
func TestNoCureShowsAKey(t *testing.T) {
	const text = "key: @MIIEpAIBAAKCAQEA\npem: |\n  -----BEGIN PRIVATE KEY-----\n"
	_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(text)))
	compareTold(t, diagnostics, []string{
		`1:1+22 yaml-syntax: is not YAML: found character that cannot start any token; check quotes, brackets and indentation, in this line and above`,
	})
}

// TestLookalikes: characters that look like YAML's own, and what is meant by them.
func TestLookalikes(t *testing.T) {
	for _, c := range []struct {
		text  string
		at    int
		space string // the name of the first strange space, "" for none
		plain string // the text with plain spaces
	}{
		{"plain text", -1, "", "plain text"},
		{"ä\u00a0b", 2, "a no-break space (U+00A0)", "ä b"},
		{"a\u2003b", 1, "a space of another width (U+2003)", "a b"},
		{"a\u202fb\u3000c", 1, "a narrow no-break space (U+202F)", "a b c"},
		{"a\u200bb", 1, "a zero-width space (U+200B)", "ab"},
		{"a\u00adb\u2060c", 1, "a soft hyphen (U+00AD)", "abc"},
	} {
		if at, name := source.StrangeSpace(c.text); at != c.at || name != c.space {
			t.Errorf("%q has %q at %d, want %q at %d", c.text, name, at, c.space, c.at)
		}
		if got := source.PlainSpaces(c.text); got != c.plain {
			t.Errorf("%q in plain spaces is %q, want %q", c.text, got, c.plain)
		}
	}
	for text, want := range map[string]string{"\u201ca\u201d": `"a"`, "\u2018a\u2019": "'a'", "\u00aba\u00bb": `"a"`, "\u201ea\u201f": `"a"`, "\u201aa\u201b": "'a'", `"a"`: `"a"`, "a": "a"} {
		if got := source.PlainQuotes(text); got != want {
			t.Errorf("%q in plain quotes is %s, want %s", text, got, want)
		}
		if got := source.CurlyQuotes(text); got != (text != want) {
			t.Errorf("%q has typographic quotes: %v", text, got)
		}
	}
}
