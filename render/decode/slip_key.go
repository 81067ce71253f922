package decode

import (
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

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
	word, rest, message := wording.KeySign(k.Text)
	if !n.Flow || rest == "" || !n.Values[i].Null() {
		return false
	}
	d.fail("yaml-colon", m.Member(word, k.Place), message, "write: "+word+": "+rest)
	return true
}
