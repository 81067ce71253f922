package drawing

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"render/render/trace"
)

// TestFitted: what is too long loses its middle, and is never wider than its room.
func TestFitted(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		late  bool
		want  string
	}{
		{"short", 200, false, "short"},
		{"gateway-ingressgateway-secondary", 150, false, "gateway-…econdary"},
		{"gateway-ingressgateway-secondary", 230, true, "gateway-…gateway-secondary"},
		{"gateway-ingressgateway-secondary", 60, true, "gat…ry"},
		{"ıııııııııııııııııııııııı", 120, false, "ııı…ııı"},
	} {
		if got := fitted(c.text, c.width, true, c.late); got != c.want {
			t.Errorf("%q in %d is %q, not %q", c.text, c.width, got, c.want)
		}
	}
	for width := 20; width < 300; width += 7 {
		for _, text := range []string{strings.Repeat("W", 90), strings.Repeat("i", 90), strings.Repeat("中", 30), "a" + strings.Repeat("b.", 60)} {
			for _, name := range []bool{true, false} {
				got := fitted(text, width, name, width%2 == 0)
				if textWidth(got, name) > width || !utf8.ValidString(got) {
					t.Errorf("%q in %d is %d wide", got, width, textWidth(got, name))
				}
			}
		}
	}
}

// TestSome: of a list as many are told as stand in a line, one at least, and the whole
// where those are not all.
func TestSome(t *testing.T) {
	long := strings.Repeat("long", 30)
	for _, c := range []struct {
		list        []string
		some, whole string
	}{
		{[]string{"a", "b"}, "a, b", ""},
		{[]string{"a", "b", "c"}, "a, b and 1 more", "a, b, c"},
		{[]string{"shop.example.org-and-much-more", "site.example.org-and-much-more"}, "shop.example.org-and-much-more and 1 more", "shop.example.org-and-much-more, site.example.org-and-much-more"},
		{[]string{long}, long, ""},
	} {
		if got, whole := some(c.list, 2), strings.Join(whole(c.list, 2), "|"); got != c.some || whole != c.whole {
			t.Errorf("%q is told as %q, and whole %q", c.list, got, whole)
		}
	}
}

var hostile = []string{"", "a", `"><script>alert(1)</script>`, "</title></svg></script><!--", "]]>", "&amp;&#0;", "\x00\x1b[31m\x7f", "\xff\xfe", "\u202eevil\u2066", "\ufffe\uffff", "a\nb\tc\rd",
	`\" ]; x -> y`, `\N\G\l\`, `%%{init: {"securityLevel": "loose"}}%%`, `"]:::x;click b0 "javascript:alert(1)"`, "`**bold**`", "#quot;", "1. list", "end", "- item",
	"-----BEGIN PRIVATE KEY-----\nMIIB", strings.Repeat("long", 300), "﷽", "שלום.example", "例え.テスト", "👩‍👩‍👧‍👦"}

// TestHostileTexts: whatever stands in a topology, a picture is one of its form, and only
// what is meant to be there is.
func TestHostileTexts(t *testing.T) {
	for _, text := range hostile {
		checkForms(t, text, "other")
	}
	d := &draft{Picture: picture(nil)}
	d.add(Box{Column: Host, Texts: []string{"-----BEGIN PRIVATE KEY-----\nMIIB", "https://user:MIIB@host/"}, Host: "h", tiers: []int{0}})
	for _, format := range Formats() {
		if text := d.Text(format, &Answers{Requests: []Request{{Outcome: "redirects to https://user:MIIB@host/"}}}); bytes.Contains(text, []byte("MIIB")) {
			t.Errorf("%s shows a key or a password", format)
		}
	}
}

// FuzzForms looks for a text that is more than a text in a form.
func FuzzForms(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, "second")
	}
	f.Fuzz(func(t *testing.T, first, second string) { checkForms(t, first, second) })
}

