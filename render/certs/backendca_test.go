package certs

import (
	"context"
	"crypto/elliptic"
	"crypto/x509"
	"net"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render/diag"
)

// TestAnchors: an authority that another issued needs that one's certificate beside it,
// up to the root, where Envoy trusts roots alone; of a bundle it is told as a warning.
func TestAnchors(t *testing.T) {
	l := theLab()
	below := authority("below", l.middle, curveKey(elliptic.P256()))
	for _, c := range []struct {
		name  string
		file  string
		rules Rules
		want  string
	}{
		{"alone", crtPEM(l.middle), Rules{PartialSince: "1.17"}, "ca.crt:1:1: is not a root, and the certificate of \"root\" is not in the file: this Istio's Envoy trusts no such authority, " +
			"that of Istio 1.17 and later does\n  = put the certificate of \"root\" behind it, and so on up to the root"},
		{"with its root", crtPEM(l.middle, l.root), Rules{}, ""},
		{"the root first", crtPEM(l.root, l.middle, below), Rules{}, ""},
		{"two below", crtPEM(below, l.middle), Rules{}, "ca.crt:11:1: is not a root, and the certificate of \"root\" is not in the file: this Istio's Envoy trusts no such authority" +
			"\n  = put the certificate of \"root\" behind it, and so on up to the root"},
		{"beside another root", crtPEM(l.middle, l.other), Rules{}, "ca.crt:1:1: warning: is not a root, and the certificate of \"root\" is not in the file: this Istio's Envoy trusts no such authority" +
			"\n  = put the certificate of \"root\" behind it, and so on up to the root"},
		{"partial chains", crtPEM(l.middle), Rules{PartialChains: true}, ""},
	} {
		files := fstest.MapFS{"ca.crt": {Data: []byte(c.file)}, "a.crt": {Data: []byte(crtPEM(l.leaf))}, "a.key": {Data: []byte(keyPEM(l.leaf.key))}}
		refused := c.want != "" && !strings.Contains(c.want, "warning")
		_, told, err := ReadAuthorities(context.Background(), files, []Backend{{File: File{Name: "ca.crt"}, Names: []string{"x.lan"}}}, c.rules)
		if err != nil {
			t.Fatal(err)
		}
		pairs, ofClients, _ := Read(context.Background(), files, []Request{{ClientCA: File{Name: "ca.crt"}}}, c.rules)
		beside, ofPair, _ := Read(context.Background(), files, []Request{{Crt: "a.crt", Key: "a.key", CA: "ca.crt", OfClients: true}}, c.rules)
		if (pairs[0].ClientCA == nil) != refused || (beside[0].Crt == nil) != refused {
			t.Errorf("%s: clients are checked by %q, by the Secret's own %q", c.name, pairs[0].ClientCA, beside[0].CA)
		}
		for _, list := range []diag.List{told, ofClients, ofPair} {
			var got []string
			for _, d := range list.Sorted() {
				got = append(got, d.Header()+"\n  = "+d.Help)
			}
			if text := strings.Join(got, "\n"); text != c.want {
				t.Errorf("%s: told\n%s\nwant\n%s", c.name, text, c.want)
			}
		}
	}
}

// TestReadAuthorities: an authority, or a server's own certificate with one of the
// names, is handed on; each file is read once, and one that is wrong is told and nil.
func TestReadAuthorities(t *testing.T) {
	own := signed(curveKey(elliptic.P256()), nil, names("nas.lan"), func(c *x509.Certificate) { c.IPAddresses = []net.IP{net.IPv4(192, 168, 1, 20)} })
	files := fstest.MapFS{"ca.crt": {Data: []byte(crtPEM(theLab().root))}, "own.crt": {Data: []byte(crtPEM(own))}, "none.crt": {Data: []byte("no PEM")},
		"server.crt": {Data: []byte(crtPEM(theLab().leaf))}}
	ask := func(name string, names ...string) Backend {
		return Backend{File: File{Name: name, Path: name}, Names: names}
	}
	got, diagnostics, err := ReadAuthorities(context.Background(), files, []Backend{
		ask("ca.crt", "vault.internal"), ask("./ca.crt", "other.internal"), ask("own.crt", "nas.lan"), ask("own.crt", "192.168.1.20"),
		ask("own.crt", "nas.home"), ask("none.crt", "x.lan"), ask("gone.crt", "x.lan"),
		ask("server.crt", "a.example.org"),
	}, Rules{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, true, true, true, false, false, false} {
		if (len(got[i]) > 0) != want {
			t.Errorf("%d: %q", i, got[i])
		}
	}
	var told []string
	for _, d := range diagnostics {
		told = append(told, string(d.Code))
	}
	if text := strings.Join(told, " "); text != "cert-hosts cert-form file-missing ca-form" {
		t.Errorf("told: %s", text)
	}
	if _, diagnostics, _ := ReadAuthorities(context.Background(), files, []Backend{ask("ca.crt", "a.lan")}, Rules{At: time.Now().AddDate(100, 0, 0)}); !diagnostics.Failed() {
		t.Error("an authority that expired is no fault")
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := ReadAuthorities(stopped, files, []Backend{ask("ca.crt")}, Rules{}); err == nil {
		t.Error("a stop is not heard")
	}
}
