package wording

import "bytes"

// opensshBody begins a private key of OpenSSH's without its BEGIN line: it is base64 of
// "openssh-key-v1".
const opensshBody = "b3BlbnNzaC1rZXktdjE"

// bareKeyAt is where in a text a private key begins that has no mark: base64 or hexadecimal
// of DER, OpenSSH's, a JSON Web Key's, one by its name, or a packed one; -1 for none.
func bareKeyAt(text []byte) int {
	return firstOf(text, base64KeyAt, hexKeyAt, jsonKeyAt, namedKeyAt, packedKeyAt)
}

// holdsPlainly reports whether a text holds a private key that is not packed.
func holdsPlainly(text []byte) bool {
	return len(text) >= minKey && (keyInClear(text) || holdsEncodedMark(text) || firstOf(text, base64KeyAt, hexKeyAt, jsonKeyAt, namedKeyAt) >= 0)
}

// firstOf is the first place in a text that any of some functions finds; -1 for none.
func firstOf(text []byte, all ...func([]byte) int) int {
	first := -1
	for _, find := range all {
		if i := find(text); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// base64KeyAt is where in a text a private key begins that is base64 of DER without a BEGIN
// line, or OpenSSH's; -1 for none. A key is told from certificates, requests,
// lists of revoked ones and public keys by how its DER begins.
func base64KeyAt(text []byte) int {
	first := bytes.Index(text, []byte(opensshBody))
	for from := 0; ; {
		i := bytes.IndexByte(text[from:], 'M') // of 0x30, a SEQUENCE
		if i < 0 || first >= 0 && from+i > first {
			return first
		}
		from += i
		if mayBeginDER(text[from+1:]) && isKeyDER(&der{bytes: &letters{text: text[from:]}}) {
			return from
		}
		from++
	}
}

// mayBeginDER reports whether what follows the first letter of a SEQUENCE can be its
// length: no key is shorter than 32 bytes, or has a length of more than 15 bytes.
func mayBeginDER(rest []byte) bool {
	return len(rest) > 0 && (rest[0] >= 'C' && rest[0] <= 'I' || letterValues[rest[0]] == spaceLetter)
}
