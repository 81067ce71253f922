package manifest

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// maxKept is of a text that is kept for when it comes again, in bytes.
const maxKept = 32

func (r *jsonReader) string() (string, error) {
	start := r.at
	plain, ascii := true, true
	for r.at++; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return r.unquoted(r.text[start:r.at], plain, ascii)
		case c == '\\':
			plain = false
			r.at++
		case c < ' ':
			return "", errBadJSON
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", errBadJSON
}

// unquoted is a text without its quotes, and as it is where nothing is escaped.
func (r *jsonReader) unquoted(quoted []byte, plain, ascii bool) (string, error) {
	inner := quoted[1 : len(quoted)-1]
	if !plain || !ascii && !utf8.Valid(inner) {
		var out string
		if err := json.Unmarshal(quoted, &out); err != nil {
			return "", errBadJSON
		}
		return out, nil
	}
	if len(inner) > maxKept {
		return string(inner), nil
	}
	if kept, ok := r.kept[string(inner)]; ok {
		return kept, nil
	}
	out := string(inner)
	r.kept[out] = out
	return out, nil
}

// number reads a number: RFC 8259, section 6.
func (r *jsonReader) number() (any, error) {
	start := r.at
	r.one('-')
	integer := r.at
	whole := r.digits()
	if whole == 0 || whole > 1 && r.text[integer] == '0' {
		return nil, errBadJSON
	}
	simple := integer == start && whole <= 15 // and so each is one float64
	if r.one('.') {
		simple = false
		if r.digits() == 0 {
			return nil, errBadJSON
		}
	}
	if r.one('e') || r.one('E') {
		simple = false
		if !r.one('+') {
			r.one('-')
		}
		if r.digits() == 0 {
			return nil, errBadJSON
		}
	}
	if simple {
		n := int64(0)
		for _, c := range r.text[start:r.at] {
			n = n*10 + int64(c-'0')
		}
		return float64(n), nil
	}
	f, err := strconv.ParseFloat(string(r.text[start:r.at]), 64)
	return f, err
}

// one passes a character, if it comes next.
func (r *jsonReader) one(c byte) bool {
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

// digits passes digits, and counts them.
func (r *jsonReader) digits() int {
	start := r.at
	for r.at < len(r.text) && r.text[r.at] >= '0' && r.text[r.at] <= '9' {
		r.at++
	}
	return r.at - start
}
