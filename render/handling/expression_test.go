package handling

import (
	"regexp"
	"testing"
)

// TestWithNamedGroups: the groups alone are spelt otherwise, and what has the spelling of
// one in a class, or quoted, stays.
func TestWithNamedGroups(t *testing.T) {
	for text, want := range map[string]string{
		`/a/(?<id>[0-9]+)`:          `/a/(?P<id>[0-9]+)`,
		`(?<a>x)(?P<b>y)(?:z)(?i)w`: `(?P<a>x)(?P<b>y)(?:z)(?i)w`,
		`((?<a>(?<b>x)))`:           `((?P<a>(?P<b>x)))`,
		`[(?<]x(?<a>y)`:             `[(?<]x(?P<a>y)`,
		`[](?<]x`:                   `[](?<]x`,
		`[^](?<]x`:                  `[^](?<]x`,
		`[\](?<]x(?<a>y)`:           `[\](?<]x(?P<a>y)`,
		`[[:alpha:](?<]+(?<a>y)`:    `[[:alpha:](?<]+(?P<a>y)`,
		`\((?<a>y)\)`:               `\((?P<a>y)\)`,
		`\Q(?<a>\E(?<b>x)`:          `\Q(?<a>\E(?P<b>x)`,
		`\Q(?<a>`:                   `\Q(?<a>`,
		`/x\\(?<a>y)`:               `/x\\(?P<a>y)`,
		`/plain`:                    `/plain`,
	} {
		if got := withNamedGroups(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		before, after := regexp.MustCompile(text), regexp.MustCompile(want)
		if b, a := before.SubexpNames(), after.SubexpNames(); len(a) != len(b) || a[len(a)-1] != b[len(b)-1] {
			t.Errorf("%s has groups %q, %s %q", text, b, want, a)
		}
	}
}
