package compose

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/wording"
)

// Password is a password in the words of a command: a stretch of one, and what it is called.
type Password struct {
	Word, From, To int
	Name           string // in small letters, without dashes; "url" of a URL with one
}

// Passwords are the passwords that stand in the words of a command, or in the scripts that these are: behind options that
// are named so, as variables set before a program, in URLs, and behind -p of MySQL's programs and -a of redis-cli.
func Passwords(words []string) []Password {
	var all []piece
	for i, word := range words {
		all = append(all, piecesOf(i, word)...)
	}
	var out []Password
	program := ""
	for i, p := range all {
		if name := p.text[strings.LastIndexByte(p.text, '/')+1:]; isClient(name) {
			program = name
		}
		if i > 0 && isPasswordOption(all[i-1].text, program) && !strings.HasPrefix(p.text, "-") {
			out = p.password(out, p.from, all[i-1].text)
			continue
		}
		name, value, given := strings.Cut(p.text, "=")
		switch {
		case given && (isPasswordOption(name, "") || !strings.HasPrefix(name, "-") && wording.IsNamedPassword(name, value)):
			out = p.password(out, p.to-len(value), name)
		case strings.HasPrefix(program, "m") && strings.HasPrefix(p.text, "-p") && len(p.text) > 2:
			out = p.password(out, p.from+2, "password")
		case wording.HoldsPassword(p.text):
			out = append(out, Password{p.word, p.from, p.to, "url"})
		}
	}
	return out
}

// piece is a part of a word between blanks and quotes.
type piece struct {
	word, from, to int
	text           string
}

func piecesOf(word int, text string) (out []piece) {
	for _, at := range pieceForm().FindAllStringIndex(text, -1) {
		out = append(out, piece{word, at[0], at[1], text[at[0]:at[1]]})
	}
	return out
}

func pieceForm() *regexp.Regexp {
	return pieceFormOnce.Get(func() *regexp.Regexp { return regexp.MustCompile("[^\\s\"'`]+") })
}

var pieceFormOnce later.Value[*regexp.Regexp]

// password adds one that goes from a place in a word to the end of a piece, unless what stands there says where one is.
func (p piece) password(out []Password, from int, name string) []Password {
	value := p.text[from-p.from:]
	name = strings.ToLower(strings.TrimLeft(name, "-"))
	if value == "" || strings.ContainsAny(value[:1], "$/.<\x01") || !wording.IsNamedPassword("password", value) {
		return out
	}
	return append(out, Password{p.word, from, p.to, name})
}

// isClient reports whether a program takes a password by an option of one letter.
func isClient(name string) bool {
	return slices.Contains([]string{"mysql", "mysqladmin", "mysqldump", "mariadb", "mariadb-admin", "mariadb-dump", "redis-cli", "valkey-cli"}, name)
}

// isPasswordOption reports whether a password stands behind an option.
func isPasswordOption(option, program string) bool {
	name := strings.TrimLeft(option, "-")
	switch {
	case name == option || name == "":
		return false
	case name == "a":
		return strings.HasSuffix(program, "-cli")
	case slices.Contains([]string{"requirepass", "masterauth", "pass"}, name):
		return true
	}
	return wording.IsNamedPassword(strings.ToUpper(strings.ReplaceAll(name, "-", "_")), "x") || wording.IsNamedPassword(name, "x")
}
