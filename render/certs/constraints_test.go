package certs

import (
	"crypto/x509"
	"net"
	"net/netip"
	"testing"
)

// TestNotPermitted: names and addresses against an authority's name constraints,
// as Go's own verifier sees them.
func TestNotPermitted(t *testing.T) {
	_, network, _ := net.ParseCIDR("10.0.0.0/8")
	ca := &x509.Certificate{PermittedDNSDomains: []string{"example.org"}, ExcludedDNSDomains: []string{"secret.example.org"}, PermittedIPRanges: []*net.IPNet{network}}
	for _, c := range []struct {
		names []string
		ip    string
		want  string
	}{
		{[]string{"example.org", "a.example.org", "*.Example.org"}, "10.1.2.3", ""},
		{[]string{"a.example.org", "example.com"}, "", "example.com"},
		{[]string{"badexample.org"}, "", "badexample.org"},
		{[]string{"a.secret.example.org"}, "", "a.secret.example.org"},
		{nil, "192.168.1.1", "192.168.1.1"},
	} {
		var ips []netip.Addr
		if c.ip != "" {
			ips = append(ips, netip.MustParseAddr(c.ip))
		}
		if got := notPermitted(ca, c.names, ips); got != c.want {
			t.Errorf("%v %s: %q, want %q", c.names, c.ip, got, c.want)
		}
	}
	if got := notPermitted(&x509.Certificate{}, []string{"a.example"}, []netip.Addr{netip.MustParseAddr("10.0.0.1")}); got != "" {
		t.Errorf("no constraint refuses %q", got)
	}
}
