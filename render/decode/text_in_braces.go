package decode

import (
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// restOfText tells of a text in braces that has a comma and no quotes; false where a key is nothing of one.
func (d *decoder) restOfText(n *source.Node, i int, p *format.Layout, at format.Origin) bool {
	if !n.Flow || !n.Values[i].Null() || d.guesses > maxGuesses {
		return false
	}
	d.guesses++
	help, rest := quotedText(n, i, p)
	if help != "" {
		d.fail("field-unknown", at, "unknown field "+wording.Quote(n.Keys[i].Text), help)
	}
	return rest
}

// quotedText is the cure of a key in braces that has no value, and is what is behind a comma of the text before it:
// rest reports whether it is, and help is "" where that was told of the key before it.
func quotedText(n *source.Node, i int, p *format.Layout) (help string, rest bool) {
	isRest := func(j int) bool {
		key := n.Keys[j].Text
		word, _, _ := strings.Cut(key, " ")
		return n.Values[j].Null() && n.Values[j].Text == "" && !strings.ContainsAny(key, "=:") &&
			p.ByKey(word) == nil && wording.Suggest(key, p.Keys) == "" && wording.Suggest(word, p.Keys) == ""
	}
	if !isRest(i) {
		return "", false
	}
	first := i
	for first > 0 && i-first < mostAstray && isRest(first-1) {
		first--
	}
	if first == 0 || p.ByKey(n.Keys[first-1].Text) == nil || n.Values[first-1].Kind != source.Scalar || n.Values[first-1].Null() {
		return "", false
	}
	parts, spaced := []string{n.Values[first-1].Text}, false
	for j := first; j < len(n.Keys) && j-first < mostAstray && isRest(j); j++ {
		parts, spaced = append(parts, n.Keys[j].Text), spaced || strings.Contains(n.Keys[j].Text, " ")
	}
	of, dotted := p.ByKey(n.Keys[first-1].Text), strings.Join(parts, ".")
	if (of.Formats != nil || format.IsIP(dotted)) && strings.Trim(strings.Join(parts[1:], ""), "0123456789.") == "" && of.Right(dotted) {
		if first < i {
			return "", true
		}
		return "write " + n.Keys[first-1].Text + ": " + dotted + ", if a dot is meant by the comma", true
	}
	text := strings.Join(parts, ", ")
	if !spaced || len(text) > maxMended {
		return "", false
	}
	if first < i {
		return "", true
	}
	return "write " + n.Keys[first-1].Text + ": " + strconv.Quote(text) + ", in quotes, if it is one text", true
}
