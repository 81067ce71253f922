package mesh

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"istio.io/istio/pilot/pkg/features"
)

// askingSeveral is a tier with apps of which different providers are asked.
const askingSeveral = `name: home
microk8s: "1.36"
istio:
  version: "1.31"
  install: istioctl
  values: {pilot: {env: {PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS: "true"}}}
  meshConfig:
    extensionProviders:
    - {name: login, envoyExtAuthzHttp: {service: login.default.svc.cluster.local, port: 4180}}
    - {name: staff, envoyExtAuthzHttp: {service: oauth2-proxy.login.svc.cluster.local, port: 4180}}
secrets: omit
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [a.example.org, b.example.org, c.example.org]
  tls: {redirect: true}
  apps:
  - {name: a, image: "a:1", port: 80, hosts: [a.example.org], access: {auth: login}, routes: [/*]}
  - {name: b, image: "a:1", port: 80, hosts: [b.example.org], access: {auth: staff}, routes: [/*]}
  - {name: c, image: "a:1", port: 80, hosts: [c.example.org], routes: [/*]}
`

// TestSeveralProviders: of a request that provider is asked which its app names, and no other,
// where istiod is told that a gateway asks several; else every such request is refused, which is
// why render refuses several there.
func TestSeveralProviders(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	name := inFolder(t, []byte(askingSeveral))
	stream, ok := renders(t, tool, name)
	if !ok {
		_, told := refusedFor(t, tool, name)
		t.Fatal(told)
	}
	w, err := newWorld([]byte(askingSeveral), append(withIstio(t, tool, name, stream), []byte(loginService))...)
	if err != nil {
		t.Fatal(err)
	}
	before := features.EnableMultipleCustomAuthzProviders
	defer func() { features.EnableMultipleCustomAuthzProviders = before }()
	for told, want := range map[bool]map[string][]string{
		true:  {"a.example.org": {"outbound|4180||login.default.svc.cluster.local"}, "b.example.org": {"outbound|4180||oauth2-proxy.login.svc.cluster.local"}, "c.example.org": nil},
		false: {"a.example.org": {"403"}, "b.example.org": {"403"}, "c.example.org": nil},
	} {
		features.EnableMultipleCustomAuthzProviders = told
		configs, err := w.configs()
		if err != nil {
			t.Fatal(err)
		}
		failed := w.followers(t, configs, func(_ int, f *follower) {
			for host, asked := range want {
				got, err := f.admitted(&request{host: host, secure: true, port: 443, method: "GET", path: "/"}, netip.MustParseAddr("203.0.113.9"))
				said := slices.Clone(got.asks)
				if got.refused != "" {
					said = append(said, got.refused)
				}
				if err != nil || !slices.Equal(said, asked) {
					t.Errorf("told %v: of %s %q is asked, want %q, %v", told, host, said, asked, err)
				}
			}
		})
		if len(failed) > 0 {
			t.Error(strings.Join(failed, "\n"))
		}
	}
}
