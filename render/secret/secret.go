// Package secret owns the form in which TLS Secrets leave: as they are, left
// out, with placeholder data, sealed for bitnami's controller, or encrypted as
// sops does it.
//
// In go manifests as mixins and overlays left them, the pairs that were read, by
// tier, and what the ciphers need, randomness among it; out come manifests. It
// must never put a key anywhere but into a Secret's data, in clear or as
// ciphertext, and is the only package that does so.
package secret

import (
	"encoding/base64"
	"fmt"
	"io"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret/sealed"
	"render/render/secret/sops"
)

// The library's components whose manifests Apply fills in: TLS Secrets, what
// bitnami's controller makes them of, and the authorities of clients'
// certificates, which are public; and what the External Secrets Operator makes
// Secrets of.
const (
	Component         = "secrets"
	SealedComponent   = "sealedsecrets"
	ClientCAComponent = "clientca"
	ExternalComponent = "externalsecrets"
)

// The modes. With Omit the library renders no Secret; with Redacted what it
// renders is left as it is; with External and CertManager somebody else makes
// the Secrets.
const (
	Plain       = "plain"
	Omit        = "omit"
	Redacted    = "redacted"
	Sealed      = "sealed"
	SOPS        = "sops"
	External    = "external"
	CertManager = "cert-manager"
)

// Modes are all modes, in the order in which they are explained.
func Modes() []string { return []string{Plain, Omit, Redacted, Sealed, SOPS, External, CertManager} }

// Settings are all that the form of a Secret depends on.
type Settings struct {
	Mode  string
	Pairs map[string]certs.Pair // by tier
	// Random is read where something is sealed or encrypted anew.
	Random io.Reader
	// Certificate and Scope are for Sealed.
	Certificate *sealed.Certificate
	Scope       string
	// Recipients of age and the encryption for one of them are for SOPS.
	Recipients []string
	Age        func(recipient string, text []byte) (string, error)
	// Previous are the objects of an earlier run. What is in them is kept where
	// it still says the same.
	Previous []manifest.Object
}

// Result is what became of the Secrets.
type Result struct {
	// Anew tells of objects that were in Previous and could not be kept, and why.
	Anew []Anew
	// Refused are faults of a mixin or an overlay.
	Refused []string
	// Sealed tells that some were sealed or encrypted, or kept so.
	Sealed bool
	// Keyless are those that are to be sealed or encrypted anew, and whose key
	// was not read.
	Keyless []Anew
	// Clear is the first Secret with data in clear, "" for none.
	Clear string
}

// Anew is an object that is sealed or encrypted anew.
type Anew struct {
	ID     manifest.ID
	Tier   string
	Reason string // "its certificate changed"
}

// Apply puts each Secret of the library into its form. An error is a fault of
// render, or of what it was given: a Secret without its pair, randomness that
// cannot be read.
func Apply(list []manifest.Manifest, s Settings) (Result, error) {
	f := &form{Settings: s, previous: index(s)}
	for i := range list {
		if !f.whole(&list[i]) {
			continue
		}
		if err := f.apply(&list[i]); err != nil {
			return Result{}, err
		}
		if m := &list[i]; f.result.Clear == "" && f.clear(m) {
			f.result.Clear = fmt.Sprintf("%s (%s)", m.ID(), m.Origin)
		}
	}
	return f.result, nil
}

type form struct {
	Settings
	previous map[manifest.ID][]manifest.Object
	result   Result
}

func (f *form) apply(m *manifest.Manifest) error {
	kind := m.ID().Kind
	switch {
	case f.Mode == Omit, f.Mode == Redacted:
		return nil
	case m.Origin.Component == ClientCAComponent && kind == "Secret":
		return f.clientCA(m)
	case m.Origin.Component == SealedComponent && kind == "SealedSecret":
	case m.Origin.Component == Component && kind == "Secret":
	default:
		return nil
	}
	pair, ok := f.Pairs[m.Tier]
	if !ok || len(pair.Crt) == 0 || len(pair.Key) == 0 && f.Mode == Plain {
		if len(m.Origin.Keys) != 2 {
			return nil // a Secret that a mixin added beside the tiers'
		}
		return fmt.Errorf("no certificate was read for Secret %s", m.Origin)
	}
	f.result.Sealed = f.Mode != Plain
	switch f.Mode {
	case Sealed:
		return f.seal(m, pair)
	case SOPS:
		return f.encrypt(m, pair)
	}
	m.Object = fill(m.Object, pair)
	return nil
}

func (f *form) clientCA(m *manifest.Manifest) error {
	pair, ok := f.Pairs[m.Tier]
	switch {
	case ok && len(pair.ClientCA) > 0:
		m.Object = fill(m.Object, certs.Pair{CA: pair.ClientCA})
	case len(m.Origin.Keys) == 2:
		return fmt.Errorf("no authority was read for Secret %s", m.Origin)
	}
	return nil
}

// clear reports whether an object is a Secret with anything in clear that has to
// stay secret, whoever put it there.
func (f *form) clear(m *manifest.Manifest) bool {
	if id := m.ID(); id.Kind != "Secret" || id.Group != "" {
		return false
	}
	if m.Object.Find(sops.Key) != nil {
		return false
	}
	if len(m.Object.Object("stringData")) > 0 {
		return true
	}
	for _, member := range m.Object.Object("data") {
		if member.Value != placeholder && !(m.Origin.Component == ClientCAComponent && member.Key == "ca.crt") {
			return true
		}
	}
	return false
}

// texts is what stands in the place of each placeholder.
func texts(pair certs.Pair) map[string][]byte {
	return map[string][]byte{"tls.crt": pair.Crt, "tls.key": pair.Key, "ca.crt": pair.CA}
}

// fill replaces the placeholders of a Secret's data, and only those: what a
// mixin added or changed stays.
func fill(object manifest.Object, pair certs.Pair) manifest.Object {
	for key, text := range texts(pair) {
		if object.Object("data").Get(key) == placeholder && len(text) > 0 {
			object = object.With(base64.StdEncoding.EncodeToString(text), "data", key)
		}
	}
	return object
}

// placeholder is what the library writes in place of data: base64 of
// "redacted".
const placeholder = "cmVkYWN0ZWQ="
