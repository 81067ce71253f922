package source

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"render/internal/later"
	"render/render/wording"
)

func (l lazily) find(line string) []int {
	return regexp.MustCompile(l.text).FindStringSubmatchIndex(line)
}

// spaceNames are characters that look like a space, or like nothing.
func spaceNames() map[rune]string { return spaceNamesOnce.Get(makeSpaceNames) }

var spaceNamesOnce later.Value[map[rune]string]

func makeSpaceNames() map[rune]string {
	return map[rune]string{
		0x00a0: "a no-break space", 0x2007: "a figure space", 0x202f: "a narrow no-break space", 0x3000: "an ideographic space",
		0x200b: "a zero-width space", 0x200c: "a zero-width character", 0x200d: "a zero-width character", 0x2060: "a word joiner", 0x00ad: "a soft hyphen",
	}
}

// StrangeSpace is the first character of a text that looks like a space or like
// nothing and is none to YAML: where it is, in bytes, and its name. At is -1 where
// there is none.
func StrangeSpace(text string) (at int, name string) {
	for i, r := range text {
		if r < 0x80 {
			continue
		}
		name, ok := spaceNames()[r]
		if !ok && r >= 0x2000 && r <= 0x200a {
			name, ok = "a space of another width", true
		}
		if ok {
			return i, fmt.Sprintf("%s (U+%04X)", name, r)
		}
	}
	return -1, ""
}

// PlainSpaces is a text with the spaces that YAML knows; what has no width is gone.
func PlainSpaces(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
			return r
		case r == 0x200b || r == 0x200c || r == 0x200d || r == 0x2060 || r == 0x00ad:
			return -1
		}
		if _, ok := spaceNames()[r]; ok || r >= 0x2000 && r <= 0x200a {
			return ' '
		}
		return r
	}, text)
}

func strangeSpaces(_ *search, _ int, line string) []slip {
	from, name := StrangeSpace(bare(line))
	if from < 0 {
		return nil
	}
	// From the word before to the last of them, so that what is marked can be seen.
	show := from
	for show > 0 && line[show-1] != ' ' && line[show-1] != '\t' {
		show--
	}
	to := from
	for i := range line[from:] {
		if at, _ := StrangeSpace(line[from+i:]); at == 0 {
			_, size := utf8.DecodeRuneInString(line[from+i:])
			to = from + i + size
		}
	}
	for to < len(line) && line[to] != ' ' && line[to] != ',' && line[to] != ']' && line[to] != '}' {
		to++
	}
	one := slip{code: "yaml-lookalike", from: show, to: to, with: PlainSpaces(line[show:to]), message: "holds " + name + ", which is no space to YAML"}
	if strings.TrimSpace(one.with) == "" {
		one.help = "write a plain space"
	}
	return []slip{one}
}

// curly are quotation marks of typography, with the plain ones for them.
func curly() *strings.Replacer { return curlyOnce.Get(makeCurly) }

var curlyOnce later.Value[*strings.Replacer]

func makeCurly() *strings.Replacer {
	return strings.NewReplacer("\u201c", `"`, "\u201d", `"`, "\u201e", `"`, "\u201f", `"`, "\u00ab", `"`, "\u00bb", `"`, "\u2018", "'", "\u2019", "'", "\u201a", "'", "\u201b", "'")
}

const curlySet = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b"

// CurlyQuotes reports whether a text holds quotation marks of typography.
func CurlyQuotes(text string) bool { return strings.ContainsAny(text, curlySet) }

// PlainQuotes is a text with plain quotes for those of typography.
func PlainQuotes(text string) string { return curly().Replace(text) }

func strangeQuotes(_ *search, _ int, line string) []slip {
	from := strings.IndexAny(bare(line), curlySet)
	if from < 0 {
		return nil
	}
	last := strings.LastIndexAny(bare(line), curlySet)
	_, size := utf8.DecodeRuneInString(line[last:])
	with := PlainQuotes(line[from : last+size])
	return []slip{{code: "yaml-quote", from: from, to: last + size, with: with, message: "typographic quotes are text to YAML, not quotes"}}
}

