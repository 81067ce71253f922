//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const inUseBegin = "name: home\nmicrok8s: '1.33'\nsecrets: omit\n"

const inUseTier = `tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org]
  apps:
  - {name: b, image: 'example.org/b:1', port: 5000, routes: [/b]}
`

// inUse are pairs of topologies of which the newer one does not render what it needs, and
// why that stays.
var inUse = map[string]struct{ old, new, stays, goes string }{
	"a Service that is there already": {
		"istio: {version: '1.31', install: istioctl}\n" + inUseTier + "  - {name: web, image: 'example.org/web:1', port: 5000, routes: [/web]}\n",
		"istio: {version: '1.31', install: istioctl}\n" + inUseTier + "  - {name: web, service: web.default, port: 5000, routes: [/web]}\n",
		`"Deployment.apps default/web" fell out and stays on the cluster: requests by VirtualService "web-on-gateway-ingressgateway" still go there`, "",
	},
	"gateways that the installer makes": {
		"istio: {version: '1.31', install: sail}\n" + inUseTier,
		"istio: {version: '1.31', install: istioctl}\n" + inUseTier,
		`"Service istio-system/istio-ingressgateway" fell out and stays on the cluster: Istio makes a Service of that name for a gateway from now on`,
		"rolebindings.rbac.authorization.k8s.io roles.rbac.authorization.k8s.io serviceaccounts",
	},
	"a policy called as such a gateway": {
		"istio: {version: '1.31', install: istioctl}\n" + strings.Replace(inUseTier, "  apps:", "  trafficPolicy: Local\n  access: {from: [10.0.0.0/8]}\n  apps:", 1) + "  - {name: web, image: 'example.org/web:1', port: 5000, routes: [/web]}\n",
		"istio: {version: '1.31', install: istioctl}\n" + inUseTier + "  - {name: web, service: web.default, port: 5000, routes: [/web]}\n",
		`"Service default/web" fell out and stays on the cluster`,
		"authorizationpolicies.security.istio.io",
	},
	"pools that others bring": {
		"istio: {version: '1.31', install: istioctl}\n" + inUseTier,
		"istio: {version: '1.31', install: istioctl}\nmetallb: none\n" + inUseTier,
		`"IPAddressPool.metallb.io metallb-system/ip-192-168-1-141" fell out and stays on the cluster: no other pool here has what tier "primary" got there`, "",
	},
}

// TestInUseStays: what requests of the newer topology need is not deleted, be it after an
// older one or by --prune, although it carries the topology's labels; what nothing needs is,
// as a policy that is called as what Istio makes.
func TestInUseStays(t *testing.T) {
	for name, one := range inUse {
		t.Run(name, func(t *testing.T) {
			c := newStandIn(t)
			older, newer := filepath.Join(c.dir, "older.yaml"), filepath.Join(c.dir, "newer.yaml")
			writeFile(t, older, inUseBegin+one.old)
			writeFile(t, newer, inUseBegin+one.new)
			said, err := exec.Command("render", "script", "apply", "-o", filepath.Join(c.dir, "out.sh"), older, newer).CombinedOutput()
			if err != nil || !tells(string(said), one.stays) {
				t.Errorf("%v\n%s\nwithout: %s", err, said, one.stays)
			}
			c.says(t, "get services -A", "v1 Service default/web \nv1 Service istio-system/istio-ingressgateway \nv1 Service default/rest \n")
			c.says(t, "get deployments.apps -A", "apps/v1 Deployment default/web \napps/v1 Deployment istio-system/istio-ingressgateway \n")
			c.says(t, "get authorizationpolicies.security.istio.io -A", "security.istio.io/v1 AuthorizationPolicy istio-system/istio-ingressgateway \n")
			c.says(t, "get ipaddresspools.metallb.io -A", "metallb.io/v1beta1 IPAddressPool metallb-system/ip-192-168-1-141 \n")
			c.says(t, "-n default get services web -o", "app=web,")
			c.says(t, "get deployments.apps,daemonsets.apps,statefulsets.apps -l app=web -o", "Deployment.apps web\n")
			c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
			for _, script := range [][]string{{"apply", older, newer}, {"delete", older, newer}} {
				said, calls, code := c.run(t, []string{"sh"}, script, "--yes")
				var want []string
				for kind := range strings.FieldsSeq(one.goes) {
					want = append(want, "kubectl delete "+kind+" istio-ingressgateway -n istio-system --ignore-not-found --timeout 4s")
				}
				if got := deletions(calls); code != 0 || got != strings.Join(want, "\n") {
					t.Errorf("%s: exit code %d, and deleted:\n%s\n%s", script[0], code, got, said)
				}
			}
			web := ""
			if !strings.Contains(one.new, "service: web.default") {
				web = "kubectl delete services web -n default --ignore-not-found --timeout 4s\n"
			}
			want := "kubectl delete authorizationpolicies.security.istio.io istio-ingressgateway -n istio-system --ignore-not-found --timeout 4s\n" + web + "kubectl delete services rest -n default --ignore-not-found --timeout 4s"
			if web != "" {
				want += "\nkubectl delete deployments.apps web -n default --ignore-not-found --timeout 4s"
			}
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", newer}, "--prune")
			if got := deletions(calls); code != 0 || got != want {
				t.Errorf("prune: exit code %d\n%s\n%s", code, got, out)
			}
		})
	}
}

