package certs

import (
	"crypto/elliptic"
	"crypto/x509"
	"slices"
	"testing"
	"time"
)

// TestServed: what clients see of a certificate, and whether they that trust it can
// trust another one.
func TestServed(t *testing.T) {
	l := theLab()
	between := authority("second middle", l.root, curveKey(elliptic.P256()))
	read := func(list ...*made) Served {
		s, ok := ReadServed([]byte(crtPEM(list...)))
		if !ok {
			t.Fatal("not read")
		}
		return s
	}
	leaf := read(l.leaf, l.middle)
	alone := signed(curveKey(elliptic.P256()), nil)
	for name, c := range map[string]struct {
		other Served
		want  bool
	}{
		"itself":                    {leaf, true},
		"renewed":                   {read(signed(curveKey(elliptic.P256()), l.middle), l.middle), true},
		"by another below the root": {read(signed(curveKey(elliptic.P256()), between), between), true},
		"the root beside it":        {read(signed(curveKey(elliptic.P256()), l.root), l.root), true},
		"by a stranger":             {read(signed(curveKey(elliptic.P256()), l.other)), false},
		"by itself":                 {read(alone), false},
		"by one of the same name":   {read(signed(curveKey(elliptic.P256()), authority("root", nil, curveKey(elliptic.P256())))), false},
	} {
		if got := leaf.SharesAuthority(c.other); got != c.want || c.other.SharesAuthority(leaf) != c.want {
			t.Errorf("%s: shares an authority: %v", name, got)
		}
		if same := leaf.Same(c.other); same != (name == "itself") {
			t.Errorf("%s: the same: %v", name, same)
		}
	}
	if !leaf.Covers("A.example.org") || leaf.Covers("b.example.org") || !read(signed(curveKey(elliptic.P256()), nil, names("*.example.org"))).Covers("b.example.org") {
		t.Error("hosts are covered otherwise")
	}
	if leaf.Issuer() != "middle" || !leaf.NotAfter().Equal(from2026.Add(90*day)) {
		t.Errorf("issued by %s until %v", leaf.Issuer(), leaf.NotAfter())
	}
	short := func(by *made) *made {
		return signed(curveKey(elliptic.P256()), by, func(c *x509.Certificate) {
			c.Subject.CommonName, c.IsCA = "short", true
			c.NotBefore, c.NotAfter = from2026.Add(day), from2026.Add(2*day)
		})
	}
	for name, c := range map[string]struct {
		behind   *made
		from, to time.Time
	}{
		"the authority lasts longer":  {l.middle, from2026, from2026.Add(90 * day)},
		"the authority ends before":   {short(l.root), from2026.Add(day), from2026.Add(2 * day)},
		"a root, which clients have":  {short(nil), from2026, from2026.Add(90 * day)},
		"nothing is behind it at all": {nil, from2026, from2026.Add(90 * day)},
	} {
		list := []*made{l.leaf, c.behind}
		if c.behind == nil {
			list = list[:1]
		}
		if from, to := read(list...).Valid(); !from.Equal(c.from) || !to.Equal(c.to) {
			t.Errorf("%s: valid from %v to %v", name, from, to)
		}
	}
	if _, ok := ReadServed([]byte("ENC[AES256_GCM,data:YQ==]")); ok {
		t.Error("ciphertext is read")
	}
	both := Authorities([]byte(crtPEM(l.root, l.other)))
	if len(both) != 2 || both[1].Name != "other" || !slices.Contains(both, Authorities([]byte(crtPEM(l.root)))[0]) || slices.Contains(both, Authorities([]byte(crtPEM(l.middle)))[0]) {
		t.Errorf("%v", both)
	}
}
