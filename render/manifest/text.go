package manifest

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// look is what a text that is not plain ASCII holds.
type look struct {
	invisible bool // characters without a shape, such as U+00A0 and U+200B
	breaks    bool // newlines
	ragged    bool // tabs, carriage returns, spaces at the end of a line
}

var errNotUTF8 = errors.New("text that is not UTF-8; write binary data as base64")

// inspect looks at every character, and refuses those that YAML readers lose,
// alter or stop at.
func inspect(s string) (l look, err error) {
	for i, r := range s {
		switch {
		case r == '\n':
			l.breaks = true
			l.ragged = l.ragged || i > 0 && s[i-1] == ' '
		case r == '\t' || r == '\r':
			l.ragged = true
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff:
			return l, fmt.Errorf("the character U+%04X, which YAML readers do not keep", r)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return l, errNotUTF8
		case r > 0x7f && !unicode.IsPrint(r):
			l.invisible = true
		}
	}
	l.ragged = l.ragged || strings.HasSuffix(s, " ")
	return l, nil
}

// appendKey appends s on one line, plain or in double quotes.
func appendKey(dst []byte, s string) ([]byte, error) {
	ok, ifPrintable := plain(s)
	if ok && !ifPrintable {
		return append(dst, s...), nil
	}
	l, err := inspect(s)
	if err != nil {
		return dst, err
	}
	if ok && !l.invisible {
		return append(dst, s...), nil
	}
	return appendQuoted(dst, s), nil
}

// appendText appends s as a value, without the end of its last line: plain, in
// double quotes, or as a block whose lines begin in column indent.
func appendText(dst []byte, s string, indent int) ([]byte, error) {
	ok, ifPrintable := plain(s)
	if ok && !ifPrintable {
		return append(dst, s...), nil
	}
	l, err := inspect(s)
	if err != nil {
		return dst, err
	}
	switch {
	case ok && !l.invisible:
		return append(dst, s...), nil
	case l.breaks && !l.ragged && !l.invisible && s[0] != '\n' && !strings.HasSuffix(s, "\n\n"):
		return appendBlock(dst, s, indent), nil
	}
	return appendQuoted(dst, s), nil
}

// appendBlock appends s as a literal block. Readers differ over empty lines at
// its ends, tabs, and spaces before a newline, so that s has none of these.
func appendBlock(dst []byte, s string, indent int) []byte {
	dst = append(dst, '|')
	if s[0] == ' ' {
		dst = append(dst, '2') // else the first line's own spaces would count as indentation
	}
	body, ends := strings.CutSuffix(s, "\n")
	if !ends {
		dst = append(dst, '-')
	}
	for line := range strings.SplitSeq(body, "\n") {
		dst = append(dst, '\n')
		if line != "" {
			dst = appendSpaces(dst, indent)
			dst = append(dst, line...)
		}
	}
	return dst
}

func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r < 0x80:
			dst = append(dst, byte(r))
		case unicode.IsPrint(r):
			dst = append(dst, s[i:i+utf8.RuneLen(r)]...)
		case r > 0xffff:
			dst = fmt.Appendf(dst, `\U%08X`, r)
		default:
			dst = fmt.Appendf(dst, `\u%04X`, r)
		}
	}
	return append(dst, '"')
}
