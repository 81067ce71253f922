package wording

import (
	"bytes"
	"encoding/base64"
	"strings"

	"render/internal/later"
)

// keyMarks begin a private key: PEM's, age's. This is the only list of them.
var keyMarks = [...]string{"PRIVATE KEY-----", "AGE-SECRET-KEY-", "age-secret-key-", "AGE-PLUGIN-"}

// minKey is how many bytes a text has at least that holds a private key: what begins one,
// and some of it.
const minKey = 20

// keyAt is up to where a text can be shown: the end of the first private key's mark, or
// where a key without one begins; -1 for none.
func keyAt(text string) int {
	first := -1
	for _, mark := range keyMarks {
		if i := strings.Index(text, mark); i >= 0 && (first < 0 || i+len(mark) < first) {
			first = i + len(mark)
		}
	}
	if len(text) >= minKey {
		if i := bareKeyAt([]byte(text)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// KeyAt is where in a text a private key or its mark is seen that is in no further
// base64; -1 where none is seen.
func KeyAt(text []byte) int { return keyAt(string(text)) }

// MarksKey reports whether a text holds what begins a private key, be there more
// of it or not. Such a text is shown nowhere.
func MarksKey(text []byte) bool {
	for _, mark := range keyMarks {
		if bytes.Contains(text, []byte(mark)) {
			return true
		}
	}
	return bareKeyAt(text) >= 0
}

// SuspectsKey reports whether a text holds a private key, or only what begins one: such a
// text is shown neither whole nor in part.
func SuspectsKey(text []byte) bool { return HoldsKey(text) || MarksKey(text) }

// IsKey reports whether a value that ought to be public, short and on one line
// is a private key or was made of one, in any case of letters.
func IsKey(value string) bool {
	upper := strings.ToUpper(value)
	return keyAt(upper) >= 0 || strings.Contains(upper, "PRIVATE KEY") || HoldsKey([]byte(value))
}

// HoldsKey reports whether a text holds a private key: in clear, with its BEGIN line or
// without, in base64, or in base64 of that, as a Secret's data has it, in one line or in
// several. A mark alone is none. Zero bytes are passed over, so that UTF-16 hides nothing.
func HoldsKey(text []byte) bool {
	if bytes.IndexByte(text, 0) >= 0 {
		text = bytes.ReplaceAll(text, []byte{0}, nil)
	}
	if len(text) < minKey {
		return false
	}
	if keyInClear(text) || jsonKeyAt(text) >= 0 {
		return true
	}
	narrow := text
	if bytes.ContainsAny(text, " \t\r\n\\") {
		narrow = withoutSpace(text)
	}
	return holdsEncodedMark(narrow) || bareKeyAt(narrow) >= 0 || namedKeyAt(text) >= 0 || nestedKey(narrow, 2)
}

// holdsEncodedMark reports whether a text holds a mark in base64, or in base64 of that.
func holdsEncodedMark(text []byte) bool {
	for _, mark := range encodedMarks() {
		if bytes.Contains(text, mark) {
			return true
		}
	}
	return false
}

// keyInClear finds a mark with some of a key behind it.
func keyInClear(text []byte) bool {
	const most = 400 // bytes behind a mark that are looked at
	for _, mark := range keyMarks {
		for rest := text; ; {
			i := bytes.Index(rest, []byte(mark))
			if i < 0 {
				break
			}
			rest = rest[i+len(mark):]
			body, _, _ := bytes.Cut(rest[:min(most, len(rest))], []byte("-----"))
			run := 0
			for _, c := range body {
				if run++; !base64Letter(c) {
					run = 0
				}
				if run == minPiece {
					return true
				}
			}
		}
	}
	return false
}

// encodedMarks are what PEM's and age's marks look like inside base64, and that
// inside base64 once more. Where in a group of three bytes a mark begins is not
// known, so each has three forms, without the letters that its neighbours share.
func encodedMarks() [][]byte { return encodedMarksOnce.Get(makeEncodedMarks) }

var encodedMarksOnce later.Value[[][]byte]

func makeEncodedMarks() [][]byte {
	var once, twice [][]byte
	for _, mark := range []string{"PRIVATE KEY-----", "AGE-SECRET-KEY-1"} {
		once = append(once, encodings([]byte(mark))...)
	}
	for _, mark := range once {
		twice = append(twice, encodings(mark)...)
	}
	return append(once, twice...)
}

func encodings(mark []byte) [][]byte {
	var out [][]byte
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), mark...))
		from, to := (shift*8+5)/6, (shift+len(mark))*8/6
		out = append(out, []byte(text[from:to]))
	}
	return out
}

// nestedKey reports whether what is base64 in a text without white space holds base64 of
// a private key without a BEGIN line, or base64 of that. Where in a group of four letters it
// begins is not known.
func nestedKey(narrow []byte, depth int) bool {
	var decoded []byte
	for run := range runs(narrow) {
		for shift := range 4 {
			decoded = decoded[:0]
			l := letters{text: run[shift:]}
			for b, ok := l.next(); ok; b, ok = l.next() {
				decoded = append(decoded, b)
			}
			if bareKeyAt(decoded) >= 0 || depth > 1 && nestedKey(withoutSpace(decoded), depth-1) {
				return true
			}
		}
	}
	return false
}
