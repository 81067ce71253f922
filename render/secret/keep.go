package secret

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"strings"

	"render/render/certs"
	"render/render/manifest"
)

// Annotations by which the next run knows what is inside ciphertext without
// reading it. Certificates are public, and the key is bound to its certificate.
const (
	// Fingerprints are the SHA-256 of the leaf and of the certificates behind
	// it, as openssl x509 -fingerprint -sha256 gives them, with commas between;
	// the authorities of ca.crt come last, each behind "ca:".
	Fingerprints = "render/certificate-sha256"
	// SealedFor is the SHA-256 of the certificate that it was sealed with.
	SealedFor = "render/sealing-certificate-sha256"
)

// Marks are these annotations.
func Marks() []string { return []string{Fingerprints, SealedFor} }

// Unread reports whether an object, a Secret or what one is made of, is one of ciphertext whose
// certificate was not read.
func Unread(object manifest.Object) bool { return annotation(object, Fingerprints) == unknown }

// index is the previous objects that may be kept, by what they are. More than
// one may be the same object, in several files.
func index(s Settings) map[manifest.ID][]manifest.Object {
	if s.Mode != Sealed && s.Mode != SOPS {
		return nil
	}
	out := map[manifest.ID][]manifest.Object{}
	for _, object := range s.Previous {
		m := manifest.Manifest{Object: object}
		switch id := m.ID(); {
		case id.Kind == "SealedSecret" && id.Group == "bitnami.com", id.IsSecret() && object.Get("sops") != nil:
			out[id] = append(out[id], object)
		}
	}
	return out
}

// keep is the first of the previous objects of that identity which fits; nil
// where there is none, which is told where there was any.
//
// What is to be made anew without a key is told too: then keyless is true, and
// there is nothing to make.
func (f *form) keep(m *manifest.Manifest, pair certs.Pair, differs func(old manifest.Object) string) (kept manifest.Object, keyless bool) {
	id := m.ID()
	reason := ""
	for _, old := range f.previous[id] {
		why := differs(old)
		if why == "" {
			return old, false
		}
		reason = why
	}
	if f.Redacted {
		return nil, true
	}
	if reason != "" {
		f.result.Anew = append(f.result.Anew, Anew{id, pairOf(m), reason})
	}
	if len(pair.Key) > 0 {
		return nil, false
	}
	if reason == "" {
		reason = "it is not in the earlier output"
	}
	f.result.Keyless = append(f.result.Keyless, Anew{id, pairOf(m), reason})
	return nil, true
}

// fingerprints is the value of the annotation for a pair, of which ca is in the
// Secret only where asked for.
func fingerprints(pair certs.Pair, ca bool) string {
	list := digests(pair.Crt, "")
	if ca {
		list = append(list, digests(pair.CA, "ca:")...)
	}
	return strings.Join(list, ",")
}

func digests(text []byte, prefix string) []string {
	var out []string
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			return out
		}
		sum := sha256.Sum256(block.Bytes)
		out = append(out, prefix+hex.EncodeToString(sum[:]))
		text = rest
	}
}

func annotation(object manifest.Object, key string) string {
	return object.Object("metadata").Object("annotations").Text(key)
}

// equal compares two values as they would be written.
func equal(a, b any) bool {
	x, errX := manifest.AppendJSON(nil, a)
	y, errY := manifest.AppendJSON(nil, b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
