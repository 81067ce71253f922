package worktree

import (
	"path"
	"regexp"
	"strings"
)

// pattern is a line of a .gitignore (https://git-scm.com/docs/gitignore).
type pattern struct {
	negated bool // takes back in what it matches
	folders bool // matches folders alone
	whole   bool // holds for the path from its file's folder on, else for the last name
	matches *regexp.Regexp
}

// readPattern reads a line; ok is false where it has no pattern, or one that
// matches nothing.
func readPattern(line string) (p pattern, ok bool) {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = strings.TrimSuffix(line, " ")
	}
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.folders = strings.CutSuffix(line, "/")
	p.whole = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	text, ok := expression(line)
	if !ok {
		return p, false
	}
	var err error
	p.matches, err = regexp.Compile(text)
	return p, err == nil
}

func (p pattern) match(name string, folder bool) bool {
	if !p.whole {
		name = path.Base(name)
	}
	return (folder || !p.folders) && p.matches.MatchString(name)
}

// expression is a pattern as a regular expression; ok is false where it is never
// closed.
func expression(line string) (text string, ok bool) {
	text = "(?s)^"
	parts := strings.Split(line, "/")
	for i, part := range parts {
		last := i == len(parts)-1
		switch {
		case part == "**" && last:
			text += ".+"
		case part == "**":
			text += "(?:.*/)?"
		default:
			one, ok := nameExpression(part)
			if !ok {
				return "", false
			}
			if text += one; !last {
				text += "/"
			}
		}
	}
	return text + "$", true
}

// nameExpression is what one name has to be.
func nameExpression(part string) (text string, ok bool) {
	for i := 0; i < len(part); i++ {
		switch c := part[i]; c {
		case '*':
			text += "[^/]*"
		case '?':
			text += "[^/]"
		case '[':
			class, length := classExpression(part[i:])
			if length == 0 {
				return "", false
			}
			text += class
			i += length - 1
		case '\\':
			if i++; i == len(part) {
				return "", false
			}
			text += regexp.QuoteMeta(part[i : i+1])
		default:
			end := i + 1
			for end < len(part) && !strings.ContainsRune(`*?[\`, rune(part[end])) {
				end++
			}
			text += regexp.QuoteMeta(part[i:end])
			i = end - 1
		}
	}
	return text, true
}

// classExpression is a class of letters, as in [a-z] or [!0-9], and its length; 0
// where it is never closed.
func classExpression(part string) (text string, length int) {
	i := 1
	text = "["
	if i < len(part) && (part[i] == '!' || part[i] == '^') {
		text += "^/"
		i++
	}
	for first := true; i < len(part); first = false {
		switch rest := part[i:]; {
		case rest[0] == ']' && !first:
			return text + "]", i + 1
		case strings.HasPrefix(rest, "[:") && strings.Contains(rest, ":]"):
			end := strings.Index(rest, ":]") + len(":]")
			text += rest[:end]
			i += end
		case rest[0] == '\\' && len(rest) > 1:
			text += regexp.QuoteMeta(rest[1:2])
			i += 2
		case rest[0] == '-':
			text += "-"
			i++
		default:
			text += classLetter(rest[:1])
			i++
		}
	}
	return "", 0
}

// classLetter is a letter of a class, which means nothing else there.
func classLetter(c string) string {
	if strings.ContainsAny(c, `[]^\`) {
		return `\` + c
	}
	return c
}
