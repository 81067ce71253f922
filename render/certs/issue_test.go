package certs

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render/diag"
	"render/render/places"
)

func newTestKey(kind string) (crypto.Signer, error) {
	if kind == KeyRSA {
		return rsa2048(), nil
	}
	return curveKey(elliptic.P256()), nil
}

var entropy = Entropy{Random: rand.Reader, NewKey: newTestKey}

// orderFor asks for certs/a.crt and certs/a.key for a.example.org, and the IPs.
func specFor(ips ...string) Spec {
	w := Wanted{Request: request("a.example.org"), Tiers: []string{"primary"}}
	for _, ip := range ips {
		w.IPs = append(w.IPs, netip.MustParseAddr(ip))
	}
	return Spec{
		Pairs: []Wanted{w}, Days: 397, Rules: Rules{Key: KeyECDSA},
		CA: WantedCA{Crt: "certs/ca.crt", Key: "certs/ca.key", Place: places.File(topology), Path: "certs", CommonName: "home CA", Days: 3650},
	}
}

// carryOut surveys and issues, and puts the files where they belong.
func carryOut(t *testing.T, files fstest.MapFS, order Spec, c Conditions) (*Plan, diag.List) {
	t.Helper()
	work, diagnostics := Inspect(files, order, c)
	if diagnostics.Failed() {
		return work, diagnostics
	}
	made, err := work.Issue(context.Background(), entropy)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range made {
		files[m.Planned.Crt] = &fstest.MapFile{Data: m.Crt}
		if m.Key != nil {
			files[m.Planned.Key] = &fstest.MapFile{Data: m.Key}
		}
	}
	return work, diagnostics
}

func parsed(t *testing.T, text []byte) []*x509.Certificate {
	t.Helper()
	var out []*x509.Certificate
	for _, b := range scan("", text).blocks {
		cert, err := x509.ParseCertificate(b.der)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, cert)
	}
	if len(out) == 0 {
		t.Fatalf("no certificate in %q", text)
	}
	return out
}

// named is an authority in files of its own.
func named(list ...*made) (fstest.MapFS, *Given) {
	files := fstest.MapFS{"ca.pem": {Data: []byte(crtPEM(list...))}, "ca-key.pem": {Data: []byte(keyPEM(list[0].key))}}
	return files, &Given{Files: files, Crt: "ca.pem", Key: "ca-key.pem"}
}

// TestIssue makes pairs of each kind by each kind of authority, and has them
// judged by Go's verifier, by what Render reads them with, and by a second
// survey.
func TestIssue(t *testing.T) {
	l := theLab()
	_, middle := named(l.middle, l.root)
	_, root := named(authority("rsa root", nil, rsa2048()))
	for _, kind := range []string{KeyECDSA, KeyRSA} {
		for name, given := range map[string]*Given{"local": nil, "intermediate": middle, "rsa root": root} {
			t.Run(kind+" "+name, func(t *testing.T) {
				order := specFor("192.168.1.141", "fd00::1")
				order.Rules.Key, order.CA.Organization = kind, "Example Ltd"
				order.Pairs[0].Hosts = append(order.Pairs[0].Hosts, Host{Name: "*.apps.example.org"})
				files := fstest.MapFS{}
				c := Conditions{At: from2026.Add(time.Hour + time.Millisecond), Given: given}
				_, diagnostics := carryOut(t, files, order, c)
				want(t, headers(diagnostics))
				chain := parsed(t, files["certs/a.crt"].Data)
				ca := l.root.cert
				if given == nil {
					ca = parsed(t, files["certs/ca.crt"].Data)[0]
					checkCA(t, ca)
				} else if name == "rsa root" {
					ca = parsed(t, given.Files.(fstest.MapFS)["ca.pem"].Data)[0]
				}
				checkMade(t, chain, ca, kind)
				for _, at := range []time.Time{c.At, from2026.Add(366 * day)} {
					_, diagnostics = readAll(t, files, []Request{order.Pairs[0].Request}, Rules{At: at})
					want(t, headers(diagnostics))
				}
				work, diagnostics := carryOut(t, files, order, c)
				want(t, headers(diagnostics))
				if work.Pending() || work.Due() || work.Pairs[0].Do != Keep {
					t.Errorf("is made again: %+v", work.Pairs)
				}
			})
		}
	}
}

