package certs

import (
	"crypto/elliptic"
	"crypto/x509"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func TestChain(t *testing.T) {
	l := theLab()
	key := keyPEM(l.leaf.key)
	lines := strings.Count(crtPEM(l.root), "\n")
	line := func(list ...*made) int { return 1 + strings.Count(crtPEM(list...), "\n") }
	const first = "the tier's own certificate must be the first in the file and is number "
	check(t, []content{
		{"whole", crtPEM(l.leaf, l.middle, l.root), key, Rules{}, nil},
		{"leaf last", crtPEM(l.root, l.middle, l.leaf), key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: %s3\n  = put the blocks in this order: line %d, line %d, line 1",
				line(l.root, l.middle), first, line(l.root, l.middle), 1+lines)}},
		{"chain turned round", crtPEM(l.leaf, l.root, l.middle), key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: warning: has not issued the certificate before it (line 1)\n  = put the blocks in this order: line 1, line %d, line %d",
				line(l.leaf), line(l.leaf, l.root), line(l.leaf))}},
		{"stranger", crtPEM(l.leaf, l.middle, l.other), key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: warning: has not issued the certificate before it (line %d)\n  = remove the blocks that have no part in the chain",
				line(l.leaf, l.middle), line(l.leaf))}},
		{"twice", crtPEM(l.leaf, l.leaf, l.middle), key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: warning: is the certificate of line 1 once more\n  = remove this block", line(l.leaf))}},
		{"same name, other key", crtPEM(l.leaf, authority("middle", l.root, curveKey(elliptic.P256()))), key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: warning: has not issued the certificate before it (line 1)\n  = remove the blocks that have no part in the chain",
				line(l.leaf))}},
		{"key of nobody", crtPEM(l.leaf, l.middle), keyPEM(l.other.key), Rules{}, []string{
			inCrt + "the key does not belong to this certificate\n  = put the key there that this certificate was made with, or make a new pair"}},
		{"32", crtPEM(l.leaf, l.middle) + strings.Repeat(crtPEM(l.middle), maxChain-2), key, Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: warning: is the certificate of line %d once more\n  = remove this block",
				line(l.leaf, l.middle), line(l.leaf))}},
		{"bundle", strings.Repeat(crtPEM(l.leaf), maxChain+1), key, Rules{}, []string{
			"certs/a.crt: holds 33 certificates; a tier's certificate and its chain are at most 32\n  = name the file of the tier's own certificate, not a bundle of CAs"}},
	})
}

func TestRootsOwnSignature(t *testing.T) {
	root := signed(rsa2048(), nil, func(c *x509.Certificate) {
		c.SignatureAlgorithm, c.IsCA, c.Subject.CommonName = x509.SHA1WithRSA, true, "old root"
	})
	leaf := signed(curveKey(elliptic.P256()), root)
	middle := signed(rsa2048(), root, func(c *x509.Certificate) {
		c.SignatureAlgorithm, c.IsCA, c.Subject.CommonName = x509.SHA1WithRSA, true, "old middle"
	})
	under := signed(curveKey(elliptic.P256()), middle)
	check(t, []content{
		{"root", crtPEM(leaf, root), keyPEM(leaf.key), Rules{}, nil},
		{"intermediate", crtPEM(under, middle), keyPEM(under.key), Rules{}, []string{
			fmt.Sprintf("certs/a.crt:%d:1: is signed with SHA-1, which clients refuse\n  = have it signed again with SHA-256",
				1+strings.Count(crtPEM(under), "\n"))}},
	})
}

func TestCA(t *testing.T) {
	l := theLab()
	q := request()
	q.CA = "certs/ca.pem"
	below := inCrt + "warning: is issued by \"middle\", an intermediate authority whose certificate is in \"certs/ca.pem\", which is sent to no client: those that know its root alone refuse the connection" +
		"\n  = add the certificate of \"middle\" behind it, out of \"certs/ca.pem\""
	for _, c := range []struct {
		name, ca string
		rules    Rules
		pair     bool
		want     []string
	}{
		{"several", crtPEM(l.middle, l.root, l.other), Rules{}, true, []string{below}},
		{"the root alone", crtPEM(l.root, l.other), Rules{}, true, []string{
			"certs/ca.pem:1:1: warning: has not issued \"certs/a.crt\": \"middle\" has, whose certificate is in neither file" +
				"\n  = add the certificate of \"middle\" behind the one in \"certs/a.crt\"; or, where that is the root, name its file as ca"}},
		{"another server's", crtPEM(signed(l.root.key, nil)), Rules{}, true, []string{
			"certs/ca.pem:1:1: warning: is a server's own certificate, and has not issued \"certs/a.crt\": \"middle\" has" +
				"\n  = name the file of the authority that did, or remove ca"}},
		{"with its key", crtPEM(l.root) + keyPEM(l.root.key), Rules{}, false, []string{
			fmt.Sprintf("certs/ca.pem:%d:1: ", 1+strings.Count(crtPEM(l.root), "\n")) + "holds a private key too, which the Secret would show as part of the certificate" +
				"\n  = leave only the CERTIFICATE blocks in \"certs/ca.pem\""}},
		{"expired", crtPEM(l.root, l.middle, signed(l.root.key, nil)), Rules{At: from2026.Add(85 * day)}, true, []string{
			fmt.Sprintf("certs/ca.pem:%d:1: ", 1+strings.Count(crtPEM(l.root, l.middle), "\n")) + "warning: expires at 2026-04-01T00:00:00Z, 5 days after the time to check for\n  = once it is due, renew it",
			"certs/a.crt:1:1: warning: expires at 2026-04-01T00:00:00Z, 5 days after the time to check for\n  = once it is due, renew it", below}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := folder(crtPEM(l.leaf), keyPEM(l.leaf.key))
			files["certs/ca.pem"] = &fstest.MapFile{Data: []byte(c.ca)}
			pairs, told := run(t, files, c.rules, q, q)
			want(t, told, c.want...)
			if (pairs[1].CA != nil) != c.pair {
				t.Error("a pair where there should be none, or none")
			}
		})
	}
}
