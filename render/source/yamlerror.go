package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"render/internal/later"
	"render/render/diag"
	"render/render/places"
)

func lineOf() *regexp.Regexp {
	return lineOfOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (?:line (\d+): )?`) })
}

var lineOfOnce later.Value[*regexp.Regexp]

// lineNamed is the line that the YAML library names. It counts lines from 0 in
// what its parser says and from 1 in what its scanner says (parser.fail in
// go.yaml.in/yaml/v3 v3.0.6).
func lineNamed(err error) int {
	text := err.Error()
	found := lineOf().FindStringSubmatch(text)
	if found[1] == "" {
		return 1
	}
	line, _ := strconv.Atoi(found[1])
	if strings.HasPrefix(text[len(found[0]):], "did not find expected") {
		line++
	}
	return line
}

// syntax puts the YAML library's own words about a broken text at their place.
// known tells that nothing better can be found out. Where the library names the
// line at which a list or an object begins, the one that it could not read is
// meant.
func syntax(src *places.Source, err error) (diagnostic diag.Diagnostic, known bool) {
	text := err.Error()
	text = text[len(lineOf().FindString(text)):]
	line := lineNamed(err)
	if strings.Contains(text, "expected key") || strings.Contains(text, "'-' indicator") || strings.Contains(text, "document start") {
		left, _ := reach(src.Text())
		line = lineFromEnd(src.Text(), left)
	}
	line = max(1, min(line, src.Lines()))
	diagnostic = diag.Diagnostic{Code: "yaml-syntax", Place: places.Place{Source: src, Line: line, Column: 1, Length: 1}}
	diagnostic.Message, diagnostic.Help = "is not YAML: "+text, "check quotes, brackets and indentation, in this line and above"
	content := src.Line(line)
	if trimmed := strings.TrimLeft(content, " \t"); trimmed != "" {
		diagnostic.Place.Column = utf8.RuneCountInString(content) - utf8.RuneCountInString(trimmed) + 1
		diagnostic.Place.Length = utf8.RuneCountInString(trimmed)
	}
	switch {
	case strings.Contains(text, "unknown anchor"):
		name := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(text, "unknown anchor "), " referenced"), "'")
		if at := aliasAt(src.Text(), name); at >= 0 {
			diagnostic.Place = src.At(at, utf8.RuneCountInString(name)+1)
		}
		diagnostic.Code, diagnostic.Message = "yaml-alias", fmt.Sprintf("the alias %q has no anchor before it", "*"+name)
		diagnostic.Help = fmt.Sprintf("put it in quotes if it is text, or &%s in front of the value that it stands for, further up", name)
		return diagnostic, true
	case strings.Contains(text, "cannot start any token"), strings.Contains(text, "found a tab character"):
		for n := line; n <= min(line+2, src.Lines()); n++ {
			if tabbed(&diagnostic, n) {
				return diagnostic, true
			}
		}
	case strings.Contains(text, "mapping values are not allowed"):
		diagnostic.Code, diagnostic.Message = "yaml-colon", `is not YAML: a second ": " in one value, or a key that is indented wrongly`
		diagnostic.Help = "quote the value, or align the key with its neighbours"
	case strings.Contains(text, "exceeded max depth"):
		diagnostic.Code, diagnostic.Message, diagnostic.Help = "yaml-depth", fmt.Sprintf("is nested more than %d deep", MaxDepth), "write it flatter"
		return diagnostic, true
	}
	return diagnostic, false
}

// aliasAt is where an alias is, since the library tells only its name: the
// first that stands outside quotes and comments.
func aliasAt(text []byte, name string) int {
	alias := []byte("*" + name)
	for from := 0; ; {
		at := bytes.Index(text[from:], alias)
		if at < 0 {
			return -1
		}
		at += from
		from = at + len(alias)
		line := text[bytes.LastIndexByte(text[:at], '\n')+1 : at]
		quoted := bytes.Count(line, []byte(`"`))%2 == 1 || bytes.Count(line, []byte(`'`))%2 == 1
		comment := bytes.HasPrefix(line, []byte("#")) || bytes.Contains(line, []byte(" #"))
		begins := len(line) == 0 || bytes.IndexByte([]byte(" \t[{,"), line[len(line)-1]) >= 0
		ends := from == len(text) || bytes.IndexByte([]byte(" \t\r\n]},"), text[from]) >= 0
		if !quoted && !comment && begins && ends {
			return at
		}
	}
}

// tabbed points a diagnostic at a tab in the indentation of a line.
func tabbed(p *diag.Diagnostic, line int) bool {
	tab := strings.IndexByte(indent().FindString(p.Place.Source.Line(line)), '\t')
	if tab < 0 {
		return false
	}
	p.Place = places.Place{Source: p.Place.Source, Line: line, Column: tab + 1, Length: 1}
	p.Code, p.Message, p.Help = "yaml-tab", "a tab indents this line, and YAML takes only spaces", "write spaces"
	return true
}

// indent is what stands before the first word of a line.
func indent() *regexp.Regexp {
	return indentOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^[ \t]*([-?:][ \t]+)*`) })
}

var indentOnce later.Value[*regexp.Regexp]

// reach tells how many bytes of a text the library has not read when it gives up,
// and its error; nil where it read all.
func reach(text []byte) (left int, err error) {
	c := &counter{left: text}
	decoder := yaml.NewDecoder(c)
	for {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return 0, nil
		} else if err != nil {
			return len(c.left), err
		}
	}
}

// counter hands out one byte at a time, so that what is left tells how far a
// reader came: the library's own words often name a line further up.
type counter struct{ left []byte }

func (c *counter) Read(into []byte) (int, error) {
	if len(c.left) == 0 {
		return 0, io.EOF
	}
	into[0], c.left = c.left[0], c.left[1:]
	return 1, nil
}

// lineFromEnd is the line of a text behind which left bytes are.
func lineFromEnd(text []byte, left int) int {
	read := bytes.TrimRight(text[:len(text)-left], "\n")
	return bytes.Count(read, []byte("\n")) + 1
}