func headers(list diag.List) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Header())
	}
	return out
}

func checkCA(t *testing.T, ca *x509.Certificate) {
	t.Helper()
	if !ca.IsCA || ca.MaxPathLen != 0 || !ca.MaxPathLenZero || ca.KeyUsage != x509.KeyUsageCertSign|x509.KeyUsageCRLSign || len(ca.ExtKeyUsage) > 0 {
		t.Errorf("CA %v, path %d, usage %b", ca.IsCA, ca.MaxPathLen, ca.KeyUsage)
	}
	if ca.Subject.String() != "CN=home CA,O=Example Ltd" || !bytes.Equal(ca.RawSubject, ca.RawIssuer) || len(ca.SubjectKeyId) != 20 {
		t.Errorf("%s, issued by %s, key %x", ca.Subject, ca.Issuer, ca.SubjectKeyId)
	}
	if ca.NotAfter.Sub(ca.NotBefore) != 3650*day {
		t.Errorf("valid for %v", ca.NotAfter.Sub(ca.NotBefore))
	}
}

func checkMade(t *testing.T, chain []*x509.Certificate, root *x509.Certificate, kind string) {
	t.Helper()
	leaf := chain[0]
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	roots.AddCert(root)
	for _, cert := range chain[1:] {
		between.AddCert(cert)
		if bytes.Equal(cert.RawSubject, cert.RawIssuer) {
			t.Error("the root is in the chain")
		}
	}
	for host, fits := range map[string]bool{
		"a.example.org": true, "any.apps.example.org": true, "192.168.1.141": true, "fd00::1": true,
		"b.example.org": false, "apps.example.org": false, "x.y.apps.example.org": false, "192.168.1.142": false,
	} {
		_, err := leaf.Verify(x509.VerifyOptions{
			DNSName: host, Roots: roots, Intermediates: between, CurrentTime: from2026.Add(300 * day),
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		})
		if (err == nil) != fits {
			t.Errorf("%s: %v", host, err)
		}
	}
	usage := x509.KeyUsageDigitalSignature
	if kind == KeyRSA {
		usage |= x509.KeyUsageKeyEncipherment
	}
	issuer := root
	if len(chain) > 1 {
		issuer = chain[1]
	}
	switch {
	case leaf.KeyUsage != usage, leaf.IsCA, len(leaf.ExtKeyUsage) != 1, leaf.ExtKeyUsage[0] != x509.ExtKeyUsageServerAuth:
		t.Errorf("usage %b %v, CA %v", leaf.KeyUsage, leaf.ExtKeyUsage, leaf.IsCA)
	case leaf.Subject.String() != "CN=a.example.org", len(leaf.SubjectKeyId) != 20, !bytes.Equal(leaf.AuthorityKeyId, issuer.SubjectKeyId):
		t.Errorf("%s, key %x by %x", leaf.Subject, leaf.SubjectKeyId, leaf.AuthorityKeyId)
	case leaf.SerialNumber.BitLen() < 90, leaf.SerialNumber.BitLen() > 128:
		t.Errorf("serial number of %d bits", leaf.SerialNumber.BitLen())
	case !leaf.NotBefore.Equal(from2026.Add(time.Hour)), leaf.NotAfter.Sub(leaf.NotBefore) != 397*day:
		t.Errorf("valid from %v to %v", leaf.NotBefore, leaf.NotAfter)
	}
	if _, ok := leaf.PublicKey.(*rsa.PublicKey); ok != (kind == KeyRSA) {
		t.Errorf("key %T", leaf.PublicKey)
	}
}

