//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestApplyLooksFirst: what no stage of a script brings is looked for before anything is done, and told with
// its cure; a dry run tells of it, and does not end as if the script would go through.
func TestApplyLooksFirst(t *testing.T) {
	const (
		none     = "../../examples/none/topology.yaml"
		microk8s = "; before this, install MetalLB by: microk8s enable metallb:RANGE, with a RANGE in which no address of the topology is\n"
		metallb  = "MetalLB's controller is not in namespace metallb-system, and nothing that is applied here brings it" + microk8s
		pools    = "the CRD ipaddresspools.metallb.io is not there in version v1beta1, and nothing that is applied here brings it" + microk8s
		istio    = "the CRD gateways.networking.istio.io is not there in version v1, and nothing that is applied here brings it; before this, install Istio 1.31\n"
		istiod   = "there is no istiod of revision canary in namespace istio-system, and nothing that is applied here brings it; before this, install Istio 1.31 of revision canary\n"
		noKind   = "error: no matches for kind \"IPAddressPool\" in version \"metallb.io/v1beta1\"\nensure CRDs are installed first\n"
	)
	for name, one := range map[string]struct {
		topology, says string
		fails          []string
		want           string
	}{
		"no MetalLB":                    {smallTopology, "component=controller -o name", nil, metallb},
		"no MetalLB below 0.13":         {seedTopology, "component=controller -o name", nil, metallb},
		"no definitions of MetalLB":     {smallTopology, "", []string{"get crd ipaddresspools.metallb.io", "not found\n"}, pools},
		"no Istio, which is others'":    {none, "", []string{"get crd gateways.networking.istio.io", "not found\n"}, istio},
		"no istiod, which is others'":   {none, "app=istiod,istio.io/rev=canary", nil, istiod},
		"all of it":                     {smallTopology, "", nil, ""},
		"who may not see the MetalLB":   {smallTopology, "", []string{"component=controller -o name", "Error from server (Forbidden): deployments.apps is forbidden\n"}, ""},
		"neither it nor its definition": {smallTopology, "component=controller -o name", []string{"get crd ipaddresspools.metallb.io", "not found\n"}, metallb},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, dry := range []bool{false, true} {
				c := newStandIn(t)
				if one.says != "" {
					c.says(t, one.says, "")
				}
				if one.fails != nil {
					c.fails(t, one.fails[0], one.fails[1])
				}
				var args []string
				code, end := 2, one.want
				if dry {
					args, code, end = []string{"--dry-run"}, 1, "apply: dry run: what has to be there before this is not, as told above; nothing was changed\n"
					c.fails(t, "kubectl apply", noKind)
				}
				if one.want == "" {
					code, end = 0, "\n"
				}
				out, calls, got := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", one.topology}, args...)
				if name == "who may not see the MetalLB" && !dry {
					code, end = 1, "go on with: --from metallb\n" // where it is waited for
				}
				if got != code || !strings.Contains(out, one.want) || !strings.HasSuffix(out, end) || strings.Count(out, "before this, ") != min(len(one.want), 1) {
					t.Errorf("dry %t: exit code %d\n%s\n%s", dry, got, out, calls)
				}
				if one.want != "" && !dry && regexp.MustCompile(`apply|delete|install`).MatchString(calls) {
					t.Errorf("something is done\n%s", calls)
				}
				if dry && strings.Contains(one.want, "MetalLB") == strings.Contains(out, "stage metallb relies on stages before it") {
					t.Errorf("what the stage metallb lacks:\n%s", out)
				}
			}
		})
	}
}

// TestApplySees: what is only likely to be wrong is told before anything is done, or before what it is for, and the
// script goes on.
func TestApplySees(t *testing.T) {
	const (
		images  = "spec.template.spec.containers[*].image"
		dns     = "warning: the cluster seems to have no DNS, since no Service has the label k8s-app: kube-dns: without it gateways do not find istiod, and never get ready; run: microk8s enable dns\n"
		older   = "is 0.13.3, older than "
		service = "warning: the Service monitoring/grafana is not there, and nothing that is applied here makes it: requests to it get 503\n"
		asked   = "get services -A -l k8s-app in (kube-dns,coredns) -o name"
	)
	for name, one := range map[string]struct {
		topology, asked, says, want string
		wrong                       bool
	}{
		"no DNS":                     {smallTopology, asked, "", dns, true},
		"DNS":                        {smallTopology, asked, "service/rke2-coredns-rke2-coredns\n", dns, false},
		"an older MetalLB":           {smallTopology, images, "quay.io/metallb/controller:v0.13.3@sha256:5f0e quay.io/frrouting/frr:9\n", older, true},
		"a newer MetalLB":            {smallTopology, images, "quay.io/metallb/controller:v0.99.0\n", older[3:9], false},
		"a MetalLB of somebody else": {smallTopology, images, "example.org/balancer:1\n", "older than", false},
		"no Service":                 {"../../examples/services/topology.yaml", "get services grafana", "", service, true},
		"the Service":                {"../../examples/services/topology.yaml", "get services grafana", "service/grafana\n", service, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newStandIn(t)
			c.says(t, one.asked, one.says)
			out, calls, code := c.run(t, []string{"sh"}, []string{"apply", "--secrets", "omit", one.topology})
			if code != 0 || strings.Contains(out, one.want) != one.wrong || !strings.Contains(calls, one.asked) {
				t.Errorf("exit code %d\n%s\n%s", code, out, calls)
			}
		})
	}
}
