package source

import (
	"strconv"
	"strings"

	"render/render/wording"
)

var (
	tightDash  = lazily{text: `^\s*(-)[A-Za-z"'{\[/*]`}
	tightColon = lazily{text: `^\s*(?:- +)*([A-Za-z][A-Za-z0-9_.-]*:)([^\s:/].*|/(?:[^/].*)?)$`}
	// oneWord is a key, and a value behind white space or "=" without a colon.
	oneWord  = lazily{text: `^\s*(?:- +)*([A-Za-z][A-Za-z0-9_-]*)( *= *| +)([^\s=:].*)$`}
	keyAlone = lazily{text: `^\s*(?:- +)*([A-Za-z][A-Za-z0-9_-]*)\s*$`}
	keyed    = lazily{text: `^\s*(?:- +)*(?:[A-Za-z][A-Za-z0-9_./-]*|q+):\s+`}
)

func dashWithoutSpace(_ *search, _ int, line string) []slip {
	at := tightDash.find(line)
	if at == nil {
		return nil
	}
	to := wordEnd(line, at[3])
	if shown := strings.TrimRight(bare(line), " \t"); strings.HasSuffix(shown[:to], ":") {
		to = len(shown) // with the value behind it
	}
	return []slip{{code: "yaml-dash", from: at[2], to: to, with: "- " + line[at[3]:to], message: "the dash of a list item needs a space behind it"}}
}

// wordEnd is the end of the key or word that begins at from.
func wordEnd(line string, from int) int {
	end := from
	for end < len(line) && strings.IndexByte(" ,]}", line[end]) < 0 {
		end++
	}
	return end
}

func colonWithoutSpace(_ *search, _ int, line string) []slip {
	at := tightColon.find(bare(line))
	if at == nil {
		return nil
	}
	to := len(strings.TrimRight(bare(line), " "))
	return []slip{{code: "yaml-colon", from: at[2], to: max(to, at[4]+1), with: line[at[2]:at[3]] + " " + line[at[4]:max(to, at[4]+1)],
		message: "the colon of a key needs a space behind it"}}
}

func reservedSigns(s *search, n int, line string) []slip {
	var out []slip
	for _, sign := range []string{"@", "`", "%", "&", "!", "|", ">"} {
		out = append(out, quoteFrom(line, sign, "begins with "+sign+", which means something else in YAML")...)
	}
	return out
}

// maxSigns is how many values of a line that begin with a sign are looked at.
const maxSigns = 100

// quoteFrom puts values of a line that begin with a sign in quotes.
func quoteFrom(line, sign, message string) []slip {
	var out []slip
	shown := bare(line)
	for from := 0; from < len(shown) && len(out) < maxSigns; {
		at := strings.Index(shown[from:], sign)
		if at < 0 {
			break
		}
		at += from
		from = at + 1
		before := strings.TrimRight(shown[:at], " ")
		if before != "" && strings.IndexByte("-:,[{", before[len(before)-1]) < 0 || before != "" && before == shown[:at] && strings.IndexByte("-:,", before[len(before)-1]) >= 0 {
			continue
		}
		to := valueEnd(shown, at)
		text := line[at:to]
		if inner, ends := strings.CutSuffix(text, `"`); ends && !strings.Contains(inner, `"`) {
			text = inner // whose other quote is missing
		}
		out = append(out, slip{code: "yaml-sign", from: at, to: to, with: strconv.Quote(text), message: wording.Quote(line[at:to]) + " " + message})
		from = to
	}
	return out
}

// valueEnd is where the plain value that begins at from ends: in brackets at a
// comma or a bracket, else with the line.
func valueEnd(shown string, from int) int {
	open := strings.Count(shown[:from], "[") + strings.Count(shown[:from], "{") - strings.Count(shown[:from], "]") - strings.Count(shown[:from], "}")
	to := len(shown)
	if open > 0 {
		if at := strings.IndexAny(shown[from:], ",]}"); at >= 0 {
			to = from + at
		}
	} else if at := strings.Index(shown[from:], ": "); at >= 0 {
		to = from + at
	}
	return from + len(strings.TrimRight(shown[from:to], " \t"))
}

// colonMissing is a key with its value and no colon between.
func colonMissing(s *search, n int, line string) []slip {
	shown := bare(line)
	if strings.Contains(shown, ": ") {
		return nil
	}
	if at := oneWord.find(shown); at != nil {
		to := max(at[6], len(strings.TrimRight(shown, " ")))
		return []slip{{code: "yaml-colon", from: at[2], to: to, with: line[at[2]:at[3]] + ": " + line[at[6]:to], message: "a colon is missing behind the key " + wording.Quote(line[at[2]:at[3]])}}
	}
	if at := keyAlone.find(shown); at != nil && indentOf(s.below(n)) >= indentOf(line) {
		word := line[at[2]:at[3]]
		return []slip{{code: "yaml-colon", from: at[2], to: at[3], with: word + ":", message: "a colon is missing behind the key " + wording.Quote(word)}}
	}
	return nil
}