// signs are characters that look like YAML's own.
var signs = []struct{ from, to, name string }{
	{"\uff1a", ":", "a full-width colon (U+FF1A)"}, {"\uff0c", ",", "a full-width comma (U+FF0C)"},
	{"\u2013", "-", "an en dash (U+2013)"}, {"\u2014", "-", "an em dash (U+2014)"}, {"\u2010", "-", "a hyphen (U+2010)"}, {"\u2212", "-", "a minus sign (U+2212)"},
}

func strangeSigns(_ *search, _ int, line string) []slip {
	var out []slip
	for _, sign := range signs {
		from := strings.Index(bare(line), sign.from)
		if from < 0 {
			continue
		}
		with, to := sign.to, from+len(sign.from)
		if to < len(line) && line[to] != ' ' {
			with += " "
		}
		out = append(out, slip{code: "yaml-lookalike", from: from, to: to, with: with, message: "holds " + sign.name + ", which means nothing to YAML", help: "write: " + sign.to})
	}
	return out
}

// leftovers are what git, Markdown, shells and templates leave behind.
func leftovers(_ *search, _ int, line string) []slip {
	word := strings.TrimSpace(line)
	from := strings.Index(line, word)
	rest := slip{code: "yaml-leftover", from: from, to: from + len(word), help: "remove this line"}
	switch {
	case strings.HasPrefix(word, "<<<<<<<"), strings.HasPrefix(word, ">>>>>>>"), strings.HasPrefix(word, "======="), strings.HasPrefix(word, "|||||||"):
		rest.message, rest.help = "git has left a conflict here", "settle the conflict: keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>"
	case templateLine(word):
		rest.message, rest.help = wording.Quote(word)+" is a line of a template, and render fills in none", "fill in the template first, and name what it makes; or remove this line"
	case strings.HasPrefix(word, "```"), strings.HasPrefix(word, "~~~"):
		rest.message = "is a fence of Markdown, not YAML"
	case word == "EOF" || word == "EOT" || word == "END" || word == "...,":
		rest.message = wording.Quote(word) + " is the end of a shell's text, not YAML"
	case word == "{" || word == "}" || word == "};" || word == "]" || word == "],":
		rest.message = wording.Quote(word) + " alone opens or closes nothing here"
	default:
		return nil
	}
	return []slip{rest}
}

// templateLine reports whether a line is nothing but what a template does, as {% for %} of Jinja or {{- if }} of Go.
func templateLine(word string) bool {
	if strings.HasPrefix(word, "{%") {
		return strings.HasSuffix(word, "%}")
	}
	inner, begins := strings.CutPrefix(word, "{{")
	inner, ends := strings.CutSuffix(inner, "}}")
	if !begins || !ends {
		return false
	}
	does, _, _ := strings.Cut(strings.Trim(inner, "- "), " ")
	switch does {
	case "if", "else", "end", "range", "with", "define", "template", "block", "include", "toYaml", "tpl":
		return true
	}
	return strings.HasPrefix(does, "/*")
}

func strangeComments(_ *search, _ int, line string) []slip {
	word := strings.TrimSpace(line)
	from := strings.Index(line, word)
	for _, mark := range []string{"//", "--", ";", "/*", "<!--", "rem ", "REM "} {
		if strings.HasPrefix(word, mark) && word != "---" && !strings.HasPrefix(word, "--- ") {
			return []slip{{code: "yaml-comment", from: from, to: from + len(word), with: "# " + strings.TrimSpace(word[len(mark):]), message: "a comment begins with # in YAML, not with " + wording.Quote(strings.TrimSpace(mark))}}
		}
	}
	if at := strings.Index(bare(line), " //"); at >= 0 {
		return []slip{{code: "yaml-comment", from: at + 1, to: len(line), with: "# " + strings.TrimSpace(line[at+3:]), message: `a comment begins with # in YAML, not with "//"`}}
	}
	return nil
}

var bulletForm = lazily{text: `^\s*([*+•·])\s+[A-Za-z"'{\[/]`}

func bullets(_ *search, _ int, line string) []slip {
	at := bulletForm.find(line)
	if at == nil {
		return nil
	}
	return []slip{{code: "yaml-dash", from: at[2], to: at[3], with: "-", message: "a list item begins with a dash in YAML, not with " + wording.Quote(line[at[2]:at[3]])}}
}
