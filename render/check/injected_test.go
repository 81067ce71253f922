package check

import (
	"os"
	"render/render/objects"
	"slices"
	"strings"
	"testing"
)

// TestInjected: gateways that are Deployments are known as those of an
// IstioOperator are.
func TestInjected(t *testing.T) {
	text, err := os.ReadFile("testdata/injected.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const (
		gateway = "Gateway.networking.istio.io default/one (c.one): "
		service = "Service istio-system/one (c.one): "
	)
	for name, ch := range map[string]change{
		"as it is":      {"name: one", "name: one", ""},
		"selector":      {"selector: {istio: ingressgateway}", "selector: {istio: ingresgateway}", gateway + "spec.selector \"istio=ingresgateway\" matches no gateway's pods = did you mean \"ingressgateway\"?"},
		"crossed":       {"selector: {istio: ingressgateway}", "selector: {app: istio-ingressgateway}", gateway + "spec.selector \"app=istio-ingressgateway\" matches gateways \"one\" and \"two\", and the one would serve the other's hosts = write: the label istio of one of them"},
		"port":          {"number: 443", "number: 444", gateway + "spec.servers[0]: port 444 is none of the Service of gateway \"one\" = write: 443, or add the port to the Service's spec.ports"},
		"Secret":        {"name: tls-credential, namespace: istio-system", "name: tls-credential, namespace: default", gateway + "spec.servers[0].tls.credentialName: Secret \"tls-credential\" is not among the objects in namespace \"istio-system\", where the gateway's pods read it = add the Secret there"},
		"both Services": {"selector: {app: istio-ingressgateway, istio: ingressgateway}\n  ports", "selector: {app: istio-ingressgateway}\n  ports", service + "spec.selector \"app=istio-ingressgateway\" matches gateways \"one\" and \"two\", and each would get the other's requests = write: the label istio of one of them"},
		"no pods":       {"selector: {app: istio-ingressgateway, istio: ingressgateway}\n  ports", "selector: {istio: gone}\n  ports", service + "spec.selector \"istio=gone\" matches no pods of the Deployments in namespace \"istio-system\" = write one of: edge, ingressgateway"},
		"address":       {"loadBalancerIP: 192.0.2.10", "loadBalancerIP: 192.0.2.12", service + "spec: address 192.0.2.12 is in none of the pools = add it to the addresses of a pool, or write: another address"},
		"taken":         {"loadBalancerIP: 192.0.2.10", "loadBalancerIP: 192.0.2.11", "Service istio-system/two (c.two): spec: address 192.0.2.11 is also asked for by gateway \"one\" = write: another address"},
		"twice": {"metadata: {name: one, namespace: istio-system}\nspec:\n  type", "metadata: {name: one, namespace: istio-system, annotations: {metallb.io/loadBalancerIPs: 192.0.2.10}}\nspec:\n  type",
			service + "spec asks for an address by loadBalancerIP and by the annotation metallb.io/loadBalancerIPs, and MetalLB then gives none = remove one of the two"},
		"annotation": {"loadBalancerIPs: 192.0.2.11}", "loadBalancerIPs: 7}", "Service istio-system/two (c.two): metadata.annotations.metallb.io/loadBalancerIPs is not text = write text there"},
		"kept out": {"metadata: {name: istio-system}", "metadata: {name: istio-system, labels: {istio-injection: disabled}}",
			"Deployment.apps istio-system/one (c.one): its namespace has the label istio-injection=disabled, and istiod makes no gateway of its pods = remove the label, or move the gateway to another namespace\n" +
				"Deployment.apps istio-system/two (c.two): its namespace has the label istio-injection=disabled, and istiod makes no gateway of its pods = remove the label, or move the gateway to another namespace"},
		"opted out":            {"sidecar.istio.io/inject: \"true\"", "sidecar.istio.io/inject: \"false\"", "Deployment.apps istio-system/two (c.two): the label sidecar.istio.io/inject of its pods is \"false\", and istiod makes no gateway of them = remove it"},
		"Istio elsewhere":      {"v1.31-latest, namespace: istio-system", "v1.31-latest, namespace: mesh", "Istio.sailoperator.io default (c.default): spec.namespace: namespace \"mesh\" is not among the objects = write one of: default, istio-system, kube-node-lease, kube-public, kube-system, metallb-system"},
		"Istio in a namespace": {"metadata: {name: default}", "metadata: {name: default, namespace: istio-system}", "Istio.sailoperator.io istio-system/default (c.default): has a metadata.namespace, and an Istio is in none = remove metadata.namespace"},
		"not asked":            {"annotations: {inject.istio.io/templates: gateway}", "annotations: {a: b}", service + "spec.ports[0].targetPort: \"443\" is no port of a container of Deployment.apps istio-system/one = write: 15090"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(string(text), ch.from) {
				t.Fatalf("the objects have no %q", ch.from)
			}
			got := told(References(objects.New(manifests(t, strings.Replace(string(text), ch.from, ch.to, 1))), known()))
			var want []string
			if ch.want != "" {
				want = strings.Split(ch.want, "\n")
			}
			if !slices.Equal(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), ch.want)
			}
		})
	}
}
