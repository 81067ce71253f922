//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	seedTopology  = "../../examples/seed/topology.yaml"
	smallTopology = "../../examples/small/topology.yaml"
)

// TestApplyScript: all that the script calls, in its order, by each shell; a second run
// is the same, and a dry one changes nothing.
func TestApplyScript(t *testing.T) {
	c := newStandIn(t)
	for _, shell := range posixShells(t) {
		out, calls, code := c.run(t, shell, []string{"apply", seedTopology})
		if code != 0 {
			t.Fatalf("%q: exit code %d\n%s", shell, code, out)
		}
		compareCalls(t, "apply.txt", out+"\n"+calls)
	}
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", seedTopology}, "--dry-run", "--prune")
	if code != 0 || !strings.HasSuffix(out, "apply: dry run: nothing was changed\n") {
		t.Errorf("--dry-run: exit code %d\n%s", code, out)
	}
	for _, call := range strings.Split(calls, "\n") {
		if strings.Contains(call, " apply ") && !strings.Contains(call, "--dry-run=server") || strings.Contains(call, " delete ") || strings.Contains(call, " wait ") {
			t.Errorf("--dry-run calls %s", call)
		}
	}
	out, calls, code = c.run(t, []string{"sh"}, []string{"apply", seedTopology}, "--from", "gateways")
	if code != 0 || strings.Count(calls, " apply ") != 2 || !strings.Contains(out, "apply: stage istio is left out\napply: stage gateways\n") {
		t.Errorf("--from: exit code %d\n%s%s", code, out, calls)
	}
}

// TestApplyStops: where anything fails the script stops there, says why and how to go
// on, and calls nothing that relies on it.
func TestApplyStops(t *testing.T) {
	for words, want := range map[string]struct{ said, last string }{
		"wait --for=condition=Available --timeout=4s deployments -l app=metallb": {"  it fails\napply: stopped in stage metallb: MetalLB's controller is not available\n", "deployments -l app=metallb,component=controller"},
		"rollout status deployment/istio-operator":                               {"apply: stopped in stage operator: deployment/istio-operator-1-9-7 in namespace istio-operator is not rolled out\n", "--timeout=4s"},
		"get crd istiooperators":                                                 {"apply: stopped in stage istio: the CRD istiooperators.install.istio.io is not there, after 4s\n", "get crd istiooperators.install.istio.io -o jsonpath={.spec.versions[?(@.served==true)].name}"},
		"--timeout=4s crd/istiooperators":                                        {"apply: stopped in stage istio: the CRD istiooperators.install.istio.io is not established\n", "crd/istiooperators.install.istio.io"},
		"get deployments -l app=istiod":                                          {"apply: stopped in stage istio: istiod is not in namespace istio-system, after 4s\n", "{\"\\n\"}{end}"},
		"rollout status deployment/istiod":                                       {"apply: stopped in stage istio: istiod is not available\n", "deployment/istiod --timeout=4s"},
		"get service istio-ingressgateway ":                                      {"apply: stopped in stage istio: the Service istio-system/istio-ingressgateway has not the address 192.168.1.141 (kubectl -n istio-system describe service istio-ingressgateway tells why), after 4s\n", "ingress[*].ip}"},
		"get crd gateways":                                                       {"apply: stopped in stage gateways: the CRD gateways.networking.istio.io is not there, after 4s\n", "get crd gateways.networking.istio.io -o jsonpath={.spec.versions[?(@.served==true)].name}"},
		"rollout status deployment/helloworld2":                                  {"apply: stopped in stage apps: deployment/helloworld2-v2 in namespace default is not rolled out\n", "deployment/helloworld2-v2 --timeout=4s"},
		"apply":                                                                  {"  it fails\napply: stopped in stage namespaces: kubectl apply fails\napply: once that is mended, go on with: --from namespaces\n", "apply -f -"},
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			c := newStandIn(t)
			c.fails(t, words, "it fails\n")
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", seedTopology})
			if lines := strings.Split(strings.TrimSpace(calls), "\n"); code != 1 || !strings.Contains(out, want.said) || !strings.HasSuffix(lines[len(lines)-1], want.last) {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
		})
	}
}

