package mesh

import (
	"bytes"
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"istio.io/istio/pkg/config"
)

// comer is who asks something of the policies in testdata/policies.yaml, over the example
// `today`, and what has to become of them.
type comer struct {
	name string
	tier int
	pod  string // of an app, instead of a gateway
	from string // an address, or an identity of the mesh behind it
	q    request
	with []credential
	want string
}

func (a *comer) String() string { return fmt.Sprint(a.name, ", tier ", a.tier, " ", a.pod) }

// login is who is comers by CUSTOM, in the mesh's configuration.
const login = `
  mtls: strict
  meshConfig:
    extensionProviders:
    - name: login
      envoyExtAuthzHttp: {service: login.default.svc.cluster.local, port: 4180, includeRequestHeadersInCheck: [cookie]}`

const gatewaySA = "spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account"

var bearer = credential{header: "authorization", prefix: "Bearer ", issuer: "https://id.example.org", audiences: []string{"shop"}, claims: map[string]any{"sub": "ann", "groups": []any{"staff", "ops"}}}

func with(change func(*credential)) []credential {
	c := bearer
	change(&c)
	return []credential{c}
}

func get(host, path string) request {
	return request{port: 443, secure: true, host: host, path: path, method: "GET"}
}

var comers = []comer{
	{name: "the LAN", from: "192.168.1.9", q: get("microk8s.local", "/hello"), want: ""},
	{name: "elsewhere", from: "172.16.0.9", q: get("microk8s.local", "/hello"), want: "403"},
	{name: "elsewhere, an open path", from: "172.16.0.9", q: get("microk8s.local", "/open/x"), want: ""},
	{name: "a path beside it", from: "172.16.0.9", q: get("microk8s.local", "/opened"), want: "403"},
	{name: "another host", from: "192.168.1.9", q: get("microk8s-alt.local", "/hello"), want: "403"},
	{name: "a host in capitals", from: "192.168.1.9", q: request{port: 443, secure: true, sni: "microk8s.local", host: "MICROK8S.local", path: "/hello", method: "GET"}, want: ""},
	{name: "another method", from: "192.168.1.9", q: request{port: 443, secure: true, host: "microk8s.local", path: "/hello", method: "DELETE"}, want: "403"},
	{name: "denied within the LAN", from: "192.168.1.66", q: get("microk8s.local", "/hello"), want: "403"},
	{name: "a token", from: "172.16.0.9", q: get("microk8s.local", "/token"), with: []credential{bearer}, want: ""},
	{name: "no token", from: "172.16.0.9", q: get("microk8s.local", "/token"), want: "403"},
	{name: "a token of another", from: "192.168.1.9", q: get("microk8s.local", "/hello"), with: with(func(c *credential) { c.issuer = "https://other.example.org" }), want: "401"},
	{name: "a token for others", from: "172.16.0.9", q: get("microk8s.local", "/token"), with: with(func(c *credential) { c.audiences = []string{"mail"} }), want: "401"},
	{name: "a token without the claim", from: "172.16.0.9", q: get("microk8s.local", "/token"), with: with(func(c *credential) { c.claims = map[string]any{"sub": "ann"} }), want: "403"},
	{name: "the login", from: "192.168.1.9", q: get("microk8s.local", "/admin/x"), want: " asks"},
	{name: "no policy for the tier", tier: 1, from: "172.16.0.9", q: get("microk8s-secondary.local", "/hello"), want: ""},
	{name: "the tier's gateway", pod: "helloworld", from: gatewaySA, q: get("x", "/hello"), want: ""},
	{name: "another identity", pod: "helloworld", from: strings.Replace(gatewaySA, "istio-ingressgateway", "istio-ingressgateway-secondary", 1), q: get("x", "/hello"), want: "403"},
	{name: "one whose name begins so", pod: "helloworld", from: gatewaySA + "-2", q: get("x", "/hello"), want: "403"},
	{name: "plain text under strict", pod: "helloworld", from: "10.1.0.9", q: get("x", "/hello"), want: "closed"},
	{name: "another app", tier: 1, pod: "helloworld2", from: gatewaySA, q: get("x", "/hello"), want: ""},
}

