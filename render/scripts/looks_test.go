package scripts

import (
	"strings"
	"testing"

	"render/render/manifest"
)

// TestLooks: definitions that nothing brings which is applied are looked for first, each once,
// and those that a topology has itself are not.
func TestLooks(t *testing.T) {
	certificate := object(manifest.Gateways, "Certificate", "cert-manager.io", "n", "cert")
	route := object(manifest.Apps, "HTTPRoute", gatewayAPI, "n", "route")
	certificate.Version, route.Version = "v1", "v1"
	c := &Cluster{Istio: "1.31.0", MicroK8s: true, MetalLB: "metallb-system", Objects: []Object{certificate, certificate, route, object(manifest.Apps, "VirtualService", "networking.istio.io", "n", "v")}}
	looks := func() string {
		text, _ := Apply(c, nil, nil, nil, nil)
		_, after, _ := strings.Cut(string(text), "\nreach_cluster\n")
		before, _, _ := strings.Cut(after, "\nif begins")
		return before
	}
	const dns = "knows_dns 'run: microk8s enable dns'\n"
	const want = "needs_crd certificates.cert-manager.io v1 cert-manager\nneeds_crd httproutes.gateway.networking.k8s.io v1 'the Gateway API' https://github.com/kubernetes-sigs/gateway-api/releases/download/"
	const others = "needs_crd virtualservices.networking.istio.io '' 'Istio 1.31'\nneeds_istiod '' '' 'Istio 1.31'"
	if got := looks(); !strings.HasPrefix(got, dns+want) || !strings.Contains(got, others) || strings.Count(got, "needs_") != 4 {
		t.Errorf("%s", got)
	}
	c.Objects = append(c.Objects, object(manifest.Istio, "IstioOperator", "install.istio.io", "n", "i"), object(manifest.MetalLB, "IPAddressPool", metallbGroup, "n", "p"), object(manifest.Apps, "Widget", "example.org", "n", "w"))
	c.Objects[4].Kubectl = false // istioctl's, which brings the definitions
	const metallb = " 'MetalLB by: microk8s enable metallb:RANGE, with a RANGE in which no address of the topology is'"
	if got := looks(); !strings.HasPrefix(got, "needs_metallb metallb-system"+metallb+"\n"+dns+want) || strings.Contains(got, "istio.io") ||
		!strings.Contains(got, "needs_crd ipaddresspools.metallb.io ''"+metallb) || !strings.Contains(got, "needs_crd widgets.example.org '' 'what defines it'") || strings.Count(got, "needs_") != 5 {
		t.Errorf("%s", got)
	}
	c.MicroK8s = false
	if got := looks(); !strings.Contains(got, "needs_metallb metallb-system 'MetalLB into namespace metallb-system, or name another one by metallb.namespace'\n") {
		t.Errorf("%s", got)
	}
	for _, one := range []struct {
		microk8s bool
		of       Release
		want     string
	}{
		{true, Release{"0.13.3", "0.13.3", "https://x/y.yaml"}, "'MetalLB by: microk8s enable metallb:RANGE, with a RANGE in which no address of the topology is' 0.13.3"},
		{true, Release{"0.15", "0.15.3", ""}, "'MetalLB by: microk8s enable metallb:RANGE, with a RANGE in which no address of the topology is' 0.15"},
		{true, Release{"0.16.1", "0.13.3", "https://x/y.yaml"}, "'MetalLB 0.16.1, where microk8s enable metallb brings 0.13.3, by: microk8s kubectl apply -f https://x/y.yaml' 0.16.1"},
		{false, Release{"0.16.1", "", "https://x/y.yaml"}, "'MetalLB 0.16.1 by: kubectl apply -f https://x/y.yaml' 0.16.1"},
		{false, Release{"0.16", "", ""}, "'MetalLB 0.16 into namespace metallb-system, or name another one by metallb.namespace; https://metallb.io/installation/ says how' 0.16"},
	} {
		c.MicroK8s, c.Release = one.microk8s, one.of
		if got := looks(); !strings.Contains(got, "needs_metallb metallb-system "+one.want+"\n") {
			t.Errorf("%v: %s", one, got)
		}
	}
	c.MicroK8s, c.Release = false, Release{}
	c.Objects = append(c.Objects, object(manifest.Namespaces, "CustomResourceDefinition", "apiextensions.k8s.io", "", "ipaddresspools.metallb.io"))
	if got := looks(); strings.Contains(got, "metallb") {
		t.Errorf("its own: %s", got)
	}
	c.Objects = append(c.Objects, object(manifest.Namespaces, "CustomResourceDefinition", "apiextensions.k8s.io", "", "certificates.cert-manager.io"))
	if got := looks(); strings.Contains(got, "cert-manager") {
		t.Errorf("its own: %s", got)
	}
}

// TestBrought: of what the script sees to itself nobody is asked.
func TestBrought(t *testing.T) {
	route := object(manifest.Apps, "HTTPRoute", gatewayAPI, "n", "route")
	istio := object(manifest.Istio, "Istio", "sailoperator.io", "", "default")
	for _, one := range []struct {
		objects []Object
		deed    Deed
		want    string
	}{
		{[]Object{route}, Defined{gatewayAPI}, "\tis_there 1 do\n"},
		{[]Object{route}, Defined{"example.org"}, "\tby_person 1 do\n"},
		{[]Object{istio, route}, Mesh{[]string{"sso"}}, "\tawait_istiod n green ''\n\tstep 1 do\n\tawait_provider n istio-green sso\nfi\n\nif begins apps"},
		{[]Object{route}, Mesh{[]string{"sso"}}, "\tby_person 1 do\n"},
	} {
		c := &Cluster{Namespace: "n", Revision: "green", Objects: one.objects}
		text, _ := Apply(c, &Cluster{}, []Turn{{Doings: []Doing{{Text: "do", Deed: one.deed}}}}, nil, nil)
		if !strings.Contains(string(text), one.want) {
			t.Errorf("%v: no %q in\n%s", one.deed, one.want, text[strings.Index(string(text), "reach_cluster\n"):])
		}
	}
}
