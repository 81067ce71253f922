package secret_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret"
	"render/render/secret/sealed"
)

// TestEarlierStays: what says the same stays byte for byte, and neither
// randomness nor a key is asked for.
func TestEarlierStays(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		before := earlier(t, mode)
		for name, previous := range map[string][]manifest.Object{
			"in order":     before,
			"turned round": {before[1], before[0]},
			"written twice, the first with a certificate that is gone": append(stale(t, mode), before...),
		} {
			list, s := library(mode), settings(mode, previous...)
			s.Random, s.Age = nil, nil
			s.Pairs["a"] = unread(s.Pairs["a"])
			result := apply(t, list, s)
			for i := range list {
				if got, want := text(t, list[i].Object), text(t, before[i]); got != want {
					t.Errorf("%s, %s: %s\nwant %s", mode, name, got, want)
				}
			}
			if len(result.Anew)+len(result.Keyless) > 0 || !result.Sealed || result.Clear != "" {
				t.Errorf("%s, %s: %+v", mode, name, result)
			}
		}
	}
}

// stale is what a run gave with other certificates.
func stale(t *testing.T, mode string) []manifest.Object {
	t.Helper()
	list, s := library(mode), settings(mode)
	s.Pairs = map[string]certs.Pair{"a": pairOf("x"), "b": pairOf("y")}
	apply(t, list, s)
	return []manifest.Object{list[0].Object, list[1].Object}
}

// TestAnew: what a Secret depends on has changed, so that it is encrypted anew
// and the reason told; the other tier's stays.
func TestAnew(t *testing.T) {
	type change func(s *secret.Settings, m *manifest.Manifest)
	renewed := func(s *secret.Settings, _ *manifest.Manifest) {
		pair := s.Pairs["a"]
		pair.Crt, pair.Key = certificate("leaf c"), []byte("MARKER, the key of c")
		s.Pairs["a"] = pair
	}
	authority := func(s *secret.Settings, _ *manifest.Manifest) {
		pair := s.Pairs["a"]
		pair.CA = certificate("authority c")
		s.Pairs["a"] = pair
	}
	labelled := func(_ *secret.Settings, m *manifest.Manifest) {
		m.Object = m.Object.With("mail", "metadata", "labels", "team")
	}
	unmarked := func(s *secret.Settings, _ *manifest.Manifest) {
		s.Previous[0] = s.Previous[0].Without("metadata", "annotations", secret.Fingerprints)
	}
	for _, c := range []struct {
		mode, name string
		change     change
		reason     string
	}{
		{secret.Sealed, "the certificate", renewed, "its certificate changed"},
		{secret.SOPS, "the certificate", renewed, "its certificate changed"},
		{secret.Sealed, "the authority", authority, "its certificate changed"},
		{secret.SOPS, "the authority", authority, "its certificate changed"},
		{secret.Sealed, "the mark", unmarked, "it does not say what is sealed in it"},
		{secret.SOPS, "the mark", unmarked, "it does not say what is encrypted in it"},
		{secret.SOPS, "a label", labelled, "what is in clear in it changed, its labels perhaps, which sops signs too"},
	} {
		list, s := library(c.mode), settings(c.mode, earlier(t, c.mode)...)
		s.Random = stream(2)
		c.change(&s, &list[0])
		result := apply(t, list, s)
		if want := []secret.Anew{{ID: list[0].ID(), Pair: "a", Reason: c.reason}}; !slices.Equal(result.Anew, want) {
			t.Errorf("%s, %s: %v, want %v", c.mode, c.name, result.Anew, want)
		}
		if got, want := received(t, list[0].Object), parts(s.Pairs["a"]); !maps.Equal(got, want) {
			t.Errorf("%s, %s: %q is received, want %q", c.mode, c.name, got, want)
		}
		if text(t, list[1].Object) != text(t, s.Previous[1]) {
			t.Errorf("%s, %s: the other tier's is encrypted anew too", c.mode, c.name)
		}
	}
}

