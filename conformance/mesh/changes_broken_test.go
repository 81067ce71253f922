package mesh

import (
	"fmt"
	"strings"
	"testing"
)

// handmade is a side written by hand: its apps' routes, and the objects that
// some renderer made of them.
type handmade struct {
	apps    []string // "shop /shop/*", "shop /shop/* home.example.org"
	objects []string // see objectOf
}

// objectOf writes an object of the test's own short form: "service NAME", or
// "route NAME HOSTS PATH>APP PATH>APP...", or the document itself.
func objectOf(short string) string {
	words := strings.Fields(short)
	switch words[0] {
	case "service":
		return fmt.Sprintf("apiVersion: v1\nkind: Service\nmetadata: {name: %s, namespace: default}\nspec: {selector: {app: %[1]s}, ports: [{name: http, port: 80}]}", words[1])
	case "rule":
		subsets := ""
		for _, version := range words[2:] {
			subsets += fmt.Sprintf("{name: %s, labels: {version: %[1]s}}, ", version)
		}
		return fmt.Sprintf("apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: %s, namespace: default}\nspec: {host: %[1]s, subsets: [%s]}", words[1], subsets)
	case "route":
		var b strings.Builder
		fmt.Fprintf(&b, "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: %s, namespace: default}\n", words[1])
		fmt.Fprintf(&b, "spec:\n  gateways: [gateway-ingressgateway]\n  hosts: [%s]\n  http:\n", words[2])
		for _, rule := range words[3:] {
			path, app, _ := strings.Cut(rule, ">")
			app, version, _ := strings.Cut(app, "@")
			match := fmt.Sprintf("[{uri: {exact: %s}}]", path)
			if prefix, ok := strings.CutSuffix(path, "/*"); ok {
				match = fmt.Sprintf("[{uri: {exact: %s}}, {uri: {prefix: %[1]s/}}]", prefix)
			}
			fmt.Fprintf(&b, "  - {match: %s, route: [{destination: {host: %s, port: {number: 80}, subset: %q}}]}\n", match, app, version)
		}
		return b.String()
	}
	return short
}

const handmadeGateway = `apiVersion: v1
kind: Service
metadata: {name: istio-ingressgateway, namespace: istio-system}
spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 80}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gateway-ingressgateway, namespace: default}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [home.example.org, alt.example.org]}]}`

func (h *handmade) side(t *testing.T) *side {
	t.Helper()
	var b strings.Builder
	b.WriteString("istio: {install: none}\ntiers:\n- name: primary\n  hosts: [home.example.org, alt.example.org]\n  tls: {mode: \"off\"}\n  apps:\n")
	for _, app := range h.apps {
		words := strings.Fields(app)
		name, version, versions := strings.Cut(words[0], "@")
		fmt.Fprintf(&b, "  - name: %s\n    port: 80\n", name)
		if versions {
			fmt.Fprintf(&b, "    versions: [{version: %s, weight: 100}]\n", version)
		}
		b.WriteString("    routes:\n")
		path := "exact: " + words[1]
		if prefix, ok := strings.CutSuffix(words[1], "/*"); ok {
			path = "prefix: " + prefix
		}
		fmt.Fprintf(&b, "    - {%s, hosts: [%s]}\n", path, strings.Join(words[2:], ", "))
	}
	objects := []string{handmadeGateway}
	for _, short := range h.objects {
		objects = append(objects, objectOf(short))
	}
	return sideOf(t, b.String(), objects)
}

