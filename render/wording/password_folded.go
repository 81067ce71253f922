package wording

import "strings"

// mostFolded is over how many words a URL may go on that was written over several lines.
const mostFolded = 4

// withoutFolded is a text without the passwords of URLs that go on behind a space, which is
// what YAML makes of the end of a line.
func withoutFolded(text string) string {
	var b strings.Builder
	for {
		at := strings.Index(text, "://")
		if at < 0 {
			return b.String() + text
		}
		at += len("://")
		b.WriteString(text[:at])
		text = text[at:]
		if to := foldedUser(text); to > 0 {
			b.WriteString(hidden)
			text = text[to:]
		} else if from, to := foldedValue(text); to > 0 {
			b.WriteString(text[:from] + hidden)
			text = text[to:]
		}
	}
}

// foldedUser is where the "@" behind a name and its password is that are in several words
// of what follows a scheme; 0 for none. Two words may be a token's.
func foldedUser(rest string) int {
	end := wordEnd(rest, 0)
	authority := rest[:end]
	if at := strings.IndexAny(authority, "/?#@"); at >= 0 {
		if _, port, _ := strings.Cut(authority[:at], ":"); strings.Trim(port, "0123456789") == "" || strings.Contains(authority, "@") {
			return 0
		}
	}
	for words := 1; words < mostFolded && end < len(rest) && strings.IndexByte(space, rest[end]) >= 0; words++ {
		from := end + 1
		end = wordEnd(rest, from)
		switch at := strings.IndexAny(rest[from:end], "/?#@"); {
		case at >= 0 && rest[from+at] != '@':
			return 0
		case at >= 0 && (words == 1 || strings.Contains(rest[:from+at], ":")):
			return from + at
		}
	}
	return 0
}

// foldedValue is where the value of a URL's last parameter that holds a password begins
// and ends, if it goes on in other words; 0, 0 where not.
func foldedValue(rest string) (from, to int) {
	end := wordEnd(rest, 0)
	query := strings.LastIndexAny(rest[:end], "?&") + 1
	name, _, ok := strings.Cut(rest[query:end], "=")
	if query == 0 || !ok || !namesSecret(name) {
		return 0, 0
	}
	to = end
	for words := 1; words < mostFolded && to < len(rest) && strings.IndexByte(space, rest[to]) >= 0; words++ {
		to = wordEnd(rest, to+1)
	}
	if to == end {
		return 0, 0
	}
	return query + len(name) + 1, to
}
