// Package source owns the reading of YAML text that a person wrote: it turns
// bytes into nodes that keep the scalars' own spelling and the place of each.
//
// In goes a places.Source; out come nodes and problems, all of them at once. What
// YAML readers understand differently or lose in silence is refused here, at its
// place: a duplicate key, a second document, a tag, a merge key, a control
// character, an alias that makes the text grow without bound. It must never
// decide what a scalar means ("on", "1.10"), since only its field knows.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"render/render/diag"
	"render/render/places"
)

// Limits within which a text is read. They are far beyond what people write and
// well within what a machine can hold.
const (
	MaxBytes = 16 << 20 // a topology of 100 000 apps is about 12 MiB
	MaxDepth = 64       // lists and maps inside each other
	// MaxGrowth is how many times its written size a text may have once its
	// aliases are followed; freeNodes are always allowed.
	MaxGrowth = 20
	freeNodes = 10_000
	// longestKey is in bytes, were every character beyond ASCII written as an
	// escape. YAML readers look for the ":" behind a key within 1024 characters.
	maxKey = 1000
)

// Parse reads a text of exactly one document. The node is nil where the problems
// hold an error that leaves nothing to go on with.
func Parse(src *places.Source) (*Node, diag.List) { return ParseListing(src, nil) }

// ParseListing is Parse of a format of which it is known which keys have lists of
// objects: what has lost its dash there is then told as that.
func ParseListing(src *places.Source, lists func(key string) bool) (*Node, diag.List) {
	nodes, problems := parse(src, false, lists)
	if len(nodes) == 0 {
		if !problems.Failed() {
			// What to do is its reader's to say, who knows what ought to be there.
			problems.Add(diag.Diagnostic{Code: "yaml-empty", Place: places.File(src), Message: "holds no document, only white space or comments"})
		}
		return nil, problems
	}
	return nodes[0], problems
}

// ParseAll reads a text of any number of documents, as kubectl and kustomize do;
// documents with nothing in them are passed over.
func ParseAll(src *places.Source) ([]*Node, diag.List) { return parse(src, true, nil) }

func parse(src *places.Source, several bool, lists func(string) bool) ([]*Node, diag.List) {
	if problems := checkText(src); problems.Failed() {
		return nil, problems
	}
	if p, many := tooMany(src); many {
		return nil, diag.List{p}
	}
	c := &converter{src: src, done: map[*yaml.Node]*Node{}, lists: lists, listKeys: map[string]bool{}}
	decoder := yaml.NewDecoder(bytes.NewReader(src.Text()))
	var nodes []*Node
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.problems = append(c.problems, broken(src, err)...)
			return nil, c.problems
		}
		if len(document.Content) == 0 {
			continue
		}
		root := document.Content[0]
		if !several && len(nodes) == 1 {
			c.problems.Add(diag.Diagnostic{
				Code:    "second-document",
				Place:   places.Place{Source: src, Line: max(root.Line-1, 1), Column: 1, Length: 3},
				Message: "a second document begins here, and a file holds one",
				Help:    "write: each document into a file of its own",
			})
			break
		}
		if several && root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
			continue
		}
		c.written = 0
		node := c.convert(root, 0, within{})
		c.checkGrowth(node)
		nodes = append(nodes, node)
	}
	if c.problems.Failed() && c.fatal {
		return nil, c.problems
	}
	return nodes, c.problems
}

// checkText refuses what YAML readers lose, alter or disagree about.
func checkText(src *places.Source) diag.List {
	var problems diag.List
	add := func(code diag.Code, offset int, message, help string) {
		problems.Add(diag.Diagnostic{Code: code, Place: src.At(offset, 1), Message: message, Help: help})
	}
	text := src.Text()
	if len(text) > MaxBytes {
		problems.Add(diag.Diagnostic{
			Code:    "file-too-large",
			Place:   places.File(src),
			Message: fmt.Sprintf("is larger than %d MiB", MaxBytes>>20),
			Help:    "check that this is the file you meant",
		})
		return problems
	}
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		problems.Add(diag.Diagnostic{Code: "text-encoding", Place: places.File(src), Message: "is UTF-16", Help: "save it as UTF-8"})
		return problems
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		if len(problems) == 10 {
			break
		}
		if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			add("text-encoding", i, fmt.Sprintf("the byte 0x%02x is not UTF-8", c), "save the file as UTF-8")
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029:
			add("yaml-character", i, fmt.Sprintf("holds the control character U+%04X, which YAML readers drop or alter", r), "remove it")
		case r == 0xfeff && i > 0:
			add("yaml-character", i, "holds a byte order mark (U+FEFF) after its beginning", "remove it")
		}
		i += size
	}
	return problems
}

// indent is what stands before the first word of a line.
var indent = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[ \t]*([-?:][ \t]+)*`) })

// tabbed points a problem at a tab in the indentation of a line.
func tabbed(p *diag.Diagnostic, line int) bool {
	tab := strings.IndexByte(indent().FindString(p.Place.Source.Line(line)), '\t')
	if tab < 0 {
		return false
	}
	p.Place = places.Place{Source: p.Place.Source, Line: line, Column: tab + 1, Length: 1}
	p.Code, p.Message, p.Help = "yaml-tab", "a tab indents this line, and YAML takes only spaces", "write spaces"
	return true
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

var lineOf = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (?:line (\d+): )?`) })

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
func syntax(src *places.Source, err error) (problem diag.Diagnostic, known bool) {
	text := err.Error()
	text = text[len(lineOf().FindString(text)):]
	line := lineNamed(err)
	if strings.Contains(text, "expected key") || strings.Contains(text, "'-' indicator") || strings.Contains(text, "document start") {
		left, _ := reach(src.Text())
		line = lineFromEnd(src.Text(), left)
	}
	line = max(1, min(line, src.Lines()))
	problem = diag.Diagnostic{Code: "yaml-syntax", Place: places.Place{Source: src, Line: line, Column: 1, Length: 1}}
	problem.Message, problem.Help = "is not YAML: "+text, "check quotes, brackets and indentation, in this line and above"
	content := src.Line(line)
	if trimmed := strings.TrimLeft(content, " \t"); trimmed != "" {
		problem.Place.Column = utf8.RuneCountInString(content) - utf8.RuneCountInString(trimmed) + 1
		problem.Place.Length = utf8.RuneCountInString(trimmed)
	}
	switch {
	case strings.Contains(text, "unknown anchor"):
		name := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(text, "unknown anchor "), " referenced"), "'")
		if at := aliasAt(src.Text(), name); at >= 0 {
			problem.Place = src.At(at, utf8.RuneCountInString(name)+1)
		}
		problem.Code, problem.Message = "yaml-alias", fmt.Sprintf("the alias %q has no anchor before it", "*"+name)
		problem.Help = fmt.Sprintf("put it in quotes if it is text, or &%s in front of the value that it stands for, further up", name)
		return problem, true
	case strings.Contains(text, "cannot start any token"), strings.Contains(text, "found a tab character"):
		for n := line; n <= min(line+2, src.Lines()); n++ {
			if tabbed(&problem, n) {
				return problem, true
			}
		}
	case strings.Contains(text, "mapping values are not allowed"):
		problem.Code, problem.Message = "yaml-colon", `is not YAML: a second ": " in one value, or a key that is indented wrongly`
		problem.Help = "quote the value, or align the key with its neighbours"
	case strings.Contains(text, "exceeded max depth"):
		problem.Code, problem.Message, problem.Help = "yaml-depth", fmt.Sprintf("is nested more than %d deep", MaxDepth), "write it flatter"
		return problem, true
	}
	return problem, false
}
