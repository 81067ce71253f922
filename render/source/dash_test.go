package source_test

import (
	"testing"

	"render/render/places"
	"render/render/source"
)

// lostDashes are texts in which an item of a list may have lost its dash, so that
// each of its keys is there twice; "tiers" and "apps" are known to be lists.
var lostDashes = []struct {
	name, text string
	want       []string
}{
	// In a list.
	{"the first key comes again", "tiers:\n- name: a\n  ip: b\n  name: c\n  ip: d\n", []string{
		`4:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},
	{"the first key comes again, last of all", "tiers:\n- name: a\n  ip: b\n  name: c\n", []string{
		`4:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},
	{"two other keys come again", "tiers:\n- ip: a\n  hosts: b\n  name: c\n  hosts: d\n  name: e\n", []string{
		`5:1+10 yaml-dash: a list item begins here without its dash; write: - hosts: d`,
	}},
	{"three items in one", "apps:\n- name: a\n  port: 1\n  name: b\n  port: 2\n  name: c\n  port: 3\n", []string{
		`4:1+9 yaml-dash: a list item begins here without its dash; write: - name: b`,
		`6:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},
	{"a list that no format knows", "others:\n- name: a\n  name: b\n", []string{
		`3:1+9 yaml-dash: a list item begins here without its dash; write: - name: b`,
	}},

	// An item that stands too far in.
	{"an item became the last of a list inside the one before it", "tiers:\n- name: a\n  ip: b\n  apps:\n  - name: c\n    port: 1\n  - name: d\n  ip: e\n  apps:\n  - name: f\n", []string{
		`7:1+2 yaml-indentation: this item is indented by 2 spaces, and the item that the lines below it belong to by 0; write it 2 spaces to the left`,
	}},
	{"an item became the last of a list two inside", "tiers:\n- name: a\n  ip: b\n  apps:\n  - name: c\n    routes:\n    - prefix: d\n    - name: e\n  ip: f\n", []string{
		`8:1+4 yaml-indentation: this item is indented by 4 spaces, and the item that the lines below it belong to by 0; write it 4 spaces to the left`,
	}},
	{"near: the item inside is whole", "tiers:\n- name: a\n  ip: b\n  apps:\n  - name: d\n    port: 1\n  ip: e\n", []string{
		`7:3+2 key-twice: the key "ip" is there twice; remove one of the two (3:3+2 the first)`,
	}},

	// Without any dash.
	{"an object where a list belongs", "tiers:\n  name: a\n  ip: b\n  name: c\n  ip: d\n", []string{
		`2:1+9 yaml-dash: a list item begins here without its dash; write: - name: a`,
		`4:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},
	{"a first item at the column of its key", "name: x\ntiers:\nname: a\nip: b\n", []string{
		`3:1+7 yaml-dash: a list item begins here without its dash; write: - name: a`,
	}},

	// In braces.
	{"in a list in brackets", "apps: [{name: a, port: 1, name: b, port: 2}]\n", []string{
		`1:27+4 yaml-dash: another list item begins here, in the braces of the one before it; write: }, {name`,
	}},
	{"behind a dash", "apps:\n- {name: a, port: 1, name: b, port: 2}\n", []string{
		`2:22+4 yaml-dash: another list item begins here, in the braces of the one before it; close the braces before it, and begin a line of its own with "- {" here`,
	}},
	{"where a list belongs", "apps: {name: a, port: 1, name: b, port: 2}\n", []string{
		`1:26+4 yaml-dash: these are several items of a list, in the braces of one; write { } round each, and [ ] round all: [{name: ...}, {name: ...}]`,
	}},

	// What is marked, and what is written in its place.
	{"a comment stays", "tiers:\n- name: a\n  ip: b\n  name: c # why\n  ip: d\n", []string{
		`4:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},
	{"a dash further left", "tiers:\n  -   name: a\n      ip: b\n      name: c\n      ip: d\n", []string{
		`4:3+11 yaml-dash: a list item begins here without its dash; write: -   name: c`,
	}},
	{"characters of several bytes", "tiers:\n- name: a\n  ip: b\n  name: \u00e4\u00f6\u00fc\n  ip: d\n", []string{
		`4:1+11 yaml-dash: a list item begins here without its dash; write: - name: äöü`,
	}},
	{"lines that end in CR LF", "tiers:\r\n- name: a\r\n  ip: b\r\n  name: c\r\n  ip: d\r\n", []string{
		`4:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},

	// What is a key twice, and no lost dash.
	{"another key comes again", "tiers:\n- name: a\n  ip: b\n  ip: c\n", []string{
		`4:3+2 key-twice: the key "ip" is there twice; remove one of the two (3:3+2 the first)`,
	}},
	{"the first key comes again with its value, alone", "tiers:\n- name: a\n  ip: b\n  name: a\n", []string{
		`4:3+4 key-twice: the key "name" is there twice; remove one of the two (2:3+4 the first)`,
	}},
	{"an object where one belongs", "other:\n  name: a\n  ip: b\n  name: c\n  ip: d\n", []string{
		`4:3+4 key-twice: the key "name" is there twice; remove one of the two (2:3+4 the first)`,
		`5:3+2 key-twice: the key "ip" is there twice; remove one of the two (3:3+2 the first)`,
	}},
	{"one of each", "x: {a: 0, a: 1}\ntiers:\n- name: a\n  ip: b\n  name: c\n  ip: d\n", []string{
		`1:11+1 key-twice: the key "a" is there twice; remove one of the two (1:5+1 the first)`,
		`5:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
	}},
}

// TestLostDashes: what has lost its dash is told as that, and a key twice as what
// it is: whoever then removes one of two never removes an item.
func TestLostDashes(t *testing.T) {
	lists := func(key string) bool { return key == "tiers" || key == "apps" }
	for _, c := range lostDashes {
		t.Run(c.name, func(t *testing.T) {
			_, diagnostics := source.ParseListing(places.NewSource("t.yaml", []byte(c.text)), source.Lists{OfObjects: lists})
			compareTold(t, diagnostics, c.want)
		})
	}
}

// TestNoListsKnown: a reader that knows no format tells a lost dash only between
// the items of a list.
func TestNoListsKnown(t *testing.T) {
	for text, want := range map[string]string{
		"tiers:\n- name: a\n  ip: b\n  name: c\n": `4:1+9 yaml-dash: a list item begins here without its dash; write: - name: c`,
		"tiers:\n  name: a\n  name: c\n":          `3:3+4 key-twice: the key "name" is there twice; remove one of the two (2:3+4 the first)`,
	} {
		_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(text)))
		compareTold(t, diagnostics, []string{want})
	}
}
