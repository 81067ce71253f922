package render_test

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/importing"
	"render/render/manifest"
	"render/render/objects"
	"render/render/trace"
)

// guarded is a gateway of somebody else's, with a host an app.
const guarded = `apiVersion: v1
kind: Service
metadata: {name: istio-ingressgateway, namespace: istio-system}
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  selector: {app: istio-ingressgateway, istio: ingressgateway}
  loadBalancerIP: 192.168.1.240
  ports: [{name: http2, port: 80, targetPort: 8080}, {name: tcp-db, port: 5432, targetPort: 5432}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istio-ingressgateway, namespace: istio-system}
spec:
  selector: {matchLabels: {app: istio-ingressgateway, istio: ingressgateway}}
  template:
    metadata: {labels: {app: istio-ingressgateway, istio: ingressgateway}, annotations: {inject.istio.io/templates: gateway}}
    spec: {containers: [{name: istio-proxy, image: auto}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: web, namespace: default}
spec:
  selector: {istio: ingressgateway}
  servers:
  - {port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example.org, admin.example.org, "*.api.example.org"]}
  - {port: {number: 5432, name: tcp-db, protocol: TCP}, hosts: ["*"]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: default}
spec:
  hosts: [shop.example.org]
  gateways: [web]
  http:
  - {match: [{uri: {exact: /cart}}, {uri: {prefix: /cart/}}], route: [{destination: {host: cart, port: {number: 8080}}}]}
  - {route: [{destination: {host: shop, port: {number: 8080}}}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: admin, namespace: default}
spec: {hosts: [admin.example.org], gateways: [web], http: [{route: [{destination: {host: admin, port: {number: 8080}}}]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: api, namespace: default}
spec: {hosts: ["*.api.example.org"], gateways: [web], http: [{match: [{uri: {prefix: /v1/}}], route: [{destination: {host: api, port: {number: 8080}}}]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: db, namespace: default}
spec: {hosts: ["*"], gateways: [web], tcp: [{match: [{port: 5432}], route: [{destination: {host: db, port: {number: 5432}}}]}]}
`

// policy is an AuthorizationPolicy for that gateway.
func policy(name, spec string) string {
	return fmt.Sprintf("---\napiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: %s, namespace: istio-system}\nspec: {selector: {matchLabels: {istio: ingressgateway}}, %s}\n", name, spec)
}

// verified is a RequestAuthentication for it.
func verified(rules string) string {
	return "---\napiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: {name: tokens, namespace: istio-system}\nspec: {selector: {matchLabels: {istio: ingressgateway}}, jwtRules: " + rules + "}\n"
}

const idp = `[{issuer: "https://id.example.org", jwksUri: "https://id.example.org/keys", forwardOriginalToken: true}]`

