package render_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
)

// A tier with one app of many routes; tiers of their own follow.
const manyRoutes = `name: home
microk8s: "1.36"
istio: "1.31"
secrets: omit
tiers:
- name: primary
  ip: 10.0.0.1
  hosts: [a.org, b.org]
  apps:
  - name: items
    service: items.web
    port: 80
    routes:
%s`

// diagnostic is the first one of a topology, "" for none.
func diagnostic(t *testing.T, text string) string {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	if !out.Diagnostics.Failed() {
		return ""
	}
	p := out.Diagnostics[0]
	return p.Header() + " = " + p.Help
}

// TestTooMuchBorrowed: more routes than fit before one are refused with how many
// there are, and each way out leads to a right file.
func TestTooMuchBorrowed(t *testing.T) {
	var routes strings.Builder
	for i := range 900 {
		fmt.Fprintf(&routes, "    - /shop/%03d%s\n", i, strings.Repeat("x", 250))
	}
	items := fmt.Sprintf(manyRoutes, routes.String())
	const shop = "  - {name: shop, service: shop.web, port: 80, routes: [/shop/*]}\n"
	want := `topology.yaml:914:56: tiers[0].apps[1].routes[0]: 900 more specific routes would have to stand before this one in the VirtualService of app "shop", ` +
		`lest it hides them where it is the older object, and they do not fit = write a path that fewer of them match too, or move the app to a tier of its own`
	if got := diagnostic(t, items+shop); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, mended := range []string{
		items + strings.Replace(shop, "/shop/*", "/shop/8/*", 1),
		items + "- name: shop\n  ip: 10.0.0.2\n  hosts: [a.org]\n  apps:\n" + shop,
		items + strings.Replace(shop, "/shop/*", "/*", 1),
	} {
		if got := diagnostic(t, mended); got != "" {
			t.Errorf("%s", got)
		}
	}
	var expressions strings.Builder
	for i := range 330 {
		fmt.Fprintf(&expressions, "  - {name: r%d, service: r.web, port: 80, routes: [{regex: \"/.*%d\"}]}\n", i, i)
	}
	want = `topology.yaml:330:61: tiers[0].apps[316].routes[0].regex: with this app's, the VirtualServices would repeat more than 50000 routes of others, ` +
		`each before one that would hide it where its object is the older = write paths of which fewer match the same requests, or divide the apps over tiers`
	if got := diagnostic(t, fmt.Sprintf(manyRoutes, "    - /x\n")+expressions.String()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestTooMuchTakenOver: routes of a wildcard that hosts take over are bounded, all hosts
// together.
func TestTooMuchTakenOver(t *testing.T) {
	var routes, apps strings.Builder
	for i := range 500 {
		fmt.Fprintf(&routes, "    - {exact: /item/%d, hosts: [\"*.c.org\"]}\n", i)
	}
	for i := range 101 {
		fmt.Fprintf(&apps, "  - {name: h%d, service: h.web, port: 80, hosts: [h%d.c.org], fallback: true, routes: [/own]}\n", i, i)
	}
	text := strings.Replace(fmt.Sprintf(manyRoutes, routes.String()), "a.org", `"*.c.org"`, 1) + apps.String()
	want := `topology.yaml:614:75: tiers[0].apps[101].fallback: with this app's, hosts take over more than 50000 routes from wildcards = ` +
		`remove fallback where a host needs none of them, or write fewer routes for the wildcard`
	if got := diagnostic(t, text); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := diagnostic(t, strings.Replace(text, "h100.c.org], fallback: true", "h100.c.org]", 1)); got != "" {
		t.Error(got)
	}
}

// TestParts: an app of more routes than fit into one object is divided; each part
// is right by itself, and one more route moves no other.
func TestParts(t *testing.T) {
	routes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "    - {prefix: /p%d, timeout: 1s}\n    - {exact: /p%d/x, timeout: 2s}\n", i, i)
			if i%50 == 0 {
				fmt.Fprintf(&b, "    - {prefix: /p%d, timeout: 3s, methods: [POST], hosts: [b.org]}\n", i)
			}
		}
		return b.String()
	}
	list := rendered(t, fmt.Sprintf(manyRoutes, routes(1500)))
	if len(list) < 4 {
		t.Fatalf("%d VirtualServices", len(list))
	}
	where := placesOf(list)
	for i, v := range list {
		text, err := json.Marshal(v)
		if err != nil || len(text) > 262144-1000 {
			t.Errorf("%s has %d bytes, %v", at(v, "metadata", "name"), len(text), err)
		}
		list[0], list[i] = list[i], list[0]
		a, b := merge(list, []string{"*"}, "a.org"), merge(list, []string{"*"}, "b.org")
		for _, q := range []tried{{"a.org", "/p7", "GET", nil}, {"a.org", "/p7/x", "GET", nil}, {"a.org", "/p50/y", "POST", nil}, {"a.org", "/p1499/x", "POST", nil},
			{"b.org", "/p50/y", "GET", nil}, {"b.org", "/p50/y", "POST", nil}, {"b.org", "/p50/x", "POST", nil}, {"b.org", "/p51/y", "POST", nil}} {
			merged, want := a, "1s"
			if q.host == "b.org" {
				merged = b
			}
			switch {
			case strings.HasSuffix(q.path, "/x"):
				want = "2s"
			case q.host == "b.org" && q.method == "POST" && strings.HasPrefix(q.path, "/p50/"):
				want = "3s"
			}
			if got := answer(merged, q); got != "items.web "+want+" "+q.path {
				t.Errorf("%v: %s, want %s, with %s the oldest", q, got, want, at(v, "metadata", "name"))
			}
		}
	}
	for path, name := range placesOf(rendered(t, fmt.Sprintf(manyRoutes, "    - {exact: /a, timeout: 1s}\n"+routes(1500)))) {
		if was := where[path]; was != name && path != "exact:/a" {
			t.Errorf("%s is in %s, and was in %s", path, name, was)
		}
	}
}

// placesOf are the objects of each path of all hosts' routes.
func placesOf(list []map[string]any) map[string]string {
	out := map[string]string{}
	for _, v := range list {
		for _, m := range matchesOf(v) {
			for how, path := range m["uri"].(map[string]any) {
				if name := at(v, "metadata", "name").(string); !strings.Contains(name, "-b-org") && m["authority"] == nil {
					out[how+":"+path.(string)] += name + " "
				}
			}
		}
	}
	return out
}

func rendered(t *testing.T, text string) []map[string]any {
	t.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	if out.Diagnostics.Failed() {
		t.Fatal(out.Diagnostics[0].Header())
	}
	var list []map[string]any
	for _, m := range out.Manifests {
		if m.ID().Kind == "VirtualService" {
			list = append(list, m.Object.Map())
		}
	}
	return list
}
