package plan_test

import (
	"strings"
	"testing"

	"render/render/decode"
	"render/render/places"
	"render/render/plan"
	"render/render/source"
)

// TestSamePeople: of a host whose apps say the same of who may come in no path has to tell their requests apart; where
// they say another thing, one that no policy can name is told of.
func TestSamePeople(t *testing.T) {
	for _, c := range []struct {
		tier, one, other string
		clashes          int
	}{
		{"off", "{from: [10.0.0.0/8]}", "{from: [10.0.0.0/8]}", 0},
		{"off", "{notFrom: [10.1.0.0/16, 10.2.0.0/16]}", "{notFrom: [10.2.0.0/16, 10.1.0.0/16]}", 0},
		{"{from: [10.0.0.0/8]}", "{from: [10.0.0.0/8]}", "{from: [10.0.0.0/8]}", 0},
		{"off", "{auth: login, except: [/x]}", "{auth: login, except: [/x]}", 0},
		{"off", "{anyOf: [{from: [10.0.0.0/8]}, {auth: login}]}", "{anyOf: [{auth: login}, {from: [10.0.0.0/8]}]}", 0},
		{"off", `{jwt: {issuer: "https://a.example.org", audiences: [x, y]}}`, `{jwt: {issuer: "https://a.example.org", audiences: [y, x]}}`, 0},
		{"off", "{from: [10.0.0.0/8]}", "{from: [10.0.0.0/9]}", 2},
		{"off", "{from: [10.0.0.0/8]}", "{notFrom: [10.0.0.0/8]}", 2},
		{"off", "{auth: login}", "off", 2},
		{"off", `{jwt: {issuer: "https://a.example.org", claims: {groups: staff}}}`, `{jwt: {issuer: "https://a.example.org"}}`, 2},
		{"off", "{from: [10.0.0.0/8], auth: login}", "{anyOf: [{from: [10.0.0.0/8]}, {auth: login}]}", 2},
	} {
		a, b := "  - {name: one, port: 80, access: "+c.one+`, routes: [{regex: "/a/.*"}]}`+"\n", "  - {name: other, port: 80, access: "+c.other+`, routes: [{regex: "/b/.*"}]}`+"\n"
		for _, apps := range []string{a + b, b + a} {
			root, _ := source.Parse(places.NewSource("topology.yaml", []byte("name: home\ntiers:\n- name: primary\n  hosts: [a.example.org]\n  access: "+c.tier+"\n  apps:\n"+apps)))
			document, _ := decode.Decode(root)
			tier := &plan.Derive(document, plan.Options{}).Tiers[0]
			if len(tier.AccessClashes) != c.clashes {
				t.Errorf("%s and %s: %d clashes, want %d", c.one, c.other, len(tier.AccessClashes), c.clashes)
			}
			for _, r := range tier.Access {
				if r.Who != nil && c.clashes == 0 && !strings.HasPrefix(c.tier, "{") && r.Who != document.Tiers[0].Apps[strings.Index(apps, "name: one")/len(b)].Access {
					t.Errorf("%s: the rule is not that of the app whose name comes first", apps)
				}
			}
		}
	}
}