// TestImportedAccess: policies that somebody wrote for a gateway become access where that lets in
// the same, which is asked of both sides from several addresses; else no access is written, and
// the part that it has no word for is told.
func TestImportedAccess(t *testing.T) {
	for _, c := range []struct{ name, policies, want, told string }{
		{"the LAN alone", policy("lan", `rules: [{from: [{source: {ipBlocks: [192.168.1.0/24]}}]}]`), "tier: {from: [192.168.1.0/24]}", "becomes access of tier \"primary\""},
		{"by host", policy("admin", `rules: [{from: [{source: {ipBlocks: [192.168.1.7]}}], to: [{operation: {hosts: [admin.example.org, "admin.example.org:*"]}}]}, {to: [{operation: {hosts: [shop.example.org, "*.api.example.org"]}}, {operation: {ports: ["5432"]}}]}]`),
			"admin: {from: [192.168.1.7/32]}", "becomes access"},
		{"some kept out, with health for all", policy("out", `action: DENY, rules: [{from: [{source: {notIpBlocks: [192.168.1.0/24, 10.8.0.0/16]}}], to: [{operation: {ports: ["8080"], hosts: [admin.example.org], notPaths: [/healthz]}}]}]`),
			"admin: {from: [192.168.1.0/24, 10.8.0.0/16], except: [/healthz]}", "becomes access of tier \"primary\", by which a host is meant with any port in Host, and what no route is for is refused with 403"},
		{"addresses by a condition", policy("ip", `action: DENY, rules: [{when: [{key: source.ip, values: [192.168.1.66/32]}], to: [{operation: {ports: ["8080"], paths: [/cart, /cart/*], hosts: [shop.example.org]}}]}]`),
			"cart: {notFrom: [192.168.1.66/32]}", "becomes access"},
		{"several rules are ways", policy("ways", `rules: [{from: [{source: {ipBlocks: [192.168.1.0/24], notIpBlocks: [192.168.1.7/32]}}, {source: {ipBlocks: [10.0.0.0/8]}}]}]`),
			"tier: {anyOf: [{from: [192.168.1.0/24], notFrom: [192.168.1.7/32]}, {from: [10.0.0.0/8]}]}", "becomes access"},
		{"a token for a host", verified(idp) + policy("token", `action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}], to: [{operation: {ports: ["8080"], hosts: ["*.api.example.org"]}}]}]`),
			`api: {jwt: {issuer: https://id.example.org, jwks: https://id.example.org/keys}}`, "becomes access"},
		{"claims", verified(idp) + policy("claims", `rules: [{to: [{operation: {hosts: [shop.example.org, admin.example.org]}}, {operation: {ports: ["5432"]}}]}, {from: [{source: {requestPrincipals: ["https://id.example.org/*"]}}], to: [{operation: {hosts: ["*.api.example.org"]}}], when: [{key: "request.auth.claims[realm][role]", values: [a, b]}]}]`),
			`api: {jwt: [{issuer: https://id.example.org, jwks: https://id.example.org/keys, claims: {realm.role: a}}, {issuer: https://id.example.org, jwks: https://id.example.org/keys, claims: {realm.role: b}}]}`, "becomes access"},
		{"a login", policy("login", `action: CUSTOM, provider: {name: login}, rules: [{to: [{operation: {ports: ["8080"], hosts: [admin.example.org], notPaths: ["/public", "/public/*"]}}]}]`), "admin: {auth: login, except: [/public/*]}", "becomes access"},
		{"a login but from the LAN", policy("login", `action: CUSTOM, provider: {name: login}, rules: [{from: [{source: {notIpBlocks: [192.168.1.0/24]}}], to: [{operation: {ports: ["8080"], hosts: [admin.example.org]}}]}]`),
			"admin: {anyOf: [{from: [192.168.1.0/24]}, {auth: login}]}", "becomes access"},

		{"methods", policy("reads", `rules: [{to: [{operation: {methods: [GET]}}]}]`), "", "spec.rules[0].to[0].operation.methods is not taken up: access is the same for every method; a route may be by methods"},
		{"callers in the mesh", policy("mesh", `rules: [{from: [{source: {principals: ["cluster.local/ns/a/sa/b"]}}]}]`), "", "spec.rules[0].from[0].source.principals is not taken up: access is of networks, tokens and providers, and not of who calls inside the mesh"},
		{"nobody", policy("none", `rules: []`), "", "spec.rules is not taken up: they let nobody in to"},
		{"only some hosts", policy("some", `rules: [{to: [{operation: {hosts: [shop.example.org]}}]}]`), "", `spec.rules is not taken up: they let nobody in to app "admin" at "admin.example.org", and access lets somebody in`},
		{"one of a wildcard's", policy("one", `rules: [{to: [{operation: {hosts: [shop.example.org, admin.example.org, a.api.example.org]}}]}]`), "", `spec.rules[0].to is not taken up: "a.api.example.org" is the host of no route`},
		{"paths of a route", policy("paths", `action: DENY, rules: [{from: [{source: {notIpBlocks: [192.168.1.0/24]}}], to: [{operation: {ports: ["8080"], hosts: [admin.example.org], paths: ["/users", "/users/*"]}}]}]`), "", `spec.rules[0].to is not taken up: access keeps out of all of app "admin", but of paths for everybody`},
		{"a path without what is before its slash", policy("slash", `action: DENY, rules: [{from: [{source: {notIpBlocks: [192.168.1.0/24]}}], to: [{operation: {ports: ["8080"], hosts: [admin.example.org], notPaths: ["/public/*"]}}]}]`), "", `is not taken up: "/public/*" is no path as routes of "admin.example.org" have them`},
		{"everybody kept out", policy("shut", `action: DENY, rules: [{to: [{operation: {ports: ["8080"], hosts: [admin.example.org]}}]}]`), "", `it keeps everybody out of app "admin" at "admin.example.org"; a route may respond with 403`},
		{"tokens that nobody has to bring", verified(idp), "", "spec.jwtRules[0] is not taken up: its tokens are verified, and nobody has to bring one"},
		{"tokens for whom rules ask", verified(idp) + policy("for", `rules: [{from: [{source: {requestPrincipals: ["*"]}}], when: [{key: request.auth.audiences, values: [shop]}]}, {to: [{operation: {ports: ["5432"]}}]}]`),
			"tier: {jwt: {audiences: [shop], issuer: https://id.example.org, jwks: https://id.example.org/keys}}, db: \"off\"", "becomes access"},
		{"tokens for others", verified(strings.Replace(idp, "jwksUri", "audiences: [staff, shop], jwksUri", 1)) + policy("for", `rules: [{from: [{source: {requestPrincipals: ["*"]}}], when: [{key: request.auth.audiences, values: [shop]}]}, {to: [{operation: {ports: ["5432"]}}]}]`), "", "it verifies tokens for others than those for whom rules ask"},
		{"a header", policy("header", `rules: [{when: [{key: "request.headers[x-team]", values: [a]}]}]`), "", "spec.rules[0].when[0] is not taken up: access does not ask for it"},
		{"tried alone", strings.Replace(policy("try", `rules: [{}]`), "{name: try,", `{name: try, annotations: {istio.io/dry-run: "true"},`, 1), "", "metadata.annotations is not taken up: it is tried alone"},
		{"two providers", policy("a", `action: CUSTOM, provider: {name: a}, rules: [{to: [{operation: {ports: ["8080"], hosts: [admin.example.org]}}]}]`) + policy("b", `action: CUSTOM, provider: {name: b}, rules: [{to: [{operation: {ports: ["8080"], hosts: [shop.example.org]}}]}]`), "", "spec.provider is not taken up: another provider is asked already"},
		{"connections beside", policy("beside", `action: DENY, rules: [{from: [{source: {notIpBlocks: [192.168.1.0/24]}}], to: [{operation: {hosts: [admin.example.org]}}]}]`), "", `of whole connections to port 5432 of app "db" it refuses more than it says`},
		{"no token, which no connection brings", verified(idp) + policy("bare", `action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}]}]`), "", `of whole connections to port 5432 of app "db" it refuses more than it says`},
		{"tokens of connections", verified(idp) + policy("tokens", `rules: [{from: [{source: {requestPrincipals: ["*"]}}]}]`), "", `they let nobody in to port 5432 of app "db"`},
		{"no token for a part of a route", verified(idp) + policy("part", `action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}], to: [{operation: {ports: ["8080"], hosts: [admin.example.org], paths: [/users, /users/*]}}]}]`), "", `access keeps out of all of app "admin", but of paths for everybody`},
		{"no token for one of a host's two routes", verified(idp) + policy("cart", `action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}], to: [{operation: {ports: ["8080"], hosts: [shop.example.org], paths: [/cart, /cart/*]}}]}]`),
			"cart: {jwt: {issuer: https://id.example.org, jwks: https://id.example.org/keys}}", "becomes access"},
		{"a path that goes on without a slash", verified(idp) + policy("star", `action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}], to: [{operation: {ports: ["8080"], hosts: [shop.example.org], paths: ["/cart*"]}}]}]`), "", `"/cart*" is no path as routes of "shop.example.org" have them`},
		{"no token but for OPTIONS", verified(idp) + policy("options", `action: DENY, rules: [{from: [{source: {notRequestPrincipals: ["*"]}}], to: [{operation: {ports: ["8080"], hosts: [admin.example.org], notMethods: [OPTIONS]}}]}]`), "", "it leaves OPTIONS out, and access is the same for every method"},
		{"the whole mesh", strings.Replace(policy("all", `rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]`), "selector: {matchLabels: {istio: ingressgateway}}, ", "", 1), "", "is not taken up: it is for every pod of the mesh"},
		{"an app's pods", strings.ReplaceAll(policy("app", `rules: [{}]`), "istio: ingressgateway", "app: shop"), "", "is not taken up: it is for pods in \"istio-system\" with {app: shop}, and access is of gateways"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := guarded + c.policies
			for _, name := range []string{"shop", "cart", "admin", "api", "db"} {
				text += "---\napiVersion: v1\nkind: Service\nmetadata: {name: " + name + ", namespace: default}\nspec: {selector: {app: " + name + "}, ports: [{name: http, port: 8080}, {name: tcp-db, port: 5432}]}\n" +
					"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name + ", namespace: default}\nspec: {selector: {matchLabels: {app: " + name + "}}, template: {metadata: {labels: {app: " + name + "}}, spec: {containers: [{name: app, image: \"app:1\"}]}}}\n"
			}
			old := manifests(t, text)
			made, err := importing.Import(old, importing.Known{MicroK8s: "1.36", Istio: "1.31"})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := fmt.Sprint(accessOf(t, made.Text)), fmt.Sprint(decoded(t, "{"+c.want+"}")); got != want {
				t.Errorf("access %s, want %s", got, want)
			}
			var told []string
			for _, list := range made.Told {
				for _, one := range list {
					told = append(told, strings.TrimSpace(one.Path+" "+one.Text))
				}
			}
			if !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, c.told) }) {
				t.Errorf("told %q, want %q", told, c.told)
			}
			if c.want != "" {
				sameLetIn(t, old, made)
			}
		})
	}
}

