package plan

import (
	"testing"

	"render/render/format"
	"render/render/places"
)

// TestDNSAsks: what external-dns makes of an annotation for providers, and the way back.
func TestDNSAsks(t *testing.T) {
	own := "external-dns.kubernetes.io/"
	for _, test := range []struct {
		key, value, property, back string
	}{
		{own + "aws-weight", "10", "aws/weight", own + "aws-weight"},
		{"external-dns.alpha.kubernetes.io/aws-geolocation-country-code", "DE", "aws/geolocation-country-code", own + "aws-geolocation-country-code"},
		{own + "scw-weight", "1", "scw/weight", own + "scw-weight"},
		{own + "webhook-x", "1", "webhook/x", own + "webhook-x"},
		{own + "coredns-group", "g", "coredns/group", own + "coredns-group"},
		{own + "azure-tags", "a=b", "azure/tags", own + "azure-tags"},
		{own + "cloudflare-proxied", "false", own + "cloudflare-proxied", own + "cloudflare-proxied"},
		{own + "set-identifier", "lan", DNSSetIdentifier, own + "set-identifier"},
		{own + "alias", "true", "alias", own + "alias"},
		{own + "alias", "false", "", ""},
		{own + "record-type", "ptr", "record-type", own + "record-type"},
		{own + "access", "public", "", ""},
		{own + "aws-", "x", "", ""},
		{"example.org/aws-weight", "10", "", ""},
		{"internal.example.org/aws-weight", "10", "", ""},
	} {
		p := &Plan{Document: &format.Document{}}
		if got := p.dnsProperty(test.key, test.value); got != test.property {
			t.Errorf("%s is %q and ought to be %q", test.key, got, test.property)
		}
		if test.property == "" {
			continue
		}
		if got, ok := DNSNote(test.property); !ok || got != test.back {
			t.Errorf("%s was %q, %v", test.property, got, ok)
		}
	}
	if key, ok := DNSNote("google/policy"); ok {
		t.Errorf("of what external-dns has no annotation there is %q", key)
	}
	p := &Plan{Document: &format.Document{}}
	p.Document.DNS.Prefix = format.Text{Origin: format.Top(places.File(&places.Source{})), Value: "internal.example.org"}
	if got := p.dnsProperty("internal.example.org/aws-weight", "10"); got != "aws/weight" {
		t.Errorf("of a prefix that is written: %q", got)
	}
	if got := p.dnsProperty(own+"aws-weight", "10"); got != "" {
		t.Errorf("of another prefix than the one that is written: %q", got)
	}
}
