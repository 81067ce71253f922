package wording

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// Some private keys are 32 bytes and nothing beside: WireGuard's, Ed25519's seeds. Only what
// they are called tells them from other numbers.

// privateWords begin the end of such a key's name, and keyWord is the rest of it.
var (
	privateWords = [...][]byte{[]byte("rivate"), []byte("RIVATE")}
	keyWord      = []byte("key")
)

// IsNamedKey reports whether a value is a private key by what it is called: 32 bytes in base64
// or hexadecimal, or base64 of that, as a Secret's data has it.
func IsNamedKey(name, value string) bool {
	if !namesKey([]byte(name)) {
		return false
	}
	if n := bytesOfKey([]byte(value)); n > 0 && n == len(value) {
		return true
	}
	decoded, err := base64.StdEncoding.DecodeString(value)
	decoded = bytes.TrimSpace(decoded)
	return err == nil && len(decoded) > 0 && bytesOfKey(decoded) == len(decoded)
}

// namesKey reports whether a name ends as that of a private key.
func namesKey(name []byte) bool {
	at := privateAt(name, 0)
	for at >= 0 {
		if n := keyName(name[at:]); n == len(name[at:]) && n > 0 {
			return true
		}
		at = privateAt(name, at+1)
	}
	return false
}

// privateAt is where the next "rivate" stands, in either case; -1 for none.
func privateAt(text []byte, from int) int {
	first := -1
	for _, word := range privateWords {
		if i := bytes.Index(text[min(from, len(text)):], word); i >= 0 && (first < 0 || from+i < first) {
			first = from + i
		}
	}
	return first
}

// keyName is how long the name of a private key is from its second letter on; 0 where it
// is another name.
func keyName(rest []byte) int {
	n := len(privateWords[0])
	if n < len(rest) && strings.IndexByte("_- ", rest[n]) >= 0 {
		n++
	}
	if end := n + len(keyWord); end <= len(rest) && bytes.EqualFold(rest[n:end], keyWord) {
		return end
	}
	return 0
}

// namedKeyAt is where in a text a private key begins that is one by its name alone, as in
// "PrivateKey = ..." or {name: PRIVATE_KEY, value: ...}; -1 for none.
func namedKeyAt(text []byte) int {
	for at := privateAt(text, 0); at >= 0; at = privateAt(text, at+1) {
		n := keyName(text[at:])
		if n == 0 {
			continue
		}
		value := at + n + behindName(text[at+n:])
		if value > at+n && bytesOfKey(text[value:]) > 0 {
			return value
		}
	}
	return -1
}

// behindName is how much stands between a name and its value; 0 where the name goes on, or
// no value follows.
func behindName(rest []byte) int {
	const between = " \t\r\n\"'\\,"
	n := 0
	skip := func() {
		for n < len(rest) && strings.IndexByte(between, rest[n]) >= 0 {
			n++
		}
	}
	skip()
	if word := []byte("value"); bytes.HasPrefix(rest[n:], word) && n > 0 {
		n += len(word)
		skip()
	}
	if n == len(rest) || rest[n] != ':' && rest[n] != '=' {
		return 0
	}
	n++
	skip()
	return n
}

// bytesOfKey is how many letters or digits at the beginning of a text are 32 bytes, and no
// more; 0 for none.
func bytesOfKey(text []byte) int {
	const letters, digits = 43, 64
	if len(text) > letters && text[letters] == '=' && all(text[:letters], func(c byte) bool { return letterValues[c] < 64 }) &&
		letterValues[text[letters-1]]&3 == 0 && (len(text) == letters+1 || text[letters+1] != '=') {
		return letters + 1
	}
	prefix := 0
	if bytes.HasPrefix(text, []byte("0x")) {
		prefix = 2
	}
	if end := prefix + digits; len(text) >= end && all(text[prefix:end], isHex) && (len(text) == end || letterValues[text[end]] >= 64) {
		return end
	}
	return 0
}

func all(text []byte, of func(byte) bool) bool {
	for _, c := range text {
		if !of(c) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
