package child

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
)

// wire is one end of the two pipes. A message is a head, as JSON, and a text as
// it is, each behind its length in bytes (8, big-endian): the texts are large, and
// their packages' own forms cost every start of render something.
type wire struct {
	from *bufio.Reader
	to   io.Writer
}

func newWire(from io.Reader, to io.Writer) *wire { return &wire{bufio.NewReader(from), to} }

// maxHead is of a message, in bytes: the values of --ext-str are in it.
const maxHead = 64 << 20

func (w *wire) send(head any, text []byte) error {
	encoded, err := json.Marshal(head)
	if err != nil {
		return err
	}
	for _, part := range [...][]byte{encoded, text} {
		if err := binary.Write(w.to, binary.BigEndian, uint64(len(part))); err != nil {
			return err
		}
		if _, err := w.to.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// receive reads a message into a head, and gives its text.
func (w *wire) receive(head any) ([]byte, error) {
	encoded, err := w.part(maxHead)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(encoded, head); err != nil {
		return nil, err
	}
	return w.part(1 << 40)
}

// part reads what is behind a length. It grows with what comes, so that a length
// alone takes no memory.
func (w *wire) part(longest uint64) ([]byte, error) {
	var length [8]byte
	if _, err := io.ReadFull(w.from, length[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint64(length[:])
	if n > longest {
		return nil, errors.New("a message is too long")
	}
	if n == 0 {
		return nil, nil
	}
	if n <= 1<<20 {
		text := make([]byte, n)
		_, err := io.ReadFull(w.from, text)
		return text, err
	}
	text, err := io.ReadAll(io.LimitReader(w.from, int64(n)))
	if err == nil && uint64(len(text)) < n {
		err = io.ErrUnexpectedEOF
	}
	return text, err
}