// accessOf is who may come in by a topology: to a tier, and to each app that says it.
func accessOf(t *testing.T, text string) (out manifest.Object) {
	t.Helper()
	tier := decoded(t, text).List("tiers")[0].(manifest.Object)
	if access := tier.Get("access"); access != nil {
		out = append(out, manifest.Member{Key: "tier", Value: access})
	}
	for _, a := range tier.List("apps") {
		if app := a.(manifest.Object); app.Get("access") != nil {
			out = append(out, manifest.Member{Key: app.Text("name"), Value: app.Get("access")})
		}
	}
	slices.SortFunc(out, func(a, b manifest.Member) int { return strings.Compare(a.Key, b.Key) }) // as what is decoded is
	return out
}

func decoded(t *testing.T, text string) manifest.Object {
	t.Helper()
	list, err := manifest.Decode([]byte(text))
	if err != nil || len(list) != 1 {
		t.Fatalf("%v:\n%s", err, text)
	}
	return list[0]
}

// sameLetIn asks both sides for paths from addresses.
func sameLetIn(t *testing.T, old []manifest.Manifest, made *importing.Imported) {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(made.Text), WithoutKeys: true, Revision: true})
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		var printed bytes.Buffer
		_ = diag.Text(&printed, out.Diagnostics)
		t.Fatalf("%s\n%s", printed.String(), made.Text)
	}
	one, other := trace.New(objects.New(old), trace.Known{}), trace.New(objects.New(out.Manifests), trace.Known{})
	arrives := 0
	for _, from := range []string{"192.168.1.7", "192.168.1.66", "192.168.1.9", "10.8.0.1", "10.9.0.1", "203.0.113.9"} {
		for _, url := range []string{"http://shop.example.org/", "http://shop.example.org/cart", "http://shop.example.org/cart/1", "http://shop.example.org/healthz",
			"http://admin.example.org/", "http://admin.example.org/healthz", "http://admin.example.org/public/a", "http://a.api.example.org/v1/x", "tcp://192.168.1.240:5432"} {
			r, err := trace.Parse(url)
			if err != nil {
				t.Fatal(err)
			}
			r.From = netip.MustParseAddr(from)
			was, is := one.Follow(r), other.Follow(r)
			if was.Verdict != is.Verdict || was.Status != is.Status || len(was.Unjudged) > 0 != (len(is.Unjudged) > 0) {
				t.Errorf("%s from %s: %s, %d not known, and then %s, %d not known", url, from, was.Why, len(was.Unjudged), is.Why, len(is.Unjudged))
			}
			if was.Verdict == trace.Arrives {
				arrives++
			}
		}
	}
	if arrives == 0 {
		t.Error("nothing arrives")
	}
}
