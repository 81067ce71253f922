package wording

import "bytes"

// maxAlgorithm is how many bytes of an algorithm and its parameters are read; those of
// DSA are the longest.
const maxAlgorithm = 4096

// maxStore is how many bytes of PKCS #12 are looked through for a key.
const maxStore = 1 << 20

// isKeyDER reports whether DER is that of a private key: of PKCS #8, encrypted or not (RFC
// 5958), PKCS #1 or DSA (RFC 8017), SEC 1 (RFC 5915), or PKCS #12 with a key in it (RFC 7292).
func isKeyDER(d *der) bool {
	const integer, octets, object, sequence = 0x02, 0x04, 0x06, 0x30
	if d.next() != sequence {
		return false
	}
	all := d.length()
	switch d.next() {
	case integer:
		if d.next() != 1 {
			return false
		}
		version := d.next()
		switch d.next() {
		case sequence: // the algorithm; a certificate's, or a list's, is followed by a name
			n := d.length()
			if version == 3 {
				return d.next() == object && d.holds(keyBag)
			}
			return version <= 1 && d.next() == object && d.skip(n-1) && d.next() == octets
		case integer: // the modulus
			n := d.length()
			return version <= 1 && !d.ended && n >= 32 && n < all
		case octets:
			n := d.length()
			return version == 1 && !d.ended && n >= 14 && n <= 66 && n < all
		}
	case sequence:
		n := d.length()
		if d.next() != object {
			return false
		}
		length := d.length()
		for _, b := range []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01} { // 1.2.840.113549.1: PKCS
			if d.next() != b {
				return false
			}
		}
		scheme := d.next() // PKCS #5, or #12
		return (scheme == 5 || scheme == 12) && length < 128 && d.skip(n-10) && d.next() == octets
	}
	return false
}

// der reads DER that is written as letters, no more of them than it is asked for.
type der struct {
	bytes interface{ next() (byte, bool) }
	ended bool
}

// next is the next byte, 0 behind the end.
func (d *der) next() byte {
	b, ok := d.bytes.next()
	d.ended = d.ended || !ok
	return b
}

// length is that of what follows; 0 where it is none that fits a key.
func (d *der) length() int {
	n := int(d.next())
	if n < 0x80 {
		return n
	}
	bytes := n - 0x80
	if n = 0; bytes < 1 || bytes > 3 {
		return 0
	}
	for range bytes {
		n = n<<8 | int(d.next())
	}
	return n
}

// keyBag begins the identifier of what is a key in PKCS #12, in clear or encrypted
// (1.2.840.113549.1.12.10.1.1 and .2): a store of certificates alone has none.
var keyBag = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01}

// holds reports whether in what follows an identifier begins so, and ends in 1 or 2.
func (d *der) holds(identifier []byte) bool {
	const window = 11
	var last [window]byte
	for n := 0; !d.ended && n < maxStore; n++ {
		copy(last[:], last[1:])
		last[window-1] = d.next()
		if end := last[window-1]; (end == 1 || end == 2) && bytes.Equal(last[:window-1], identifier) {
			return true
		}
	}
	return false
}

// skip passes over some bytes, as far as they are those of an algorithm.
func (d *der) skip(n int) bool {
	if n < 0 || n > maxAlgorithm {
		return false
	}
	for range n {
		d.next()
	}
	return !d.ended
}
