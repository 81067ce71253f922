package secret_test

import (
	"slices"
	"testing"

	"render/render/manifest"
	"render/render/secret"
)

// TestRefused: what a mixin or an overlay made of a Secret that no gateway could
// use is refused with its reason, whatever the mode, and is left as it was.
func TestRefused(t *testing.T) {
	const tls, bitnami = "Secret istio-system/tls-a: ", "SealedSecret.bitnami.com istio-system/tls-a: "
	const external, kept = "ExternalSecret.external-secrets.io istio-system/tls-a: ", ", and only what comes from certificates is kept from run to run"
	for _, c := range []struct {
		mode string
		m    manifest.Manifest
		set  any // nil: taken away
		at   []string
		want []string
	}{
		{secret.Plain, tlsSecret("a"), nil, []string{"type"}, []string{tls + `its type is gone, and a gateway takes its certificate from "kubernetes.io/tls"`}},
		{secret.Redacted, tlsSecret("a"), "Opaque", []string{"type"}, []string{tls + `its type is "Opaque", and a gateway takes its certificate from "kubernetes.io/tls"`}},
		{secret.Plain, tlsSecret("a"), 3, []string{"type"}, []string{tls + `its type is "3", and a gateway takes its certificate from "kubernetes.io/tls"`}},
		{secret.Plain, tlsSecret("a"), nil, []string{"data"}, []string{tls + "its data is gone, or no object"}},
		{secret.Plain, tlsSecret("a"), []any{}, []string{"data"}, []string{tls + "its data is gone, or no object"}},
		{secret.Plain, tlsSecret("a"), nil, []string{"data", "tls.key"}, []string{tls + `data has no "tls.key", without which the gateway has no certificate`}},
		{secret.Plain, tlsSecret("a"), nil, []string{"data", "ca.crt"}, []string{tls + `data has no "ca.crt", without which the gateway has no certificate`}},
		{secret.Plain, tlsSecret("a"), manifest.Object{}, []string{"data"}, []string{
			tls + `data has no "tls.crt", without which the gateway has no certificate`,
			tls + `data has no "tls.key", without which the gateway has no certificate`,
			tls + `data has no "ca.crt", without which the gateway has no certificate`}},
		{secret.Plain, tlsSecret("a"), redacted, []string{"data", "more"}, []string{tls + `data "more" has the placeholder, and nothing is put in for it there`}},
		{secret.Plain, tlsSecret("a"), "no base64", []string{"data", "more"}, []string{tls + `data "more" is no text in base64`}},
		{secret.Plain, tlsSecret("a"), 3, []string{"data", "tls.key"}, []string{tls + `data "tls.key" is no text in base64`}},
		{secret.Plain, tlsSecret("a"), "text", []string{"stringData"}, []string{tls + "its stringData is no object"}},
		{secret.Plain, tlsSecret("a"), redacted, []string{"stringData", "more"}, []string{tls + `stringData "more" has the placeholder, or no text`}},
		{secret.SOPS, tlsSecret("a"), "bW9yZQ==", []string{"data", "more"}, []string{tls + `data "more" was added or changed` + kept}},
		{secret.SOPS, tlsSecret("a"), "bW9yZQ==", []string{"data", "tls.crt"}, []string{tls + `data "tls.crt" was added or changed` + kept}},
		{secret.SOPS, tlsSecret("a"), "text", []string{"stringData", "more"}, []string{tls + "stringData was added" + kept}},
		{secret.Sealed, sealedSecret("a"), "bW9yZQ==", []string{"spec", "encryptedData", "tls.key"}, []string{bitnami + `encryptedData "tls.key" was changed` + kept}},
		{secret.Sealed, sealedSecret("a"), "Opaque", []string{"spec", "template", "type"}, []string{bitnami + `its type is "Opaque", and a gateway takes its certificate from "kubernetes.io/tls"`}},
		{secret.Sealed, sealedSecret("a"), nil, []string{"spec", "encryptedData"}, []string{bitnami + "its encryptedData is gone, or no object"}},
		{secret.Sealed, sealedSecret("a"), "true", []string{"metadata", "annotations", "sealedsecrets.bitnami.com/cluster-wide"},
			[]string{bitnami + "its annotations ask for the scope cluster-wide, and secrets.sealed for strict" + kept}},
		{secret.External, externalSecret("a"), nil, []string{"spec", "target"}, []string{external + `its type is gone, and a gateway takes its certificate from "kubernetes.io/tls"`}},
		{secret.External, externalSecret("a"), nil, []string{"spec", "data"}, []string{
			external + `data has no secretKey "tls.crt", without which the gateway has no certificate`,
			external + `data has no secretKey "tls.key", without which the gateway has no certificate`}},
		{secret.Plain, clientCA("a"), nil, []string{"data", "ca.crt"}, []string{tls + `data has no "ca.crt", without which the gateway has no certificate`}},
		{secret.External, clientCA("a"), redacted, []string{"stringData", "ca.crt"}, []string{tls + `stringData "ca.crt" has the placeholder, or no text`}},
	} {
		if c.set == nil {
			c.m.Object = c.m.Object.Without(c.at...)
		} else {
			c.m.Object = c.m.Object.With(c.set, c.at...)
		}
		before := text(t, c.m.Object)
		list := append([]manifest.Manifest{c.m}, library(c.mode)[1])
		result, err := secret.Apply(list, settings(c.mode))
		if err != nil || !slices.Equal(result.Refused, c.want) {
			t.Errorf("%s, %v: %v, %q\nwant %q", c.mode, c.at, err, result.Refused, c.want)
		}
		if got := text(t, list[0].Object); got != before {
			t.Errorf("%s, %v: changed to %s", c.mode, c.at, got)
		}
	}
}

