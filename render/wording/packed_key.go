package wording

import (
	"bytes"
	"compress/gzip"
	"io"
)

// packedBeginning is how base64 of what gzip wrote begins: of its mark, and the one method
// that it has.
var packedBeginning = []byte("H4sI")

// Limits of what is unpacked, since a few bytes may become very many.
const (
	maxUnpacked = 1 << 20 // bytes of one, which no object of a cluster exceeds
	maxPackages = 8       // of one text
)

// packedKeyAt is where in a text base64 begins of what gzip made of a private key; -1 for
// none. What is packed in it once more is not looked at.
func packedKeyAt(text []byte) int {
	for from, n := 0, 0; n < maxPackages; n++ {
		i := bytes.Index(text[from:], packedBeginning)
		if i < 0 {
			return -1
		}
		from += i
		unpacked := unpack(text[from:])
		if holdsPlainly(unpacked) {
			return from
		}
		from += len(packedBeginning)
	}
	return -1
}

// unpack gives what was packed, as far as it can be read.
func unpack(text []byte) []byte {
	reader, err := gzip.NewReader(&letterReader{letters{text: text}})
	if err != nil {
		return nil
	}
	var out bytes.Buffer
	_, _ = io.CopyN(&out, reader, maxUnpacked) // what follows the letters is no gzip's
	return out.Bytes()
}

// letterReader reads what letters of base64 stand for.
type letterReader struct{ letters }

func (r *letterReader) ReadByte() (byte, error) {
	b, ok := r.next()
	if !ok {
		return 0, io.EOF
	}
	return b, nil
}

func (r *letterReader) Read(p []byte) (int, error) {
	for n := range p {
		b, err := r.ReadByte()
		if err != nil {
			return n, err
		}
		p[n] = b
	}
	return len(p), nil
}
