package secret_test

import (
	"maps"
	"slices"
	"testing"

	"render/render/certs"
	"render/render/manifest"
	"render/render/secret"
)

// TestClients: the authority of clients' certificates is public. It leaves in
// clear in each mode that reads certificates, beside the pair or alone, and
// nothing is said of it.
func TestClients(t *testing.T) {
	withheld := []string{secret.Omit, secret.Redacted}
	for _, mode := range secret.Modes() {
		for name, c := range map[string]struct {
			list []manifest.Manifest
			pair certs.Pair
		}{
			"beside": {append(library(mode)[:1], clientCA("a")), pairOf("a")},
			"alone":  {[]manifest.Manifest{clientCA("a")}, certs.Pair{ClientCA: pairOf("a").ClientCA}},
		} {
			s := settings(mode)
			s.Pairs = map[string]certs.Pair{"a": c.pair}
			result := apply(t, c.list, s)
			want := map[string]string{"ca.crt": string(pairOf("a").ClientCA)}
			if slices.Contains(withheld, mode) {
				want["ca.crt"] = "redacted"
			}
			if got := received(t, c.list[len(c.list)-1].Object); !maps.Equal(got, want) {
				t.Errorf("%s, %s: %q, want %q", mode, name, got, want)
			}
			if name == "alone" && (result.Clear != "" || result.Sealed || len(result.Anew)+len(result.Keyless) > 0) {
				t.Errorf("%s, alone: %+v", mode, result)
			}
		}
	}
}

// TestClientsStay: another authority of clients is no reason to encrypt the pair
// anew.
func TestClientsStay(t *testing.T) {
	for _, mode := range []string{secret.Sealed, secret.SOPS} {
		before := earlier(t, mode)
		list := append(library(mode), clientCA("a"))
		s := settings(mode, append(before, clientCA("a").Object)...)
		pair := s.Pairs["a"]
		pair.ClientCA = certificate("clients c")
		s.Pairs["a"] = pair
		result := apply(t, list, s)
		if text(t, list[0].Object) != text(t, before[0]) || len(result.Anew) > 0 {
			t.Errorf("%s: %v", mode, result.Anew)
		}
		if got := received(t, list[2].Object)["ca.crt"]; got != string(certificate("clients c")) {
			t.Errorf("%s: %q", mode, got)
		}
	}
}

// TestClear: the first Secret with anything in clear that has to stay secret is
// told, whoever put it there.
func TestClear(t *testing.T) {
	mixins := func(rest fields) manifest.Manifest {
		m := written("a", "apps", "v1", "Secret", rest)
		m.Origin.Keys = []string{"a", "app", "secret"}
		return m
	}
	const ofMixin = "Secret istio-system/tls-a (apps.a.app.secret)"
	filled := clientCA("a")
	filled.Object = filled.Object.With("bW9yZQ==", "data", "more")
	group := mixins(fields{"data": fields{"password": "bW9yZQ=="}})
	group.Object = group.Object.With("example.org/v1", "apiVersion")
	for name, c := range map[string]struct {
		m    manifest.Manifest
		want string
	}{
		"placeholders":              {tlsSecret("a"), ""},
		"a mixin's data":            {mixins(fields{"data": fields{"password": "bW9yZQ=="}}), ofMixin},
		"a mixin's data as a list":  {mixins(fields{"data": []any{}}), ""},
		"a mixin's number":          {mixins(fields{"data": fields{"password": 3}}), ofMixin},
		"a mixin's stringData":      {mixins(fields{"stringData": fields{"password": redacted}}), ofMixin},
		"a mixin's authority":       {mixins(fields{"data": fields{"ca.crt": "bW9yZQ=="}}), ofMixin},
		"no data":                   {mixins(fields{"data": fields{}, "stringData": fields{}}), ""},
		"encrypted by somebody":     {mixins(fields{"data": fields{"password": "ENC[]"}, "sops": fields{}}), ""},
		"no Secret":                 {written("a", "apps", "v1", "ConfigMap", fields{"data": fields{"password": "bW9yZQ=="}}), ""},
		"a Secret of another group": {group, ""},
		"beside clients' authority": {filled, "Secret istio-system/tls-a (clientca.a.istio-system)"},
	} {
		if got := apply(t, []manifest.Manifest{c.m}, settings(secret.Redacted)).Clear; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
