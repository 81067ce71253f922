package trace_test

import (
	"os"
	"strings"
	"testing"

	"render/render/trace"
)

// TestIngresses changes sides beside an Ingress: what it leads on one of them neither fails nor
// arrives, and what a gateway leads as near stops as it does without.
func TestIngresses(t *testing.T) {
	text, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base := string(text)
	const ingress = "---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: other, namespace: edge}, spec: {rules: [{host: other.wide.example.org}, {host: shop.example.org}]}}\n"
	const route = "---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: other, namespace: edge}, spec: {hosts: [other.wide.example.org], gateways: [front], http: [{route: [{destination: {host: web}}]}]}}\n"
	const all = "https://other.wide.example.org/"
	shop := strings.Replace(base, "hosts: [shop.example.org]", "hosts: [gone.example.org]", 1)
	for _, one := range []struct {
		name, old, new, words string
		kind                  trace.ChangeKind
		was, is               string
	}{
		{"from an Ingress", base + ingress, base + route, all, trace.Unfollowed, `is led by Ingress "other" in namespace "edge", which is not followed`, "arrives at web.edge.svc.cluster.local:80"},
		{"to an Ingress", base + route, base + ingress, all, trace.Unfollowed, "arrives at web.edge.svc.cluster.local:80", `is led by Ingress "other" in namespace "edge", which is not followed`},
		{"without one", base, base + route, all, trace.Starts, "fails with 404", "arrives at web.edge.svc.cluster.local:80"},
		{"beside a gateway", base + ingress, strings.Replace(base, "{name: web, namespace: edge}, spec: {selector", "{name: gone, namespace: edge}, spec: {selector", 1) + ingress, "http://shop.example.org/", trace.Stops, "arrives at web.edge.svc.cluster.local:80", "fails with 503"},
		{"that takes over", base + ingress, shop + ingress, "http://shop.example.org/", trace.Unfollowed, "arrives at web.edge.svc.cluster.local:80", `is led by Ingress "other" in namespace "edge", which is not followed`},
	} {
		list, _, _ := trace.Changes(meshOf(t, one.old), meshOf(t, one.new))
		found := false
		for i := range list {
			if c := &list[i]; c.Request.Words() == one.words {
				was, is := c.Ends()
				found = true
				if c.Kind != one.kind || was != one.was || is != one.is {
					t.Errorf("%s: %s: %s, then %s", one.name, c.Kind, was, is)
				}
			}
		}
		if !found {
			t.Errorf("%s: nothing is told of %s", one.name, one.words)
		}
	}
}
