// Package wording owns how words of people are told back to them: in quotes,
// without a private key, and with the known word that is near.
//
// In goes what somebody wrote; out comes a piece of a message. It must never
// know where the words stood, or what is wrong with them.
package wording

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Quote puts the user's words in quotes, cut to a length fit for a message, and
// where a private key begins in them; a password is not shown.
func Quote(s string) string {
	const maxQuoted = 80
	if shown := WithoutKey(s); shown != s {
		return Quoted(Public(shown))
	}
	s = Public(s)
	if utf8.RuneCountInString(s) > maxQuoted {
		s = string([]rune(s)[:maxQuoted]) + "..."
	}
	return Quoted(s)
}

// Quoted is a text in quotes as YAML reads it: in single ones, between which every character is
// itself, where double ones would have to be escaped in it.
func Quoted(s string) string {
	if strings.ContainsAny(s, `"\\`) && !strings.ContainsRune(s, '\'') && !strings.ContainsFunc(s, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return "'" + s + "'"
	}
	return strconv.Quote(s)
}

// WithoutKey is a text up to where a private key begins in it, or base64 of one.
func WithoutKey(text string) string {
	if at := keyAt(text); at >= 0 {
		return text[:at] + "..."
	}
	if HoldsKey([]byte(text)) {
		return text[:firstPiece(text)] + "..."
	}
	return text
}

// Public is a text without a private key, without passwords of URLs, and without what it
// calls a password: `--password=...`, `password: ...`, `Bearer ...`.
func Public(text string) string {
	return HideNamed(WithoutPassword(WithoutKey(text)), func(string) string { return hidden })
}
