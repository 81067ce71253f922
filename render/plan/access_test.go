package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// TestPreflights: the question of a page of another origin is let in without a token or a login
// for those paths of a host alone whose routes answer it, whatever other hosts of the same people answer.
func TestPreflights(t *testing.T) {
	const cors = `{prefix: /y, cors: {origins: ["https://page.example.org"]}}`
	for _, c := range []struct{ access, apps, want string }{
		{`{jwt: "https://id.example.org"}`, "a " + cors + "; b /*; c /*", "[a.example.org] [/y]; [b.example.org c.example.org] []"},
		{`{auth: login}`, "a " + cors + "; b /*; c " + cors, "[a.example.org c.example.org] [/y]; [b.example.org] []"},
		{`{from: [10.0.0.0/8]}`, "a " + cors + "; b /*; c /*", "[a.example.org b.example.org c.example.org] []"},
		// Hosts that have a route for others too.
		{`{jwt: "https://id.example.org"}`, "a /y/*; a /o off; b " + cors + "; b /o off", "[a.example.org] []; [b.example.org] [/y]"},
		{`{jwt: "https://id.example.org"}`, "a " + cors + "; a /o off; b " + cors + "; b /o off", "[a.example.org b.example.org] [/y]"},
	} {
		var apps strings.Builder
		for i, app := range strings.Split(c.apps, "; ") {
			host, route, _ := strings.Cut(app, " ")
			open := ""
			if bare, is := strings.CutSuffix(route, " off"); is {
				route, open = bare, ", access: off"
			}
			fmt.Fprintf(&apps, "  - {name: app%d, hosts: [%s.example.org], port: 80%s, routes: [%s]}\n", i, host, open, route)
		}
		root, _ := source.Parse(places.NewSource("topology.yaml", []byte("name: home\ntiers:\n- name: primary\n  hosts: [a.example.org, b.example.org, c.example.org]\n  access: "+c.access+"\n  apps:\n"+apps.String())))
		document, _ := decode.Decode(root)
		var got []string
		for _, r := range plan.Derive(document, plan.Options{}).Tiers[0].Access {
			if r.Who == nil || len(r.Hosts) == 0 {
				continue
			}
			paths := []string{}
			for _, p := range r.Preflight {
				paths = append(paths, p.Text)
			}
			got = append(got, fmt.Sprint(r.Hosts, " ", paths))
		}
		if told := strings.Join(got, "; "); told != c.want {
			t.Errorf("%s of %s: %s, want %s", c.access, c.apps, told, c.want)
		}
	}
}
