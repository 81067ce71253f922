package source

import (
	"fmt"

	"render/render/diag"
	"render/render/places"
)

// A value, or a key, takes some 300 bytes of memory while a text is read, so that
// a text of nothing but brackets and commas would take a hundred times its size.
// Topologies have one in ten bytes, in the tightest JSON one in six.
const (
	freeValues    = 200_000 // in any text
	bytesPerValue = 7       // of one more
	maxValues     = 1_600_000
)

func valuesFor(size int) int { return min(maxValues, freeValues+size/bytesPerValue) }

// tooMany tells of a text with more values than are read. They are counted by
// the characters that begin or end one, outside quotes or in them: no text has
// more values than that, and none that people write comes near the bound.
func tooMany(src *places.Source) (diag.Diagnostic, bool) {
	most := valuesFor(len(src.Text()))
	if len(src.Text()) < freeValues {
		return diag.Diagnostic{}, false
	}
	c := valueCounter{text: src.Text()}
	for i := 0; i < len(c.text); i++ {
		i = c.character(i)
		if c.count > most {
			return diag.Diagnostic{
				Code:    "too-large",
				Place:   src.At(i, 1),
				Message: fmt.Sprintf("up to here are more than %d values, too many for a file of %d bytes", most, len(src.Text())),
				Help:    "check that this is the file you meant",
			}, true
		}
	}
	return diag.Diagnostic{}, false
}

type valueCounter struct {
	text    []byte
	open    []byte // brackets that are open
	count   int
	counted bool // the value that begins or ends here is counted
	began   bool // there is a value since the last bracket or comma
}

// character counts what a character begins, and gives the index of the last one
// that it looked at.
func (c *valueCounter) character(i int) int {
	switch c.text[i] {
	case '#':
		if i == 0 || c.space(i-1) {
			for i+1 < len(c.text) && c.text[i+1] != '\n' {
				i++
			}
		}
	case '[', '{':
		if !c.counted {
			c.count++
		}
		c.open = append(c.open, c.text[i])
		c.counted, c.began = false, false
		return i
	case ']', '}':
		if c.began {
			c.item()
		}
		c.began = true
		if n := len(c.open); n > 0 {
			c.open = c.open[:n-1]
		}
		c.counted = true // what is closed here
	case ',':
		c.item()
		c.began = false
		return i
	case ':':
		if c.ends(i+1) || len(c.open) > 0 && i > 0 && (c.text[i-1] == '"' || c.text[i-1] == '\'') {
			c.count += 2
			if n := len(c.open); n > 0 && c.open[n-1] == '[' {
				c.count++ // a pair in a list is an object
			}
			c.counted = true
		}
	case '-', '?':
		if len(c.open) == 0 && (i == 0 || c.space(i-1)) && c.ends(i+1) {
			c.count++
			c.counted = true
			if c.text[i] == '?' {
				c.count++
			}
		}
	}
	c.began = c.began || !c.space(i)
	return i
}

// item counts what stands before a comma or a bracket: in an object a key alone
// is one with a value of nothing.
func (c *valueCounter) item() {
	if n := len(c.open); n > 0 && !c.counted {
		c.count++
		if c.open[n-1] == '{' {
			c.count++
		}
	}
	c.counted = false
}

// ends reports whether a word, or an indicator, ends before i.
func (c *valueCounter) ends(i int) bool {
	return i >= len(c.text) || c.space(i) || len(c.open) > 0 && (c.text[i] == ',' || c.text[i] == ']' || c.text[i] == '}')
}

func (c *valueCounter) space(i int) bool {
	return c.text[i] == ' ' || c.text[i] == '\n' || c.text[i] == '\t' || c.text[i] == '\r'
}
