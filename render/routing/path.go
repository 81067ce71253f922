package routing

import (
	"cmp"
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
	Kind Kind
	Text string // the exact path, the prefix without its last slash, the expression; "" for Every

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
	return Path{Kind: kind, Text: text}
}

// Equal reports whether two paths are written alike.
func (p Path) Equal(q Path) bool { return p.Kind == q.Kind && p.Text == q.Text }

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
	switch p.Kind {
	case Exact:
		return path == p.Text
	case Prefix:
		return path == p.Text || below(path, p.Text)
	case Regex:
		return p.expression.matches(path)
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
	switch q.Kind {
	case Every:
		return true
	case Regex:
		literal := q.expression.literal
		switch p.Kind {
		case Regex:
			return strings.HasPrefix(p.expression.literal, literal) || strings.HasPrefix(literal, p.expression.literal)
		case Prefix:
			return strings.HasPrefix(p.Text, literal) || below(literal, p.Text)
		}
		return strings.HasPrefix(p.Text, literal)
	case Prefix:
		return p.Text == q.Text || below(p.Text, q.Text) || p.Kind == Prefix && below(q.Text, p.Text)
	}
	return p.Text == q.Text
}

// Covers reports whether every path of q is one of p, as far as that can be told:
// of an expression only where it is the usual spelling of "any path", or q is one
// path, or the same expression.
func (p Path) Covers(q Path) bool {
	switch p.Kind {
	case Exact:
		return q.Kind == Exact && q.Text == p.Text
	case Prefix:
		return q.Kind < Regex && q.Text == p.Text || q.Kind != Every && below(q.Literal(), p.Text)
	case Regex:
		return p.expression.everything || q.Kind == Regex && q.Text == p.Text || q.single() && p.expression.matches(q.Text)
	}
	return true
}

// single reports whether a path is but one: exact, or an expression without any
// sign of its own.
func (p Path) single() bool {
	return p.Kind == Exact || p.Kind == Regex && p.expression.literal == p.Text
}

// below reports whether a path is below a prefix at a slash.
func below(path, prefix string) bool {
	return len(path) > len(prefix) && path[len(prefix)] == '/' && path[:len(prefix)] == prefix
}

// Compare is the order in which paths of one host are tried; 0 for two expressions,
// since nobody can tell which of them is the more exact.
func (p Path) Compare(q Path) int {
	if d := cmp.Compare(p.Kind, q.Kind); d != 0 || p.Kind == Regex {
		return d
	}
	if p.Kind == Prefix {
		if d := cmp.Compare(len(q.Text), len(p.Text)); d != 0 {
			return d
		}
	}
	return strings.Compare(p.Text, q.Text)
}