// colonTwice is a plain value with ": " in it.
func colonTwice(_ *search, _ int, line string) []slip {
	shown := bare(line)
	at := keyed.find(shown)
	to := len(strings.TrimRight(shown, " \t"))
	if at == nil || at[1] >= to {
		return nil
	}
	value := line[at[1]:to]
	if !strings.Contains(value, ": ") && !strings.HasSuffix(value, ":") || strings.IndexByte("{[\"'", value[0]) >= 0 {
		return nil
	}
	if word, rest, _ := strings.Cut(value, ": "); (strings.ContainsAny(word, "/.") || keyOf(line) == "image" && !strings.Contains(word, ":")) && rest != "" && !strings.ContainsAny(rest, " :") {
		return []slip{{code: "yaml-colon", from: at[1], to: to, with: word + ":" + rest, message: `a plain value cannot hold ": "`,
			help: "write: " + word + ":" + rest + ", or " + strconv.Quote(value) + " if the space belongs to it"}}
	}
	if inner := keyed.find(value); inner != nil && strings.TrimSpace(value[inner[1]:]) != "" && !strings.Contains(value[inner[1]:], ": ") {
		return []slip{{code: "yaml-colon", from: at[1], to: to, with: "{" + value + "}", message: `a plain value cannot hold ": "`,
			help: "write: {" + value + "}, or " + strconv.Quote(value) + " if it is text"}}
	}
	return []slip{{code: "yaml-colon", from: at[1], to: to, with: strconv.Quote(value), message: `a plain value cannot hold ": "`}}
}

// openBracket is a line that opens more brackets than it closes.
func openBracket(_ *search, _ int, line string) []slip {
	shown := bare(line)
	var open []byte
	first := -1
	for i := range len(shown) {
		switch c := shown[i]; c {
		case '[', '{':
			if len(open) == 0 {
				first = i
			}
			open = append(open, map[byte]byte{'[': ']', '{': '}'}[c])
		case ']', '}':
			if len(open) > 0 && open[len(open)-1] == c {
				open = open[:len(open)-1]
			} else if len(open) > 0 {
				return otherClosed(shown, i, open[len(open)-1])
			}
		}
	}
	if len(open) == 0 {
		return nil
	}
	to := len(strings.TrimRight(shown, " \t"))
	closing := ""
	for i := len(open) - 1; i >= 0; i-- {
		closing += string(open[i])
	}
	var out []slip
	if strings.HasSuffix(shown[:to], ",") {
		out = append(out, slip{code: "yaml-bracket", from: first, to: to, with: line[first:to-1] + closing, message: "a bracket is not closed"})
	}
	return append(out, slip{code: "yaml-bracket", from: first, to: to, with: line[first:to] + closing, message: "a bracket is not closed"})
}

// otherClosed are what may be meant by a bracket that closes another one than was opened last, which wants
// expected: that both are closed, or that one, or the two in the other order; or it is too much, with those
// beside it that are.
func otherClosed(shown string, i int, expected byte) []slip {
	const message = "the bracket that was opened last is another one"
	c, run := shown[i], i+1
	for run < len(shown) && shown[run] == c {
		run++
	}
	tooMuch := slip{code: "yaml-bracket", from: i, to: run, message: "closes a bracket that is not open", help: "remove it"}
	if run > i+1 {
		tooMuch.message, tooMuch.help = "closes brackets that are not open", "remove them"
	}
	out := []slip{{code: "yaml-bracket", from: i, to: i + 1, with: string(expected) + string(c), message: message}, {code: "yaml-bracket", from: i, to: i + 1, with: string(expected), message: message}}
	if run < len(shown) && shown[run] == expected {
		out = append(out, slip{code: "yaml-bracket", from: i, to: run + 1, with: string(expected) + shown[i:run], message: message})
	}
	return append(out, tooMuch)
}

// closedTwice is a line that closes more brackets than it opens.
func closedTwice(_ *search, _ int, line string) []slip {
	shown := bare(line)
	depth := 0
	for i := range len(shown) {
		switch shown[i] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth < 0 {
				return []slip{{code: "yaml-bracket", from: i, to: i + 1, message: "closes a bracket that is not open", help: "remove it"}}
			}
		}
	}
	return nil
}

// openedOnly is a bracket at the beginning of a value that nothing closes.
func openedOnly(_ *search, _ int, line string) []slip {
	shown := bare(line)
	at := strings.IndexAny(shown, "[{")
	if at < 0 || strings.ContainsAny(shown, "]}") {
		return nil
	}
	to := len(strings.TrimRight(shown, " \t"))
	return []slip{{code: "yaml-bracket", from: at, to: to, with: line[at+1 : to], message: "a bracket is opened here, and not closed"}}
}
