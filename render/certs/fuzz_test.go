package certs

import (
	"strings"
	"testing"

	"render/render/diag"
)

// FuzzRead: whatever the two files hold, there is no panic, a pair comes out
// only without errors and is stable under reading it again, and no line of a
// key is told.
func FuzzRead(f *testing.F) {
	l := theLab()
	crt, key := crtPEM(l.leaf, l.middle), keyPEM(l.leaf.key)
	f.Add([]byte(crt), []byte(key))
	f.Add([]byte(key), []byte(crt))
	f.Add([]byte(crt+key), []byte(key+key))
	f.Add([]byte(strings.ReplaceAll(crt, "\n", "\r\n")), []byte(strings.ReplaceAll(key, "\n", "")))
	f.Add([]byte(crt+"-----BEGIN 0"), []byte(key))
	f.Add(l.leaf.cert.Raw, []byte("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"))
	f.Add([]byte(crtPEM(signed(rsa1024(), nil))), []byte(keyPEM(rsa1024())))
	f.Fuzz(func(t *testing.T, crt, key []byte) {
		files := folder(string(crt), string(key))
		requests := []Request{request("a.example.org"), second()}
		pairs, diagnostics := readAll(t, files, requests, Rules{At: from2026.Add(80 * day)})
		var text strings.Builder
		if err := diag.Text(&text, diagnostics); err != nil {
			t.Fatal(err)
		}
		noKey(t, files, requests, text.String())
		for _, p := range diagnostics {
			if p.Place.Source == nil || p.Place.Line > p.Place.Source.Lines() {
				t.Errorf("%q has no place in its file", p.Header())
			}
		}
		if pairs[1].Leaf == nil {
			if !diagnostics.Failed() {
				t.Error("no pair and no error")
			}
			return
		}
		again, diagnostics := readAll(t, folder(string(pairs[1].Crt), string(pairs[1].Key)), []Request{second()}, Rules{})
		if diagnostics.Failed() || string(again[0].Crt) != string(pairs[1].Crt) || string(again[0].Key) != string(pairs[1].Key) {
			t.Errorf("the normal form is not stable: %v", diagnostics.Err())
		}
	})
}
