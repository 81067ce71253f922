package review

import (
	"fmt"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
	"render/render/secret"
	"render/render/wording"
)

// maxLines is how many lines of one field are shown.
const maxLines = 60

// line is a line of what is told of an object: a sign, as in a difference of lines, or
// '!' for what is neither added nor removed, and a text.
type line struct {
	sign byte
	text string
}

// fieldLines tell of the fields of a change. What was encrypted anew is one line.
func fieldLines(c *compare.Change) []line {
	var out []line
	encrypted := 0
	for i := range c.Fields {
		f := &c.Fields[i]
		if f.Hidden == compare.Encrypted {
			encrypted++
			continue
		}
		out = append(out, oneField(f)...)
	}
	if encrypted > 0 {
		out = append(out, line{'!', "encrypted anew: " + wording.Number(encrypted, "value") + ", " + within(c)})
	}
	return out
}

// within is what is known of what ciphertext holds: of which certificates it is, where
// both sides say so.
func within(c *compare.Change) string {
	print := func(o *objects.Object) string {
		return o.Members().Object("metadata").Object("annotations").Text(secret.Fingerprints)
	}
	switch old, now := print(c.Old), print(c.New); {
	case old == "" || now == "":
		return "which does not say whether what is in it differs"
	case old == now:
		return "of the same certificates as before"
	}
	return "of other certificates than before"
}

// oneField tells of a field: in a line where the values are short, else by the lines of
// them that differ.
func oneField(f *compare.Field) []line {
	f = named(f)
	path := safe(f.Path.String())
	if old, now, both := certificates(f); both && old == now {
		return []line{{'!', path + ": " + now + unseen}}
	} else if both {
		return []line{{'!', path + ":"}, {'-', "    " + old}, {'+', "    " + now}}
	}
	if about := hidden(f); about != "" {
		return []line{{signOf(f), path + ": " + about}}
	}
	if f.Moved {
		return []line{{'!', path + ": in another order"}}
	}
	if item := scalarItem(f); item {
		return []line{{signOf(f), path}}
	}
	old, short := readable(f.Old)
	now, shorter := readable(f.New)
	if short && shorter && old == now {
		return []line{{'!', path + ": " + now + unseen}}
	}
	if short && shorter {
		old, now = around(alike(f.Old, f.New, old, now))
		switch {
		case f.Old == nil:
			return []line{{'+', path + ": " + now}}
		case f.New == nil:
			return []line{{'-', path + ": " + old}}
		}
		return []line{{'!', path + ": " + old + " -> " + now}}
	}
	out := []line{{signOf(f), path + ":"}}
	return append(out, inLines(f)...)
}

// inLines are the lines of a field's values that differ.
func inLines(f *compare.Field) []line {
	all := edits(written(f.Old), written(f.New))
	var out []line
	for i, h := range hunks(all) {
		if i > 0 {
			out = append(out, line{' ', "    ..."})
		}
		for _, e := range h.edits {
			out = append(out, line{e.sign, "    " + cut(safe(e.text))})
		}
	}
	if more := len(out) - maxLines; more > 0 {
		out = append(out[:maxLines], line{' ', fmt.Sprintf("    and %d more lines", more)})
	}
	return out
}

// written are the lines of a value: those of a text, or of YAML.
func written(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return lines(v)
	}
	text, err := manifest.AppendYAML(nil, v)
	if err != nil {
		return []string{fmt.Sprintf("a value that YAML cannot hold: %s", err)}
	}
	return lines(string(text))
}

// cut is a line of a length that is fit to be read.
func cut(text string) string {
	if len(text) <= 4*maxValue {
		return text
	}
	return strings.ToValidUTF8(text[:4*maxValue], "") + "..."
}

func signOf(f *compare.Field) byte {
	switch {
	case f.Old == nil:
		return '+'
	case f.New == nil:
		return '-'
	}
	return '!'
}

// scalarItem reports whether a field is an item of a list that is its own key, so that
// the path says all of it.
func scalarItem(f *compare.Field) bool {
	if len(f.Path) == 0 || f.Old != nil && f.New != nil {
		return false
	}
	last := f.Path[len(f.Path)-1]
	if !last.Item || last.Key == "" {
		return false
	}
	value := f.New
	if value == nil {
		value = f.Old
	}
	switch value.(type) {
	case manifest.Object, []any:
		return false
	}
	text, _ := readable(value)
	return text == safe(last.Key) || strings.Trim(text, `"`) == last.Key
}