func checkForms(t *testing.T, first, second string) {
	t.Helper()
	d := &draft{Picture: picture(nil, [2]int{0, 1})}
	d.Name = first
	d.add(Box{Column: Host, Texts: []string{first, second}, Host: first, tiers: []int{0}})
	d.add(Box{Column: App, Texts: []string{second, first}, tiers: []int{0}})
	answers := &Answers{Before: "render trace ", After: " topology.yaml", Requests: []Request{{URL: first, Words: second, Outcome: first,
		Ways: []trace.Report{{Why: first, Cure: second, Hops: []trace.Reported{{Step: "host", Text: first, Topology: second}}}}}}}
	for format, want := range map[string]map[string]int{
		SVG:  {"svg": 1, "g": 2, "title": 3, "desc": 1, "style": 1, "path": 1},
		HTML: {"svg": 1, "g": 2, "title": 3, "desc": 1, "path": 1},
	} {
		text := d.Text(format, answers)
		if format == HTML {
			text = checkPage(t, text)
		}
		for name, count := range elements(t, text) {
			switch name {
			case "svg": // one more for each box of which nobody knows how wide it is
				count -= strings.Count(string(text), "overflow=")
			case "rect", "text":
				continue
			}
			if count != want[name] {
				t.Errorf("%s has %d elements %q, not %d", format, count, name, want[name])
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(string(d.Text(Mermaid, nil))), "\n") {
		if !mermaidLine.MatchString(line) {
			t.Errorf("Mermaid has the line %q", line)
		}
	}
	checkDOT(t, string(d.Text(DOT, nil)))
}

// elements are how many of each an XML text has.
func elements(t *testing.T, text []byte) map[string]int {
	t.Helper()
	out := map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if e, ok := token.(xml.StartElement); ok {
			out[e.Name.Local]++
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" || a.Name.Local == "style" {
					t.Errorf("%s has the attribute %s", e.Name.Local, a.Name.Local)
				}
			}
		}
	}
}

// checkPage reads a page's data, and gives its picture.
func checkPage(t *testing.T, text []byte) []byte {
	t.Helper()
	page := string(text)
	if got := strings.Count(page, "<script"); got != 2 {
		t.Errorf("the page has %d scripts, not its data and its own", got)
	}
	if got := strings.Count(strings.ToLower(page), "</script"); got != 2 {
		t.Errorf("the page ends %d scripts", got)
	}
	_, rest, _ := strings.Cut(page, `id="data">`)
	data, _, _ := strings.Cut(rest, "</script>")
	if !json.Valid([]byte(data)) {
		t.Errorf("the page's data is %s", data)
	}
	from, to := strings.Index(page, "<svg "), strings.Index(page, "</svg>\n</div>")
	return []byte(page[from : to+len("</svg>")])
}

// mermaidLine is what a line of a flowchart may be.
var mermaidLine = regexp.MustCompile(`^(flowchart LR|  accTitle: [^\n%{}<>"` + "`" + `;]*(#\d+;[^\n%{}<>"` + "`" + `;]*)*|  %% ([\pL\pN .,\-/:()…·]|#\d+;)*|  b\d+\["(([\pL\pN .,\-/:()…·]|#\d+;)*(<br>)?)*"\]:::[a-z]+|  b\d+ (-->|-\.->) b\d+|  classDef [a-z]+ stroke:#[0-9a-f]{6})$`)

// checkDOT reads a graph as Graphviz's grammar has it: words, marks and texts in quotes.
func checkDOT(t *testing.T, text string) {
	t.Helper()
	outside := dotQuoted.ReplaceAllString(text, `""`)
	if strings.Count(outside, `"`)%2 != 0 || !dotWords.MatchString(outside) {
		t.Errorf("DOT is %s", text)
	}
}

var (
	dotQuoted = regexp.MustCompile(`(?s)"(\\.|[^"\\])*"`)
	dotWords  = regexp.MustCompile(`^digraph "" \{\n(  (rankdir=LR|(node|edge) \[[a-z0-9=". ]*\]|\{\n    rank=same\n(    b\d+ \[[a-z=" ]*\]\n)*  \}|b\d+ -> b\d+( \[style=dashed\])?)\n)*\}\n$`)
)
