package wording

import "iter"

// What a byte is in base64, beside the values of its 64 letters: none of it, or white
// space, that people put into it.
const (
	noLetter    = 0xff
	spaceLetter = 0xfe
)

// letterValues are the letters of base64, the ones for URLs too.
var letterValues = func() (out [256]byte) {
	for i := range out {
		out[i] = noLetter
	}
	for i, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		out[c] = byte(i)
	}
	out['-'], out['_'] = 62, 63
	for _, c := range " \t\r\n\\" { // and the escapes of the ends of lines
		out[c] = spaceLetter
	}
	return out
}()

// letters reads what base64 letters stand for, whatever white space is between them.
type letters struct {
	text []byte
	at   int
	bits uint32 // that were read and are not given yet
	has  int    // how many
}

// next is the next byte; false at the end of the letters.
func (l *letters) next() (byte, bool) {
	for ; l.has < 8; l.at++ {
		if l.at >= len(l.text) {
			return 0, false
		}
		switch value := letterValues[l.text[l.at]]; {
		case value < 64:
			l.bits, l.has = l.bits<<6|uint32(value), l.has+6
		case value == noLetter:
			return 0, false
		case l.text[l.at] == '\\' && l.at+1 < len(l.text) && (l.text[l.at+1] == 'n' || l.text[l.at+1] == 'r'):
			l.at++
		}
	}
	l.has -= 8
	return byte(l.bits >> l.has), true
}

// minRun is how many letters base64 of base64 of a private key has at least.
const minRun = 64

// runs are the stretches of a text without white space that are base64 letters alone, and
// long enough to be a key's base64 in base64.
func runs(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := minRun - 1; at < len(text); at += minRun { // each run is met by one of these steps
			if letterValues[text[at]] >= 64 {
				continue
			}
			from, to := at, at+1
			for from > 0 && letterValues[text[from-1]] < 64 {
				from--
			}
			for to < len(text) && letterValues[text[to]] < 64 {
				to++
			}
			if to-from >= minRun && !yield(text[from:to]) {
				return
			}
			at += (to - 1 - at) / minRun * minRun
		}
	}
}

// firstPiece is where the first letters of base64 stand of which there are enough to be
// some of a key; where there are none it is the beginning.
func firstPiece(text string) int {
	run := 0
	for i := range len(text) {
		if run++; letterValues[text[i]] >= 64 {
			run = 0
		}
		if run == minPiece {
			return i + 1 - minPiece
		}
	}
	return 0
}

// minPiece is how many letters of base64 in one piece may be some of a key.
const minPiece = 16

func base64Letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// withoutSpace is a text without white space, and without the escapes for the
// ends of lines.
func withoutSpace(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case c == '\\' && i+1 < len(text) && (text[i+1] == 'n' || text[i+1] == 'r'):
			i++
		case c == '\\':
		default:
			out = append(out, c)
		}
	}
	return out
}
