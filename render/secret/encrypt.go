package secret

import (
	"errors"
	"fmt"
	"slices"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret/sops"
)

// encrypt fills a Secret and encrypts it, or keeps the old one as a whole: its
// labels and annotations are under sops' MAC, so that changing them needs the
// key of its data.
func (f *form) encrypt(m *manifest.Manifest, pair certs.Pair) error {
	id := m.ID()
	data := m.Object.Object("data")
	before := len(f.result.Refused)
	for _, member := range data {
		if member.Value != placeholder {
			f.refuse(id, fmt.Sprintf("data %q was added or changed", member.Key))
		}
	}
	if m.Object.Get("stringData") != nil {
		f.refuse(id, "stringData was added")
	}
	if len(f.result.Refused) > before {
		return nil
	}
	ca := data.Find("ca.crt") != nil
	clear := manifest.Annotated(fill(m.Object, pair), map[string]string{Fingerprints: fingerprints(pair, ca)})
	kept, keyless := f.keep(m, pair, func(old manifest.Object) string { return f.encryptedDiffers(old, clear) })
	switch {
	case keyless:
		if f.Redacted { // its data as the library wrote it, and a mark that it is not in clear
			m.Object = manifest.Annotated(m.Object, map[string]string{Fingerprints: annotation(clear, Fingerprints)}).With(manifest.Object{}, sops.Key)
		}
		return nil
	case kept != nil:
		m.Object = kept
		return nil
	}
	if f.Random == nil || f.Age == nil {
		return errors.New("encryption needs randomness, and none was given")
	}
	encrypted, err := sops.Encrypt(clear, sops.Settings{Random: f.Random, Recipients: f.Recipients, Wrap: f.Age,
		LastModified: pair.Leaf.NotBefore.UTC()})
	if err != nil {
		return fmt.Errorf("encrypting %s: %w", id, err)
	}
	m.Object = encrypted
	return nil
}

// unread is a Secret whose pair was not read, or what one is made of, as it would be written:
// it says of no certificate that it is in it, and that it is not in clear.
func (f *form) unread(object manifest.Object) manifest.Object {
	switch f.Mode {
	case Sealed:
		return manifest.Annotated(object, map[string]string{Fingerprints: unknown, SealedFor: unknown})
	case SOPS:
		return manifest.Annotated(object, map[string]string{Fingerprints: unknown}).With(manifest.Object{}, sops.Key)
	}
	return object
}

// encryptedDiffers is why an old object cannot be kept; "" where it can.
func (f *form) encryptedDiffers(old, clear manifest.Object) string {
	switch {
	case annotation(old, Fingerprints) == "":
		return "it does not say what is encrypted in it"
	case annotation(old, Fingerprints) != annotation(clear, Fingerprints):
		return "its certificate changed"
	}
	if !slices.Equal(recipients(old.Object(sops.Key)), f.Recipients) {
		return "its recipients changed"
	}
	if !equal(withoutSecret(old), withoutSecret(clear)) {
		return "what is in clear in it changed, its labels perhaps, which sops signs too"
	}
	if !intact(old, clear) {
		return "its ciphertext is damaged, or the key in it was written otherwise"
	}
	return ""
}

func recipients(metadata manifest.Object) []string {
	var out []string
	for _, item := range metadata.List("age") {
		one, _ := item.(manifest.Object)
		if one.Text("enc") != "" {
			out = append(out, one.Text("recipient"))
		}
	}
	return out
}

// withoutSecret is what of a Secret stays in clear.
func withoutSecret(object manifest.Object) manifest.Object {
	return object.Without("data").Without(sops.Key)
}

// intact reports whether each value of the data is ciphertext of its length, and
// the MAC is there.
func intact(old, clear manifest.Object) bool {
	now, then, metadata := clear.Object("data"), old.Object("data"), old.Object(sops.Key)
	if len(now) != len(then) || metadata.Get("encrypted_regex") != sops.EncryptedRegex || sops.PlainLen(metadata.Text("mac")) < 0 {
		return false
	}
	for _, member := range now {
		text, _ := member.Value.(string)
		switch n := sops.PlainLen(then.Text(member.Key)); {
		case text == placeholder: // of a key that was not read
			if n <= 0 {
				return false
			}
		case n != len(text):
			return false
		}
	}
	return true
}
