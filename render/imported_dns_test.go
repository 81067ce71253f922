package render_test

import (
	"strings"
	"testing"

	"render/render/importing"
)

// TestImportedDNS: what external-dns is told is a topology's dns where all routes of each
// Gateway say it alike, and no field of it where one says another thing.
func TestImportedDNS(t *testing.T) {
	list := goldenObjects(t, "gateway-api-dns")
	made, err := importing.Import(list, importing.Known{})
	if err != nil || !strings.Contains(made.Text, "\ndns: external-dns\n") || !strings.Contains(made.Text, "\n  dns: {zone: private, ttl: 300}\n") {
		t.Fatalf("%v:\n%+v", err, made)
	}
	changed := 0
	for i := range list {
		if list[i].ID().Kind == "HTTPRoute" && changed == 0 {
			list[i].Object = list[i].Object.With("600", "metadata", "annotations", "external-dns.kubernetes.io/ttl")
			changed++
		}
	}
	made, err = importing.Import(list, importing.Known{})
	if err != nil || changed == 0 || strings.Contains(made.Text, "dns: ") {
		t.Errorf("%v, %d changed:\n%s", err, changed, made.Text)
	}
}

// TestImportedDNSPrefix: annotations for external-dns with one prefix are a topology's dns with that
// prefix, and of Gateways of which one has none they are annotations, as they were.
func TestImportedDNSPrefix(t *testing.T) {
	for _, name := range []string{"dns", "gateway-api-dns"} {
		for _, gone := range []string{"external-dns.alpha.kubernetes.io/", "external-dns.kubernetes.io/"} {
			list := goldenObjects(t, name)
			for i := range list {
				for _, m := range list[i].Object.Object("metadata").Object("annotations") {
					if strings.HasPrefix(m.Key, gone) && m.Key != "external-dns.kubernetes.io/cloudflare-proxied" {
						list[i].Object = list[i].Object.Without("metadata", "annotations", m.Key)
					}
				}
			}
			kept := "external-dns.kubernetes.io"
			if gone == kept+"/" {
				kept = "external-dns.alpha.kubernetes.io"
			}
			text, differences := importedOf(t, name, list)
			if !strings.Contains(text, "\ndns: {by: external-dns, prefix: "+kept+"}\n") || len(differences) > 0 {
				t.Errorf("%s without %s: %v\n%s", name, gone, differences, text)
			}
		}
	}
	list := goldenObjects(t, "dns")
	for i := range list {
		if id := list[i].ID(); id.Kind == "Gateway" && id.Name == "gateway-ingressgateway-public" {
			list[i].Object = list[i].Object.Without("metadata", "annotations")
		}
	}
	text, differences := importedOf(t, "dns", list)
	if strings.Contains(text, "\ndns: ") || !strings.Contains(text, "external-dns.kubernetes.io/ttl: \"300\"") || len(differences) > 0 {
		t.Errorf("a tier without: %v\n%s", differences, text)
	}
}

// TestImportedDNSEndpoints: a DNSEndpoint is a tier's dns where it names all of the tier's
// hosts alike, whatever it is called, and nothing of the topology where it does not.
func TestImportedDNSEndpoints(t *testing.T) {
	const private = "\n  dns: {zone: private, ttl: 300}\n"
	for _, test := range []struct {
		what, from, to string
		want           []string
	}{
		{"as rendered", "", "", []string{"\ndns: endpoint\n", private, "\n  dns: false\n", "{example.org/asked-by: shop, external-dns.kubernetes.io/cloudflare-proxied: \"false\"}"}},
		{"of another name", "  name: gateway-ingressgateway\n  namespace: default\n  labels:\n    app.kubernetes.io/managed-by: render\n    app.kubernetes.io/part-of: dns-endpoint\n    dns-zone", "  name: lan\n  namespace: default\n  labels:\n    dns-zone", []string{private}},
		{"a provider's own", "name: external-dns.kubernetes.io/cloudflare-proxied", "name: aws/weight", []string{"external-dns.kubernetes.io/aws-weight"}},
		{"one of another TTL", "dnsName: vault.example.org\n    recordTTL: 300", "dnsName: vault.example.org\n    recordTTL: 60", nil},
		{"one that leads elsewhere", "dnsName: vault.example.org\n    recordTTL: 300\n    recordType: A\n    targets:\n    - 192.168.1.141", "dnsName: vault.example.org\n    recordTTL: 300\n    recordType: A\n    targets:\n    - 192.168.1.9", nil},
		{"a host of none", "dnsName: grafana.apps.example.org", "dnsName: grafana.example.net", nil},
		{"a host that lacks", "dnsName: home.example.org\n    recordTTL", "dnsName: vault.example.org\n    recordTTL", nil},
		{"text", "recordType: AAAA", "recordType: TXT", nil},
	} {
		made, err := importing.Import(changedObjects(t, "dns-endpoint", test.from, test.to), importing.Known{})
		if err != nil {
			t.Fatalf("%s: %v", test.what, err)
		}
		text := made.Text
		if test.want == nil && strings.Contains(text, private) {
			t.Errorf("%s: is taken up:\n%s", test.what, text)
		}
		for _, want := range test.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", test.what, want, text)
			}
		}
	}
}