// tells reports whether a line says something of an object that it says of others too: of these
// "stay" is written for "stays", and "them" for "it".
func tells(said, want string) bool {
	id, rest, _ := strings.Cut(want, " fell out and stays on the cluster")
	for line := range strings.Lines(said) {
		several := strings.HasSuffix(rest, " it") && strings.Contains(line, strings.TrimSuffix(rest, "it")+"them")
		if strings.Contains(line, want) || strings.Contains(line, id) && strings.Contains(line, " fell out and stay on the cluster") && (several || strings.Contains(line, rest)) {
			return true
		}
	}
	return false
}

// needful is a mixin that brings what pods of an app need, and what nobody does.
const needful = `function(t) {
  local object(kind, name) = { apiVersion: 'v1', kind: kind, metadata: { name: name, namespace: t.namespace, labels: t.labels } },
  more: { _stage:: 'apps' } + {
    [kind + '-' + name]: object(kind, name)
    for kind in ['ServiceAccount', 'ConfigMap', 'PersistentVolumeClaim']
    for name in ['web', 'rest']
  },
}
`

// TestNeedsOfPodsStay: whom the pods of a Service in use are, and what they read, stays
// with them, with a note, after an older topology and by --prune, with it and alone.
func TestNeedsOfPodsStay(t *testing.T) {
	c := newStandIn(t)
	older, newer := filepath.Join(c.dir, "older.yaml"), filepath.Join(c.dir, "newer.yaml")
	begin := inUseBegin + "istio: {version: '1.31', install: istioctl}\n"
	writeFile(t, filepath.Join(c.dir, "needful.jsonnet"), needful)
	writeFile(t, older, begin+"jsonnet: needful.jsonnet\n"+inUseTier+"  - {name: web, image: 'example.org/web:1', port: 5000, routes: [/web], serviceAccount: web, pod: {volumes: [{name: a, configMap: {name: web}}, {name: b, persistentVolumeClaim: {claimName: web}}]}}\n")
	writeFile(t, newer, begin+inUseTier+"  - {name: web, service: web.default, port: 5000, routes: [/web]}\n")
	said, err := exec.Command("render", "script", "apply", "-o", filepath.Join(c.dir, "out.sh"), older, newer).CombinedOutput()
	for _, kind := range []string{"ServiceAccount", "ConfigMap", "Deployment.apps", "Service"} {
		if want := `"` + kind + ` default/web" fell out and stays on the cluster: requests by VirtualService "web-on-gateway-ingressgateway" still go there`; err != nil || !tells(string(said), want) {
			t.Errorf("%v\n%s\nwithout: %s", err, said, want)
		}
	}
	for _, kind := range []string{"serviceaccounts v1 ServiceAccount", "configmaps v1 ConfigMap", "services v1 Service", "deployments.apps apps/v1 Deployment"} {
		plural, is, _ := strings.Cut(kind, " ")
		c.says(t, "get "+plural+" -A", is+" default/web \n"+is+" default/rest \n")
	}
	c.says(t, "-n default get services web -o", "app=web,")
	c.says(t, "get deployments.apps,daemonsets.apps,statefulsets.apps -l app=web -o", "Deployment.apps web\nServiceAccount. web\nConfigMap. web\n")
	c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
	for _, script := range [][]string{{"apply", older, newer, "--prune"}, {"apply", newer, "--prune"}} {
		out, calls, code := c.run(t, []string{"sh"}, script[:len(script)-1], "--prune")
		got := deletions(calls)
		if code != 0 || strings.Contains(got, " web ") {
			t.Errorf("%q: exit code %d, and deleted:\n%s\n%s", script, code, got, out)
		}
		for _, plural := range []string{"serviceaccounts", "configmaps", "services", "deployments.apps"} {
			if !strings.Contains(got, "delete "+plural+" rest -n default") {
				t.Errorf("%q: of %s nothing is deleted:\n%s", script, plural, got)
			}
		}
	}
}

// leaveIssued are how Secrets are made in an older topology, what of it a newer one goes on needing,
// and how the newer one says that.
var leaveIssued = map[string]struct {
	old, new string
	kept     map[string]string
}{
	"the issuer is there already": {"{cert-manager: {create: ca}}", "{cert-manager: {issuer: home-ca}}", map[string]string{
		"Issuer.cert-manager.io istio-system/home-ca":            `Certificate "tls-credential" cannot do without it`,
		"Issuer.cert-manager.io istio-system/home-ca-selfsigned": `Certificate "tls-credential" cannot do without it`,
		"Certificate.cert-manager.io istio-system/home-ca":       `Certificate "tls-credential" cannot do without it`,
	}},
	"the Secrets are there already": {"{cert-manager: {create: ca}}", "omit", map[string]string{
		"Issuer.cert-manager.io istio-system/home-ca":             `Gateway "gateway-ingressgateway" cannot do without it`,
		"Certificate.cert-manager.io istio-system/tls-credential": `Gateway "gateway-ingressgateway" cannot do without it`,
	}},
	"what the store has is there already": {"{external: {store: vault, kind: ClusterSecretStore, key: a}}", "omit", map[string]string{
		"ExternalSecret.external-secrets.io istio-system/tls-credential": `Gateway "gateway-ingressgateway" cannot do without it`,
	}},
}

