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
)

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
