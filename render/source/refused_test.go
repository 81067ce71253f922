package source_test

import (
	"testing"

	"render/render/places"
	"render/render/source"
)

// refused are texts that no reader is to understand: what YAML has no words for,
// what its readers understand differently, and what they lose in silence. Slips of
// the pen and lost dashes have tables of their own.
var refused = []struct {
	name, text string
	want       []string
}{
	// Nothing is there.
	{"an empty text", "", []string{
		`0:0+0 yaml-empty: holds no document, only white space or comments`,
	}},
	{"white space and comments", "\n  # a comment\n", []string{
		`0:0+0 yaml-empty: holds no document, only white space or comments`,
	}},
	{"a byte order mark alone", "\ufeff", []string{
		`0:0+0 yaml-empty: holds no document, only white space or comments`,
	}},

	{"a mark of a document alone", "---\n", []string{
		`0:0+0 yaml-empty: holds no document, only white space or comments`,
	}},
	{"what gzip made of a text", "\x1f\x8b\x08\x08\x00name: a\n", []string{
		`0:0+0 text-encoding: is compressed, by gzip; unpack it first: gzip -d FILE`,
	}},

	// Keys.
	{"a key twice", "name: a\nip: b\nname: c\n", []string{
		`3:1+4 key-twice: the key "name" is there twice; remove one of the two (1:1+4 the first)`,
	}},
	{"a key twice, once in quotes", "name: a\n\"name\": c\n", []string{
		`2:1+6 key-twice: the key "name" is there twice; remove one of the two (1:1+4 the first)`,
	}},
	{"a key twice by an alias", "a: &x b\n*x : c\nb: d\n", []string{
		`3:1+1 key-twice: the key "b" is there twice; remove one of the two (1:7+1 the first)`,
	}},
	{"a key twice among many", "a: 0\nb: 0\nc: 0\nd: 0\ne: 0\nf: 0\ng: 0\nh: 0\ni: 0\nj: 0\nb: 1\n", []string{
		`11:1+1 key-twice: the key "b" is there twice; remove one of the two (2:1+1 the first)`,
	}},
	{"a key three times", "a: 0\na: 1\na: 2\n", []string{
		`2:1+1 key-twice: the key "a" is there twice; remove one of the two (1:1+1 the first)`,
		`3:1+1 key-twice: the key "a" is there twice; remove one of the two (1:1+1 the first)`,
	}},
	{"keys twice at several depths", "tiers:\n- name: a\n  app: {image: a, image: b}\ntiers: []\n", []string{
		`3:19+5 key-twice: the key "image" is there twice; remove one of the two (3:9+5 the first)`,
		`4:1+5 key-twice: the key "tiers" is there twice; remove one of the two (1:1+5 the first)`,
	}},
	{"a list as a key", "? [a, b]\n: c\n", []string{
		`1:3+1 yaml-key: a key is a word, not a list; write a plain key`,
	}},
	{"an object as a key", "? {a: b}\n: c\n", []string{
		`1:3+1 yaml-key: a key is a word, not an object; write a plain key`,
	}},
	{"an alias of a list as a key", "a: &x [b]\n*x : c\n", []string{
		`2:1+2 yaml-key: a key is a word, not a list; write a plain key`,
	}},
	{"a template as a key", "{{ .name }}: a\n", []string{
		`1:1+1 yaml-key: a key is a word, not an object; write a plain key`,
	}},
	{"a merge key", "base: &base {a: b}\nother:\n  <<: *base\n  c: d\n", []string{
		`3:3+2 yaml-merge-key: the merge key "<<" is not understood; write the members out, or give the whole value an anchor and an alias`,
	}},
	{"a merge key without an alias", "<<: {a: b}\n", []string{
		`1:1+2 yaml-merge-key: the merge key "<<" is not understood; write the members out, or give the whole value an anchor and an alias`,
	}},

	// Aliases.
	{"an alias without an anchor", "a: *b\n", []string{
		`1:4+2 yaml-alias: the alias "*b" has no anchor before it; put it in quotes if it is text, or &b in front of the value that it stands for, further up`,
	}},
	{"an alias before its anchor", "a: *b\nb: &b c\n", []string{
		`1:4+2 yaml-alias: the alias "*b" has no anchor before it; put it in quotes if it is text, or &b in front of the value that it stands for, further up`,
	}},
	{"an alias inside what it names", "a: &a [b, *a]\n", []string{
		`1:11+2 yaml-alias: the alias "*a" stands inside what it names; write the value out`,
	}},
	{"an alias inside what it names, further down", "a: &a {b: [{c: *a}]}\n", []string{
		`1:16+2 yaml-alias: the alias "*a" stands inside what it names; write the value out`,
	}},

	// Tags.
	{"a tag of YAML", "port: !!str 80\n", []string{
		`1:7+5 yaml-tag: the tag "!!str" has no meaning here; remove the tag; in quotes a value is always text`,
	}},
	{"a tag of somebody's own", "port: !vault secret\n", []string{
		`1:7+6 yaml-tag: the tag "!vault" has no meaning here; remove the tag; in quotes a value is always text`,
	}},
	{"a tag on a list", "hosts: !!set [a]\n", []string{
		`1:8+5 yaml-tag: the tag "!!set" has no meaning here; remove the tag; in quotes a value is always text`,
	}},
	{"a tag in a line of its own", "!!map\na: b\n", []string{
		`1:1+5 yaml-tag: the tag "!!map" has no meaning here; remove the tag; in quotes a value is always text`,
	}},
	{"a tag behind an anchor", "a: &x !!str b\n", []string{
		`1:4+2 yaml-tag: the tag "!!str" has no meaning here; remove the tag; in quotes a value is always text`,
	}},

	// Characters.
	{"a control character", "name: a\x01b\n", []string{
		`1:8+1 yaml-character: holds the control character U+0001, which YAML readers drop or alter; remove it`,
	}},
	{"the delete character", "name: a\x7fb\n", []string{
		`1:8+1 yaml-character: holds the control character U+007F, which YAML readers drop or alter; remove it`,
	}},
	{"a line separator", "name: a\u2028b\n", []string{
		`1:8+1 yaml-character: holds the control character U+2028, which YAML readers drop or alter; remove it`,
	}},
	{"a carriage return alone", "name: a\rip: b\n", []string{
		`1:8+1 yaml-character: holds the control character U+000D, which YAML readers drop or alter; remove it`,
	}},
	{"a byte order mark further in", "name: a\ufeffb\n", []string{
		`1:8+1 yaml-character: holds a byte order mark (U+FEFF) after its beginning; remove it`,
	}},
	{"a byte order mark twice", "\ufeff\ufeffname: a\n", []string{
		`1:1+1 yaml-character: holds a byte order mark (U+FEFF) after its beginning; remove it`,
	}},
	{"a control character behind a byte order mark", "\ufeffna\x01me: a\n", []string{
		`1:3+1 yaml-character: holds the control character U+0001, which YAML readers drop or alter; remove it`,
	}},
	{"a control character as an escape", "name: \"a\\u0001b\"\n", []string{
		`1:7+10 yaml-character: holds the control character U+0001; remove it`,
	}},
	{"the next-line character as an escape", "name: \"a\\Nb\"\n", []string{
		`1:7+6 yaml-character: holds the control character U+0085; remove it`,
	}},
	{"a byte order mark as an escape", "name: \"a\\uFEFFb\"\n", []string{
		`1:7+10 yaml-character: holds the control character U+FEFF; remove it`,
	}},
	{"what is no character, as an escape", "name: \"a\\uFFFEb\"\n", []string{
		`1:7+10 yaml-character: holds U+FFFE, which is no character; remove it`,
	}},
	{"a control character in a key", "\"na\\bme\": a\n", []string{
		`1:1+8 yaml-character: holds the control character U+0008; remove it`,
	}},

	// What is no text, or none in UTF-8.
	{"a byte that is not UTF-8", "name: caf\xe9\n", []string{
		`1:10+1 text-encoding: the byte 0xe9 is not UTF-8; save the file as UTF-8`,
	}},
	{"a character cut short", "name: \xe2\x82\n", []string{
		`1:7+1 text-encoding: the byte 0xe2 is not UTF-8; save the file as UTF-8`,
		`1:8+1 text-encoding: the byte 0x82 is not UTF-8; save the file as UTF-8`,
	}},
	{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", []string{
		`1:1+1 text-encoding: the byte 0x89 is not UTF-8; save the file as UTF-8`,
		`2:1+1 yaml-character: holds the control character U+001A, which YAML readers drop or alter; remove it`,
		`3:1+1 yaml-character: holds the control character U+0000, which YAML readers drop or alter; remove it`,
		`3:2+1 yaml-character: holds the control character U+0000, which YAML readers drop or alter; remove it`,
	}},
	{"UTF-16, little end first", "\xff\xfen\x00a\x00", []string{
		`0:0+0 text-encoding: is UTF-16; save it as UTF-8`,
	}},
	{"UTF-16, big end first", "\xfe\xff\x00n\x00a", []string{
		`0:0+0 text-encoding: is UTF-16; save it as UTF-8`,
	}},

	// Documents.
	{"a second document", "name: a\n---\nname: b\n", []string{
		`2:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document behind an end", "name: a\n...\n---\nname: b\n", []string{
		`3:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document behind a comment", "name: a\n# b\n---\n# c\n\nname: b\n", []string{
		`3:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document in the line of its mark", "name: a\n--- {b: c}\n", []string{
		`2:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document that is null", "name: a\n---\nnull\n", []string{
		`2:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document that is an anchor's", "name: a\n--- &b\n", []string{
		`2:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document that is a text", "name: a\n--- ''\n", []string{
		`2:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document behind one with nothing in it", "name: a\n---\n# none\n---\nname: b\n", []string{
		`4:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a first document with nothing in it", "---\n---\nname: a\n", []string{
		`2:1+3 second-document: a second document begins here, and a file holds one; remove the mark if both are one document, or write each into a file of its own`,
	}},
	{"a second document without a mark", "name: a\n...\nname: b\n", []string{
		`3:1+7 yaml-syntax: is not YAML: did not find expected <document start>; check quotes, brackets and indentation, in this line and above`,
	}},

	// What only YAML's own words can tell.
	{"a list behind an object", "name: a\n- b\n", []string{
		`2:1+3 yaml-syntax: is not YAML: did not find expected key; check quotes, brackets and indentation, in this line and above`,
	}},
	{"an escape that is none", "name: \"a\\qb\"\n", []string{
		`1:1+12 yaml-syntax: is not YAML: found unknown escape character; check quotes, brackets and indentation, in this line and above`,
	}},
	{"a character that is none", "name: a\uffffb\n", []string{
		`1:1+9 yaml-syntax: is not YAML: control characters are not allowed; check quotes, brackets and indentation, in this line and above`,
	}},
	{"a mapping behind a directive", "%YAML 1.2\nname: a\n", []string{
		`2:1+7 yaml-colon: is not YAML: a second ": " in one value, or a key that is indented wrongly; quote the value, or align the key with its neighbours`,
	}},

	// Several at once, in the order of the text.
	{"faults of several kinds", "a: !x b\n<<: c\n? [d]\n: e\na: \"\\0\"\n", []string{
		`1:4+2 yaml-tag: the tag "!x" has no meaning here; remove the tag; in quotes a value is always text`,
		`2:1+2 yaml-merge-key: the merge key "<<" is not understood; write the members out, or give the whole value an anchor and an alias`,
		`3:3+1 yaml-key: a key is a word, not a list; write a plain key`,
		`5:4+4 yaml-character: holds the control character U+0000; remove it`,
		`5:1+1 key-twice: the key "a" is there twice; remove one of the two (1:1+1 the first)`,
	}},
}

// TestRefused: each refusal exactly, at its place.
func TestRefused(t *testing.T) {
	for _, c := range refused {
		t.Run(c.name, func(t *testing.T) {
			_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(c.text)))
			compareTold(t, diagnostics, c.want)
		})
	}
}
