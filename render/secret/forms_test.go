package secret_test

import (
	"maps"
	"slices"
	"testing"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret"
	"render/render/secret/sealed"
	"render/render/secret/sops"
)

// parts is a pair as a gateway is to receive it.
func parts(pair certs.Pair) map[string]string {
	return map[string]string{"ca.crt": string(pair.CA), "tls.crt": string(pair.Crt), "tls.key": string(pair.Key)}
}

// TestWhatLeaves: in the modes that carry a pair, what is received is the pair
// of the Secret's own tier, and in all others the object is left as it is. Only
// plain is in clear, and says so.
func TestWhatLeaves(t *testing.T) {
	carries := []string{secret.Plain, secret.Sealed, secret.SOPS}
	for _, mode := range secret.Modes() {
		list := library(mode)
		before := []string{text(t, list[0].Object), text(t, list[1].Object)}
		result := apply(t, list, settings(mode))
		for i, tier := range []string{"a", "b"} {
			if !slices.Contains(carries, mode) {
				if got := text(t, list[i].Object); got != before[i] {
					t.Errorf("%s changed %s\nto %s", mode, before[i], got)
				}
				continue
			}
			if got, want := received(t, list[i].Object), parts(pairOf(tier)); !maps.Equal(got, want) {
				t.Errorf("%s: tier %s receives %q, want %q", mode, tier, got, want)
			}
		}
		clear := map[string]string{secret.Plain: "Secret istio-system/tls-a (secrets.a.istio-system)"}[mode]
		if result.Clear != clear {
			t.Errorf("%s: %q is in clear, want %q", mode, result.Clear, clear)
		}
		if want := mode == secret.Sealed || mode == secret.SOPS; result.Sealed != want || len(result.Anew)+len(result.Keyless) > 0 {
			t.Errorf("%s: %+v", mode, result)
		}
	}
}

// TestModes: the modes are these, each once.
func TestModes(t *testing.T) {
	if got, want := secret.Modes(), []string{"plain", "omit", "redacted", "sealed", "sops", "external", "cert-manager"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestMarks: beside ciphertext stands what is in it, and for whom.
func TestMarks(t *testing.T) {
	const leafA, authorityA = "6d7d9e080c19f5bc98f9aa229eb2578ff0d3d007e0a4ee23aa6299ffa563869e", "2a178bf615f1b0d02895cbbf8ffb77208252110b76a668436de253a6d8e9bf0f"
	for mode, want := range map[string]manifest.Object{
		secret.Sealed: manifest.NewWords(map[string]string{secret.Fingerprints: leafA + ",ca:" + authorityA, secret.SealedFor: "d1"}),
		secret.SOPS:   manifest.NewWords(map[string]string{secret.Fingerprints: leafA + ",ca:" + authorityA}),
	} {
		if got := earlier(t, mode)[0].Object("metadata").Object("annotations"); text(t, got) != text(t, want) {
			t.Errorf("%s: %s, want %s", mode, text(t, got), text(t, want))
		}
	}
}

// TestMetadataOfSOPS: an object is encrypted for each recipient in turn, and the
// time is its certificate's, as no clock is read.
func TestMetadataOfSOPS(t *testing.T) {
	metadata := earlier(t, secret.SOPS)[0].Object(sops.Key)
	var recipients []string
	for _, item := range metadata.List("age") {
		recipients = append(recipients, item.(manifest.Object).Text("recipient"))
	}
	if !slices.Equal(recipients, []string{"age1first", "age1second"}) || metadata.Text("lastmodified") != "2026-03-01T12:30:00Z" {
		t.Errorf("%s", text(t, metadata))
	}
}

// TestScopes: a value opens under the label of its scope.
func TestScopes(t *testing.T) {
	for scope, label := range map[string]string{sealed.Strict: "istio-system/tls-a", sealed.NamespaceWide: "istio-system", sealed.ClusterWide: ""} {
		list := library(secret.Sealed)[:1]
		list[0].Object = scoped(list[0].Object, scope)
		s := settings(secret.Sealed)
		s.Scope = scope
		apply(t, list, s)
		key := list[0].Object.Object("spec").Object("encryptedData").Text("tls.key")
		if got := unsealed(t, key, label); got != string(pairOf("a").Key) {
			t.Errorf("%s: %q", scope, got)
		}
	}
}

// scoped has the annotation by which the controller knows the scope.
func scoped(object manifest.Object, scope string) manifest.Object {
	if scope == sealed.Strict {
		return object
	}
	return manifest.Annotated(object, map[string]string{"sealedsecrets.bitnami.com/" + scope: "true"})
}

// TestSameRandomness: the same randomness gives the same bytes, and other
// randomness others.
func TestSameRandomness(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		first, second, third := library(mode), library(mode), library(mode)
		apply(t, first, settings(mode))
		apply(t, second, settings(mode))
		other := settings(mode)
		other.Random = stream(2)
		apply(t, third, other)
		for i := range first {
			if text(t, first[i].Object) != text(t, second[i].Object) {
				t.Errorf("%s: the same randomness gives\n%s\nand %s", mode, text(t, first[i].Object), text(t, second[i].Object))
			}
			if text(t, first[i].Object) == text(t, third[i].Object) {
				t.Errorf("%s: other randomness gives the same bytes", mode)
			}
		}
	}
}

// TestWithoutAuthority: a Secret that was asked for without ca.crt gets none.
func TestWithoutAuthority(t *testing.T) {
	for mode, at := range map[string][]string{secret.Plain: {"data"}, secret.SOPS: {"data"}, secret.Sealed: {"spec", "encryptedData"}} {
		list := library(mode)[:1]
		list[0].Object = list[0].Object.Without(append(at, "ca.crt")...)
		s := settings(mode)
		pair := pairOf("a")
		pair.CA = nil
		s.Pairs["a"] = pair
		apply(t, list, s)
		want := parts(pair)
		delete(want, "ca.crt")
		if got := received(t, list[0].Object); !maps.Equal(got, want) {
			t.Errorf("%s: %q, want %q", mode, got, want)
		}
	}
}

// TestGivenObjectStays: the object that was handed in is never written to, as
// others may share it.
func TestGivenObjectStays(t *testing.T) {
	for _, mode := range secret.Modes() {
		list := append(library(mode), clientCA("a"))
		var given []manifest.Object
		var before []string
		for _, m := range list {
			given, before = append(given, m.Object), append(before, text(t, m.Object))
		}
		apply(t, list, settings(mode))
		for i := range given {
			if got := text(t, given[i]); got != before[i] {
				t.Errorf("%s wrote into what it was given: %s", mode, got)
			}
		}
	}
}
