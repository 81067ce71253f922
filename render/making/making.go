// Package making owns how Secrets come into a cluster: applied as they are, decrypted by who
// applies them, or made by a controller of an object that tells of them; and what objects name that
// none of them makes.
//
// In go the objects of a side, or one that is or makes a Secret; out come what makes it and how,
// and what that says of its certificate, or what others have to make. It must never know that there is another side, or judge
// what it finds.
package making

import (
	"encoding/base64"

	"render/render/certs"
	"render/render/manifest"
	"render/render/objects"
)

// Form is how a Secret comes into the cluster.
type Form uint8

// The forms.
const (
	Unmade      Form = iota // nothing on this side makes it
	Plain                   // it is applied as it is
	Encrypted               // by sops: who applies it decrypts it
	Sealed                  // by a SealedSecret's controller, which owns it
	ByStore                 // by an ExternalSecret's controller
	CertManager             // by cert-manager, which does not own it unless told to
)

// FormOf is how the Secret of a maker comes.
func FormOf(m objects.SecretMaker) Form {
	switch m.ID().Kind {
	case "SealedSecret":
		return Sealed
	case "ExternalSecret":
		return ByStore
	case "Certificate":
		return CertManager
	}
	if m.At("sops").Present() {
		return Encrypted
	}
	return Plain
}

// Secret is how a Secret comes, and what makes it.
type Secret struct {
	Form
	Maker  objects.SecretMaker
	Object *objects.Object // the maker's; nil of what is unmade
}

// Of is what makes a Secret among the objects of a side; nothing where none does.
func Of(side *objects.World, id manifest.ID) Secret {
	m, ok := side.Secret(id.Namespace, id.Name)
	if !ok {
		return Secret{}
	}
	return Secret{FormOf(m), m, m.Object()}
}

// Owns reports whether the Secret is deleted with what makes it, by its owner
// reference.
func (s Secret) Owns() bool {
	if s.Form == ByStore {
		policy, _ := s.Maker.Spec().At("target", "creationPolicy").Raw().(string)
		return policy == "" || policy == "Owner"
	}
	return s.Form == Sealed
}

// Text is what a Secret that is applied has under the first of some keys that it has; nil
// where it has none.
func (s Secret) Text(keys ...string) []byte {
	if s.Form != Plain && s.Form != Encrypted {
		return nil
	}
	for _, key := range keys {
		if text, ok := s.Maker.At("stringData", key).Raw().(string); ok {
			return []byte(text)
		}
		if text, ok := s.Maker.At("data", key).Raw().(string); ok {
			if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
				return decoded
			}
		}
	}
	return nil
}

// Served is the certificate of a Secret that is applied, or that was read where this side was rendered.
func (s Secret) Served() (certs.Served, bool) {
	if shown, ok := certs.ReadServed(s.Text("tls.crt", "cert")); ok || s.Object == nil || s.Object.Rendered() == nil {
		return shown, ok
	}
	return certs.ReadServed(s.Object.Rendered().Certificate)
}
