package routing

import (
	"cmp"
	"regexp"
	"strings"
)

// Kind is how exactly a path is given, and with it the order in which paths of one
// host are tried: render's own, which it writes into each VirtualService.
type Kind uint8

// The kinds, the more exact before the less.
const (
	Exact  Kind = iota // one path
	Prefix             // a path and what is below it at a slash; the longer before the shorter
	Regex              // an RE2 expression for the whole path; in the order of the file
	Every              // every path
)

// Path is which paths a match is for. Make it with NewPath.
type Path struct {
	Kind    Kind
	Text    string // the exact path, the prefix without its last slash, the expression; "" for Every
	AnyCase bool   // whether letters are large or small says nothing

	key        string      // the text in small letters; of an exact path and a prefix
	expression *expression // of Regex
}

// NewPath is a path of a kind. A prefix ends where a segment does, so that a slash at
// its end says nothing; one of "/" alone is Every.
func NewPath(kind Kind, text string) Path {
	switch kind {
	case Prefix:
		if text = strings.TrimSuffix(text, "/"); text == "" {
			return Path{Kind: Every}
		}
	case Regex:
		return Path{Kind: Regex, Text: text, expression: newExpression(text)}
	case Every:
		text = ""
	}
	return Path{Kind: kind, Text: text, key: small(text)}
}

// InAnyCase is a path for which large and small letters are alike, as Envoy has it:
// those of ASCII, of an exact path or a prefix. One without any stays as it is.
func (p Path) InAnyCase() Path {
	p.AnyCase = p.Kind < Regex && strings.ContainsFunc(p.key, func(r rune) bool { return 'a' <= r && r <= 'z' })
	return p
}

// small is a text with small letters for the large ones of ASCII.
func small(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return 'A' <= r && r <= 'Z' }) {
		return text
	}
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// Same reports whether two paths are for the same requests, by how they are written.
func (p Path) Same(q Path) bool {
	return p.Kind == q.Kind && p.AnyCase == q.AnyCase && (p.Text == q.Text || p.AnyCase && p.key == q.key)
}

// Literal is a text that everything matched begins with; of an expression not always
// the longest.
func (p Path) Literal() string {
	if p.Kind == Regex {
		return p.expression.literal
	}
	return p.Text
}

// Matches reports whether a request's path is one of these.
func (p Path) Matches(path string) bool {
	text := p.Text
	if p.AnyCase {
		path, text = small(path), p.key
	}
	switch p.Kind {
	case Exact:
		return path == text
	case Prefix:
		return path == text || below(path, text)
	case Regex:
		return p.expression.Matches(path)
	}
	return true
}

// Overlaps reports whether one path can be matched by both, as far as that can be
// told: two regular expressions may, unless what they begin with differs.
func (p Path) Overlaps(q Path) bool { return overlap(&p, &q) }

func overlap(p, q *Path) bool {
	if p.Kind > q.Kind {
		p, q = q, p
	}
	if q.Kind == Every {
		return true
	}
	a, b := p.Literal(), q.Literal()
	if p.AnyCase || q.AnyCase {
		a, b = small(a), small(b)
	}
	switch q.Kind {
	case Regex:
		switch p.Kind {
		case Regex:
			return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
		case Prefix:
			return strings.HasPrefix(a, b) || below(b, a)
		}
		return strings.HasPrefix(a, b)
	case Prefix:
		return a == b || below(a, b) || p.Kind == Prefix && below(b, a)
	}
	return a == b
}

// Covers reports whether every path of q is one of p, as far as that can be told:
// of an expression only where it is the usual spelling of "any path", or q is one
// path, or the same expression.
func (p Path) Covers(q Path) bool {
	switch p.Kind {
	case Every:
		return true
	case Regex:
		return p.expression.everything || q.Kind == Regex && q.Text == p.Text || q.single() && p.expression.Matches(q.Text)
	}
	if q.Kind == Every || q.AnyCase && !p.AnyCase {
		return false
	}
	a, b := p.Text, q.Literal()
	if p.AnyCase {
		a, b = p.key, small(b)
	}
	if p.Kind == Exact {
		return q.Kind == Exact && a == b
	}
	return q.Kind < Regex && a == b || below(b, a)
}

// single reports whether a path is but one: exact, or an expression without any
// sign of its own.
func (p Path) single() bool {
	return p.Kind == Exact && !p.AnyCase || p.Kind == Regex && p.expression.literal == p.Text
}

// below reports whether a path is below a prefix at a slash.
func below(path, prefix string) bool {
	return len(path) > len(prefix) && path[len(prefix)] == '/' && path[:len(prefix)] == prefix
}

// Compare is the order in which paths of one host are tried: of one text that with
// its very letters first. It is 0 for two expressions, since nobody can tell which of
// them is the more exact.
func (p Path) Compare(q Path) int {
	if d := cmp.Compare(p.Kind, q.Kind); d != 0 || p.Kind == Regex {
		return d
	}
	if p.Kind == Prefix {
		if d := cmp.Compare(len(q.Text), len(p.Text)); d != 0 {
			return d
		}
	}
	if d := strings.Compare(p.key, q.key); d != 0 {
		return d
	}
	if p.AnyCase != q.AnyCase {
		if q.AnyCase {
			return -1
		}
		return 1
	}
	return strings.Compare(p.Text, q.Text)
}

// WithQueries is an expression for requests for exact paths and prefixes, each with
// any query, as Envoy has both together; "" for none.
func WithQueries(paths []Path) string {
	parts := make([]string, len(paths))
	for i, path := range paths {
		end := "[?]"
		if path.Kind == Prefix {
			end = "[/?]"
		}
		parts[i] = regexp.QuoteMeta(path.Text) + "(" + end + ".*)?"
	}
	return strings.Join(parts, "|")
}
