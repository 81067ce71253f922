package secret_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret"
	"render/render/secret/sops"
)

// showsKey reports whether a text has anything of a key, in clear or in base64.
func showsKey(text string) bool {
	const marker = "MARKER, the key"
	if strings.Contains(text, marker) {
		return true
	}
	for i := range 3 { // the three ways in which base64 may fall
		encoded := base64.StdEncoding.EncodeToString([]byte("xx"[:i] + marker))
		if strings.Contains(text, encoded[4:16]) {
			return true
		}
	}
	return false
}

// TestKeysStay: a key is in what leaves in mode plain alone, and in no mode in
// what is told.
func TestKeysStay(t *testing.T) {
	for _, mode := range secret.Modes() {
		for name, previous := range map[string][]manifest.Object{"first": nil, "again": stale(t, mode)} {
			list := append(library(mode), clientCA("a"))
			result := apply(t, list, settings(mode, previous...))
			var all strings.Builder
			for _, m := range list {
				all.WriteString(text(t, m.Object))
			}
			if showsKey(all.String()) != (mode == secret.Plain) {
				t.Errorf("%s, %s: %s", mode, name, all.String())
			}
			if told := fmt.Sprintf("%+v", result); showsKey(told) {
				t.Errorf("%s, %s: %s", mode, name, told)
			}
		}
	}
}

// TestErrors: what ends the work names the Secret and never shows its key.
func TestErrors(t *testing.T) {
	noPair := func(s *secret.Settings, _ *manifest.Manifest) { s.Pairs = nil }
	noKey := func(s *secret.Settings, _ *manifest.Manifest) { s.Pairs["a"] = unread(pairOf("a")) }
	noLeaf := func(s *secret.Settings, _ *manifest.Manifest) { s.Pairs["a"] = certs.Pair{Key: pairOf("a").Key} }
	noRandom := func(s *secret.Settings, _ *manifest.Manifest) { s.Random = nil }
	few := func(s *secret.Settings, _ *manifest.Manifest) { s.Random = bytes.NewReader([]byte("few")) }
	for _, c := range []struct {
		mode, name string
		change     func(s *secret.Settings, m *manifest.Manifest)
		want       string
	}{
		{secret.Plain, "no pair", noPair, "no certificate was read for Secret secrets.a.istio-system"},
		{secret.Sealed, "no pair", noPair, "no certificate was read for Secret sealedsecrets.a.istio-system"},
		{secret.SOPS, "no pair", noPair, "no certificate was read for Secret secrets.a.istio-system"},
		{secret.Plain, "no key", noKey, "no certificate was read for Secret secrets.a.istio-system"},
		{secret.Plain, "no leaf", noLeaf, "no certificate was read for Secret secrets.a.istio-system"},
		{secret.Sealed, "no leaf", noLeaf, "no certificate was read for Secret sealedsecrets.a.istio-system"},
		{secret.SOPS, "no leaf", noLeaf, "no certificate was read for Secret secrets.a.istio-system"},
		{secret.Sealed, "no randomness", noRandom, "sealing needs randomness, and none was given"},
		{secret.SOPS, "no randomness", noRandom, "encryption needs randomness, and none was given"},
		{secret.Sealed, "little randomness", few, "sealing SealedSecret.bitnami.com istio-system/tls-a: no random bytes: unexpected EOF"},
		{secret.SOPS, "little randomness", few, "encrypting Secret istio-system/tls-a: no random bytes: unexpected EOF"},
		{secret.SOPS, "no age", func(s *secret.Settings, _ *manifest.Manifest) { s.Age = nil }, "encryption needs randomness, and none was given"},
		{secret.SOPS, "nobody to encrypt for", func(s *secret.Settings, _ *manifest.Manifest) { s.Recipients = nil }, "encrypting Secret istio-system/tls-a: sops needs a recipient"},
		{secret.SOPS, "a key sops", func(_ *secret.Settings, m *manifest.Manifest) { m.Object = m.Object.With("mine", sops.Key) },
			`encrypting Secret istio-system/tls-a: has a key "sops" already, which sops keeps for itself`},
	} {
		list, s := library(c.mode)[:1], settings(c.mode)
		c.change(&s, &list[0])
		result, err := secret.Apply(list, s)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s, %s: %v\nwant %s", c.mode, c.name, err, c.want)
		}
		if all := text(t, list[0].Object) + fmt.Sprintf("%+v %v", result, err); showsKey(all) {
			t.Errorf("%s, %s: %s", c.mode, c.name, all)
		}
	}
}

// TestNoAuthority: clients' authority that was not read is an error where it
// would leave.
func TestNoAuthority(t *testing.T) {
	for _, mode := range secret.Modes() {
		s := settings(mode)
		s.Pairs = map[string]certs.Pair{"a": {Crt: certificate("leaf a"), Key: pairOf("a").Key}}
		_, err := secret.Apply([]manifest.Manifest{clientCA("a")}, s)
		want := "no authority was read for Secret clientca.a.istio-system"
		if mode == secret.Omit || mode == secret.Redacted {
			want = "<nil>"
		}
		if got := fmt.Sprint(err); got != want {
			t.Errorf("%s: %s, want %s", mode, got, want)
		}
	}
}

// TestRecipientFails: which recipient nothing can be encrypted for can be asked
// of the error.
func TestRecipientFails(t *testing.T) {
	s := settings(secret.SOPS)
	s.Age = func(recipient string, key []byte) (string, error) {
		if recipient == "age1second" {
			return "", errors.New("low order point")
		}
		return wrapped(recipient, key)
	}
	_, err := secret.Apply(library(secret.SOPS), s)
	wrong := (*sops.RecipientError)(nil)
	if !errors.As(err, &wrong) || wrong.Index != 1 || !strings.HasSuffix(err.Error(), "cannot encrypt for recipient 2: low order point") {
		t.Errorf("%v", err)
	}
}
