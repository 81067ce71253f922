package child

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

// TestWire: what is sent is received, large and empty texts too, and a length that
// is not kept to is an error and takes no memory.
func TestWire(t *testing.T) {
	for _, text := range [][]byte{nil, []byte("a\x00\xff"), bytes.Repeat([]byte("long "), 1<<20)} {
		var pipe bytes.Buffer
		w := newWire(&pipe, &pipe)
		if err := w.send(answer{From: "a", Name: "b"}, text); err != nil {
			t.Fatal(err)
		}
		var got answer
		received, err := w.receive(&got)
		if err != nil || got != (answer{From: "a", Name: "b"}) || !bytes.Equal(received, text) || (text == nil) != (received == nil) {
			t.Errorf("%+v with %d bytes of %d: %v", got, len(received), len(text), err)
		}
	}
	length := func(n uint64) string { return string(binary.BigEndian.AppendUint64(nil, n)) }
	for _, sent := range []string{"", "\x00", length(1 << 50), length(2) + "{", length(2) + "{}" + length(1<<39) + "short", length(3) + "no!" + length(0)} {
		if _, err := newWire(strings.NewReader(sent), nil).receive(&answer{}); err == nil {
			t.Errorf("%q is taken", sent)
		}
	}
}
