package sops

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"render/render/manifest"
)

// stream gives bytes that are the same for the same seed.
func stream(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

var modified = time.Date(2026, 1, 2, 3, 4, 5, 678, time.FixedZone("", 3600))

// settings wrap in base64 alone, so that the tests can read the key.
func settings(seed byte) Settings {
	return Settings{
		Random: stream(seed), Recipients: []string{"age1a", "age1b"}, LastModified: modified,
		Wrap: func(recipient string, text []byte) (string, error) {
			return recipient + "\n" + base64.StdEncoding.EncodeToString(text) + "\n", nil
		},
	}
}

func tlsSecret() manifest.Object {
	return manifest.NewObject(map[string]any{
		"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/tls", "immutable": true,
		"metadata": map[string]any{
			"name": "tls", "namespace": "ns", "labels": map[string]any{"b": "2", "a": "1"}, "annotations": map[string]string{"on": "on"},
		},
		"data":       map[string]any{"tls.key": "TUFSS0VS", "tls.crt": "Q1JU", "empty": ""},
		"stringData": map[string]any{"text": "two\nlines\n"},
	})
}

var form = regexp.MustCompile(`^ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:(.+)\]$`)

// open is seal's inverse.
func open(t *testing.T, key []byte, text, at string) (plain, kind string) {
	t.Helper()
	found := form.FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("%q is not of sops' form", text)
	}
	var part [3][]byte
	for i := range part {
		var err error
		if part[i], err = base64.StdEncoding.DecodeString(found[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCMWithNonceSize(block, len(part[1]))
	if err != nil {
		t.Fatal(err)
	}
	out, err := gcm.Open(nil, part[1], append(part[0], part[2]...), []byte(at))
	if err != nil {
		t.Fatalf("%q does not open at %q: %v", text, at, err)
	}
	if len(part[1]) != 32 || len(part[2]) != 16 {
		t.Errorf("a nonce of %d bytes, a tag of %d", len(part[1]), len(part[2]))
	}
	return string(out), found[4]
}

func dataKey(t *testing.T, object manifest.Object) []byte {
	t.Helper()
	list := object.Object(Key).List("age")
	_, text, _ := strings.Cut(list[0].(manifest.Object).Get("enc").(string), "\n")
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != 32 {
		t.Fatalf("%q: %v", text, err)
	}
	return key
}

// TestEncrypt: what is secret opens with the key at its place, what is not
// stays as it was, and the sum is that of the values in written order.
func TestEncrypt(t *testing.T) {
	object := tlsSecret()
	got, err := Encrypt(object, settings(1))
	if err != nil {
		t.Fatal(err)
	}
	key := dataKey(t, got)
	meta := got.Object(Key)
	data, stringData := got.Object("data"), got.Object("stringData")
	for _, c := range []struct{ text, at, want string }{
		{data.Get("tls.key").(string), "data:tls.key:", "TUFSS0VS"},
		{data.Get("tls.crt").(string), "data:tls.crt:", "Q1JU"},
		{stringData.Get("text").(string), "stringData:text:", "two\nlines\n"},
		{meta.Get("mac").(string), "2026-01-02T02:04:05Z", fmt.Sprintf("%X", sha512.Sum512([]byte(
			// apiVersion kind name namespace labels annotations type data immutable stringData
			"v1"+"Secret"+"tls"+"ns"+"12"+"on"+"kubernetes.io/tls"+"Q1JU"+"TUFSS0VS"+"True"+"two\nlines\n")))},
	} {
		if plain, kind := open(t, key, c.text, c.at); plain != c.want || kind != "str" {
			t.Errorf("%s: %q of type %s, want %q", c.at, plain, kind, c.want)
		}
	}
	recipients := meta.List("age")
	meta = meta.Without("mac").Without("age")
	if want := manifest.NewObject(map[string]any{"encrypted_regex": "^(data|stringData)$", "lastmodified": "2026-01-02T02:04:05Z", "version": "3.13.3"}); !reflect.DeepEqual(meta, want) {
		t.Errorf("%v, want %v", meta, want)
	}
	for i, recipient := range []string{"age1a", "age1b"} {
		want := manifest.NewObject(map[string]any{"recipient": recipient, "enc": recipient + "\n" + base64.StdEncoding.EncodeToString(key) + "\n"})
		if !reflect.DeepEqual(recipients[i], want) {
			t.Errorf("%v, want %v", recipients[i], want)
		}
	}
	if data.Get("empty") != "" {
		t.Errorf("an empty text became %v", data.Get("empty"))
	}
	for _, k := range []string{"apiVersion", "kind", "type", "immutable"} {
		if got.Get(k) != object.Get(k) {
			t.Errorf("%s became %v", k, got.Get(k))
		}
	}
	if !reflect.DeepEqual(object, tlsSecret()) {
		t.Error("the object it was given changed")
	}
}

// TestKinds: sops' words for types, and which values it sums up.
func TestKinds(t *testing.T) {
	object := manifest.NewObject(map[string]any{
		"data": map[string]any{"a": true, "b": false, "c": nil, "d": int64(-7), "e": 80.0, "f": 0.5, "g": json.Number("0.90000000000000002"), "h": []any{"x", 1, nil}, "i": 0},
		"m":    map[string]any{"data": "d", "x": 1e-7, "y": nil, "z": false},
	})
	got, err := Encrypt(object, settings(1))
	if err != nil {
		t.Fatal(err)
	}
	key := dataKey(t, got)
	data := got.Object("data")
	list := data.Get("h").([]any)
	for _, c := range []struct {
		v              any
		at, want, kind string
	}{
		{data.Get("a"), "data:a:", "True", "bool"}, {data.Get("b"), "data:b:", "False", "bool"},
		{data.Get("d"), "data:d:", "-7", "int"}, {data.Get("e"), "data:e:", "80", "int"}, {data.Get("i"), "data:i:", "0", "int"},
		{data.Get("f"), "data:f:", "0.5", "float"}, {data.Get("g"), "data:g:", "0.9", "float"},
		{list[0], "data:h:", "x", "str"}, {list[1], "data:h:", "1", "int"},
		{got.Object("m").Get("data"), "m:data:", "d", "str"},
		{got.Object(Key).Get("mac"), "2026-01-02T02:04:05Z",
			fmt.Sprintf("%X", sha512.Sum512([]byte("TrueFalse-7800.50.9x10d0.0000001False"))), "str"},
	} {
		if plain, kind := open(t, key, c.v.(string), c.at); plain != c.want || kind != c.kind {
			t.Errorf("%s: %q of type %s, want %q of type %s", c.at, plain, kind, c.want, c.kind)
		}
	}
	if data.Get("c") != nil || list[2] != nil {
		t.Errorf("a null became %v, %v", data.Get("c"), list[2])
	}
}

// TestSameRandomness: the same bytes give the same text, others another.
func TestSameRandomness(t *testing.T) {
	text := func(seed byte) string {
		object, err := Encrypt(tlsSecret(), settings(seed))
		if err != nil {
			t.Fatal(err)
		}
		out, err := manifest.AppendYAML(nil, object)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	first, again := text(1), text(1)
	if first != again || first == text(2) {
		t.Error("the result is not of the caller's bytes")
	}
	if strings.Contains(first, "TUFSS0VS") || strings.Contains(first, "two") {
		t.Errorf("a plain value is left:\n%s", first)
	}
	seen := map[string]bool{}
	for _, iv := range regexp.MustCompile(`iv:[^,]+`).FindAllString(first, -1) {
		if seen[iv] {
			t.Errorf("%s twice", iv)
		}
		seen[iv] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d nonces", len(seen))
	}
}

func TestErrors(t *testing.T) {
	refused := errors.New("refused")
	for what, c := range map[string]struct {
		change func(object *manifest.Object, s *Settings)
		want   string
	}{
		"encrypted before": {func(o *manifest.Object, _ *Settings) { *o = o.With(nil, "sops") }, `has a key "sops" already, which sops keeps for itself`},
		"no recipient":     {func(_ *manifest.Object, s *Settings) { s.Recipients = nil }, "sops needs a recipient"},
		"no time":          {func(_ *manifest.Object, s *Settings) { s.LastModified = time.Time{} }, "the time of the last change is not one that sops can read"},
		"a year of five digits": {func(_ *manifest.Object, s *Settings) { s.LastModified = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
			"the time of the last change is not one that sops can read"},
		"a recipient": {func(_ *manifest.Object, s *Settings) {
			s.Wrap = func(recipient string, _ []byte) (string, error) {
				if recipient == "age1b" {
					return "", refused
				}
				return "x", nil
			}
		}, "cannot encrypt for recipient 2: refused"},
		"too large a number": {func(o *manifest.Object, _ *Settings) { *o = o.With(uint64(1)<<63, "data", "n") },
			"data.n: the number 9223372036854775808 is more than sops reads; write it as text"},
		"no JSON": {func(o *manifest.Object, _ *Settings) { *o = o.With(struct{ s string }{"MARKER"}, "data", "n") },
			"data.n: a value of the Go type struct { s string }, which is no JSON value"},
	} {
		object, s := tlsSecret(), settings(1)
		object = object.With("MARKER", "data", "a")
		c.change(&object, &s)
		got, err := Encrypt(object, s)
		if err == nil || err.Error() != c.want || got != nil {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
	// The key, a nonce for each of three values and one for the sum.
	for n := int64(0); n <= 160; n += 16 {
		s := settings(1)
		s.Random = io.LimitReader(s.Random, n)
		got, err := Encrypt(tlsSecret(), s)
		if (err == nil) != (n >= 160) || n < 160 && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) || (got == nil) != (err != nil) {
			t.Errorf("%d random bytes: %v", n, err)
		}
	}
}
