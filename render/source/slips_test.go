package source_test

// slips are texts that a slip of the pen keeps from being YAML, and what is said
// of each.
var slips = []struct {
	name, text string
	want       []string
}{
	// What looks like YAML's own characters.
	{"a no-break space behind a colon", "name:\u00a0edge\nip: a\n", []string{
		`1:1+10 yaml-lookalike: holds a no-break space (U+00A0), which is no space to YAML; write: name: edge`,
	}},
	{"a no-break space as indentation", "tiers:\n\u00a0\u00a0name: a\n  ip: b\n", []string{
		`2:1+7 yaml-lookalike: holds a no-break space (U+00A0), which is no space to YAML; write:   name:`,
	}},
	{"an ideographic space", "name:\u3000edge\nip: a\n", []string{
		`1:1+10 yaml-lookalike: holds an ideographic space (U+3000), which is no space to YAML; write: name: edge`,
	}},
	{"a space of another width", "name:\u2003edge\nip: a\n", []string{
		`1:1+10 yaml-lookalike: holds a space of another width (U+2003), which is no space to YAML; write: name: edge`,
	}},
	{"a zero-width space before a dash", "hosts:\n- a\n\u200b- b\nip: c\n", []string{
		`3:1+2 yaml-lookalike: holds a zero-width space (U+200B), which is no space to YAML; write: -`,
	}},
	{"typographic quotes", "hosts: \u201ca: b\u201d\n", []string{
		`1:8+6 yaml-quote: typographic quotes are text to YAML, not quotes; write: "a: b"`,
	}},
	{"typographic quotes of one stroke", "hosts: \u2018a: b\u2019\n", []string{
		`1:8+6 yaml-quote: typographic quotes are text to YAML, not quotes; write: 'a: b'`,
	}},
	{"a full-width colon", "name\uff1aedge\nip: a\n", []string{
		`1:5+1 yaml-lookalike: holds a full-width colon (U+FF1A), which means nothing to YAML; write: :`,
	}},
	{"a full-width comma", "hosts: [a: b\uff0cc: d]\n", []string{
		`1:13+1 yaml-lookalike: holds a full-width comma (U+FF0C), which means nothing to YAML; write: ,`,
	}},
	{"an en dash for an item", "hosts:\n\u2013 a\n- b\n", []string{
		`2:1+1 yaml-lookalike: holds an en dash (U+2013), which means nothing to YAML; write: -`,
	}},
	{"a slip behind a byte order mark", "\ufeffname:edge\nip: a\n", []string{
		`1:1+9 yaml-colon: the colon of a key needs a space behind it; write: name: edge`,
	}},
	{"a slip in a line that ends in CR LF", "name:edge\r\nip: a\r\n", []string{
		`1:1+9 yaml-colon: the colon of a key needs a space behind it; write: name: edge`,
	}},

	// What templates and lists begin with.
	{"a variable of a template in front", "a: 1\nip: {{ lan }}.141\nb: 2\n", []string{
		`2:5+13 yaml-sign: "{{ lan }}.141" begins with {{, which in YAML begins an object; write: "{{ lan }}.141"`,
	}},
	{"such a variable in an item", "hosts:\n- {{ a }}.{{ b }} # a comment\n- c\n", []string{
		`2:3+15 yaml-sign: "{{ a }}.{{ b }}" begins with {{, which in YAML begins an object; write: "{{ a }}.{{ b }}"`,
	}},
	{"a list without brackets", "hosts: 'a', \"b, c\"\nip: d\n", []string{
		`1:8+11 yaml-bracket: several values are a list, which stands in brackets; write: ['a', "b, c"]`,
	}},

	{"an item further in than the line above it is long", "a:\n    - b\n   - c: [\n", []string{
		`3:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 4; indent this line by 4 spaces`,
		`3:9+1 yaml-bracket: a bracket is not closed; write: []`,
	}},

	// What git, Markdown and shells leave behind.
	{"a conflict", "name: edge\n<<<<<<< HEAD\nip: a\n=======\nip: b\n>>>>>>> other\n", []string{
		`2:1+12 yaml-leftover: git has left a conflict here, up to line 6; settle it: keep the lines of one side, or what is right of both, and remove lines 2, 4 and 6 (4:1+7 ) (6:1+13 )`,
	}},
	{"a fence of Markdown", "```yaml\nname: edge\n```\n", []string{
		`1:1+7 yaml-leftover: is a fence of Markdown, not YAML; remove this line`,
		`3:1+3 yaml-leftover: is a fence of Markdown, not YAML; remove this line`,
	}},
	{"the end of a shell's text", "name: edge\nEOF\n", []string{
		`2:1+3 yaml-leftover: "EOF" is the end of a shell's text, not YAML; remove this line`,
	}},
	{"a brace alone", "{\nname: edge\nip: a\n", []string{
		`1:1+1 yaml-leftover: "{" alone opens or closes nothing here; remove this line`,
	}},
	{"a closing brace alone", "name: edge\n}\n", []string{
		`2:1+1 yaml-leftover: "}" alone opens or closes nothing here; remove this line`,
	}},

	// Comments of other languages.
	{"two slashes", "name: edge\n// a comment\nip: a\n", []string{
		`2:1+12 yaml-comment: a comment begins with # in YAML, not with "//"; write: # a comment`,
	}},
	{"two slashes behind a value", "hosts: [a] // a comment\n", []string{
		`1:12+12 yaml-comment: a comment begins with # in YAML, not with "//"; write: # a comment`,
	}},
	{"a semicolon", "name: edge\n; a comment\nip: a\n", []string{
		`2:1+11 yaml-comment: a comment begins with # in YAML, not with ";"; write: # a comment`,
	}},
	{"C", "name: edge\n/* a comment */\nip: a\n", []string{
		`2:1+15 yaml-comment: a comment begins with # in YAML, not with "/*"; write: # a comment */`,
	}},
	{"HTML", "name: edge\n<!-- a comment -->\nip: a\n", []string{
		`2:1+18 yaml-comment: a comment begins with # in YAML, not with "<!--"; write: # a comment -->`,
	}},
	{"SQL", "name: edge\n-- a comment\nip: a\n", []string{
		`2:1+12 yaml-comment: a comment begins with # in YAML, not with "--"; write: # a comment`,
	}},
	{"a batch file", "name: edge\nrem a comment\nip: a\n", []string{
		`2:1+13 yaml-comment: a comment begins with # in YAML, not with "rem"; write: # a comment`,
	}},

	// Dashes.
	{"asterisks for items", "hosts:\n* a\n* b\n", []string{
		`2:1+1 yaml-dash: a list item begins with a dash in YAML, not with "*"; write: -`,
		`3:1+1 yaml-dash: a list item begins with a dash in YAML, not with "*"; write: -`,
	}},
	{"a bullet for an item", "hosts:\n\u2022 a\n- b\n", []string{
		`2:1+1 yaml-dash: a list item begins with a dash in YAML, not with "•"; write: -`,
	}},
	{"a dash without its space", "hosts:\n-a\n- b\n", []string{
		`2:1+2 yaml-dash: the dash of a list item needs a space behind it; write: - a`,
	}},
	{"the first object without its dash", "tiers:\n  name: a\n  ip: b\n- name: c\n", []string{
		`2:1+9 yaml-dash: a list item begins here without its dash; write: - name: a`,
	}},
	{"the first item without its dash, at the column of its key", "tiers:\nname: a\n- name: b\n", []string{
		`2:1+7 yaml-dash: a list item begins here without its dash; write: - name: a`,
	}},

	// Colons.
	{"a colon without its space", "name:edge\nip: a\n", []string{
		`1:1+9 yaml-colon: the colon of a key needs a space behind it; write: name: edge`,
	}},
	{"a key without its colon", "name edge\nip: a\n", []string{
		`1:1+9 yaml-colon: a colon is missing behind the key "name"; write: name: edge`,
	}},
	{"an equals sign", "name = edge\nip: a\n", []string{
		`1:1+11 yaml-colon: a colon is missing behind the key "name"; write: name: edge`,
	}},
	{"a key alone without its colon", "tiers\n- name: a\n", []string{
		`1:1+5 yaml-colon: a colon is missing behind the key "tiers"; write: tiers:`,
	}},
	{"a second colon", "name: a: b\nip: c\n", []string{
		`1:7+4 yaml-colon: a plain value cannot hold ": "; write: {a: b}, or "a: b" if it is text`,
	}},
	{"a second colon behind a number", "image: a:1: b # a comment\nip: c\n", []string{
		`1:8+6 yaml-colon: a plain value cannot hold ": "; write: "a:1: b"`,
	}},
	{"a space before the tag of an image", "image: nginx: 1.27\n", []string{
		`1:8+11 yaml-colon: a plain value cannot hold ": "; write: nginx:1.27, or "nginx: 1.27" if the space belongs to it`,
	}},

	// Signs that YAML keeps for itself.
	{"an asterisk in brackets", "hosts: [*.example.org, a]\n", []string{
		`1:9+13 yaml-sign: "*.example.org" begins with *, which in YAML names an alias; write: "*.example.org"`,
	}},
	{"an asterisk", "host: *.example.org\n", []string{
		`1:7+13 yaml-sign: "*.example.org" begins with *, which in YAML names an alias; write: "*.example.org"`,
	}},
	{"an at sign", "name: @edge\n", []string{
		`1:7+5 yaml-sign: "@edge" begins with @, which means something else in YAML; write: "@edge"`,
	}},
	{"a backquote", "name: `edge`\n", []string{
		"1:7+6 yaml-sign: \"`edge`\" begins with `, which means something else in YAML; write: \"`edge`\"",
	}},
	{"a per cent sign", "name: %edge\n", []string{
		`1:7+5 yaml-sign: "%edge" begins with %, which means something else in YAML; write: "%edge"`,
	}},
	{"an ampersand", "name: &\nip: a\n", []string{
		`1:7+1 yaml-sign: "&" begins with &, which means something else in YAML; write: "&"`,
	}},
	{"a bar with text behind", "name: |text\nip: a\n", []string{
		`1:7+5 yaml-sign: "|text" begins with |, which means something else in YAML; write: "|text"`,
	}},
	{"a greater-than sign with text behind", "name: >text\nip: a\n", []string{
		`1:7+5 yaml-sign: ">text" begins with >, which means something else in YAML; write: ">text"`,
	}},

	// Quotes and brackets.
	{"a quote that is not closed", "name: \"edge\nip: a\n", []string{
		`1:7+5 yaml-quote: the quote is not closed; write: "edge"`,
	}},
	{"a quote that is not closed before a comma", "hosts: [\"a, b]\n", []string{
		`1:9+2 yaml-quote: the quote is not closed; write: "a"`,
	}},
	{"a quote that is not closed before a comment", "name: 'edge # a comment\nip: a\n", []string{
		`1:7+5 yaml-quote: the quote is not closed; write: 'edge'`,
	}},
	{"text behind a closing quote", "name: 'edge'-a\nip: a\n", []string{
		`1:7+8 yaml-quote: text follows the closing quote; write: "edge-a"`,
	}},
	{"a bracket that is not closed", "hosts: [a, b\nip: a\n", []string{
		`1:8+5 yaml-bracket: a bracket is not closed; write: [a, b]`,
	}},
	{"a bracket that is not closed behind a comma", "hosts: [a, b,\nip: a\n", []string{
		`1:8+6 yaml-bracket: a bracket is not closed; write: [a, b]`,
	}},
	{"a brace that is not closed", "app: {name: a\nip: a\n", []string{
		`1:6+8 yaml-bracket: a bracket is not closed; write: {name: a}`,
	}},
	{"brackets closed in the wrong order", "apps: [{name: a]\nip: a\n", []string{
		`1:16+1 yaml-bracket: the bracket that was opened last is another one; write: }]`,
	}},
	{"a bracket closed twice", "hosts: [a]]\nip: a\n", []string{
		`1:11+1 yaml-bracket: closes a bracket that is not open; remove it`,
	}},
	{"two brackets in the wrong order", "routes: [{prefix: /a]}\n", []string{
		`1:21+2 yaml-bracket: the bracket that was opened last is another one; write: }]`,
	}},
	{"a bracket of the other kind within a list", "routes: [/a}, /b]\n", []string{
		`1:12+1 yaml-bracket: closes a bracket that is not open; remove it`,
	}},
	{"two brackets too many within a list", "routes: [{prefix: /a}}}]\n", []string{
		`1:22+2 yaml-bracket: closes brackets that are not open; remove them`,
	}},
	{"a bracket that was never opened", "hosts: ]\n", []string{
		`1:8+1 yaml-bracket: closes a bracket that is not open; remove it`,
	}},

	{"a value in brackets that holds brackets", "routes: [/a/{id}, /b]\n", []string{
		`1:10+7 yaml-sign: "/a/{id}" holds brackets, which mean something else in YAML; write: "/a/{id}"`,
	}},
	{"an expression in braces", "route: {regex: /v[0-9]{1,2}, x: \"y[\"}\n", []string{
		`1:16+12 yaml-sign: "/v[0-9]{1,2}" holds brackets, which mean something else in YAML; write: "/v[0-9]{1,2}"`,
	}},
	{"brackets in a list over several lines", "routes: [\n  /a,\n  /b/[id]/c\n]\n", []string{
		`3:3+9 yaml-sign: "/b/[id]/c" holds brackets, which mean something else in YAML; write: "/b/[id]/c"`,
	}},

	// Commas.
	{"a comma missing before a key in braces", "app: {name: a image: \"a:1\", port: 80}\n", []string{
		`1:13+7 yaml-comma: a comma is missing here; write: a, image`,
	}},
	{"a comma missing behind a list in braces", "app: {routes: [/a, /b] port: 80}\n", []string{
		`1:20+8 yaml-comma: a comma is missing here; write: /b], port`,
	}},
	{"a comma missing between quoted items", "hosts: [\"a\" 'b']\n", []string{
		`1:9+7 yaml-comma: a comma is missing here; write: "a", 'b'`,
	}},
	{"a comma missing behind a line of JSON", "{\n  \"name\": \"a\"\n  \"ip\": \"b\"\n}\n", []string{
		`2:11+3 yaml-comma: a comma is missing behind this: the brackets go on in the next line; write: "a",`,
	}},
	{"a comma missing behind an object of JSON", "[\n  {\"name\": \"a\"}\n  {\"name\": \"b\"}\n]\n", []string{
		`2:12+4 yaml-comma: a comma is missing behind this: the brackets go on in the next line; write: "a"},`,
	}},

	// Indentation.
	{"a line further in than its neighbours", "name: a\n  ip: b\nhosts: c\n", []string{
		`2:1+2 yaml-indentation: is indented by 2 spaces, and the lines it belongs to by 0; remove the spaces before it`,
	}},
	{"a line between two columns", "tiers:\n  - name: a\n   ip: b\n    hosts: c\n", []string{
		`3:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 4; indent this line by 4 spaces`,
	}},
	{"a line one space beside", "tiers:\n- name: a\n  ip: b\n   hosts: c\n  apps: d\n", []string{
		`4:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 2; indent this line by 2 spaces`,
	}},
	{"an item beside its list", "hosts:\n  - a\n - b\n", []string{
		`3:1+1 yaml-indentation: is indented by 1 space, and the lines it belongs to by 2; indent this line by 2 spaces`,
	}},
	{"the first item of a list, left of its key", "tiers:\n- name: a\n  apps:\n  - name: b\n    hosts:\n   - c\n", []string{
		`6:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 4; indent this line by 4 spaces`,
	}},
	{"the first item of a list, left of its key, before an item further up", "apps:\n  - name: b\n    hosts:\n  # a comment\n   - c\n  - name: d\n", []string{
		`5:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 4; indent this line by 4 spaces`,
	}},
	{"all items of a list, left of its key", "apps:\n  - name: b\n    hosts:\n   - c\n   - d\n  - name: e\n", []string{
		`4:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 4; indent this line by 4 spaces, and move line 5 with it`,
	}},
	{"an item left of its key, before those that are right", "apps:\n  - name: b\n    hosts:\n   - c\n      - d\n      - e\n", []string{
		`4:1+3 yaml-indentation: is indented by 3 spaces, and the lines it belongs to by 6; indent this line by 6 spaces`,
	}},
	{"an object whose lines all stand one space beside", "tiers:\n  - name: a\n    hosts: [b]\n - name: c\n   hosts:\n   - d\n   ip: e\n  - name: f\n", []string{
		`4:1+1 yaml-indentation: is indented by 1 space, and the lines it belongs to by 2; indent this line by 2 spaces, and move lines 5 to 7 with it`,
	}},
	{"a comma behind a value", "name: edge,\n  ip: a\n", []string{
		`2:1+2 yaml-indentation: is indented by 2 spaces, and the lines it belongs to by 0; remove the spaces before it`,
	}},
	{"a key at the beginning of a line, and an item below its list that is right", "tiers:\n- name: a\n  ip: b\napps:\n  - name: c\n    port: 1\n- name: d\n  ip: e\n", []string{
		`4:1+1 yaml-indentation: is indented by 0 spaces, and the lines it belongs to by 2; indent this line by 2 spaces`,
	}},
	{"a path behind a colon", "routes:\n- prefix:/a\n  timeout: 1s\n", []string{
		`2:3+9 yaml-colon: the colon of a key needs a space behind it; write: prefix: /a`,
	}},
	{"a tab", "tiers:\n\tname: a\n", []string{
		`2:1+1 yaml-tab: a tab indents this line, and YAML takes only spaces; write spaces`,
	}},
	{"a tab behind a dash", "tiers:\n-\tname: a\n\tip: b\n", []string{
		`2:2+1 yaml-tab: a tab indents this line, and YAML takes only spaces; write spaces`,
	}},

	// Several at once.
	{"slips in several lines", "name:edge\nhosts: [*.a, b]\nx: \"y\n", []string{
		`1:1+9 yaml-colon: the colon of a key needs a space behind it; write: name: edge`,
		`2:9+3 yaml-sign: "*.a" begins with *, which in YAML names an alias; write: "*.a"`,
		`3:4+2 yaml-quote: the quote is not closed; write: "y"`,
	}},
	{"slips in one line", "hosts: [*.a, *.\u00fc, b\nip: c\n", []string{
		`1:9+3 yaml-sign: "*.a" begins with *, which in YAML names an alias; write: "*.a"`,
		`1:14+3 yaml-sign: "*.ü" begins with *, which in YAML names an alias; write: "*.ü"`,
		`1:8+12 yaml-bracket: a bracket is not closed; write: ["*.a", "*.ü", b]`,
	}},
}
