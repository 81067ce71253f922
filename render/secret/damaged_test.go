package secret_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"render/render/manifest"
	"render/render/secret"
	"render/render/secret/sops"
)

const damaged = "its ciphertext is damaged, or the key in it was written otherwise"

// damages are what can be seen of a damaged object without a key, by name.
func damages(mode string, before manifest.Object) map[string]manifest.Object {
	at := []string{"data"}
	if mode == secret.Sealed {
		at = []string{"spec", "encryptedData"}
	}
	key := append(at, "tls.key")
	data := before
	for _, name := range at {
		data = data.Object(name)
	}
	old := data.Text("tls.key")
	out := map[string]manifest.Object{
		"gone":           before.Without(key...),
		"all gone":       before.Without(at...),
		"a number":       before.With(3, key...),
		"empty":          before.With("", key...),
		"a placeholder":  before.With(redacted, key...),
		"cut":            before.With(old[:len(old)-8], key...),
		"a value longer": before.With(data.Text("tls.crt"), key...),
		"no base64":      before.With(strings.ReplaceAll(old, "A", "!"), key...),
	}
	if mode == secret.SOPS {
		_, iv, _ := strings.Cut(old, ",iv:")
		out["of an empty text"] = before.With("ENC[AES256_GCM,data:,iv:"+iv, key...)
		out["no end"] = before.With(strings.TrimSuffix(old, "]"), key...)
		out["a number's type"] = before.With(strings.Replace(old, "type:str", "type:int", 1), key...)
		out["a member more"] = before.With(old, "data", "more")
		out["no sum"] = before.Without(sops.Key, "mac")
		out["a sum in clear"] = before.With("sum", sops.Key, "mac")
		out["another part encrypted"] = before.With("^data$", sops.Key, "encrypted_regex")
	}
	return out
}

// TestDamaged: ciphertext that is damaged for all to see is made anew.
func TestDamaged(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		for name, object := range damages(mode, earlier(t, mode)[0]) {
			list := library(mode)[:1]
			result := apply(t, list, settings(mode, object))
			if want := []secret.Anew{{ID: list[0].ID(), Pair: "a", Reason: damaged}}; !slices.Equal(result.Anew, want) {
				t.Errorf("%s, %s: %v, want %v", mode, name, result.Anew, want)
			}
			if got := received(t, list[0].Object); !maps.Equal(got, parts(pairOf("a"))) {
				t.Errorf("%s, %s: %q", mode, name, got)
			}
		}
	}
}

// TestDamagedWithoutKey: where the key was not read, its ciphertext may have any
// length but none; damage is told, and the placeholders stay.
func TestDamagedWithoutKey(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		all := damages(mode, earlier(t, mode)[0])
		delete(all, "a value longer")
		if mode == secret.Sealed {
			delete(all, "cut") // sops writes more behind the value, and bitnami's form does not
		}
		for name, object := range all {
			list, s := library(mode)[:1], settings(mode, object)
			s.Pairs["a"] = unread(s.Pairs["a"])
			result := apply(t, list, s)
			if want := []secret.Anew{{ID: list[0].ID(), Pair: "a", Reason: damaged}}; !slices.Equal(result.Keyless, want) {
				t.Errorf("%s, %s: %v, want %v", mode, name, result.Keyless, want)
			}
			if got, want := text(t, list[0].Object), text(t, library(mode)[0].Object); got != want {
				t.Errorf("%s, %s: %s, want %s", mode, name, got, want)
			}
		}
	}
}

// TestKeyless: what is to be encrypted anew and has no key is told with the
// reason, and is left with its placeholders; the other tier's leaves.
func TestKeyless(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		for reason, previous := range map[string][]manifest.Object{
			"it is not in the earlier output": nil,
			"its certificate changed":         stale(t, mode),
		} {
			list, s := library(mode), settings(mode, previous...)
			s.Pairs["a"] = unread(s.Pairs["a"])
			result := apply(t, list, s)
			if want := []secret.Anew{{ID: list[0].ID(), Pair: "a", Reason: reason}}; !slices.Equal(result.Keyless, want) {
				t.Errorf("%s: %v, want %v", mode, result.Keyless, want)
			}
			if got, want := text(t, list[0].Object), text(t, library(mode)[0].Object); got != want {
				t.Errorf("%s: %s, want %s", mode, got, want)
			}
			if got := received(t, list[1].Object); !maps.Equal(got, parts(pairOf("b"))) {
				t.Errorf("%s: the other tier receives %q", mode, got)
			}
		}
	}
}

// TestFirstWhole: of an object that is there twice, the one that is whole is
// kept.
func TestFirstWhole(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		before := earlier(t, mode)[0]
		for name, object := range damages(mode, before) {
			list, s := library(mode)[:1], settings(mode, object, before)
			s.Random, s.Age = nil, nil
			if result := apply(t, list, s); text(t, list[0].Object) != text(t, before) || len(result.Anew) > 0 {
				t.Errorf("%s, %s: %v", mode, name, result.Anew)
			}
		}
	}
}
