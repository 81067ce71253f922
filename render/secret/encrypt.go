package secret

import (
	"errors"
	"fmt"
	"maps"
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
	data, _ := m.Object["data"].(map[string]any)
	before := len(f.result.Refused)
	for _, key := range slices.Sorted(maps.Keys(data)) {
		if data[key] != placeholder {
			f.refuse(id, fmt.Sprintf("data %q was added or changed", key))
		}
	}
	if m.Object["stringData"] != nil {
		f.refuse(id, "stringData was added")
	}
	if len(f.result.Refused) > before {
		return nil
	}
	_, ca := data["ca.crt"]
	clear := manifest.Annotated(fill(m.Object, pair), map[string]any{Fingerprints: fingerprints(pair, ca)})
	kept, keyless := f.keep(m, pair, func(old map[string]any) string { return f.encryptedDiffers(old, clear) })
	switch {
	case keyless:
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

func (f *form) refuse(id manifest.ID, what string) {
	f.result.Refused = append(f.result.Refused, id.String()+": "+what+", and only what comes from certificates is kept from run to run")
}

// encryptedDiffers is why an old object cannot be kept; "" where it can.
func (f *form) encryptedDiffers(old, clear map[string]any) string {
	switch {
	case annotation(old, Fingerprints) == "":
		return "it does not say what is encrypted in it"
	case annotation(old, Fingerprints) != annotation(clear, Fingerprints):
		return "its certificate changed"
	}
	metadata, _ := old[sops.Key].(map[string]any)
	if !slices.Equal(recipients(metadata), f.Recipients) {
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

func recipients(metadata map[string]any) []string {
	list, _ := metadata["age"].([]any)
	var out []string
	for _, item := range list {
		one, _ := item.(map[string]any)
		text, _ := one["recipient"].(string)
		if enc, _ := one["enc"].(string); enc != "" {
			out = append(out, text)
		}
	}
	return out
}

// withoutSecret is what of a Secret stays in clear.
func withoutSecret(object map[string]any) map[string]any {
	out := maps.Clone(object)
	delete(out, "data")
	delete(out, sops.Key)
	return out
}

// intact reports whether each value of the data is ciphertext of its length, and
// the MAC is there.
func intact(old, clear map[string]any) bool {
	now, _ := clear["data"].(map[string]any)
	then, _ := old["data"].(map[string]any)
	metadata, _ := old[sops.Key].(map[string]any)
	mac, _ := metadata["mac"].(string)
	if len(now) != len(then) || metadata["encrypted_regex"] != sops.EncryptedRegex || sops.PlainLen(mac) < 0 {
		return false
	}
	for key, value := range now {
		text, _ := value.(string)
		encrypted, _ := then[key].(string)
		switch n := sops.PlainLen(encrypted); {
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
