//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// brought is a mixin that brings kinds which render does not know: one whose name its
// kind does not tell, one in no namespace, and a claim.
const brought = `function(t) {
  local object(api, kind, namespaced=true) = {
    apiVersion: api, kind: kind,
    metadata: { name: 'mine', [if namespaced then 'namespace']: t.namespace, labels: t.labels },
  },
  more: {
    _stage:: 'apps',
    attachment: object('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition'),
    class: object('scheduling.k8s.io/v1', 'PriorityClass', false) + { value: 7 },
    claim: object('v1', 'PersistentVolumeClaim') + { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  },
}
`

func writeMixed(t *testing.T, c *standInCluster) string {
	t.Helper()
	text, err := os.ReadFile(smallTopology)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(c.dir, "site.jsonnet"), brought)
	name := filepath.Join(c.dir, "mixed.yaml")
	writeFile(t, name, strings.Replace(string(text), "name: home\n", "name: home\nsecrets: omit\njsonnet: site.jsonnet\n", 1))
	return name
}

// TestPruneBrought: of kinds that a mixin brought, or brings no more, that goes which has
// the labels; not what the topology has, also under another group, nor what is owned,
// what controllers and other programs keep there, and what holds data.
func TestPruneBrought(t *testing.T) {
	c := newStandIn(t)
	topology := writeMixed(t, c)
	c.says(t, "api-resources", "secrets\npods\npersistentvolumeclaims\nendpoints\nreplicasets.apps\nservices\ndeployments.extensions\nmetrics.metrics.k8s.io\n"+
		"istiooperators.install.istio.io\nistiorevisions.sailoperator.io\nnetwork-attachment-definitions.k8s.cni.cncf.io\nstatefulsets.apps\nother.example.org\n")
	c.says(t, "get network-attachment-definitions.k8s.cni.cncf.io -A", "k8s.cni.cncf.io/v1 NetworkAttachmentDefinition default/mine \nk8s.cni.cncf.io/v1 NetworkAttachmentDefinition default/fell \n")
	c.says(t, "get statefulsets.apps -A", "apps/v1 StatefulSet default/fell \napps/v1 StatefulSet default/owned Widget\n")
	c.says(t, "get other.example.org -A", "example.org/v1 Service istio-system/istio-ingressgateway \nexample.org/v1 NetworkAttachmentDefinition default/mine \n")
	c.says(t, "get priorityclasses.scheduling.k8s.io -A", "scheduling.k8s.io/v1 PriorityClass /mine \nscheduling.k8s.io/v1 PriorityClass /fell \n")
	c.fails(t, "get networkattachmentdefinitions", `error: the server doesn't have a resource type "networkattachmentdefinitions"`)
	c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
	out, calls, code := c.run(t, []string{"sh"}, []string{"apply", topology}, "--prune")
	const want = "kubectl delete network-attachment-definitions.k8s.cni.cncf.io fell -n default --ignore-not-found --timeout 4s\n" +
		"kubectl delete statefulsets.apps fell -n default --ignore-not-found --timeout 4s\n" +
		"kubectl delete other.example.org istio-ingressgateway -n istio-system --ignore-not-found --timeout 4s\n" +
		"kubectl delete priorityclasses.scheduling.k8s.io fell --ignore-not-found --timeout 4s"
	if got := deletions(calls); code != 0 || got != want {
		t.Errorf("exit code %d\n%s\n%s", code, got, out)
	}
	for _, kind := range []string{"secrets", "pods", "persistentvolumeclaims", "endpoints", "replicasets.apps", "deployments.extensions", "metrics.metrics.k8s.io", "istiooperators.install.istio.io", "istiorevisions.sailoperator.io"} {
		if asked := strings.Contains(calls, "get "+kind+" -A"); asked != (kind == "secrets") { // which fixed names tell apart
			t.Errorf("%s is asked for: %v", kind, asked)
		}
	}
}

// TestPruneUnknown: where the API server does not tell its kinds, or does not list one,
// that is said, and what render knows goes all the same.
func TestPruneUnknown(t *testing.T) {
	for words, said := range map[string]string{
		"api-resources":                "apply: warning: which kinds there are beside those that render knows is not known, and what is of others may stay: forbidden\n",
		"get widgets.example.org -A":   "apply: warning: widgets.example.org cannot be listed, and those of microk8s stay if there are any: forbidden\n",
		"get nothing that is asked -A": "",
	} {
		c := newStandIn(t)
		c.fails(t, words, "forbidden\n")
		c.says(t, "get services -A", "v1 Service default/fell \n")
		out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", seedTopology}, "--prune")
		if want := "kubectl delete services fell -n default --ignore-not-found --timeout 4s"; code != 0 || deletions(calls) != want || !strings.Contains(out, said) || strings.Contains(out, "warning") != (said != "") {
			t.Errorf("%s: exit code %d\n%s\n%s", words, code, deletions(calls), out)
		}
	}
}

// TestClaimsStay: what is stored outlives its topology, and its namespace does.
func TestClaimsStay(t *testing.T) {
	c := newStandIn(t)
	topology := writeMixed(t, c)
	c.says(t, "ignore-not-found -o jsonpath", "x=home\n")
	for _, args := range [][]string{{"delete", topology}, {"delete", topology, smallTopology}, {"apply", "--secrets", "omit", topology, smallTopology}} {
		words := []string{"--yes"}
		if args[0] == "apply" {
			words = nil
		}
		out, calls, code := c.run(t, []string{"sh"}, args, words...)
		if got := deletions(calls); code != 0 || strings.Contains(got, "persistentvolumeclaims") || !strings.Contains(got, "delete priorityclasses.scheduling.k8s.io mine") {
			t.Errorf("%q: exit code %d\n%s\n%s", args, code, got, out)
		}
		if len(args) == 2 && !strings.Contains(out, "delete: warning: persistentvolumeclaims default/mine stays, since what is stored in it would go too\n") {
			t.Errorf("not told\n%s", out)
		}
	}
}
