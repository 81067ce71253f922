package render_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
)

// One more item of hosts with a certificate of its own, wherever it stands, gives no
// other one's routes another listener: until both are applied, those answered nothing.
func TestMoreCustomer(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 11))
	for range 200 {
		items := customers(random)
		after := sections(t, items)
		i := random.IntN(len(items))
		before := sections(t, slices.Delete(slices.Clone(items), i, i+1))
		if len(before) == 0 {
			t.Fatalf("no route has these hosts\n%s", strings.Join(items, "\n"))
		}
		for route, names := range before {
			if !slices.Equal(after[route], names) {
				t.Fatalf("without %s the listeners of %s are %q, with it %q\n%s", items[i], route, names, after[route], strings.Join(items, "\n"))
			}
		}
	}
}

// customers are items, each with names of a domain of its own, in any order; plain hosts
// and one for every name may be among them.
func customers(random *rand.Rand) []string {
	var out []string
	for n := range 2 + random.IntN(4) {
		c := fmt.Sprintf("c%d", n)
		hosts := []string{
			c + ".example", c + ".example, www." + c + ".example", "www." + c + ".example, " + c + ".example",
			"a." + c + ".example, b." + c + ".example", `"*.` + c + `.example"`, `"*.` + c + `.example", ` + c + ".example, x." + c + ".example",
			c + ".example, www." + c + ".example, " + c + ".example.net, www." + c + ".example.net",
		}
		out = append(out, fmt.Sprintf("{host: [%s], cert: {secret: %s}}", hosts[random.IntN(len(hosts))], c))
	}
	for n := range random.IntN(3) {
		out = append(out, fmt.Sprintf("plain%d.example", n))
	}
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// sections are the listeners that each HTTPRoute of a tier with these hosts names.
func sections(t *testing.T, items []string) map[string][]string {
	text := "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nrouting: gateway-api\nsecrets: omit\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts:\n"
	for _, item := range items {
		text += "  - " + item + "\n"
	}
	text += "  tls: {redirect: true}\n  apps:\n  - {name: site, image: \"site:1\", port: 8080, routes: [/*]}\n"
	rendering, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}})
	if err != nil || rendering.Diagnostics.Failed() {
		t.Fatalf("%v\n%v\n%s", err, rendering.Diagnostics, text)
	}
	out := map[string][]string{}
	for _, m := range rendering.Manifests {
		name := m.ID().Name
		if m.ID().Kind != "HTTPRoute" || name == "redirect-on-gateway-ingressgateway" {
			continue
		}
		o := m.Object.Map()
		for _, parent := range at(o, "spec", "parentRefs").([]any) {
			section, _ := parent.(map[string]any)["sectionName"].(string)
			out[name] = append(out[name], section)
		}
		if len(out[name]) == 0 {
			t.Fatalf("%s has no parent", name)
		}
	}
	return out
}
