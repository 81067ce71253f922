package acme_test

import (
	"testing"

	"render/render/acme"
	"render/render/objects"
	"render/render/places"
)

func world(t *testing.T, text string) *objects.World {
	t.Helper()
	w, diagnostics := objects.Read(places.NewSource("objects.yaml", []byte(text)))
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	return w
}

// TestSolverOf: as cert-manager chooses (pkg/util/solverpicker, and its tests in pkg/controller/acmeorders).
func TestSolverOf(t *testing.T) {
	const http, dns = "http01: {ingress: {class: istio}}", "dns01: {cloudflare: {}}"
	for _, c := range []struct {
		solvers, host string
		want          int // of the list; -1 for none
	}{
		{"[]", "a.example.org", -1},
		{"[{" + http + "}]", "a.example.org", 0},
		{"[{" + http + "}]", "*.example.org", -1},
		{"[{" + http + "}, {" + dns + "}]", "a.example.org", 0},
		{"[{" + http + "}, {" + dns + "}]", "*.example.org", 1},
		{"[{" + http + "}, {" + dns + ", selector: {dnsNames: [a.example.org]}}]", "a.example.org", 1},
		{"[{" + http + "}, {" + dns + ", selector: {dnsNames: [a.example.org]}}]", "b.example.org", 0},
		{"[{" + dns + ", selector: {dnsNames: [a.example.org]}}]", "*.example.org", -1},
		{"[{" + dns + ", selector: {dnsZones: [example.org]}}]", "*.example.org", 0},
		{"[{" + dns + ", selector: {dnsZones: [example.org]}}]", "an-example.org", -1},
		{"[{" + dns + ", selector: {dnsZones: [example.org]}}, {" + http + ", selector: {dnsZones: [b.example.org]}}]", "a.b.example.org", 1},
		{"[{" + dns + ", selector: {dnsZones: [a.b.example.org]}}, {" + http + ", selector: {dnsNames: [a.b.example.org]}}]", "a.b.example.org", 1},
		{"[{" + http + "}, {" + dns + ", selector: {matchLabels: {by: dns}}}]", "a.example.org", 1},
		{"[{" + http + "}, {" + dns + ", selector: {matchLabels: {by: http}}}]", "a.example.org", 0},
		{"[{" + http + "}, {" + dns + ", selector: {matchLabels: {by: http}, dnsNames: [a.example.org]}}]", "a.example.org", 0},
		{"[{" + http + "}, {" + dns + ", selector: {dnsZones: [example.com], dnsNames: [a.example.org]}}]", "a.example.org", 0},
		{"[{" + http + ", selector: {dnsZones: [example.org]}}, {" + dns + ", selector: {matchLabels: {by: dns}}}]", "a.example.org", 0},
		{"[{" + http + ", selector: {dnsZones: [example.org]}}, {" + dns + ", selector: {matchLabels: {by: dns}, dnsZones: [example.org]}}]", "a.example.org", 1},
		{"[{" + dns + "}, {" + http + "}]", "a.example.org", 0},
		{"[{}, {" + http + "}]", "a.example.org", 1},
	} {
		w := world(t, "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: i, namespace: a}\nspec: {acme: {solvers: "+c.solvers+"}}\n---\n"+
			"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c, namespace: a, labels: {by: dns}}\nspec: {issuerRef: {name: i}, dnsNames: [\""+c.host+"\"]}\n")
		certificate := w.OfKind(objects.CertManager, "Certificate")[0]
		got := acme.SolverOf(c.host, certificate, w.IssuerOf(certificate))
		if place := got.Place; got.Solves() != (c.want >= 0) || got.Solves() && place != c.want {
			t.Errorf("%s of %s: %d, %t; wanted %d", c.host, c.solvers, place, got.Solves(), c.want)
		}
	}
}

// TestSaidOtherwise: annotations of a Certificate say a part of its solver otherwise.
func TestSaidOtherwise(t *testing.T) {
	for notes, want := range map[string]objects.IngressClass{
		"{}": {Annotation: "istio"},
		"{acme.cert-manager.io/http01-override-ingress-class: nginx}":              {Annotation: "nginx"},
		"{acme.cert-manager.io/http01-override-ingress-ingressclassname: traefik}": {Name: "traefik"},
		"{acme.cert-manager.io/http01-override-ingress-name: web}":                 {},
	} {
		w := world(t, "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: i, namespace: a}\nspec: {acme: {solvers: [{http01: {ingress: {class: istio}}}]}}\n---\n"+
			"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c, namespace: a, annotations: "+notes+"}\nspec: {issuerRef: {name: i}, dnsNames: [a.example.org]}\n")
		certificate := w.OfKind(objects.CertManager, "Certificate")[0]
		got, is := acme.SolverOf("a.example.org", certificate, w.IssuerOf(certificate)).Ingress()
		if got != want || is != (want != objects.IngressClass{}) {
			t.Errorf("%s: %v, %t", notes, got, is)
		}
	}
	w := world(t, "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: i, namespace: a}\nspec: {acme: {solvers: [{http01: {gatewayHTTPRoute: {}}}]}}\n---\n"+
		"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c, namespace: a, annotations: {acme.cert-manager.io/http01-parentrefname: edge, acme.cert-manager.io/http01-parentrefkind: Gateway}}\nspec: {issuerRef: {name: i}, dnsNames: [a.example.org]}\n")
	certificate := w.OfKind(objects.CertManager, "Certificate")[0]
	if got := acme.SolverOf("a.example.org", certificate, w.IssuerOf(certificate)).Gateways(certificate); len(got) != 1 || got[0].Name != "edge" || got[0].Namespace != "a" {
		t.Errorf("its route is for %v", got)
	}
}