// TestApplyWaitsForWebhook: a webhook that does not answer gets time, and no more.
func TestApplyWaitsForWebhook(t *testing.T) {
	c := newStandIn(t)
	c.fails(t, "apply", `failed calling webhook "x": connection refused`)
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", seedTopology})
	if code != 1 || strings.Count(calls, " apply ") != 3 || !strings.Contains(out, "kubectl apply fails") {
		t.Errorf("exit code %d\n%s\n%s", code, out, calls)
	}
}

// TestApplyIsDenied: what a webhook denies is not tried again.
func TestApplyIsDenied(t *testing.T) {
	c := newStandIn(t)
	c.fails(t, "apply", `admission webhook "x" denied the request: pools overlap`)
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", seedTopology})
	if code != 1 || strings.Count(calls, " apply ") != 1 || !strings.Contains(out, "pools overlap") {
		t.Errorf("exit code %d\n%s\n%s", code, out, calls)
	}
	if strings.Contains(out, "metallb:RANGE") {
		t.Errorf("what is no overlap of MetalLB's is told of\n%s", out)
	}
}

// TestApplyTellsOfOverlap: a pool that MetalLB refuses for another one's sake, as the addon's, brings the cure.
func TestApplyTellsOfOverlap(t *testing.T) {
	for _, args := range [][]string{nil, {"--dry-run"}} {
		c := newStandIn(t)
		c.fails(t, "apply", `admission webhook "x" denied the request: CIDR "10.0.0.1/32" in pool "a" overlaps with already defined CIDR "10.0.0.0/28"`)
		out, _, code := c.run(t, []string{"sh"}, []string{"apply", seedTopology}, args...)
		if code != 1 || !strings.Contains(out, "another pool has these addresses already (kubectl get ipaddresspools.metallb.io -A); give it others") ||
			!strings.Contains(out, "default-addresspool is the range of microk8s enable metallb:RANGE") {
			t.Errorf("exit code %d\n%s", code, out)
		}
	}
}

// TestScriptCannotBegin: nothing is called that changes anything.
func TestScriptCannotBegin(t *testing.T) {
	for name, one := range map[string]struct {
		set  func(c *standInCluster)
		topo string
		args []string
		code int
		said string
	}{
		"a worker node": {func(c *standInCluster) {
			c.says(t, "get --raw", "This MicroK8s deployment is acting as a node in a cluster.\nPlease use the microk8s kubectl on the master.\n")
		}, seedTopology, nil, 2, "apply: this is a worker node of microk8s, whose kubectl does nothing; run this on a node of the control plane: This MicroK8s"},
		"no API server":    {func(c *standInCluster) { c.fails(t, "get --raw", "connection refused\n") }, seedTopology, nil, 2, "apply: no API server answers kubectl: connection refused\n"},
		"another istioctl": {func(c *standInCluster) { c.says(t, "istioctl version", "client version: 1.30.2\n") }, smallTopology, nil, 2, "apply: istioctl 1.31 is wanted, and istioctl is: client version: 1.30.2\n"},
		"a wrong flag":     {func(*standInCluster) {}, seedTopology, []string{"--form", "apps"}, 3, "apply: --form is not known\n"},
		"a wrong stage":    {func(*standInCluster) {}, seedTopology, []string{"--from", "app"}, 3, "apply: --from app is none of: namespaces metallb operator istio gateways apps prune\n"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newStandIn(t)
			one.set(c)
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", one.topo}, one.args...)
			if code != one.code || !strings.Contains(out, one.said) || regexp.MustCompile(`apply|delete|install`).MatchString(calls) {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
		})
	}
}