func TestIssueNames(t *testing.T) {
	long := strings.Repeat("a", 60) + ".example.org"
	for _, c := range []struct {
		hosts []string
		cn    string
		names int
	}{
		{[]string{"*.example.org", "a.example.org"}, "*.example.org", 2},
		{[]string{long, "a.example.org"}, "", 2},
		{[]string{"*"}, "", 0},
		{[]string{"*", "a.example.org"}, "a.example.org", 1},
	} {
		order := specFor("192.168.1.141")
		order.Pairs[0].Hosts = nil
		for _, h := range c.hosts {
			order.Pairs[0].Hosts = append(order.Pairs[0].Hosts, Host{Name: h})
		}
		files := fstest.MapFS{}
		carryOut(t, files, order, Conditions{At: from2026})
		leaf := parsed(t, files["certs/a.crt"].Data)[0]
		if leaf.Subject.CommonName != c.cn || len(leaf.DNSNames) != c.names || len(leaf.IPAddresses) != 1 {
			t.Errorf("%v: %s, %v, %v", c.hosts, leaf.Subject, leaf.DNSNames, leaf.IPAddresses)
		}
		if work, diagnostics := carryOut(t, files, order, Conditions{At: from2026}); diagnostics.Failed() || work.Pending() {
			t.Errorf("%v: made again: %v", c.hosts, work.Pairs)
		}
	}
}

// What chance gives is what is used, and nothing is made where it gives too
// little.
func TestEntropy(t *testing.T) {
	work, _ := Inspect(fstest.MapFS{}, specFor(), Conditions{At: from2026})
	number := bytes.Repeat([]byte{0xab}, 16)
	given, err := work.Issue(context.Background(), Entropy{Random: bytes.NewReader(append(append(make([]byte, 16), number...), make([]byte, 4096)...)), NewKey: newTestKey})
	if err != nil || len(given) != 2 {
		t.Fatal(given, err)
	}
	for i, want := range []*big.Int{big.NewInt(1), new(big.Int).SetBytes(number)} {
		if got := parsed(t, given[i].Crt)[0].SerialNumber; got.Cmp(want) != 0 {
			t.Errorf("serial number %v, want %v", got, want)
		}
	}
	broken := errors.New("broken")
	for name, bad := range map[string]Entropy{
		"short":    {Random: strings.NewReader("short"), NewKey: newTestKey},
		"no key":   {Random: rand.Reader, NewKey: func(string) (crypto.Signer, error) { return nil, broken }},
		"odd kind": {Random: rand.Reader, NewKey: func(string) (crypto.Signer, error) { return edKey(), nil }},
	} {
		made, err := work.Issue(context.Background(), bad)
		if err == nil || len(made) > 0 {
			t.Errorf("%s: %d made, %v", name, len(made), err)
		}
		if name == "short" && !errors.Is(err, io.ErrUnexpectedEOF) || name == "no key" && !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A key that an authority may not make certificates with is told of before
// anything is issued, and no certificate leaves that clients would refuse.
func TestConstraints(t *testing.T) {
	narrow := signed(curveKey(elliptic.P256()), nil, func(c *x509.Certificate) {
		c.Subject.CommonName, c.DNSNames, c.ExtKeyUsage, c.IsCA = "narrow", nil, []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, true
	})
	_, given := named(narrow)
	work, diagnostics := Inspect(fstest.MapFS{}, specFor(), Conditions{At: from2026, Given: given})
	want(t, headers(diagnostics))
	made, err := work.Issue(context.Background(), entropy)
	if err == nil || len(made) > 0 || !strings.HasPrefix(err.Error(), "certs/a.crt: the authority may not issue this certificate: x509: ") {
		t.Errorf("%d made, %v", len(made), err)
	}
}

// What is made one by one ends where the context is cancelled, and gives nothing.
func TestIssueCancelled(t *testing.T) {
	plan, diagnostics := Inspect(fstest.MapFS{}, specFor(), Conditions{At: from2026})
	if diagnostics.Failed() || len(plan.Pairs) == 0 {
		t.Fatal(diagnostics)
	}
	cause := errors.New("ended by the test")
	ctx, cancel := context.WithCancelCause(t.Context())
	keys := 0
	stopping := entropy
	stopping.NewKey = func(kind string) (crypto.Signer, error) {
		keys++ // the authority's
		cancel(cause)
		return entropy.NewKey(kind)
	}
	made, err := plan.Issue(ctx, stopping)
	if !errors.Is(err, cause) || made != nil || keys != 1 {
		t.Errorf("%d files, %d keys, %v", len(made), keys, err)
	}
}
