package wording

import "bytes"

// hexKeyAt is where in a text a private key begins that is DER in hexadecimal, whatever
// space or colons are between its digits, as openssl prints it; -1 for none.
func hexKeyAt(text []byte) int {
	for from := 0; ; from++ {
		i := bytes.Index(text[from:], []byte("30")) // a SEQUENCE
		if i < 0 {
			return -1
		}
		from += i
		if from+2 < len(text) && mayGoOn(text[from+2]) && isKeyDER(&der{bytes: &digits{text: text[from:]}}) {
			return from
		}
	}
}

// mayGoOn reports whether a byte may stand behind two digits: what a port or a date ends
// with may not, which most texts have.
func mayGoOn(c byte) bool {
	return c >= '2' && c <= '8' || c == ':' || letterValues[c] == spaceLetter // a length of 32 bytes or more
}

// digits reads what pairs of hexadecimal digits stand for.
type digits struct {
	text []byte
	at   int
}

// next is the next byte; false at the end of the digits.
func (d *digits) next() (byte, bool) {
	var value, has byte
	for ; d.at < len(d.text) && has < 2; d.at++ {
		switch c := d.text[d.at]; {
		case c >= '0' && c <= '9':
			value, has = value<<4|(c-'0'), has+1
		case c >= 'a' && c <= 'f':
			value, has = value<<4|(c-'a'+10), has+1
		case c >= 'A' && c <= 'F':
			value, has = value<<4|(c-'A'+10), has+1
		case has == 0 && (c == ':' || letterValues[c] == spaceLetter):
			if c == '\\' && d.at+1 < len(d.text) && (d.text[d.at+1] == 'n' || d.text[d.at+1] == 'r') {
				d.at++
			}
		default:
			return 0, false
		}
	}
	return value, has == 2
}