// TestAdmitted: of policies by hand the judge says what Istio's documents say, and of
// policies that are broken on purpose it does not.
func TestAdmitted(t *testing.T) {
	written, err := os.ReadFile("testdata/policies.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if wrong := wronglyAdmitted(t, string(written)); len(wrong) > 0 {
		t.Errorf("wrong: %q", wrong)
	}
	for change, want := range map[string][]string{
		"192.168.0.0/16=172.16.0.0/12":                                     {"the LAN", "elsewhere", "a host in capitals"},
		"action: DENY=action: AUDIT":                                       {"denied within the LAN"},
		"/open/*=/open*":                                                   {"a path beside it"},
		"values: [staff]=values: [admins]":                                 {"a token"},
		"audiences: [shop]=audiences: [mail]":                              {"a token", "a token for others"},
		"issuer: https://id.example.org=issuer: https://other.example.org": {"a token", "a token of another"},
		"[/admin/*]=[/admins/*]":                                           {"the login"},
		"{istio: ingressgateway}={istio: ingressgateway-secondary}":        {"elsewhere", "no policy for the tier"},
		"sa/istio-ingressgateway-s=sa/istio-ingressgateway-secondary-s":    {"the tier's gateway", "another identity"},
		"{app: helloworld}={app: helloworld2}":                             {"another identity"},
	} {
		from, to, _ := strings.Cut(change, "=")
		if !strings.Contains(string(written), from) {
			t.Errorf("%q is not there", from)
		}
		got := wronglyAdmitted(t, strings.ReplaceAll(string(written), from, to))
		for _, name := range want {
			if !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, name+",") }) {
				t.Errorf("%s: %s is not found wrong: %q", change, name, got)
			}
		}
	}
}

// wronglyAdmitted are those of comers that do not become of what they ought to.
func wronglyAdmitted(t *testing.T, policies string) (wrong []string) {
	t.Helper()
	written, streams := golden(t, "today", same)
	written = bytes.Replace(written, []byte("\n  mtls: strict"), []byte(login), 1)
	w, err := newWorld(written, append(streams, []byte(policies))...)
	if err != nil {
		t.Fatal(err)
	}
	configs, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	for i := range configs {
		configs[i].Domain = "cluster.local"
	}
	failed := w.followers(t, configs, func(i int, f *follower) {
		for _, a := range comers {
			if a.tier != i || a.pod != "" {
				continue
			}
			got, err := f.admitted(&a.q, netip.MustParseAddr(a.from), a.with...)
			if err != nil {
				t.Fatal(err)
			}
			if said := got.refused + asksOf(got); said != a.want {
				wrong = append(wrong, fmt.Sprint(&a, ": ", said))
			}
		}
	})
	if len(failed) > 0 {
		t.Fatal(failed)
	}
	return append(wrong, wronglyInside(t, w, configs)...)
}

func asksOf(a admission) string {
	if len(a.asks) > 0 {
		return " asks"
	}
	return ""
}

// wronglyInside are those that ask an app's pods.
func wronglyInside(t *testing.T, w *world, configs []config.Config) (wrong []string) {
	t.Helper()
	server, err := w.istiod(configs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range comers {
		if a.pod == "" {
			continue
		}
		pods := newInside(t, server, "default", map[string]string{"app": a.pod})
		identity, from := a.from, netip.MustParseAddr("10.1.0.9")
		if ip, err := netip.ParseAddr(a.from); err == nil {
			identity, from = "", ip
		}
		got, err := pods.admitted(&a.q, 5000, identity, from)
		if err != nil {
			t.Fatal(err)
		}
		if got.refused != a.want {
			wrong = append(wrong, fmt.Sprint(&a, ": ", got.refused))
		}
	}
	if err := server.close(); err != nil {
		t.Fatal(err)
	}
	return wrong
}
