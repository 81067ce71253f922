package trace

import (
	"regexp"
	"testing"
)

// TestReplaced holds what an expression's match becomes, by groups and signs that stand for themselves.
func TestReplaced(t *testing.T) {
	for _, one := range [][2]string{
		{`/q/\1`, "/q/abc"},
		{`/q/\\1`, `/q/\1`},
		{`/q/\\\1`, `/q/\abc`},
		{`/q/$1\1`, "/q/$1abc"},
		{`/q/\0`, "/q//search/abc"},
		{`/q`, "/q"},
	} {
		if got := replaced(regexp.MustCompile("^/search/(.*)"), "/search/abc", one[0]); got != one[1] {
			t.Errorf("by %s: %s, want %s", one[0], got, one[1])
		}
	}
}
