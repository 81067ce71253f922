package render_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
)

// TestProved: of an issuer of an overlay that proves a host by HTTP-01 nothing is said where what the
// authority asks for comes to its solver, and the one thing where that is all that is changed.
func TestProved(t *testing.T) {
	const ingress = "{http01: {ingress: {class: istio}}}"
	route := func(gateway, namespace string) string {
		return "{http01: {gatewayHTTPRoute: {parentRefs: [{name: " + gateway + ", namespace: " + namespace + ", kind: Gateway}]}}}"
	}
	for _, c := range []struct{ name, solver, head, tier, solvers, says string }{
		{"plain", "dns01", "", "", ingress, ""},
		{"redirected", "dns01", "", "tls: {redirect: true}", ingress, "port 80 redirects"},
		{"redirected but for the path", "dns01", "", "tls: {redirect: {except: [/.well-known/acme-challenge/*]}}", ingress, ""},
		{"redirected, as is known", "http01", "", "tls: {redirect: true}", ingress, ""},
		{"redirected, with the Gateway API", "http01", "routing: gateway-api", "tls: {redirect: true}", route("gateway-ingressgateway", "default"), ""},
		{"redirected, with the Gateway API, by DNS as is said", "dns01", "routing: gateway-api", "tls: {redirect: true}", route("gateway-ingressgateway", "default"), ""},
		{"by another Gateway", "http01", "routing: gateway-api", "", route("edge", "default"), "is not there"},
		{"by no Gateway", "http01", "routing: gateway-api", "", "{http01: {gatewayHTTPRoute: {}}}", "by routes of no Gateway"},
		{"by the listener for TLS", "http01", "routing: gateway-api", "", strings.Replace(route("gateway-ingressgateway", "default"), "kind:", "sectionName: https, kind:", 1), "takes no requests for that on port 80"},
		{"by the listener in clear", "http01", "routing: gateway-api", "", strings.Replace(route("gateway-ingressgateway", "default"), "kind:", "sectionName: http, kind:", 1), ""},
		{"by either of two", "http01", "routing: gateway-api", "", strings.Replace(route("gateway-ingressgateway", "default"), "parentRefs: [", "parentRefs: [{name: gone}, ", 1), ""},
		{"by neither of two", "http01", "routing: gateway-api", "", strings.Replace(route("edge", "default"), "parentRefs: [", "parentRefs: [{name: gone}, ", 1), "none of which is there"},
		{"isolated", "dns01", "isolation: {gateways: true}", "", ingress, "NetworkPolicies"},
		{"isolated, as is known", "http01", "isolation: {gateways: true}", "", ingress, ""},
		{"closed by access", "dns01", "", "access: {from: [10.0.0.0/8]}\n  trafficPolicy: Local", ingress, "access refuses"},
		{"closed by access, as is known", "http01", "", "access: {from: [10.0.0.0/8]}\n  trafficPolicy: Local", ingress, ""},
		{"closed to all", "dns01", "", "sourceRanges: [10.0.0.0/8]", ingress, "networks that are not let in"},
		{"closed to nobody", "dns01", "", "sourceRanges: [0.0.0.0/0]", ingress, ""},
		{"of another label", "dns01", "", "names: {label: edge}", ingress, "istio: ingressgateway alone"},
		{"of the label that is asked for", "dns01", "", "names: {label: edge}", ingress, ""},
		{"redirected, and proved by DNS", "dns01", "", "tls: {redirect: true}", ingress + ", {dns01: {cloudflare: {}}, selector: {dnsZones: [example.org]}}", ""},
		{"beside an app for a part of the path", "dns01", "", "", ingress, "answers what an authority asks for"},
		{"none", "dns01", "", "", "{dns01: {cloudflare: {}}, selector: {dnsZones: [example.net]}}", "has no solver for"},
	} {
		t.Run(c.name, func(t *testing.T) {
			istio := "istio: \"1.31\""
			if strings.HasPrefix(c.name, "of the label") {
				istio = "istio: {version: \"1.31\", meshConfig: {ingressSelector: edge}}"
			}
			text := "name: home\nmicrok8s: \"1.36\"\n" + istio + "\noverlays: [issuer]\nsecrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer, solver: " + c.solver + "}}\n" + c.head +
				"\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [home.example.org]\n  " + c.tier + "\n  apps: [{name: home, image: \"home:1\", port: 80, routes: [/*]}]\n"
			if strings.HasPrefix(c.name, "beside") {
				text = strings.Replace(text, "routes: [/*]}", "routes: [/*]}, {name: known, image: \"known:1\", port: 80, routes: [/.well-known/*]}", 1)
			}
			issuer := "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: letsencrypt}\nspec: {acme: {server: \"https://acme-v02.api.letsencrypt.org/directory\", privateKeySecretRef: {name: account}, solvers: [" + c.solvers + "]}}\n"
			out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{
				"issuer/kustomization.yaml": {Data: []byte("resources: [issuer.yaml]\n")}, "issuer/issuer.yaml": {Data: []byte(issuer)}}})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range out.Diagnostics {
				if d.Code != "challenge-lost" || c.says == "" || !strings.Contains(d.Message, c.says) {
					t.Errorf("%s: %s (%s)", d.Code, d.Message, d.Help)
				}
			}
			if c.name == "of another label" && !strings.HasPrefix(out.Diagnostics[0].Help, "write: names: {label: ingressgateway} in its tier") {
				t.Errorf("help is %q", out.Diagnostics[0].Help)
			}
			if c.says != "" && len(out.Diagnostics) != 1 {
				t.Errorf("%d are told", len(out.Diagnostics))
			}
		})
	}
}
