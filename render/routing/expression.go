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
	*Whole
	literal    string // every match begins so
	everything bool   // one of the usual spellings of "any path"
}

func newExpression(text string) *expression {
	return &expression{NewWhole(text), literalPrefix(text), matchesEverything(text)}
}

// Whole is a regular expression that has to match all of a text, as Envoy has it. It is compiled when it is
// first asked for.
type Whole struct {
	text     string
	once     sync.Once
	compiled *regexp.Regexp // nil before once, and where it is none
}

// NewWhole is that of a text.
func NewWhole(text string) *Whole { return &Whole{text: text} }

// Matches reports whether the expression matches all of a text; one that is none
// matches nothing.
func (e *Whole) Matches(text string) bool {
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
