package check

import (
	"os"
	"render/render/objects"
	"slices"
	"strings"
	"testing"
)

// TestGatewayAPI changes a set of objects in which every reference holds.
func TestGatewayAPI(t *testing.T) {
	text, err := os.ReadFile("testdata/gatewayapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const route, gateway = "HTTPRoute.gateway.networking.k8s.io web/front (c.front): ", "Gateway.gateway.networking.k8s.io web/one (c.one): "
	for name, ch := range map[string]change{
		"as it is":          {"kind: Gateway", "kind: Gateway", ""},
		"no such gateway":   {"parentRefs: [{name: one,", "parentRefs: [{name: onne,", route + `spec.parentRefs[0]: Gateway "onne" is not among the objects = did you mean "one"?`},
		"no such listener":  {"sectionName: https", "sectionName: htps", route + `spec.parentRefs[0].sectionName: the Gateway has no listener "htps" = did you mean "https"?`},
		"port":              {"port: 443}]\n  hostnames: [cart", "port: 8443}]\n  hostnames: [cart", `GRPCRoute.gateway.networking.k8s.io shop/cart (c.cart): spec.parentRefs[0]: the Gateway has no listener on port 8443 = write the port of a listener`},
		"closed":            {"values: [web, shop]", "values: [web]", `GRPCRoute.gateway.networking.k8s.io shop/cart (c.cart): spec.parentRefs[0]: listener "https" takes no route of namespace "shop" = add the namespace to allowedRoutes of the listener`},
		"by label":          {"{matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [web, shop]}]}", "{matchLabels: {team: web}}", `GRPCRoute.gateway.networking.k8s.io shop/cart (c.cart): spec.parentRefs[0]: listener "https" takes no route of namespace "shop" = add the namespace to allowedRoutes of the listener`},
		"all":               {"{from: Selector, selector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [web, shop]}]}}", "{from: All}", ""},
		"hostname":          {"hostnames: [a.example.org]", "hostnames: [a.example.com]", route + `hostname "a.example.com" is no listener's that the route attaches to = write: *.example.org`},
		"wildcard":          {"hostnames: [a.example.org]", `hostnames: ["*.a.example.org"]`, ""},
		"service":           {"backendRefs: [{name: front,", "backendRefs: [{name: frnt,", route + `spec.rules[0].backendRefs[0]: Service "frnt" is not among the objects in namespace "web" = did you mean "front"?`},
		"service's port":    {"{name: front, port: 80}", "{name: front, port: 81}", route + `spec.rules[0].backendRefs[0].port: Service web/front has no port 81 = write: 80`},
		"mirror":            {"{name: cart, namespace: shop, port: 8080}", "{name: cart, namespace: shop, port: 1}", route + `spec.rules[0].filters[0].requestMirror.backendRef.port: Service shop/cart has no port 1 = write: 8080`},
		"no grant":          {"kind: HTTPRoute, namespace: web}", "kind: HTTPRoute, namespace: wbe}", route + `spec.rules[0].filters[0].requestMirror.backendRef: no ReferenceGrant in namespace "shop" lets a HTTPRoute of namespace "web" name the Service "cart" = add one`},
		"grant for others":  {"kind: Service, name: cart}", "kind: Service, name: till}", route + `spec.rules[0].filters[0].requestMirror.backendRef: no ReferenceGrant in namespace "shop" lets a HTTPRoute of namespace "web" name the Service "cart" = add one`},
		"grant for all":     {"kind: Service, name: cart}", "kind: Service}", ""},
		"secret":            {"certificateRefs: [{name: tls-credential}]", "certificateRefs: [{name: tls-credentials}]", gateway + `spec.listeners[1].tls.certificateRefs: Secret "tls-credentials" is not among the objects in namespace "web" = did you mean "tls-credential"?`},
		"clients' CA":       {"kind: Secret, name: clients}", "kind: Secret, name: client}", `Gateway.gateway.networking.k8s.io web/three (c.three): spec.tls.frontend.default.validation.caCertificateRefs: Secret "client" is not among the objects in namespace "web" = did you mean "clients"?`},
		"clients' CA afar":  {"kind: Secret, name: clients}", "kind: Secret, name: clients, namespace: shop}", `Gateway.gateway.networking.k8s.io web/three (c.three): spec.tls.frontend.default.validation.caCertificateRefs: no ReferenceGrant in namespace "shop" lets a Gateway of namespace "web" name the Secret "clients" = add one` + "\n" + `Gateway.gateway.networking.k8s.io web/three (c.three): spec.tls.frontend.default.validation.caCertificateRefs: Secret "clients" is not among the objects in namespace "shop" = add the Secret there`},
		"parameters":        {"name: parameters}", "name: parameter}", gateway + `spec.infrastructure.parametersRef: ConfigMap "parameter" is not among the objects, and Istio would make nothing of the Gateway = did you mean "parameters"?`},
		"same name":         {"{name: http, protocol: HTTP, port: 80, hostname: a.example.org}", "{name: https, protocol: HTTP, port: 80, hostname: a.example.org}", gateway + `spec.listeners[1]: name "https" is there twice = write: another name`},
		"same listener":     {"  listeners: [{name: http, protocol: HTTP, port: 80}]", "  listeners: [{name: http, protocol: HTTP, port: 80}, {name: more, protocol: HTTP, port: 80}]", `Gateway.gateway.networking.k8s.io web/two (c.two): spec.listeners[1]: port, protocol and hostname are another listener's = write: another hostname, or remove it`},
		"no listener":       {"  listeners: [{name: http, protocol: HTTP, port: 80}]", "  listeners: []", `Gateway.gateway.networking.k8s.io web/two (c.two): spec.listeners has 0 items = write 1 to 64`},
		"address in use":    {"value: 192.0.2.11", "value: 192.0.2.10", `Gateway.gateway.networking.k8s.io web/two (c.two): spec: address 192.0.2.10 is also asked for by gateway "one-istio" = write: another address`},
		"address elsewhere": {"value: 192.0.2.11", "value: 192.0.2.12", `Gateway.gateway.networking.k8s.io web/two (c.two): spec: address 192.0.2.12 is in none of the pools = add it to the addresses of a pool, or write: another address`},
		"two addresses":     {"[{value: 192.0.2.11}]", "[{value: 192.0.2.11}, {type: Hostname, value: x}]", `Gateway.gateway.networking.k8s.io web/two (c.two): spec.addresses has 2 items, and Istio makes gateways for one only = write: one, or MetalLB's annotation in spec.infrastructure`},
		"tcp to http":       {"sectionName: tcp", "sectionName: tls", `TCPRoute.gateway.networking.k8s.io web/database (c.database): spec.parentRefs[0]: listener tls speaks TLS, and takes no TCPRoute = write the name of a listener for TCP`},
		"http to tcp":       {"{name: one, sectionName: https}", "{name: three, sectionName: tcp}", route + `spec.parentRefs[0]: listener tcp speaks TCP, and takes no HTTPRoute = write the name of a listener for HTTP`},
		"tls to http":       {"parentRefs: [{name: three}]", "parentRefs: [{name: two}]", `TLSRoute.gateway.networking.k8s.io web/vault (c.vault): spec.parentRefs[0]: listener http speaks HTTP, and takes no TLSRoute = write the name of a listener for TLS`},
		"two rules":         {"vault.example.org]\n  rules: [", "vault.example.org]\n  rules: [{}, ", `TLSRoute.gateway.networking.k8s.io web/vault (c.vault): spec.rules has 2 items = write 1 at most, and the rest into another route`},
		"tcp to nobody":     {"rules: [{backendRefs: [{name: front, port: 80}]}]", "rules: [{backendRefs: [{name: front, port: 81}]}]", `TCPRoute.gateway.networking.k8s.io web/database (c.database): spec.rules[0].backendRefs[0].port: Service web/front has no port 81 = write: 80`},
		"17 hostnames":      {"hostnames: [a.example.org]", "hostnames: [" + strings.Repeat("a.example.org, ", 17) + "]", route + "spec.hostnames has 17 items = write 16 at most, and the rest into another route"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(string(text), ch.from) {
				t.Fatalf("the objects have no %q", ch.from)
			}
			got := told(References(objects.New(manifests(t, strings.Replace(string(text), ch.from, ch.to, 1))), known()))
			want := strings.Split(ch.want, "\n")
			if ch.want == "" {
				want = nil
			}
			if !slices.Equal(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), ch.want)
			}
		})
	}
}
