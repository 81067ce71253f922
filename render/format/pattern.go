package format

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first needed: a
// run needs few of them, and they would be the largest part of its start.
type pattern struct {
	text  string
	whole bool              // a match takes in all of a text
	plain func(string) bool // says yes to usual texts without the expression
	once  sync.Once
	re    *regexp.Regexp
}

// Decimal is a whole number as every YAML reader reads it.
var Decimal = &pattern{text: `^-?(0|[1-9][0-9]*)$`, plain: plainDecimal}

// Expression is a pattern by its regular expression, compiled when it is used.
func Expression(text string) *pattern { return &pattern{text: text} }

// whole is a pattern that takes in all of a text.
func whole(text string) *pattern { return &pattern{text: text, whole: true} }

// usually is a whole pattern with a short way for usual texts.
func usually(plain func(string) bool, text string) *pattern {
	return &pattern{text: text, whole: true, plain: plain}
}

// FindStringSubmatch is regexp's.
func (p *pattern) FindStringSubmatch(text string) []string {
	return p.compiled().FindStringSubmatch(text)
}

// MatchString reports whether a text matches.
func (p *pattern) MatchString(text string) bool {
	return p.plain != nil && p.plain(text) || p.matches(text)
}

func (p *pattern) matches(text string) bool { return p.compiled().MatchString(text) }

func (p *pattern) compiled() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.String()) })
	return p.re
}

// String is the regular expression as it is written.
func (p *pattern) String() string {
	if p.whole {
		return `^(?:` + p.text + `)$`
	}
	return p.text
}
