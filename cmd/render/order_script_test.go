//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// orderedTopology is the one that TestScriptsOrder changes.
const orderedTopology = `name: home
microk8s: "1.36"
istio: {version: "1.31"}
secrets: omit
metallb: {pools: [{name: lan, addresses: [192.168.1.141-192.168.1.142]}]}
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [home.example.org]
  apps:
  - {name: hello, namespace: web, image: "example.org/hello:1", port: 5000, routes: [/hello]}
  - {name: extra, namespace: web, image: "example.org/extra:1", port: 5000, routes: [/extra]}
` + orderedStaff

const orderedStaff = `- name: staff
  ip: 192.168.1.142
  hosts: [staff.example.org]
  apps:
  - {name: desk, namespace: web, image: "example.org/desk:1", port: 5000, routes: [/*]}
`

// TestScriptsOrder: a script of two topologies calls what render diff orders where that has
// its turn, and stops where a person has to do something or to see it, and nobody is there.
func TestScriptsOrder(t *testing.T) {
	old := filepath.Join(t.TempDir(), "old.yaml")
	writeFile(t, old, orderedTopology)
	for name, one := range map[string]struct {
		change, says []string
		fails        []string
		old          []string // what is another in the older one
		args         []string
		code         int
		said         string
		calls        []string // one after the other
		never        string
	}{
		"addresses that are swapped are handed over at once": {
			change: []string{"ip: 192.168.1.141", "ip: 0", "ip: 192.168.1.142", "ip: 192.168.1.141", "ip: 0", "ip: 192.168.1.142"},
			said:   " is left to you: have DNS lead to the new addresses\n", calls: []string{" apply -f", "istioctl install"},
		},
		"an upgrade that goes by other versions waits for a person": {
			change: []string{`version: "1.31"`, `version: "1.31.1"`}, old: []string{`version: "1.31"`, `version: "1.28"`},
			code: 1, said: "apply: stopped in stage namespaces: step 1 is not done; once it is, or is to be left out, write: --yes\napply: once that is mended, go on with: --from namespaces\n", never: " apply ",
		},
		"and goes on for who says that it is done": {
			change: []string{`version: "1.31"`, `version: "1.31.1"`}, old: []string{`version: "1.31"`, `version: "1.28"`},
			args: []string{"--yes"}, calls: []string{" apply -f", "istioctl install"},
		},
		"a route that fell out waits for a person": {
			change: []string{`  - {name: extra, namespace: web, image: "example.org/extra:1", port: 5000, routes: [/extra]}` + "\n", ""},
			code:   1, said: "apply: stopped in stage old: what goes once none of its requests for \"home.example.org\" come any more is there still; then write: --yes\n", calls: []string{" apply -f"}, never: " delete ",
		},
		"and goes before what it leads to": {
			change: []string{`  - {name: extra, namespace: web, image: "example.org/extra:1", port: 5000, routes: [/extra]}` + "\n", ""},
			args:   []string{"--yes", "--from", "old"}, calls: []string{"delete virtualservices.networking.istio.io extra-", "delete deployments.apps extra"}, never: " apply ",
		},
		"the Service of a tier that is dropped goes when the new routes are there": {
			change: []string{`istio: {version: "1.31"}`, `istio: {version: "1.31", install: none}`, orderedStaff, "", "hosts: [home.example.org]", "hosts: [home.example.org, staff.example.org]"},
			old:    []string{`istio: {version: "1.31"}`, `istio: {version: "1.31", install: none}`},
			args:   []string{"--yes"}, calls: []string{" apply -f", "delete services istio-ingressgateway-staff"},
		},
		"a route lets go of a version before the rest of its stage": {
			old:    []string{`image: "example.org/hello:1"`, `versions: [{version: v1, image: "example.org/hello:1", weight: 50}, {version: v2, image: "example.org/hello:2", weight: 50}]`},
			change: []string{`image: "example.org/hello:1"`, `versions: [{version: v2, image: "example.org/hello:2", weight: 100}]`},
			said:   `apply: step 1: apply all of the change but what removes subset "v1" of Service "hello"` + "\n", calls: []string{"istioctl install", " apply -f", " apply -f", " apply -f", "rollout status deployment/hello-v2"},
		},
		"an operator is stopped, and gone, where the order says so, before what comes after": {
			change: []string{"microk8s: \"1.36\"\nistio: {version: \"1.31\"}", "microk8s: \"1.30\"\nistio: {version: 1.23.6, install: istioctl, revision: 1-23-6}"},
			old:    []string{"microk8s: \"1.36\"\nistio: {version: \"1.31\"}", "microk8s: \"1.30\"\nistio: {version: 1.23.6, install: operator}"},
			says:   []string{"istioctl version", "1.23.6", "app=istiod", "istiod-1-23-6 1-23-6 docker.io/istio/pilot:1.23.6"},
			said:   "kubectl delete istiooperator istio-control-plane -n istio-system)\napply: step 2: apply the rest of the change", calls: []string{" scale deployment/istio-operator-1-23-6 --replicas=0", " get pods -l name=istio-operator", " patch istiooperators.install.istio.io istio-control-plane ", " delete istiooperators.install.istio.io istio-control-plane ", "istioctl install", " delete deployments.apps istio-operator-1-23-6 "},
		},
		"a dry run asks nobody": {
			change: []string{`  - {name: extra, namespace: web, image: "example.org/extra:1", port: 5000, routes: [/extra]}` + "\n", ""},
			args:   []string{"--dry-run"}, said: "apply: would delete virtualservices.networking.istio.io web/extra-", never: " delete ",
		},
		"what the API server changes is not deleted, as after a first run": {
			change: []string{`istio: {version: "1.31"}`, `istio: {version: "1.31", install: none}`, "- name: staff", "- name: staff\n  names: {label: desks}"},
			old:    []string{`istio: {version: "1.31"}`, `istio: {version: "1.31", install: none}`},
			said:   "apply: step 1: delete deployment istio-ingressgateway-staff -n istio-system, or give it another name\n", calls: []string{" apply --dry-run=server -f -", " apply -f"}, never: " delete ",
		},
		"and what it refuses to change is": {
			change: []string{`istio: {version: "1.31"}`, `istio: {version: "1.31", install: none}`, "- name: staff", "- name: staff\n  names: {label: desks}"},
			old:    []string{`istio: {version: "1.31"}`, `istio: {version: "1.31", install: none}`},
			fails:  []string{" apply --dry-run=server", "spec.selector: field is immutable"},
			calls:  []string{" apply --dry-run=server -f -", " delete deployments.apps istio-ingressgateway-staff -n istio-system ", " apply -f"},
		},
		"a policy is there before istioctl takes a list of sources away": {
			change: []string{"hosts: [home.example.org]", "hosts: [home.example.org]\n  trafficPolicy: Local\n  access: {from: [10.0.0.0/8]}"},
			old:    []string{"hosts: [home.example.org]", "hosts: [home.example.org]\n  trafficPolicy: Local\n  sourceRanges: [10.0.0.0/8]"},
			said:   "alone, before tier \"primary\" is open to more by its address\n1 objects\napply: step 2: apply the rest of the change; step 3 comes in its stage istio\napply: step 3: run istioctl install",
			calls:  []string{" apply -f", " apply -f", "get crd authorizationpolicies", " apply -f", "istioctl install", "get crd authorizationpolicies", " apply -f"},
		},
		"and after it where it goes by clients that istioctl has the gateway see": {
			change: []string{"hosts: [home.example.org]", "hosts: [home.example.org]\n  trafficPolicy: Local\n  sourceRanges: [10.0.0.0/8]\n  access: {from: [10.0.0.0/8]}"},
			old:    []string{"hosts: [home.example.org]", "hosts: [home.example.org]\n  sourceRanges: [10.0.0.0/8]"},
			said:   "apply: step 1: run istioctl install with the new IstioOperator, so that tier \"primary\" sees clients",
			calls:  []string{"istioctl install", "get crd authorizationpolicies", " apply -f"},
		},
		"what istioctl cannot change is deleted before": {
			change: []string{"- name: staff", "- name: staff\n  names: {label: desks}"}, says: []string{"owning-resource", "istio-ingressgateway-staff=istio-control-plane"},
			calls: []string{"kubectl delete deployments.apps istio-ingressgateway-staff -n istio-system ", "istioctl install"},
		},
		"and not again where a run before has had it made": {
			change: []string{"- name: staff", "- name: staff\n  names: {label: desks}"},
			says:   []string{"owning-resource", "istio-ingressgateway-staff=istio-control-plane", "matchLabels.istio}", "istio-ingressgateway desks"},
			calls:  []string{" apply -f", "istioctl install"}, never: " delete ",
		},
		"a Service of another class is deleted before": {
			change: []string{"- name: staff", "- name: staff\n  service: {loadBalancerClass: example.com/lan}"},
			says:   []string{"owning-resource", "istio-ingressgateway-staff=istio-control-plane"},
			calls:  []string{"kubectl delete services istio-ingressgateway-staff -n istio-system ", "istioctl install"},
		},
		"and not again once it is of that": {
			change: []string{"- name: staff", "- name: staff\n  service: {loadBalancerClass: example.com/lan}"},
			says:   []string{"owning-resource", "istio-ingressgateway-staff=istio-control-plane", "jsonpath={.spec.loadBalancerClass}", "example.com/lan"},
			calls:  []string{"istioctl install"}, never: " delete ",
		},
		"definitions that others bring are looked for before anything is done": {
			change: []string{"secrets: omit", "secrets: omit\nrouting: gateway-api"}, says: []string{"get crd httproutes.gateway.networking.k8s.io", "v1alpha2"},
			code: 2, said: "apply: the CRD httproutes.gateway.networking.k8s.io is of another release than what is applied: it serves v1alpha2, and not v1, and nothing that is applied here brings it; before this, run: kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/", never: " apply ",
		},
		"and nobody is asked for them where they are there": {
			change: []string{"secrets: omit", "secrets: omit\nrouting: gateway-api"},
			said:   "192.168.1.141 goes from the Service istio-system/istio-ingressgateway to default/gateway-ingressgateway-istio: nothing answers there until that has it, and its routes\n",
			calls:  []string{"get crd gateways.gateway", " apply -f", "istioctl install", " apply -f"},
		},
		"and only what Istio made": {
			change: []string{"- name: staff", "- name: staff\n  names: {label: desks}"}, says: []string{"owning-resource", "istio-ingressgateway-staff="},
			code: 1, said: "apply: stopped in stage istio: deployments.apps istio-system/istio-ingressgateway-staff is to go, and is not of Istio's installer or istiod\n", never: "delete deployments",
		},
		"namespaces ask for a revision once it is there, and pods after them": {
			change: []string{`version: "1.31"`, `version: "1.31", revision: green`},
			says:   []string{"app=istiod,istio.io/rev=green", "istiod-green green docker.io/istio/pilot:1.31.0"},
			said:   " is left to you: once no pod is left of the old revision, istioctl uninstall --revision default\n",
			calls:  []string{" apply -f", "istioctl install", "rollout status deployment/istiod-green", " apply -f", " apply -f", " apply -f", "rollout restart deployment/desk deployment/extra deployment/hello -n web", "rollout status deployment/desk"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newStandIn(t)
			c.says(t, "ignore-not-found -o jsonpath={.metadata.name}={.metadata.labels.app", "x=home\n")
			for i := 0; i < len(one.says); i += 2 {
				c.says(t, one.says[i], one.says[i+1]+"\n")
			}
			if one.fails != nil {
				c.fails(t, one.fails[0], one.fails[1]+"\n")
			}
			older, text := old, orderedTopology
			if one.old != nil {
				older = filepath.Join(c.dir, "older.yaml")
				writeFile(t, older, strings.Replace(orderedTopology, one.old[0], one.old[1], 1))
			}
			for i := 0; i < len(one.change); i += 2 {
				text = strings.Replace(text, one.change[i], one.change[i+1], 1)
			}
			newer := filepath.Join(c.dir, "new.yaml")
			writeFile(t, newer, text)
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", older, newer}, one.args...)
			if code != one.code || !strings.Contains(out, one.said) {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
			rest := calls
			for _, call := range one.calls {
				_, after, ok := strings.Cut(rest, call)
				if !ok {
					t.Fatalf("%q is not called, or too early:\n%s\n%s", call, calls, out)
				}
				rest = after
			}
			if one.never != "" && strings.Contains(calls, one.never) {
				t.Errorf("%q is called:\n%s", one.never, calls)
			}
		})
	}
}
