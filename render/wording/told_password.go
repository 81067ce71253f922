package wording

import (
	"encoding/base64"
	"strings"
)

// HideNamed is a text with others in the place of what it calls passwords.
func HideNamed(text string, show func(value string) string) string {
	var b strings.Builder
	at := 0
	for _, s := range NamedPasswords(text) {
		b.WriteString(text[at:s.From] + show(text[s.From:s.To]))
		at = s.To
	}
	return b.String() + text[at:]
}

// NamedPasswords are the passwords of a text that are known by what stands before them, each
// line of one that has several by itself.
func NamedPasswords(text string) []Stretch {
	if !mayName(text) {
		return nil
	}
	var out []Stretch
	for at := 0; at < len(text); {
		if !inName(text[at]) {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && inName(text[end]) {
			end++
		}
		found := behindNamed(text, at, end)
		if out = append(out, found...); len(found) > 0 {
			end = found[len(found)-1].To
		}
		at = end
	}
	return out
}

// mayName reports whether a text may name a password at all, which is found out fast.
func mayName(text string) bool {
	if len(text) < len("pass=x") || !strings.ContainsAny(text, ":= ,") {
		return false
	}
	text = strings.ToLower(text)
	for _, part := range [...]string{"pass", "token", "key", "secret", "pw", "psk", "credential", "preshared", "bearer", "basic"} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func inName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.'
}

// behindNamed are the stretches of the password that a word of a text names; none where it
// names none.
func behindNamed(text string, from, to int) []Stretch {
	name := text[from:to]
	if scheme := strings.ToLower(name); scheme == "bearer" || scheme == "basic" {
		return credential(text, from, to)
	}
	if !IsNamedPassword(name, "x") {
		return nil
	}
	v, ok := valueOf(text, from, to)
	if !ok {
		return nil
	}
	var out []Stretch
	for _, s := range v.stretches() {
		if value := text[s.From:s.To]; !strings.HasPrefix(value, hidden) && IsNamedPassword(name, value) {
			out = append(out, s)
		}
	}
	return out
}

// credential is what a header says after the scheme of its authorization, and not what prose says
// after such a word.
func credential(text string, from, to int) []Stretch {
	if to == len(text) || text[to] != ' ' {
		return nil
	}
	end := wordEnd(text, to+1)
	word := strings.TrimRight(text[to+1:end], ",.;)]}\\")
	if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=") != "" {
		return nil
	}
	if strings.EqualFold(text[from:to], "basic") {
		decoded, err := base64.StdEncoding.DecodeString(word)
		if err != nil || !strings.Contains(string(decoded), ":") {
			return nil
		}
	} else if isProse(word) && (end < len(text) && text[end] == ' ' || len(word) < len("hunter")) {
		return nil
	} else if strings.HasPrefix(strings.ToLower(word), "token") || strings.HasPrefix(strings.ToLower(word), "auth") {
		return nil
	}
	return []Stretch{{to + 1, to + 1 + len(word)}}
}

// isProse reports whether a word is of small letters alone.
func isProse(word string) bool { return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz-") == "" }
