package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"render/render/bounded"
)

// holdsKey reports whether a file is a key or a certificate, in any form that is
// in use. A rendered file has neither at the beginning of a line.
func holdsKey(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false // what cannot be read is replaced as -o says
	}
	defer file.Close()
	head := make([]byte, bounded.MaxPEM)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false
	}
	head = head[:n]
	if len(head) > 1 && head[0] == 0x30 && !utf8.Valid(head[:2]) { // a SEQUENCE: DER, PKCS#12
		return true
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) { // UTF-16
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	for line := range bytes.Lines(head) {
		if bytes.HasPrefix(line, []byte("-----BEGIN ")) || bytes.HasPrefix(line, []byte("AGE-SECRET-KEY-")) {
			return true
		}
	}
	return false
}