// sideOf is a side of a topology and objects that are both written by hand.
func sideOf(t *testing.T, written string, objects []string) *side {
	t.Helper()
	s, err := newSide([]byte(written), []byte(strings.Join(objects, "\n---\n")))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// judgeSides judges two such, of which something is to be told; "" for nothing at all.
func judgeSides(t *testing.T, old, new *side, want string) tally {
	t.Helper()
	problems, n := judgeCrossing(t, 1, old, new, nil)
	told := strings.Join(problems, "\n")
	if !strings.Contains(told, want) || want == "" && told != "" {
		t.Errorf("want %q, and got:\n%s", want, told)
	}
	return n
}

const both = "home.example.org,alt.example.org"

// TestBrokenChanges has renderings that misroute on the way: the judge of changes
// has to tell each, and to find nothing where there is nothing.
func TestBrokenChanges(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new handmade
		want     string // "" for no problem
		waiting  bool   // a request came to a Service not yet applied
		gone     bool   // one came to a version that goes
	}{
		{
			// kubectl apply leaves shop-on-..., which is older than what took its place.
			name: "an overlap renames a VirtualService",
			old: handmade{[]string{"shop /shop/*"}, []string{"service shop",
				"route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			new: handmade{[]string{"shop /shop/*", "admin /shop/admin/* home.example.org"}, []string{"service shop", "service admin",
				"route routes-on-gateway-ingressgateway home.example.org /shop/admin/*>admin /shop/*>shop",
				"route routes-on-gateway-ingressgateway-alt alt.example.org /shop/*>shop"}},
			want: "http://alt.example.org/shop",
		},
		{
			name: "each app for itself alone",
			old: handmade{[]string{"shop /shop/*", "admin /shop/admin/*"}, []string{"service shop", "service admin",
				"route admin-on-gateway-ingressgateway " + both + " /shop/admin/*>admin",
				"route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			new: handmade{[]string{"shop /shop/*", "admin /shop/admin/*", "keys /keys"}, []string{"service shop", "service admin", "service keys",
				"route admin-on-gateway-ingressgateway " + both + " /shop/admin/*>admin",
				"route keys-on-gateway-ingressgateway " + both + " /keys>keys",
				"route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			want: "/shop/admin/a/b GET: map[outbound|80||shop.default.svc.cluster.local:100], want",
		},
		{
			name: "each app with what it would hide",
			old: handmade{[]string{"shop /shop/*", "admin /shop/admin/*"}, []string{"service shop", "service admin",
				"route admin-on-gateway-ingressgateway " + both + " /shop/admin/*>admin",
				"route shop-on-gateway-ingressgateway " + both + " /shop/admin/*>admin /shop/*>shop"}},
			new: handmade{[]string{"shop /shop/*", "admin /shop/admin/*", "cart /shop/cart"}, []string{"service shop", "service admin", "service cart",
				"route admin-on-gateway-ingressgateway " + both + " /shop/admin/*>admin",
				"route cart-on-gateway-ingressgateway " + both + " /shop/cart>cart",
				"route shop-on-gateway-ingressgateway " + both + " /shop/cart>cart /shop/admin/*>admin /shop/*>shop"}},
		},
		{
			name: "two objects of an app change their names",
			old: handmade{[]string{"shop /a home.example.org", "shop-too /b home.example.org alt.example.org"}, []string{"service shop", "service shop-too",
				"route shop-on-gateway-ingressgateway-home home.example.org /a>shop",
				"route shop-on-gateway-ingressgateway-home.2 " + both + " /b>shop-too"}},
			new: handmade{[]string{"shop-too /b home.example.org alt.example.org", "shop /a home.example.org"}, []string{"service shop", "service shop-too",
				"route shop-on-gateway-ingressgateway-home " + both + " /b>shop-too",
				"route shop-on-gateway-ingressgateway-home.2 home.example.org /a>shop"}},
			want: "no route matched",
		},
		{
			name: "a Service after its route",
			old:  handmade{[]string{"shop /shop/*"}, []string{"service shop", "route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			new: handmade{[]string{"shop /shop/*", "cart /cart"}, []string{"service shop",
				"route cart-on-gateway-ingressgateway " + both + " /cart>cart", "service cart",
				"route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			waiting: true,
		},
		{
			name: "a Service of neither side",
			old:  handmade{[]string{"shop /shop/*"}, []string{"service shop", "route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			new: handmade{[]string{"shop /shop/*", "cart /cart"}, []string{"service shop", "service cart",
				"route cart-on-gateway-ingressgateway " + both + " /cart>carts",
				"route shop-on-gateway-ingressgateway " + both + " /shop/*>shop"}},
			want: "/cart GET: map[outbound|80||carts.default.svc.cluster.local:100], want [no route map[outbound|80||cart.default.svc.cluster.local:100]]",
		},
		{
			name: "a version after its route",
			old:  handmade{[]string{"shop@v1 /shop/*"}, []string{"service shop", "rule shop v1", "route shop-on-gateway-ingressgateway " + both + " /shop/*>shop@v1"}},
			new:  handmade{[]string{"shop@v2 /shop/*"}, []string{"service shop", "route shop-on-gateway-ingressgateway " + both + " /shop/*>shop@v2", "rule shop v1 v2"}},
			want: "503, there is no cluster outbound|80|v2|shop.default.svc.cluster.local",
		},
		{
			name: "a version that goes before its route",
			old:  handmade{[]string{"shop@v1 /shop/*"}, []string{"service shop", "rule shop v1", "route shop-on-gateway-ingressgateway " + both + " /shop/*>shop@v1"}},
			new:  handmade{[]string{"shop@v2 /shop/*"}, []string{"service shop", "rule shop v2", "route shop-on-gateway-ingressgateway " + both + " /shop/*>shop@v2"}},
			gone: true,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := judgeSides(t, test.old.side(t), test.new.side(t), test.want)
			if (n.waiting > 0) != test.waiting || (n.gone > 0) != test.gone {
				t.Errorf("%v; want requests to a Service not yet applied: %v, to a version that goes: %v", n, test.waiting, test.gone)
			}
		})
	}
}
