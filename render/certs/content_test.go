package certs

import (
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// content is a case with one pair of files; want is header and help of each
// diagnostic.
type content struct {
	name     string
	crt, key string
	rules    Rules
	want     []string
}

// check runs the cases for a.example.org. A pair comes out exactly where every
// diagnostic is a warning.
func check(t *testing.T, cases []content) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			pairs, told := run(t, folder(c.crt, c.key), c.rules, request("a.example.org"))
			want(t, told, c.want...)
			fine := true
			for _, line := range told {
				fine = fine && strings.Contains(line, ": warning: ")
			}
			if fine != (pairs[0].Leaf != nil) {
				t.Errorf("a pair: %v, problems: %q", pairs[0].Leaf != nil, told)
			}
		})
	}
}

const inCrt, inKey = "certs/a.crt:1:1: ", "certs/a.key:1:1: "

func TestForms(t *testing.T) {
	l := theLab()
	crt, key := crtPEM(l.leaf), keyPEM(l.leaf.key)
	p12 := string([]byte{0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03, 0x30, 0x82, 0x00, 0xff})
	pkcs8 := must(x509.MarshalPKCS8PrivateKey(l.leaf.key))
	dsa := must(asn1.Marshal(struct {
		V int
		A pkix.AlgorithmIdentifier
		K []byte
	}{0, pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 10040, 4, 1}}, []byte("MARKERMARKERMARKERMARKER")}))
	const another = "\n  = name the file that holds the certificate"
	const noKey = "\n  = name the file that holds the private key"
	openKey := "\n  = run: openssl pkey -in certs/a.key -out certs/a.key.new && mv certs/a.key.new certs/a.key"
	damaged := "this PEM block is damaged: its END line or its base64 lines are not right\n  = copy the file again, whole, with its line ends"
	check(t, []content{
		{"empty", " \n", key, Rules{}, []string{"certs/a.crt: is empty\n  = copy the file again"}},
		{"utf16", "\xff\xfe-\x00", key, Rules{}, []string{"certs/a.crt: is UTF-16 text\n  = save it as UTF-8 or ASCII"}},
		{"text", "hello\n", key, Rules{}, []string{
			"certs/a.crt: holds no PEM block: no line begins with -----BEGIN\n  = name a PEM file in tiers[0].cert"}},
		{"der certificate", string(l.leaf.cert.Raw), key, Rules{}, []string{"certs/a.crt: is binary DER, not PEM" +
			"\n  = run: openssl x509 -inform der -in certs/a.crt -out certs/a.crt.new && mv certs/a.crt.new certs/a.crt"}},
		{"der key", crt, string(pkcs8), Rules{}, []string{"certs/a.key: is binary DER, not PEM" +
			"\n  = run: openssl pkey -inform der -in certs/a.key -out certs/a.key.new && mv certs/a.key.new certs/a.key"}},
		{"pkcs12", p12, key, Rules{}, []string{"certs/a.crt: is a PKCS#12 archive, not PEM" +
			"\n  = run: openssl pkcs12 -in certs/a.crt -nokeys -out certs/a.crt.new && openssl pkcs12 -in certs/a.crt -nocerts -nodes -out certs/a.key.new && mv certs/a.crt.new certs/a.crt && mv certs/a.key.new certs/a.key"}},
		{"swapped", key, crt, Rules{}, []string{inCrt + `holds the key, and "certs/a.key" holds the certificate: the two are swapped` +
			"\n  = give each of the two files the other's name"}},
		{"key in crt", crt + key, key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: ", 1+strings.Count(crt, "\n")) + "holds a private key too, which the Secret would show as part of the certificate" +
				"\n  = leave only the CERTIFICATE blocks in \"certs/a.crt\""}},
		{"two keys for crt", key, key, Rules{}, []string{inCrt + "holds a private key and no certificate" + another}},
		{"two certificates for key", crt, crt, Rules{}, []string{inKey + "holds a certificate and no private key" + noKey}},
		{"certificate beside the key", crt, crt + key, Rules{}, nil},
		{"public key", crt, headedPEM(labelPublic, must(x509.MarshalPKIXPublicKey(l.leaf.key.Public())), nil), Rules{}, []string{
			inKey + "holds a public key and no private key" + noKey}},
		{"second key", crt, key + keyPEM(l.other.key), Rules{}, []string{
			fmt.Sprintf("certs/a.key:%d:1: ", 1+strings.Count(key, "\n")) + "a second key; a Secret takes one" +
				"\n  = leave only the key of the certificate's first block in \"certs/a.key\""}},
		{"request", headedPEM("NEW CERTIFICATE REQUEST", []byte("x"), nil), key, Rules{}, []string{
			inCrt + "holds a certificate request, not a certificate\n  = have it signed by your CA, and name what the CA gives back"}},
		{"pkcs7", headedPEM(labelPKCS7, []byte("x"), nil), key, Rules{}, []string{inCrt + "holds certificates in PKCS#7 form" +
			"\n  = run: openssl pkcs7 -print_certs -in certs/a.crt -out certs/a.crt.new && mv certs/a.crt.new certs/a.crt"}},
		{"trusted", headedPEM(labelTrusted, []byte("x"), nil), key, Rules{}, []string{inCrt + "holds a certificate in OpenSSL's own TRUSTED form" +
			"\n  = run: openssl x509 -in certs/a.crt -out certs/a.crt.new && mv certs/a.crt.new certs/a.crt"}},
		{"something else", headedPEM("MARKER", []byte("x"), nil), key, Rules{}, []string{inCrt + "holds no certificate" + another}},
		{"something beside", headedPEM("DH PARAMETERS", []byte("x"), nil) + crt, key, Rules{}, []string{
			"certs/a.crt:1:1: warning: this block is no certificate; it is left out\n  = remove it"}},
		{"encrypted", crt, headedPEM(labelEncrypted, pkcs8, nil), Rules{}, []string{
			inKey + "the key is encrypted, and Envoy has no way to ask for its password" + openKey}},
		{"encrypted by header", crt, headedPEM(labelSEC1, pkcs8, map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-256-CBC,00"}), Rules{}, []string{
			inKey + "the key is encrypted, and Envoy has no way to ask for its password" + openKey}},
		{"openssh", crt, headedPEM(labelOpenSSH, pkcs8, nil), Rules{}, []string{
			inKey + "is an OpenSSH key, which Envoy does not read\n  = run: ssh-keygen -p -N '' -m PEM -f certs/a.key"}},
		{"ed25519", crt, keyPEM(edKey()), Rules{}, []string{inKey + "is Ed25519; Envoy reads RSA and ECDSA keys only\n  = " + newKey}},
		{"dsa", crt, headedPEM(labelDSA, pkcs8, nil), Rules{}, []string{inKey + "is DSA; Envoy reads RSA and ECDSA keys only\n  = " + newKey}},
		{"dsa in pkcs8", crt, headedPEM(labelPKCS8, dsa, nil), Rules{}, []string{inKey + "is DSA; Envoy reads RSA and ECDSA keys only\n  = " + newKey}},
		{"strange key", crt, headedPEM("MARKER PRIVATE KEY", pkcs8, nil), Rules{}, []string{
			inKey + "is a key of a kind that Envoy does not read\n  = " + newKey}},
		{"wrong label", crt, headedPEM(labelPKCS1, pkcs8, nil), Rules{}, []string{
			inKey + "this RSA PRIVATE KEY block does not hold such a key, or a damaged one" + openKey}},
		{"damaged certificate", strings.Replace(crt, "-----END", "!\n-----END", 1), key, Rules{}, []string{inCrt + damaged}},
		{"no end", strings.Split(crt, "-----END")[0], key, Rules{}, []string{inCrt + damaged}},
		{"key on one line", crt, strings.ReplaceAll(key, "\n", ""), Rules{}, []string{inKey + damaged}},
		{"not a certificate", headedPEM(labelCertificate, pkcs8, nil), key, Rules{}, []string{
			inCrt + "cannot be read as a certificate: malformed tbs certificate\n  = copy the certificate again from who issued it, or make a new one"}},
	})
}