// TestIstioctlOfAnotherPatch: an istioctl of another patch version than the one that is named installs its own, which is
// told; of a topology that names none any will do.
func TestIstioctlOfAnotherPatch(t *testing.T) {
	text, err := os.ReadFile(smallTopology)
	if err != nil {
		t.Fatal(err)
	}
	for named, told := range map[string]bool{"1.31.2": true, "1.31.1": false, "1.31": false} {
		c := newStandIn(t)
		c.says(t, "istioctl version", "client version: 1.31.1\n")
		topology := filepath.Join(c.dir, "topology.yaml")
		writeFile(t, topology, regexp.MustCompile(`(?m)^istio: .*$`).ReplaceAllString(string(text), "istio: {version: "+named+", install: istioctl}"))
		out, _, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", topology}, "--dry-run")
		want := "apply: warning: istioctl " + named + " is wanted, and istioctl, which installs its own version, is: client version: 1.31.1\n"
		if code != 0 || strings.Contains(out, want) != told {
			t.Errorf("%s: exit code %d\n%s", named, code, out)
		}
	}
}

// TestApplyByIstioctl: the IstioOperator that kubectl does not read goes to istioctl,
// before what needs istiod, and off again by it.
func TestApplyByIstioctl(t *testing.T) {
	c := newStandIn(t)
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", smallTopology})
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	compareCalls(t, "istioctl.txt", out+"\n"+calls)
	c.fails(t, "istioctl install", "no\n")
	if out, _, code = c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", smallTopology}); code != 1 || !strings.Contains(out, "apply: stopped in stage istio: istioctl install fails\n") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
	if out, calls, code = c.run(t, []string{"sh"}, []string{"delete", "--secrets", "omit", smallTopology}, "--yes"); code != 0 {
		t.Errorf("exit code %d\n%s", code, out)
	}
	compareCalls(t, "istioctl-delete.txt", out+"\n"+calls)
}

