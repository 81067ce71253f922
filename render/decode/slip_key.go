package decode

import (
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// signOfKey divides a key that has its value in it at the sign between the two, which is no colon with a space behind
// it: "port=5000", "port 5000", "port:5000". rest is "" where there is none.
func signOfKey(key string) (word, rest, message string) {
	end := strings.IndexAny(key, " =:")
	if end <= 0 {
		return key, "", ""
	}
	word, rest = key[:end], strings.TrimLeft(key[end:], " =:")
	switch sign := strings.TrimSpace(key[end : len(key)-len(rest)]); sign {
	case ":":
		return word, rest, "the colon of a key needs a space behind it"
	case "", "=":
		return word, rest, "a colon is missing behind the key " + wording.Quote(word)
	}
	return key, "", ""
}

// signInEntry tells of a key of the user's own that has its value in it, in braces: {KEY:"value"}, {KEY=value}. YAML
// takes such a sign for a part of the key, as it does the first of two colons.
func (d *decoder) signInEntry(n *source.Node, i int, m format.Origin) bool {
	k := n.Keys[i]
	if k.Quoted {
		return false
	}
	if word, twice := strings.CutSuffix(k.Text, ":"); twice && word != "" && !n.Values[i].Null() {
		d.fail("yaml-colon", m.Member(word, k.Place), "the colon is there twice", "write: "+word)
		return true
	}
	word, rest, message := signOfKey(k.Text)
	if !n.Flow || rest == "" || !n.Values[i].Null() {
		return false
	}
	d.fail("yaml-colon", m.Member(word, k.Place), message, "write: "+word+": "+rest)
	return true
}
