//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestApplyLooksForWhatOthersMake: the script tells of a Secret or a claim that a topology names, nothing
// of it makes and the cluster has not, before what names it is put; and goes on, since whoever makes it
// may come later.
func TestApplyLooksForWhatOthersMake(t *testing.T) {
	topology := filepath.Join(t.TempDir(), "topology.yaml")
	writeFile(t, topology, `name: home
microk8s: "1.36"
istio: {version: "1.31", install: none}
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [shop.example.org]
  cert: {secret: shop-tls}
  apps:
  - name: shop
    image: registry.example.org/shop:1.0.0
    port: 8080
    env: {PASSWORD: {secret: shop-db, key: password}}
    pod: {volumes: [{name: data, persistentVolumeClaim: {claimName: shop-data}}]}
    routes: [/*]
  - name: erp
    outside: 10.20.9.7
    port: {port: 8443, protocol: https, tls: {ca: {secret: corp-ca}, names: [erp.example.org]}}
    routes: [/erp/*]
`)
	const (
		pair  = "apply: warning: the Secret istio-system/shop-tls is not there, and nothing that is applied here makes it: gateways end no TLS without it for shop.example.org\n"
		ca    = "apply: warning: the Secret istio-system/corp-ca is not there, and nothing that is applied here makes it: requests to erp.default.outside.internal, which gateways check by it, fail with 503 without it\n"
		claim = "apply: warning: the PersistentVolumeClaim default/shop-data is not there, and nothing that is applied here makes it: Deployment shop cannot do without it\n"
	)
	for name, one := range map[string]struct {
		set  func(c *standInCluster)
		args []string
		want string
	}{
		"all is there":       {func(*standInCluster) {}, nil, ""},
		"no pair":            {func(c *standInCluster) { c.says(t, "get secrets shop-tls", "") }, nil, "apply: stage gateways\n" + pair},
		"no pair, dry":       {func(c *standInCluster) { c.says(t, "get secrets shop-tls", "") }, []string{"--dry-run"}, pair},
		"no authority":       {func(c *standInCluster) { c.says(t, "get secrets corp-ca corp-ca-cacert", "") }, nil, ca},
		"no claim":           {func(c *standInCluster) { c.says(t, "get persistentvolumeclaims shop-data", "") }, nil, "apply: stage apps\n" + claim},
		"who may not see it": {func(c *standInCluster) { c.fails(t, "get secrets", "forbidden\n") }, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newStandIn(t)
			one.set(c)
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", topology}, one.args...)
			if code != 0 || !strings.Contains(out, one.want) || strings.Count(out, " is not there") != strings.Count(one.want, " is not there") || strings.Contains(out, "forbidden") {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
		})
	}
}