func TestKeyForms(t *testing.T) {
	p256 := curveKey(elliptic.P256())
	cases := map[string]struct {
		key      crypto.Signer
		pem, out string
	}{
		"pkcs1": {rsa2048(), headedPEM(labelPKCS1, x509.MarshalPKCS1PrivateKey(rsa2048()), nil), ""},
		"rsa":   {rsa2048(), keyPEM(rsa2048()), ""},
		"sec1":  {p256, sec1PEM(p256), ""},
		"parameters": {p256, "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + sec1PEM(p256),
			sec1PEM(p256)},
		"attributes": {p256, "Bag Attributes\n    localKeyID: 01\n" + keyPEM(p256), keyPEM(p256)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			pairs, told := run(t, folder(crtPEM(signed(c.key, theLab().root)), c.pem), Rules{}, request("a.example.org"))
			want(t, told)
			if c.out == "" {
				c.out = c.pem
			}
			if string(pairs[0].Key) != c.out {
				t.Error("not the normal form of the key")
			}
		})
	}
}

func TestLeaf(t *testing.T) {
	l := theLab()
	p256 := curveKey(elliptic.P256())
	leaf := func(key crypto.Signer, changes ...func(*x509.Certificate)) *made {
		return signed(key, l.root, changes...)
	}
	pair := func(name string, m *made, rules Rules, want ...string) content {
		return content{name, crtPEM(m), keyPEM(m.key), rules, want}
	}
	usage := func(u ...x509.ExtKeyUsage) *made {
		return leaf(p256, func(c *x509.Certificate) { c.ExtKeyUsage = u })
	}
	ca := func(c *x509.Certificate) { c.IsCA = true }
	lasting := func(d time.Duration) *made {
		return leaf(p256, func(c *x509.Certificate) { c.NotAfter = from2026.Add(d) })
	}
	const caCure = "\n  = make a certificate with basicConstraints = CA:FALSE, signed by a CA"
	const noServer = "its extendedKeyUsage has no serverAuth, so clients refuse it for a server\n  = make a certificate with extendedKeyUsage = serverAuth"
	const renew = "\n  = once it is due, renew it"
	newer := Rules{NISTCurves: true, CurvesSince: "1.25"}
	at := func(d time.Duration) Rules { return Rules{At: from2026.Add(d)} }
	check(t, []content{
		pair("rsa 1024", leaf(rsa1024()), Rules{}, inCrt+"its RSA key has 1024 bits; Envoy refuses fewer than 2048\n  = "+newKey),
		pair("p-384 early", leaf(curveKey(elliptic.P384())), Rules{CurvesSince: "1.25"},
			inCrt+"its key is on curve P-384; this Istio's Envoy reads P-256 only, others from Istio 1.25 on\n  = "+newKey),
		pair("p-521", leaf(curveKey(elliptic.P521())), newer),
		pair("p-224", leaf(curveKey(elliptic.P224())), newer, inCrt+"its key is on curve P-224, which Envoy does not read\n  = "+newKey),
		pair("ed25519", leaf(edKey()), Rules{},
			inKey+"is Ed25519; Envoy reads RSA and ECDSA keys only\n  = "+newKey,
			inCrt+"its key is Ed25519; Envoy reads RSA and ECDSA keys only\n  = "+newKey),

		pair("sha-1", sha1Leaf(t), Rules{}, inCrt+"is signed with SHA-1, which clients refuse\n  = have it signed again with SHA-256"),
		pair("self-signed sha-1", signed(rsa2048(), nil, func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA1WithRSA }), Rules{},
			inCrt+"is signed with SHA-1, which clients refuse\n  = have it signed again with SHA-256"),
		pair("self-signed expired", signed(p256, nil), at(91*day),
			inCrt+"expired at 2026-04-01T00:00:00Z; the time to check for is 2026-04-02T00:00:00Z"+renew),
		pair("any usage", usage(x509.ExtKeyUsageAny), Rules{}),
		pair("no usage", usage(), Rules{}),
		pair("client only", usage(x509.ExtKeyUsageClientAuth), Rules{}, inCrt+noServer),
		pair("self-signed", signed(p256, nil), Rules{}),
		pair("self-signed ca", signed(p256, nil, ca), Rules{},
			"certs/a.crt:1:1: warning: is a CA that serves as its own server certificate; some clients refuse that"+caCure),
		pair("ca", leaf(p256, ca), Rules{}, inCrt+"is a CA (basicConstraints CA:TRUE), not a server's certificate"+caCure),
		pair("825 days", lasting(825*day), Rules{}),
		pair("826 days", lasting(826*day), Rules{},
			"certs/a.crt:1:1: warning: is valid for 826 days; Apple's systems refuse more than 825, from private CAs too"+
				"\n  = make a certificate that is valid for at most 825 days; 397 is a good choice"),
		pair("before apple's rule", leaf(p256, func(c *x509.Certificate) { c.NotBefore = appleSince().Add(-time.Second) }), Rules{}),
		pair("expired", lasting(90*day), at(91*day),
			inCrt+"expired at 2026-04-01T00:00:00Z; the time to check for is 2026-04-02T00:00:00Z"+renew),
		pair("last second", lasting(90*day), at(90*day),
			"certs/a.crt:1:1: warning: expires at 2026-04-01T00:00:00Z, 0 days after the time to check for"+renew),
		pair("soon", lasting(90*day), at(61*day),
			"certs/a.crt:1:1: warning: expires at 2026-04-01T00:00:00Z, 29 days after the time to check for"+renew),
		pair("30 days", lasting(90*day), at(60*day)),
		pair("not yet", lasting(90*day), at(-time.Hour),
			inCrt+"is not valid before 2026-01-01T00:00:00Z; the time to check for is 2025-12-31T23:00:00Z"+
				"\n  = use it from then on, or make a certificate that is valid now"),
	})
}

func TestReasonQuotesNothing(t *testing.T) {
	for text, want := range map[string]string{
		`x509: cannot parse URI "secret": why`: ": cannot parse URI",
		"x509: unsupported elliptic curve":     ": unsupported elliptic curve",
	} {
		if got := reason(errors.New(text)); got != want {
			t.Errorf("reason(%s) = %q, want %q", text, got, want)
		}
	}
}
