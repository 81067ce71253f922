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
	"fmt"
	"slices"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret/sops"
)

// Apply puts each Secret of the library into its form. An error is a fault of
// render, or of what it was given: a Secret without its pair, randomness that
// cannot be read.
func Apply(list []manifest.Manifest, s Settings) (Result, error) {
	f := &form{Settings: s, previous: index(s)}
	f.result.Served = map[string][]byte{}
	for i := range list {
		f.note(&list[i])
		if !f.whole(&list[i]) {
			continue
		}
		if err := f.apply(&list[i]); err != nil {
			return Result{}, err
		}
		m := &list[i]
		if f.result.Clear == "" {
			f.result.Clear = InClear(m)
		}
		if f.Redacted && f.Mode != Redacted && (waits(m.Object.Object("data")) || waits(encryptedData(m.Object))) {
			f.result.Withheld = append(f.result.Withheld, m.ID())
		}
	}
	return f.result, nil
}

// note keeps which certificate a server's Secret is to have.
func (f *form) note(m *manifest.Manifest) {
	c := m.Origin.Component
	if pair := f.Pairs[pairOf(m)]; (c == Component || c == SealedComponent) && len(pair.Crt) > 0 && !beside(m) {
		id := m.ID()
		f.result.Served[id.Namespace+"/"+id.Name], m.Certificate = pair.Crt, pair.Crt
	}
}

func (f *form) apply(m *manifest.Manifest) error {
	kind := m.ID().Kind
	switch {
	case f.Mode == Omit, f.Mode == Redacted, beside(m):
		return nil
	case m.Origin.Component == ClientCAComponent && kind == "Secret":
		return f.clientCA(m)
	case m.Origin.Component == BackendCAComponent && kind == "Secret":
		return f.backendCA(m)
	case m.Origin.Component == SealedComponent && kind == "SealedSecret":
	case m.Origin.Component == Component && kind == "Secret":
	default:
		return nil
	}
	pair, ok := f.Pairs[pairOf(m)]
	if !ok || len(pair.Crt) == 0 || f.Mode == Sealed && f.Certificate == nil || len(pair.Key) == 0 && f.Mode == Plain && !f.Redacted {
		switch {
		case len(m.Origin.Keys) != 2: // a Secret that a mixin added beside the tiers'
			return nil
		case f.Redacted:
			m.Object = f.unread(m.Object)
			return nil
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
	pair, ok := f.Pairs[pairOf(m)]
	switch {
	case ok && len(pair.ClientCA) > 0:
		m.Object = fill(m.Object, certs.Pair{CA: pair.ClientCA})
	case len(m.Origin.Keys) == 2 && !f.Redacted:
		return fmt.Errorf("no authority was read for Secret %s", m.Origin)
	}
	return nil
}

// backendCA fills in the authority of a server; what a mixin put beside those of the
// topology is its own affair.
func (f *form) backendCA(m *manifest.Manifest) error {
	keys := m.Origin.Keys
	if len(keys) != 3 || !waits(m.Object.Object("data")) {
		return nil
	}
	authority, ok := f.Authorities[keys[1]+"/"+keys[2]]
	if f.Redacted && !ok {
		return nil
	}
	if !ok || len(authority) == 0 {
		return fmt.Errorf("no authority was read for Secret %s", m.Origin)
	}
	m.Object = fill(m.Object, certs.Pair{CA: authority})
	return nil
}

// InClear tells of an object that it is a Secret with anything in clear that has to
// stay secret, whoever put it there: what it is called, and "" where it is none.
func InClear(m *manifest.Manifest) string {
	if !clear(m) {
		return ""
	}
	return fmt.Sprintf("%s (%s)", m.ID(), m.Origin)
}

// Placeholders reports whether an object is a Secret in which something stands in the
// place of a key, or of an authority's certificate.
func Placeholders(m *manifest.Manifest) bool {
	id := m.ID()
	return id.Kind == "Secret" && id.Group == "" && waits(m.Object.Object("data"))
}

func clear(m *manifest.Manifest) bool {
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
		public := m.Origin.Component == ClientCAComponent || m.Origin.Component == BackendCAComponent
		if member.Value != placeholder && !(public && member.Key == "ca.crt") {
			return true
		}
	}
	return false
}

// beside reports whether a Secret is one that a mixin put under a tier, beside the
// tier's own: it goes by another namespace than its key, and waits for nothing.
func beside(m *manifest.Manifest) bool {
	keys := m.Origin.Keys
	return len(keys) == 2 && m.ID().Namespace != namespaceOf(keys[1]) && !waits(m.Object.Object("data")) &&
		!waits(m.Object.Object("stringData")) && !waits(m.Object.Object("spec").Object("encryptedData"))
}

// waits reports whether a placeholder is among some values.
func waits(values manifest.Object) bool {
	return slices.ContainsFunc(values, func(member manifest.Member) bool { return member.Value == placeholder })
}
