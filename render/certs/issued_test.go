package certs

import (
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// TestIssued: a certificate that says where its issuer's is, and has it not beside it, is told
// of, unless the topology's own authority or a public root has issued it.
func TestIssued(t *testing.T) {
	l := theLab()
	says := func(c *x509.Certificate) { c.IssuingCertificateURL = []string{"http://a.example.org/middle.crt"} }
	leaf := signed(curveKey(elliptic.P256()), l.middle, says)
	rules := Rules{Authority: [2]string{"certs/ca.crt", "certs/ca.key"}}
	told := inCrt + `warning: is issued by "middle", whose certificate is not in the file, and which is no public root: clients that do not know it refuse the connection` +
		"\n  = add the certificate of \"middle\" behind it; or, where that is an authority of yours, write it into certs/ca.crt"
	behind, _, _ := strings.Cut(told, "; or, where")
	between := authority("Home Intermediate CA", l.root, l.middle.key)
	below := signed(leaf.key, between)
	toldOfIt := strings.ReplaceAll(told, `"middle"`, `"Home Intermediate CA"`)
	for name, c := range map[string]struct {
		crt, ca string
		want    []string
	}{
		"alone":              {crtPEM(leaf), "", []string{told}},
		"another authority":  {crtPEM(leaf), crtPEM(l.other), []string{behind}},
		"its issuer behind":  {crtPEM(leaf, l.middle), "", nil},
		"its issuer's root":  {crtPEM(leaf, l.middle, l.root), "", nil},
		"its own authority":  {crtPEM(leaf), crtPEM(l.middle), nil},
		"says nothing of it": {crtPEM(l.leaf), "", nil},
		"says nothing of one called an intermediate": {crtPEM(below), "", []string{toldOfIt}},
		"such a one behind":                          {crtPEM(below, between), "", nil},
		"such a one as its authority":                {crtPEM(below), crtPEM(between), nil},
		"one that made itself":                       {crtPEM(signed(leaf.key, nil, says)), "", nil},
	} {
		key := keyPEM(leaf.key)
		if name == "says nothing of it" {
			key = keyPEM(l.leaf.key)
		}
		files := folder(c.crt, key)
		if c.ca != "" {
			files["certs/ca.crt"] = &fstest.MapFile{Data: []byte(c.ca)}
		}
		_, diagnostics := run(t, files, rules, request("a.example.org"))
		t.Run(name, func(t *testing.T) { want(t, diagnostics, c.want...) })
	}
}

// TestIssuedBetween: who issued its issuer a certificate may say itself, and another file of the
// topology may have the issuer.
func TestIssuedBetween(t *testing.T) {
	l := theLab()
	saying := func(name pkix.Name) func(*x509.Certificate) {
		directory := must(asn1.Marshal(name.ToRDNSequence()))
		general := must(asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 4, IsCompound: true, Bytes: directory}))
		value := must(asn1.Marshal(struct {
			Issuer asn1.RawValue
			Serial asn1.RawValue
		}{
			asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 1, IsCompound: true, Bytes: general},
			asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 2, Bytes: []byte{7}},
		}))
		return func(c *x509.Certificate) {
			c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: authorityKeyIDOf(), Value: value})
		}
	}
	rules := Rules{Authority: [2]string{"certs/ca.crt", "certs/ca.key"}}
	key := curveKey(elliptic.P256())
	told := inCrt + `warning: is issued by "middle", whose certificate is not in the file, and which is no public root: clients that do not know it refuse the connection` +
		"\n  = add the certificate of \"middle\" behind it; or, where that is an authority of yours, write it into certs/ca.crt"
	for name, c := range map[string]struct {
		leaf *made
		want []string
	}{
		"by another": {signed(key, l.middle, saying(l.root.cert.Subject)), []string{told}},
		"by itself":  {signed(key, l.root, saying(l.root.cert.Subject)), nil},
	} {
		_, diagnostics := run(t, folder(crtPEM(c.leaf), keyPEM(key)), rules, request("a.example.org"))
		t.Run(name, func(t *testing.T) { want(t, diagnostics, c.want...) })
	}

	second := request("a.example.org")
	second.Crt, second.Key = "certs/b.crt", "certs/b.key"
	files := folder(crtPEM(l.leaf), keyPEM(l.leaf.key))
	files["certs/b.crt"] = &fstest.MapFile{Data: []byte(crtPEM(signed(key, l.middle), l.middle))}
	files["certs/b.key"] = &fstest.MapFile{Data: []byte(keyPEM(key))}
	beside := inCrt + `warning: is issued by "middle", an intermediate authority whose certificate is in "certs/b.crt" and not behind this one: clients that know its root alone refuse the connection` + "\n  = "
	_, diagnostics := run(t, files, rules, request("a.example.org"), second)
	want(t, diagnostics, beside+`add the certificate of "middle" behind it, out of "certs/b.crt"`)
	files["certs/fullchain.pem"] = &fstest.MapFile{Data: []byte(crtPEM(l.leaf, l.middle))}
	_, diagnostics = run(t, files, rules, request("a.example.org"), second)
	want(t, diagnostics, beside+`name "certs/fullchain.pem" as its crt, which has it and its issuer`)
}

// TestPublicIssued: Google's intermediate authority (pki.goog/repo/certs/gts1c3.der) is issued
// by a public root, and with another signature it is not.
func TestPublicIssued(t *testing.T) {
	text, err := os.ReadFile("testdata/gts1c3.pem")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	real := certificate{x509: must(x509.ParseCertificate(block.Bytes))}
	if len(real.x509.IssuingCertificateURL) == 0 || !strings.HasPrefix(nameOf(real.x509.Issuer), "GTS Root") || !publicIssued(real) {
		t.Errorf("%q has issued it, and is not known", nameOf(real.x509.Issuer))
	}
	block.Bytes[len(block.Bytes)-1] ^= 1
	if publicIssued(certificate{x509: must(x509.ParseCertificate(block.Bytes))}) {
		t.Error("a wrong signature is taken")
	}
	if publicIssued(certificate{x509: theLab().leaf.cert}) {
		t.Error("a stranger is a public root")
	}
}
