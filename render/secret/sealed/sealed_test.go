package sealed

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// stream gives bytes that are the same for the same seed.
func stream(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

// open is Seal's inverse: what the controller does.
func open(key *rsa.PrivateKey, text, label string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(raw))
	session, err := rsa.DecryptOAEP(sha256.New(), nil, key, raw[2:2+n], []byte(label))
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(session)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return gcm.Open(nil, make([]byte, 12), raw[2+n:], nil)
}

// TestSeal: what is sealed opens under its scope's label and no other.
func TestSeal(t *testing.T) {
	key := rsaKey()
	cert := &Certificate{Key: &key.PublicKey}
	labels := map[string]string{Strict: "ns/name", NamespaceWide: "ns", ClusterWide: ""}
	for _, text := range []string{"", "a", strings.Repeat("long\x00\xff", 5000)} {
		for _, scope := range Scopes() {
			sealed, err := Seal(stream(1), cert, scope, "ns", "name", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			for of, label := range labels {
				got, err := open(key, sealed, label)
				if of == scope && (err != nil || string(got) != text) {
					t.Errorf("%s: %d bytes became %d, %v", scope, len(text), len(got), err)
				}
				if of != scope && err == nil {
					t.Errorf("sealed for %s, opens as %s", scope, of)
				}
			}
		}
	}
}

// TestSameRandomness: the caller's bytes, the label and the text are all that
// the result depends on, and it depends on each of them.
func TestSameRandomness(t *testing.T) {
	cert := &Certificate{Key: &rsaKey().PublicKey}
	seal := func(seed byte, scope, name, text string) string {
		out, err := Seal(stream(seed), cert, scope, "ns", name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := seal(1, Strict, "a", "text")
	if second := seal(1, Strict, "a", "text"); first != second {
		t.Errorf("the same bytes gave\n%s\n%s", first, second)
	}
	for what, other := range map[string]string{
		"bytes": seal(2, Strict, "a", "text"), "scope": seal(1, NamespaceWide, "a", "text"),
		"name": seal(1, Strict, "b", "text"), "text": seal(1, Strict, "a", "texT"),
	} {
		if other == first {
			t.Errorf("other %s gave the same", what)
		}
	}
	both := stream(1)
	one, err := Seal(both, cert, ClusterWide, "", "", []byte("text"))
	two, err2 := Seal(both, cert, ClusterWide, "", "", []byte("text"))
	if err != nil || err2 != nil || one == two {
		t.Errorf("one reader gave the same twice: %v, %v", err, err2)
	}
}

func TestSealErrors(t *testing.T) {
	cert := &Certificate{Key: &rsaKey().PublicKey}
	for _, c := range []struct{ scope, namespace, name, want string }{
		{"wide", "ns", "name", `there is no scope "wide"`},
		{"", "ns", "name", `there is no scope ""`},
		{Strict, "", "name", "scope strict needs the namespace of the Secret"},
		{Strict, "ns", "", "scope strict needs the name of the Secret"},
		{NamespaceWide, "", "name", "scope namespace-wide needs the namespace of the Secret"},
	} {
		if out, err := Seal(stream(1), cert, c.scope, c.namespace, c.name, []byte("MARKER")); err == nil || err.Error() != c.want || out != "" {
			t.Errorf("%+v: %q, %v", c, out, err)
		}
	}
	// The session's key takes 32 bytes, OAEP's seed 32 more.
	for _, n := range []int64{0, 31, 32, 63} {
		out, err := Seal(io.LimitReader(stream(1), n), cert, Strict, "ns", "name", []byte("MARKER"))
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) || out != "" {
			t.Errorf("%d random bytes: %q, %v", n, out, err)
		}
		if err != nil && strings.Contains(err.Error(), "MARKER") {
			t.Errorf("the value is in the error: %v", err)
		}
	}
	if _, err := Seal(io.LimitReader(stream(1), 64), cert, Strict, "ns", "name", bytes.Repeat([]byte("x"), 1<<20)); err != nil {
		t.Errorf("64 bytes are enough: %v", err)
	}
}