// TestMixinsChanges: what a mixin gives in plain beside the pair, or in its
// place, leaves as the mixin wrote it; and so does what it seals itself.
func TestMixinsChanges(t *testing.T) {
	list := library(secret.Plain)[:1]
	list[0].Object = list[0].Object.With("bW9yZQ==", "data", "more").With("Y3J0", "data", "tls.crt")
	apply(t, list, settings(secret.Plain))
	if got := received(t, list[0].Object); got["more"] != "more" || got["tls.crt"] != "crt" || got["tls.key"] != string(pairOf("a").Key) {
		t.Errorf("%q", got)
	}
	list = library(secret.Sealed)[:1]
	list[0].Object = list[0].Object.With("bW9yZQ==", "spec", "encryptedData", "more")
	apply(t, list, settings(secret.Sealed, earlier(t, secret.Sealed)...))
	if data := list[0].Object.Object("spec").Object("encryptedData"); data.Text("more") != "bW9yZQ==" || len(data) != 4 {
		t.Errorf("%s", text(t, data))
	}
}

// TestElsewhere: a Secret in another place than the library's is held to no form,
// and what was put there instead of placeholders stays.
func TestElsewhere(t *testing.T) {
	m := tlsSecret("a")
	m.Object = m.Object.With("Opaque", "type").With(manifest.NewObject(fields{"password": "bW9yZQ=="}), "data").With("shop", "metadata", "namespace")
	before := text(t, m.Object)
	for _, mode := range []string{secret.Plain, secret.Omit, secret.Redacted} {
		list := []manifest.Manifest{m}
		result := apply(t, list, settings(mode))
		if got := text(t, list[0].Object); got != before || result.Clear != "Secret shop/tls-a (secrets.a.istio-system)" {
			t.Errorf("%s: %s, want %s; %q", mode, got, before, result.Clear)
		}
	}
}

// TestMixinsOwn: a Secret that a mixin puts beside the tiers', under a key more,
// needs no pair and is held to no form.
func TestMixinsOwn(t *testing.T) {
	for _, mode := range secret.Modes() {
		for _, m := range []manifest.Manifest{tlsSecret("c"), sealedSecret("c"), clientCA("c")} {
			m.Object = m.Object.Without("type").Without("data")
			m.Origin.Keys = []string{"c", "own", "secret"}
			before := text(t, m.Object)
			list := []manifest.Manifest{m}
			result := apply(t, list, settings(mode))
			if got := text(t, list[0].Object); got != before || result.Clear != "" {
				t.Errorf("%s: %s, want %s; %q", mode, got, before, result.Clear)
			}
		}
	}
}