// TestApplyByHelm: the values go to helm in a file beside its commands.
func TestApplyByHelm(t *testing.T) {
	c := newStandIn(t)
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", "../../examples/helm/topology.yaml"})
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	compareCalls(t, "helm.txt", out+"\n"+calls)
	c.fails(t, "istio/istiod", "no\n")
	if out, _, code = c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", "../../examples/helm/topology.yaml"}); code != 1 || !strings.Contains(out, "apply: stopped in stage istio: helm fails\n") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// TestApplyPrune: of what has the topology's labels that goes which is none of its
// objects, and is no other object's either.
func TestApplyPrune(t *testing.T) {
	c := newStandIn(t)
	c.says(t, "get virtualservices.networking.istio.io -A", "networking.istio.io/v1beta1 VirtualService default/hello-v1-on-gateway-ingressgateway \nnetworking.istio.io/v1 VirtualService default/old \nnetworking.istio.io/v1 VirtualService default/made Gateway\n")
	c.fails(t, "get httproutes", `error: the server doesn't have a resource type "httproutes"`)
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", seedTopology}, "--prune")
	deleted := regexp.MustCompile(`(?m)^kubectl delete .*$`).FindAllString(calls, -1)
	if code != 0 || len(deleted) != 1 || deleted[0] != "kubectl delete virtualservices.networking.istio.io old -n default --ignore-not-found --timeout 4s" {
		t.Errorf("exit code %d: %q\n%s", code, deleted, out)
	}
	c.fails(t, "get services -A", "forbidden\n")
	if out, _, code = c.run(t, []string{"sh"}, []string{"apply", seedTopology}, "--prune"); code != 1 || !strings.Contains(out, "apply: stopped in stage prune: kubectl get services fails\n") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// TestDeleteScript: all of it in reverse; an IstioOperator while its operator runs;
// nothing that is another's, and no namespace with anything in it.
func TestDeleteScript(t *testing.T) {
	c := newStandIn(t)
	c.says(t, "get services helloworld2 ", "helloworld2=other\n")
	c.says(t, "-n istio-system get configmaps", "persistentvolumeclaim/data\n")
	for _, shell := range posixShells(t) {
		out, calls, code := c.run(t, shell, []string{"delete", seedTopology}, "--yes")
		if code != 0 {
			t.Fatalf("%q: exit code %d\n%s", shell, code, out)
		}
		compareCalls(t, "delete.txt", out+"\n"+calls)
	}
	out, calls, code := c.run(t, []string{"sh"}, []string{"delete", seedTopology}, "--dry-run")
	if code != 0 || strings.Contains(calls, "delete") {
		t.Errorf("--dry-run: exit code %d\n%s\n%s", code, out, calls)
	}
	out, calls, code = c.run(t, []string{"sh"}, []string{"delete", seedTopology})
	if code != 3 || !strings.Contains(out, "delete: there is nobody to ask; write: --yes\n") || strings.Contains(calls, "delete") {
		t.Errorf("nobody to ask: exit code %d\n%s\n%s", code, out, calls)
	}
	c.fails(t, "deployment/istio-operator-1-9-7", "timed out\n")
	out, calls, code = c.run(t, []string{"sh"}, []string{"delete", seedTopology}, "--yes")
	if code != 1 || !strings.Contains(out, "delete: stopped in stage istio: the operator istio-operator/istio-operator-1-9-7, which uninstalls Istio, does not run\n") || strings.Contains(calls, "delete istiooperators") {
		t.Errorf("no operator: exit code %d\n%s\n%s", code, out, calls)
	}
}

// TestChangeScripts: what fell out goes once the new is there, but for what keeps the
// new from being there; the operator is stopped before its IstioOperator is deleted.
func TestChangeScripts(t *testing.T) {
	c := newStandIn(t)
	dir := t.TempDir()
	text, err := os.ReadFile(seedTopology)
	if err != nil {
		t.Fatal(err)
	}
	change := func(name string, replace ...string) string {
		writeFile(t, filepath.Join(dir, name), strings.NewReplacer(replace...).Replace(string(text)))
		return filepath.Join(dir, name)
	}
	old, newer := change("old.yaml"), change("new.yaml", "- name: secondary", "- name: staff", "gateway-ingressgateway-secondary}", "gateway-ingressgateway-staff}")
	modern := []string{`microk8s: "1.21"`, `microk8s: "1.31"`, "version: 1.9.7", `version: "1.23.6"`}
	for name, one := range map[string][]string{
		"renamed.txt":        {"apply", "--secrets", "omit", old, newer},
		"renamed-delete.txt": {"delete", "--secrets", "omit", old, newer},
		"operator.txt":       {"apply", "--secrets", "omit", change("operated.yaml", modern...), change("none.yaml", append(modern, "mtls: permissive", "mtls: permissive\n  install: none", "nodePorts: {http: 32600, https: 32601}", "", "nodePorts: {http: 32700, https: 32701}", "")...)},
		"pools.txt": {"apply", "--secrets", "omit", change("pools.yaml", append(modern, "microk8s.local\n  ip: 192", "")...),
			change("split.yaml", append(modern, "[192.168.1.141-192.168.1.142]", "[192.168.1.142-192.168.1.150]\n  - name: aaa\n    addresses: [192.168.1.141]")...)},
	} {
		out, calls, code := c.run(t, []string{"sh"}, one, "--yes")
		if code != 0 {
			t.Errorf("%s: exit code %d\n%s", name, code, out)
		}
		compareCalls(t, name, strings.ReplaceAll(out+"\n"+calls, dir+"/", ""))
	}
}

// TestSeedScripts: what the scripts of the seed's topology do, below their functions.
func TestSeedScripts(t *testing.T) {
	for _, one := range []struct{ which, from string }{{"smoke", "# of tier primary\n"}, {"apply", "\n{\ncheck_environment\n"}, {"delete", "\n{\ncheck_environment\n"}} {
		out, err := exec.Command("render", "script", one.which, "-q", seedTopology).Output()
		if err != nil {
			t.Fatal(err)
		}
		at := strings.Index(string(out), one.from)
		compareCalls(t, "seed-"+one.which+".sh", strings.TrimPrefix(string(out[max(at, 0):]), "\n"))
	}
}
