package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"render/render/diag"
	"render/render/places"
)

// The functions of the slip files find out which slip of the pen makes a text no
// YAML. The YAML library tells where it gave up, often a line or more behind the
// slip, and in words of its grammar. So each known slip near that line is mended
// in turn, and the one is told whose mending lets the library read further: a
// cure that was tried, and not only guessed.

const (
	maxSlips = 20      // told in one run
	maxTried = 8 << 20 // bytes read again while trying, beyond the few tries that each text has
	minTries = 3
	maxTries = 300
	// slipLines is how many lines above the one that stopped the library may have
	// the slip, white space and comments not counted.
	slipLines = 3
	maxWith   = 160 // characters of a cure
)

// slip is a stretch of a line, and what is meant by it.
type slip struct {
	line     int // from 1
	from, to int // bytes of the line
	with     string
	code     diag.Code
	message  string
	help     string // "" for "write: " and with
	// show is where the marked text begins, if not at from; its end is to.
	show int
}

// search is the looking for slips in one text, which is mended as they are found.
type search struct {
	src   *places.Source
	lines []string
	shift map[int][][2]int // line: what mends put in, column and bytes
	tries int
}

// slips tells the slips that keep a text from being YAML; none where nobody knows
// them.
func slips(src *places.Source) diag.List {
	s := &search{src: src, lines: strings.SplitAfter(string(src.Text()), "\n"), shift: map[int][][2]int{}}
	s.tries = max(minTries, min(maxTries, maxTried/(len(src.Text())+1)))
	var problems diag.List
	left, err := reach(src.Text())
	for len(problems) < maxSlips && err != nil {
		best, further, failed := s.next(left, err)
		if best == nil {
			break
		}
		problems.Add(s.problem(*best))
		s.mend(*best)
		left, err = further, failed
	}
	return problems
}

// next is the slip whose mending lets the text be read furthest, and what is left
// then; of several the first.
func (s *search) next(left int, err error) (best *slip, least int, failed error) {
	text := s.text()
	lines := []int{lineFromEnd(text, left)}
	if named := lineNamed(err); named < lines[0] {
		lines = append(lines, named+1)
	}
	least = left
	for _, one := range s.near(lines) {
		if s.tries == 0 {
			break
		}
		s.tries--
		further, stopped := reach(s.mended(one))
		if stopped == nil {
			return &one, 0, nil
		}
		if further < least {
			best, least, failed = &one, further, stopped
		}
	}
	return best, least, failed
}

// near are the slips that may have stopped the library in one of some lines.
func (s *search) near(lines []int) []slip {
	var found []slip
	for _, kind := range kinds {
		for _, from := range lines {
			left := slipLines
			for n := min(from, len(s.lines)); n > 0 && left >= 0; n-- {
				line := s.line(n)
				if word := strings.TrimSpace(line); word == "" || word[0] == '#' {
					continue
				}
				left--
				for _, one := range kind(s, n, line) {
					if one.line == 0 {
						one.line = n
					}
					found = append(found, one)
				}
			}
		}
	}
	return found
}

// line is a line without its end; "" where there is none.
func (s *search) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return strings.TrimRight(s.lines[n-1], "\r\n")
}

func (s *search) text() []byte { return []byte(strings.Join(s.lines, "")) }

func (s *search) mended(one slip) []byte {
	var b bytes.Buffer
	b.Grow(len(s.src.Text()) + len(one.with))
	for i, line := range s.lines {
		if i == one.line-1 {
			line = line[:one.from] + one.with + line[one.to:]
		}
		b.WriteString(line)
	}
	return b.Bytes()
}

func (s *search) mend(one slip) {
	line := s.lines[one.line-1]
	s.lines[one.line-1] = line[:one.from] + one.with + line[one.to:]
	s.shift[one.line] = append(s.shift[one.line], [2]int{one.from, len(one.with) - (one.to - one.from)})
}

// problem tells a slip at its place in the text as it was written.
func (s *search) problem(one slip) diag.Diagnostic {
	line := s.line(one.line)
	from := one.from
	if one.show != 0 {
		from = one.show - 1
	}
	length := utf8.RuneCountInString(line[from:one.to])
	for _, put := range s.shift[one.line] {
		if put[0] < from {
			from -= put[1]
		}
	}
	from = max(0, min(from, len(s.src.Line(one.line))))
	p := diag.Diagnostic{Code: one.code, Message: one.message, Help: one.help}
	p.Place = places.Place{Source: s.src, Line: one.line, Length: max(1, length)}
	p.Place.Column = utf8.RuneCountInString(s.src.Line(one.line)[:from]) + 1
	if p.Help == "" {
		p.Help = "write: " + one.with
		if runes := []rune(one.with); len(runes) > maxWith {
			p.Help = "write: " + string(runes[:maxWith/2]) + "..." + string(runes[len(runes)-maxWith/4:])
		}
	}
	return p
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

// lineFromEnd is the line of a text behind which left bytes are.
func lineFromEnd(text []byte, left int) int {
	read := bytes.TrimRight(text[:len(text)-left], "\n")
	return bytes.Count(read, []byte("\n")) + 1
}

// broken tells why a text is no YAML: the slips, else what the library says.
func broken(src *places.Source, err error) diag.List {
	problem, known := syntax(src, err)
	if known {
		return diag.List{problem}
	}
	if diag.MarksKey(src.Text()) {
		return diag.List{problem} // a cure would show what is written
	}
	if found := slips(src); len(found) > 0 {
		return found
	}
	return diag.List{problem}
}
