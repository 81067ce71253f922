// Package sops owns SOPS' format for one Kubernetes object: the values of data
// and stringData encrypted, the rest readable, and a sum over all of it.
//
// In go an object, whom it is for, a time and randomness; out comes the object
// that sops, Flux and KSOPS decrypt. It holds only where the object is written
// with the key order of package manifest and nothing is changed afterwards: the
// sum covers every value, in written order. It must never put a plain value
// into an error, nor read a clock or draw randomness itself.
package sops

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"render/render/manifest"
	"render/render/wording"
)

const (
	// Key is the object's key below which sops keeps what it needs to decrypt.
	Key = "sops"
	// version is the sops whose form this is; sops itself goes by nothing of it.
	version = "3.13.3"
	// EncryptedRegex is what users of Flux and KSOPS give to sops. It holds for
	// every key above a value, so a label called "data" is encrypted as well.
	EncryptedRegex = "^(data|stringData)$"

	keySize, nonceSize, tagSize = 32, 32, 16
)

func encrypted(keys []string) bool {
	return slices.Contains(keys, "data") || slices.Contains(keys, "stringData")
}

// Settings are what an object is encrypted with.
type Settings struct {
	Random     io.Reader
	Recipients []string // of age
	// Wrap encrypts for one recipient, as armoured text. It comes in as a
	// function because age takes its randomness from the system.
	Wrap func(recipient string, text []byte) (string, error)
	// LastModified is written down, to the second, and bound to the sum.
	LastModified time.Time
}

// Encrypt gives the object as "sops encrypt" would. The same settings, with the
// same bytes from Random, give the same values; what Wrap gives is its own.
// Errors name the place in the object.
func Encrypt(object manifest.Object, s Settings) (manifest.Object, error) {
	if object.Find(Key) != nil {
		return nil, fmt.Errorf("has a key %s already, which sops keeps for itself", wording.Quote(Key))
	}
	if len(s.Recipients) == 0 {
		return nil, errors.New("sops needs a recipient")
	}
	w, err := newWriter(s.Random)
	if err != nil {
		return nil, err
	}
	out, err := manifest.Replace(object, w.value)
	if err != nil {
		return nil, err
	}
	modified := s.LastModified.UTC().Format(time.RFC3339)
	if _, err := time.Parse(time.RFC3339, modified); err != nil || s.LastModified.IsZero() {
		return nil, errors.New("the time of the last change is not one that sops can read")
	}
	mac, err := w.seal(fmt.Sprintf("%X", w.sum.Sum(nil)), "str", modified)
	if err != nil {
		return nil, err
	}
	recipients, err := wrapped(w.key, s)
	if err != nil {
		return nil, err
	}
	return out.With(manifest.NewObject(map[string]any{
		"age": recipients, "encrypted_regex": EncryptedRegex, "lastmodified": modified, "mac": mac, "version": version,
	}), Key), nil
}

// RecipientError is that nothing can be encrypted for a recipient, counted from
// 0, which looked like one.
type RecipientError struct {
	Index int
	Err   error
}

func (e *RecipientError) Error() string {
	return fmt.Sprintf("cannot encrypt for recipient %d: %v", e.Index+1, e.Err)
}

func (e *RecipientError) Unwrap() error { return e.Err }

func wrapped(key []byte, s Settings) ([]any, error) {
	out := make([]any, len(s.Recipients))
	for i, recipient := range s.Recipients {
		armoured, err := s.Wrap(recipient, key)
		if err != nil {
			return nil, &RecipientError{i, err}
		}
		out[i] = map[string]any{"recipient": recipient, "enc": armoured}
	}
	return out, nil
}

// writer encrypts the values of one object and sums up all of them.
type writer struct {
	random io.Reader
	key    []byte
	gcm    cipher.AEAD
	sum    hash.Hash
}

func newWriter(random io.Reader) (*writer, error) {
	w := &writer{random: random, sum: sha512.New()}
	var err error
	if w.key, err = w.draw(keySize); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(w.key)
	if err != nil {
		return nil, err
	}
	w.gcm, err = cipher.NewGCMWithNonceSize(block, nonceSize)
	return w, err
}

func (w *writer) draw(n int) ([]byte, error) {
	out := make([]byte, n)
	if _, err := io.ReadFull(w.random, out); err != nil {
		return nil, fmt.Errorf("no random bytes: %w", err)
	}
	return out, nil
}

// value is what is written in place of a single value. Nulls are neither summed
// up nor encrypted, and an empty text stays one.
func (w *writer) value(keys []string, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	text, kind, err := plain(v)
	if err != nil {
		return nil, err
	}
	w.sum.Write([]byte(text))
	if !encrypted(keys) || text == "" {
		return v, nil
	}
	return w.seal(text, kind, strings.Join(keys, ":")+":")
}

// plain is a value as sops sums it up and encrypts it, and sops' word for its
// type (ToBytes in sops.go, Encrypt in aes/cipher.go).
func plain(v any) (text, kind string, err error) {
	switch v := v.(type) {
	case string:
		return v, "str", nil
	case bool:
		if v {
			return "True", "bool", nil
		}
		return "False", "bool", nil
	}
	// Numbers are written in one way only, which is sops' own.
	written, err := manifest.AppendYAML(nil, v)
	if err != nil {
		return "", "", err
	}
	text = strings.TrimSuffix(string(written), "\n")
	if strings.Contains(text, ".") {
		return text, "float", nil
	}
	if _, err := strconv.ParseInt(text, 10, 64); err != nil {
		return "", "", fmt.Errorf("the number %s is more than sops reads; write it as text", text)
	}
	return text, "int", nil
}

// seal is one encrypted value, bound to where it stands.
func (w *writer) seal(text, kind, at string) (string, error) {
	nonce, err := w.draw(nonceSize)
	if err != nil {
		return "", err
	}
	out := w.gcm.Seal(nil, nonce, []byte(text), []byte(at))
	encode, end := base64.StdEncoding.EncodeToString, len(out)-tagSize
	return "ENC[AES256_GCM,data:" + encode(out[:end]) + ",iv:" + encode(nonce) +
		",tag:" + encode(out[end:]) + ",type:" + kind + "]", nil
}

// PlainLen is how many bytes a text has that was encrypted to value; -1 where
// that is not an encrypted text.
func PlainLen(value string) int {
	inner, opened := strings.CutPrefix(value, "ENC[AES256_GCM,data:")
	inner, closed := strings.CutSuffix(inner, ",type:str]")
	data, rest, found := strings.Cut(inner, ",iv:")
	iv, tag, tagged := strings.Cut(rest, ",tag:")
	if !opened || !closed || !found || !tagged {
		return -1
	}
	n := -1
	for i, part := range []string{data, iv, tag} {
		raw, err := base64.StdEncoding.DecodeString(part)
		if err != nil || i == 1 && len(raw) != nonceSize || i == 2 && len(raw) != tagSize {
			return -1
		}
		if i == 0 {
			n = len(raw)
		}
	}
	return n
}
