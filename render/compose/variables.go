package compose

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/wording"
)

// Variables are what Compose knows of variables, by their names: what a file .env says of them, and nothing of
// the machine, on which a topology must not depend.
type Variables map[string]Variable

// Variable is the value of one.
type Variable struct {
	Text    string
	Missing string // a variable without a value that it is made of; "" for none
	Secret  bool   // it is made of one that holds a password
}

// Filled is a text with the values of its variables.
type Filled struct {
	Text     string
	Missing  string   // the first variable that has no value
	Wrong    bool     // a ${ in it begins nothing that Compose knows
	Defaults []string // what the text itself gives to variables, as NAME=value, but passwords
	Secrets  []string // variables in it that hold passwords
}

// variableForm is what Compose takes for a variable, behind ${ with what follows a name.
func variableForm() *regexp.Regexp {
	return variableFormOnce.Get(func() *regexp.Regexp { return regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])((?s).*))?$`) })
}

var variableFormOnce later.Value[*regexp.Regexp]

// Fill fills a text in as Compose does: $NAME, ${NAME}, ${NAME:-default}, ${NAME:?wanted} and ${NAME:+instead}, in
// which others may be, and $$ for a $
// (https://docs.docker.com/reference/compose-file/interpolation/).
func (v Variables) Fill(text string) (out Filled) {
	var b strings.Builder
	for {
		before, behind, found := strings.Cut(text, "$")
		b.WriteString(before)
		if !found {
			out.Text = b.String()
			return out
		}
		name, rest := nameAt(behind)
		switch {
		case strings.HasPrefix(behind, "$"):
			b.WriteString("$")
			rest = behind[1:]
		case name == "" && strings.HasPrefix(behind, "{"):
			out.Wrong = true
			out.Text = text
			return out
		case name == "":
			b.WriteString("$")
		default:
			found := variableForm().FindStringSubmatch(name)
			b.WriteString(v.value(found[1], found[2], found[3], &out))
		}
		text = rest
	}
}

// nameAt is what stands behind a $ that begins a variable, without its braces, and what follows; "" for what
// begins none.
func nameAt(behind string) (name, rest string) {
	if !strings.HasPrefix(behind, "{") {
		end := 0
		for end < len(behind) && isOfName(behind[end], end) {
			end++
		}
		return behind[:end], behind[end:]
	}
	open := 0
	for i := range len(behind) {
		switch behind[i] {
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				if !variableForm().MatchString(behind[1:i]) {
					return "", ""
				}
				return behind[1:i], behind[i+1:]
			}
		}
	}
	return "", ""
}

func isOfName(c byte, at int) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || at > 0 && '0' <= c && c <= '9'
}

// value is what stands in the place of a variable; what is found on the way is added to the text's.
func (v Variables) value(name, sign, other string, out *Filled) string {
	one, given := v[name]
	given = given && (one.Text != "" || one.Missing != "" || !strings.HasPrefix(sign, ":"))
	switch {
	case strings.HasSuffix(sign, "+") && given, strings.HasSuffix(sign, "-") && !given:
		instead := v.Fill(other)
		if sign[len(sign)-1] == '-' {
			out.given(name, instead)
		}
		out.add(instead)
		return instead.Text
	case strings.HasSuffix(sign, "+"):
		return ""
	case !given, one.Missing != "":
		if missing := one.Missing; out.Missing == "" {
			if out.Missing = missing; missing == "" {
				out.Missing = name
			}
		}
		return ""
	}
	if one.Secret || wording.IsNamedPassword(name, one.Text) {
		out.add(Filled{Secrets: []string{name}})
	}
	return one.Text
}

// given adds a default.
func (f *Filled) given(name string, value Filled) {
	if wording.IsNamedPassword(name, value.Text) {
		f.add(Filled{Secrets: []string{name}})
	} else if len(value.Secrets) == 0 && value.Missing == "" && !value.Wrong {
		f.add(Filled{Defaults: []string{name + "=" + value.Text}})
	}
}

// add adds what was found in a part of the text.
func (f *Filled) add(other Filled) {
	f.Wrong = f.Wrong || other.Wrong
	if f.Missing == "" {
		f.Missing = other.Missing
	}
	for _, one := range other.Defaults {
		if !slices.Contains(f.Defaults, one) {
			f.Defaults = append(f.Defaults, one)
		}
	}
	for _, one := range other.Secrets {
		if !slices.Contains(f.Secrets, one) {
			f.Secrets = append(f.Secrets, one)
		}
	}
}
