package secret

import (
	"encoding/base64"
	"errors"
	"fmt"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret/sealed"
)

// seal puts ciphertext in place of the placeholders of a SealedSecret: the old
// one where it still says the same, else a new one.
func (f *form) seal(m *manifest.Manifest, pair certs.Pair) error {
	data := encryptedData(m.Object)
	if f.sealedOtherwise(m, data) {
		return nil
	}
	waiting := map[string][]byte{} // nil for a key that was not read
	for key, text := range texts(pair) {
		if data.Get(key) == placeholder && (len(text) > 0 || key == "tls.key") {
			waiting[key] = text
		}
	}
	id := m.ID()
	_, ca := waiting["ca.crt"]
	marks := map[string]string{Fingerprints: fingerprints(pair, ca), SealedFor: f.Certificate.Digest}
	kept, keyless := f.keep(m, pair, func(old manifest.Object) string { return f.sealedDiffers(old, marks, waiting) })
	if keyless {
		if f.Redacted {
			m.Object = manifest.Annotated(m.Object, marks)
		}
		return nil
	}
	sealedObject := m.Object
	for _, key := range []string{"ca.crt", "tls.crt", "tls.key"} {
		text, ok := waiting[key]
		switch {
		case !ok:
		case kept != nil:
			sealedObject = sealedObject.With(encryptedData(kept).Get(key), "spec", "encryptedData", key)
		case f.Random == nil:
			return errors.New("sealing needs randomness, and none was given")
		default:
			value, err := sealed.Seal(f.Random, f.Certificate, f.Scope, id.Namespace, id.Name, text)
			if err != nil {
				return fmt.Errorf("sealing %s: %w", id, err)
			}
			sealedObject = sealedObject.With(value, "spec", "encryptedData", key)
		}
	}
	m.Object = manifest.Annotated(sealedObject, marks)
	return nil
}

// sealedOtherwise refuses what a mixin or an overlay made of a SealedSecret that
// its controller could not open.
func (f *form) sealedOtherwise(m *manifest.Manifest, data manifest.Object) bool {
	before := len(f.result.Refused)
	for _, key := range []string{"ca.crt", "tls.crt", "tls.key"} {
		if member := data.Find(key); member != nil && member.Value != placeholder {
			f.refuse(m.ID(), fmt.Sprintf("encryptedData %q was changed", key))
		}
	}
	if scope := scopeOf(m.Object); scope != f.Scope {
		f.refuse(m.ID(), fmt.Sprintf("its annotations ask for the scope %s, and secrets.sealed for %s", scope, f.Scope))
	}
	return len(f.result.Refused) > before
}

// scopeOf is the scope by which the controller opens a SealedSecret.
func scopeOf(object manifest.Object) string {
	scope := sealed.Strict
	for _, wide := range []string{sealed.NamespaceWide, sealed.ClusterWide} {
		if annotation(object, "sealedsecrets.bitnami.com/"+wide) == "true" {
			scope = wide
		}
	}
	return scope
}

func encryptedData(object manifest.Object) manifest.Object {
	return object.Object("spec").Object("encryptedData")
}

// sealedDiffers is why the ciphertext of an old object cannot be kept; "" where
// it can. The controller decrypts by the scope in the object's annotations.
func (f *form) sealedDiffers(old manifest.Object, marks map[string]string, waiting map[string][]byte) string {
	scope := scopeOf(old)
	switch {
	case annotation(old, Fingerprints) == "":
		return "it does not say what is sealed in it"
	case annotation(old, Fingerprints) != marks[Fingerprints]:
		return "its certificate changed"
	case annotation(old, SealedFor) != marks[SealedFor]:
		return "the sealing certificate changed"
	case scope != f.Scope:
		return fmt.Sprintf("its scope changed from %s to %s", scope, f.Scope)
	}
	data := encryptedData(old)
	for key, text := range waiting {
		raw, err := base64.StdEncoding.DecodeString(data.Text(key))
		whole := len(raw) == sealed.Len(f.Certificate, len(text))
		if text == nil {
			whole = len(raw) > sealed.Len(f.Certificate, 0)
		}
		if err != nil || !whole {
			return "its ciphertext is damaged, or the key in it was written otherwise"
		}
	}
	return ""
}
