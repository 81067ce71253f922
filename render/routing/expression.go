package routing

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// expression is what is known of a regular expression. Istio and the Gateway API
// have it match the whole path.
type expression struct {
	text       string
	literal    string // every match begins so
	everything bool   // one of the usual spellings of "any path"

	once     sync.Once
	compiled *regexp.Regexp // nil before once, and where it is none
}

func newExpression(text string) *expression {
	return &expression{text: text, literal: literalPrefix(text), everything: matchesEverything(text)}
}

// matches reports whether the expression matches all of a text; one that is none
// matches nothing.
func (e *expression) matches(text string) bool {
	e.once.Do(func() { e.compiled, _ = regexp.Compile("^(?:" + e.text + ")$") })
	return e.compiled != nil && e.compiled.MatchString(text)
}

func matchesEverything(text string) bool {
	switch strings.TrimSuffix(strings.TrimPrefix(text, "^"), "$") {
	case ".*", "/.*", ".+", "/?.*", "(.*)", "/(.*)":
		return true
	}
	return false
}

// literalPrefix is a text that every path matched by an expression begins with.
func literalPrefix(text string) string {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return ""
	}
	re = re.Simplify()
	parts := []*syntax.Regexp{re}
	if re.Op == syntax.OpConcat {
		parts = re.Sub
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Op == syntax.OpBeginText || p.Op == syntax.OpEmptyMatch {
			continue
		}
		if p.Op != syntax.OpLiteral || p.Flags&syntax.FoldCase != 0 {
			break
		}
		b.WriteString(string(p.Rune))
	}
	return b.String()
}

// TakesNoPath reports whether an expression is for no path, as what stands where a route has to be: each
// path begins with "/", and all of it has to match.
func TakesNoPath(text string) bool {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return false
	}
	begun, _ := ReadsPath(re)
	return !begun
}