// TestAllAnew: what all Secrets have in common has changed.
func TestAllAnew(t *testing.T) {
	for _, c := range []struct {
		mode   string
		change func(s *secret.Settings)
		reason string
	}{
		{secret.Sealed, func(s *secret.Settings) {
			s.Certificate = &sealed.Certificate{Key: s.Certificate.Key, Digest: "d2"}
		}, "the sealing certificate changed"},
		{secret.Sealed, func(s *secret.Settings) { s.Scope = sealed.ClusterWide }, "its scope changed from strict to cluster-wide"},
		{secret.SOPS, func(s *secret.Settings) { s.Recipients = []string{"age1first"} }, "its recipients changed"},
		{secret.SOPS, func(s *secret.Settings) { s.Recipients = []string{"age1second", "age1first"} }, "its recipients changed"},
		{secret.SOPS, func(s *secret.Settings) { s.Recipients = append(s.Recipients, "age1third") }, "its recipients changed"},
	} {
		list, s := library(c.mode), settings(c.mode, earlier(t, c.mode)...)
		s.Random = stream(2)
		c.change(&s)
		for i := range list {
			list[i].Object = scoped(list[i].Object, s.Scope)
		}
		result := apply(t, list, s)
		var want []secret.Anew
		for i, m := range list {
			want = append(want, secret.Anew{ID: m.ID(), Pair: m.Tier, Reason: c.reason})
			if text(t, m.Object) == text(t, s.Previous[i]) {
				t.Errorf("%s: %s stays", c.reason, m.ID())
			}
		}
		if !slices.Equal(result.Anew, want) {
			t.Errorf("%v, want %v", result.Anew, want)
		}
	}
}

// TestLabelsBesideSealed: a SealedSecret's new labels leave with the old
// ciphertext, which is bound to no label.
func TestLabelsBesideSealed(t *testing.T) {
	before := earlier(t, secret.Sealed)
	list := library(secret.Sealed)
	list[0].Object = list[0].Object.With("mail", "metadata", "labels", "team")
	result := apply(t, list, settings(secret.Sealed, before...))
	if got, want := text(t, list[0].Object), text(t, before[0].With("mail", "metadata", "labels", "team")); got != want || len(result.Anew) > 0 {
		t.Errorf("%v: %s\nwant %s", result.Anew, got, want)
	}
}

// TestOfNoUse: an object that is no earlier form of the Secret is passed over
// without a word.
func TestOfNoUse(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		before := earlier(t, mode)[0]
		for name, object := range map[string]manifest.Object{
			"nothing":            nil,
			"another name":       before.With("other", "metadata", "name"),
			"another namespace":  before.With("other", "metadata", "namespace"),
			"another group":      before.With("example.org/v1", "apiVersion"),
			"another kind":       before.With("ConfigMap", "kind"),
			"a Secret in clear":  earlier(t, secret.Plain)[0],
			"the other's cipher": earlier(t, map[string]string{secret.Sealed: secret.SOPS, secret.SOPS: secret.Sealed}[mode])[0],
		} {
			list := library(mode)[:1]
			result := apply(t, list, settings(mode, object))
			if len(result.Anew) > 0 {
				t.Errorf("%s, %s: %v", mode, name, result.Anew)
			}
			if got, want := received(t, list[0].Object), parts(pairOf("a")); !maps.Equal(got, want) {
				t.Errorf("%s, %s: %q", mode, name, got)
			}
		}
	}
}

// TestNotLookedAt: in the other modes nothing earlier counts.
func TestNotLookedAt(t *testing.T) {
	for _, mode := range []string{secret.Plain, secret.Omit, secret.Redacted, secret.External, secret.CertManager} {
		with, without := library(mode), library(mode)
		first := apply(t, with, settings(mode, append(stale(t, secret.SOPS), stale(t, secret.Sealed)...)...))
		second := apply(t, without, settings(mode))
		if text(t, with[0].Object) != text(t, without[0].Object) || fmt.Sprint(first) != fmt.Sprint(second) {
			t.Errorf("%s: %+v, without an earlier run %+v", mode, first, second)
		}
	}
}