// TestIssuersStay: what makes and renews certificates in use is in no command that deletes.
func TestIssuersStay(t *testing.T) {
	for name, one := range leaveIssued {
		t.Run(name, func(t *testing.T) {
			c := newStandIn(t)
			older, newer := filepath.Join(c.dir, "older.yaml"), filepath.Join(c.dir, "newer.yaml")
			const begin = "name: home\nmicrok8s: '1.33'\nistio: {version: '1.31', install: none}\ncerts: {ca: {commonName: home}}\nsecrets: "
			writeFile(t, older, begin+one.old+"\n"+inUseTier)
			writeFile(t, newer, begin+one.new+"\n"+inUseTier)
			for _, which := range []string{"apply", "delete"} {
				out := filepath.Join(c.dir, which+".sh")
				said, err := exec.Command("render", "script", which, "-o", out, older, newer).CombinedOutput()
				text, err2 := os.ReadFile(out)
				if err != nil || err2 != nil {
					t.Fatal(err, err2, string(said))
				}
				for id, why := range one.kept {
					if want := "\"" + id + "\" fell out and stays on the cluster: " + why; !tells(string(said), want) {
						t.Errorf("%s: without: %s\n%s", which, want, said)
					}
				}
				for _, kind := range []string{"issuers", "certificates", "externalsecrets"} {
					if strings.Contains(string(text), "\tdrop "+kind+".") {
						t.Errorf("%s deletes some %s", which, kind)
					}
				}
			}
		})
	}
}

// TestNamedIsNotPruned: without an older topology at hand --prune leaves an issuer that the topology
// names and does not render, and with secrets: omit all that may make Secrets.
func TestNamedIsNotPruned(t *testing.T) {
	const listed = "cert-manager.io/v1 ClusterIssuer /own \ncert-manager.io/v1 ClusterIssuer /rest \n"
	for name, one := range map[string]struct{ secrets, deleted string }{
		"an issuer that is named": {"{cert-manager: {issuer: own, kind: ClusterIssuer, solver: dns01}}", "kubectl delete certificates.cert-manager.io other -n istio-system --ignore-not-found --timeout 4s\n" +
			"kubectl delete clusterissuers.cert-manager.io rest --ignore-not-found --timeout 4s"},
		"Secrets that others make": {"omit", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := newStandIn(t)
			topology := filepath.Join(c.dir, "topology.yaml")
			writeFile(t, topology, "name: home\nmicrok8s: '1.33'\nistio: {version: '1.31', install: istioctl}\nsecrets: "+one.secrets+"\n"+inUseTier)
			c.says(t, "api-resources --namespaced", "certificates.cert-manager.io\nissuers.cert-manager.io\n")
			c.says(t, "get certificates.cert-manager.io -A", "cert-manager.io/v1 Certificate istio-system/other \n")
			c.says(t, "get clusterissuers.cert-manager.io -A", listed)
			c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", topology}, "--prune")
			if got := deletions(calls); code != 0 || got != one.deleted {
				t.Errorf("exit code %d, and deleted:\n%s\nin place of:\n%s\n%s", code, got, one.deleted, out)
			}
			if told := strings.Contains(out, "what makes Secrets stays: others see to it"); told != (one.secrets == "omit") {
				t.Errorf("what makes Secrets is told to stay: %v\n%s", told, out)
			}
		})
	}
}

// TestSealedToPlain: a SealedSecret of which the topology has the Secret itself by now does not
// take that along; one of which it has none does.
func TestSealedToPlain(t *testing.T) {
	c := newStandIn(t)
	topology := filepath.Join(c.dir, "topology.yaml")
	writeFile(t, topology, "name: home\nmicrok8s: '1.33'\nistio: {version: '1.31', install: istioctl}\n"+inUseTier)
	if said, err := exec.Command("render", "certs", topology).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	c.says(t, "get sealedsecrets.bitnami.com -A", "bitnami.com/v1alpha1 SealedSecret istio-system/tls-credential \nbitnami.com/v1alpha1 SealedSecret istio-system/rest \n")
	c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", topology}, "--prune")
	want := "kubectl delete sealedsecrets.bitnami.com tls-credential -n istio-system --cascade=orphan --ignore-not-found --timeout 4s\n" +
		"kubectl delete sealedsecrets.bitnami.com rest -n istio-system --ignore-not-found --timeout 4s"
	if got := deletions(calls); code != 0 || got != want {
		t.Errorf("exit code %d, and deleted:\n%s\nin place of:\n%s\n%s", code, got, want, out)
	}
}
