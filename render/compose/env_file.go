package compose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"render/internal/later"
	"render/render/wording"
)

// Entry is a variable of a file, and its line.
type Entry struct {
	Name string
	Variable
	Line int
}

// EnvFile reads a file of variables as Compose does: NAME=value, with # and export, in quotes or without, and in
// what stands in no single quotes with the values of the ones given and of those before
// (https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax).
// Its error is what Compose refuses, without a value.
func EnvFile(text string, given Variables) ([]Entry, error) {
	r := &envReader{text: strings.TrimPrefix(text, "\uFEFF"), line: 1, known: Variables{}}
	var out []Entry
	for r.toEntry() {
		one, ok, err := r.entry(given)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, one)
			r.known[one.Name] = one.Variable
		}
	}
	return out, nil
}

// RawFile reads a file of variables whose values stand as they are, of which env_file says format: raw.
func RawFile(text string) (out []Entry) {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\r"), "="); ok && !strings.HasPrefix(line, "#") {
			out = append(out, Entry{name, Variable{Text: value}, i + 1})
		}
	}
	return out
}

// envReader reads a file of variables.
type envReader struct {
	text  string // what is left
	line  int
	known Variables // what was read
}

// skip leaves bytes behind.
func (r *envReader) skip(n int) {
	r.line += strings.Count(r.text[:n], "\n")
	r.text = r.text[n:]
}

// toEntry goes to where the next entry begins; false at the end.
func (r *envReader) toEntry() bool {
	for {
		r.skip(len(r.text) - len(strings.TrimLeftFunc(r.text, unicode.IsSpace)))
		if !strings.HasPrefix(r.text, "#") {
			return r.text != ""
		}
		r.skip(len(r.untilEnd()))
	}
}

// untilEnd is the rest of the line.
func (r *envReader) untilEnd() string {
	line, _, _ := strings.Cut(r.text, "\n")
	return line
}

// isBlank reports whether a character is a space that ends no line.
func isBlank(c rune) bool { return c != '\n' && unicode.IsSpace(c) }

// entry reads an entry; false for a name alone, whose value the machine would have.
func (r *envReader) entry(given Variables) (Entry, bool, error) {
	if strings.HasPrefix(r.text, "export") && len(r.text) > 6 && isBlank(rune(r.text[6])) {
		r.skip(6)
		r.skip(len(r.text) - len(strings.TrimLeftFunc(r.text, isBlank)))
	}
	at := r.line
	end := strings.IndexFunc(r.text, func(c rune) bool {
		return !isBlank(c) && !strings.ContainsRune("_.-[]", c) && !unicode.IsLetter(c) && !unicode.IsNumber(c)
	})
	if end < 0 || r.text[end] == '\n' {
		if end < 0 {
			end = len(r.text)
		}
		alone := strings.TrimSpace(r.text[:end])
		if r.skip(end); strings.ContainsFunc(alone, unicode.IsSpace) {
			return Entry{}, false, fmt.Errorf("line %d is no variable, as NAME=value", at)
		}
		return Entry{}, false, nil
	}
	name := strings.TrimSpace(r.text[:end])
	if r.text[end] != '=' && r.text[end] != ':' || strings.ContainsFunc(name, unicode.IsSpace) || name == "" {
		return Entry{}, false, fmt.Errorf("line %d is no variable, as NAME=value", at)
	}
	r.skip(end + 1)
	r.skip(len(r.text) - len(strings.TrimLeftFunc(r.text, isBlank)))
	text, filled, err := r.value()
	if err != nil {
		return Entry{}, false, fmt.Errorf("line %d: a value in quotes has no end", at)
	}
	one := Entry{name, Variable{Text: text}, at}
	if filled {
		all := Variables{}
		for _, list := range [...]Variables{r.known, given} {
			for key, value := range list {
				all[key] = value
			}
		}
		made := all.Fill(text)
		if made.Wrong {
			return Entry{}, false, fmt.Errorf("line %d: its ${ begins no variable; write: $${", at)
		}
		one.Variable = Variable{made.Text, made.Missing, len(made.Secrets) > 0}
	}
	one.Secret = one.Secret || wording.IsNamedPassword(name, one.Text)
	return one, true, nil
}

// value reads a value, and whether variables in it are filled in.
func (r *envReader) value() (text string, filled bool, err error) {
	if !strings.HasPrefix(r.text, "'") && !strings.HasPrefix(r.text, `"`) {
		line := r.untilEnd()
		r.skip(len(line))
		text, _, _ = strings.Cut(line, " #")
		return strings.TrimRightFunc(text, unicode.IsSpace), true, nil
	}
	quote := r.text[0]
	var b strings.Builder
	for i := 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == quote:
			r.skip(i + 1)
			if quote == '\'' {
				return b.String(), false, nil
			}
			return unescaped(b.String()), true, nil
		case c == '\\' && i+1 < len(r.text):
			if i++; r.text[i] != quote {
				b.WriteByte('\\')
			}
			b.WriteByte(r.text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false, fmt.Errorf("no end")
}

func escape() *regexp.Regexp {
	return escapeOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`\\(?:[abcfnrtv$"\\]|0\d{0,3})`) })
}

var escapeOnce later.Value[*regexp.Regexp]

// unescaped is a value in double quotes with what its backslashes mean.
func unescaped(text string) string {
	return escape().ReplaceAllStringFunc(text, func(one string) string {
		if one == `\$` {
			return "$$" // which is filled in as $
		}
		c, _, _, err := strconv.UnquoteChar(strings.Replace(one, `\0`, `\`, 1), '"')
		if err != nil {
			return one
		}
		return string(c)
	})
}
