package render_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"render/render"
)

// asked is a topology whose certificates an issuer of ACME gives, as far as challenges of
// HTTP-01 ask about it.
type asked struct {
	istio, solver                               string
	api, redirects, apart, wild, bounded, regex bool
}

func (a asked) text() string {
	part := func(is bool, text, otherwise string) string {
		if is {
			return text
		}
		return otherwise
	}
	install := map[string]string{"1.9.7": `microk8s: "1.20"`}[a.istio]
	if install == "" {
		install = `microk8s: "1.36"`
	}
	second := "[www.example.org, shop.example.org]"
	tier := ""
	if a.apart {
		second, tier = "[www.example.org]", "- {name: shop, ip: 192.168.1.142, hosts: [shop.example.org]}\n"
	}
	return fmt.Sprintf("name: home\n%s\nistio: %q\n%ssecrets: {cert-manager: {issuer: letsencrypt, kind: ClusterIssuer%s}}\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: %s\n%s%s  apps:\n  - {name: hello, image: \"hello:1\", port: 5000, routes: [%s]}\n%s",
		install, a.istio, part(a.api, "routing: gateway-api\n", ""), part(a.solver != "", ", solver: "+a.solver, ""),
		part(a.wild, `["*.example.net"]`, second), part(a.redirects, "  tls: {redirect: true}\n", ""), part(a.bounded, "  sourceRanges: [10.0.0.0/8]\n", ""),
		part(a.regex, `{regex: "/.*ge"}`, "/*"), tier)
}

// cures are what help says, and what it makes of a topology.
var cures = []struct {
	says string
	do   func(*asked)
}{
	{"solver: dns01", func(a *asked) { a.solver = "dns01" }},
	{"solver: http01", func(a *asked) { a.solver = "http01" }},
	{"remove the redirect", func(a *asked) { a.redirects = false }},
	{"routing: gateway-api", func(a *asked) { a.api = true }},
	{"move the hosts to the tier", func(a *asked) { a.apart = false }},
	{"the hosts by name", func(a *asked) { a.wild = false }},
	{"remove it, or", func(a *asked) { a.bounded = false }},
	{"a path that is not for", func(a *asked) { a.regex = false }},
}

// TestChallengeCures: whichever cure of a challenge that is lost is followed, to the letter,
// no way leads back to where it came from, and each ends where there is nothing to say.
func TestChallengeCures(t *testing.T) {
	followed, ended := map[string]bool{}, map[asked]bool{}
	var follow func(a asked, way []asked)
	follow = func(a asked, way []asked) {
		if ended[a] {
			return
		}
		if slices.Contains(way, a) {
			t.Fatalf("cures lead in a circle, back to\n%s", a.text())
		}
		out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(a.text())})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range out.Diagnostics {
			if !strings.HasPrefix(string(d.Code), "challenge-") {
				t.Fatalf("%s: %s (%s), %d cures behind, of\n%s", d.Code, d.Message, d.Help, len(way), a.text())
			}
			help, some := strings.ReplaceAll(d.Help, "http01 or dns01", "http01 or solver: dns01"), false
			for _, c := range cures {
				if strings.Contains(help, c.says) {
					next := a
					c.do(&next)
					some, followed[c.says] = true, true
					follow(next, append(slices.Clip(way), a))
				}
			}
			if !some {
				t.Errorf("no cure in %q", d.Help)
			}
		}
		ended[a] = true
	}
	for bits := range 1 << 6 {
		for _, istio := range []string{"1.9.7", "1.31"} {
			for _, solver := range []string{"", "http01"} {
				is := func(n int) bool { return bits&(1<<n) != 0 }
				if is(0) && istio == "1.9.7" {
					continue // that has no Gateway API
				}
				follow(asked{istio, solver, is(0), is(1), is(2), is(3), is(4), is(5)}, nil)
			}
		}
	}
	for _, c := range cures {
		if !followed[c.says] {
			t.Errorf("no help says %q", c.says)
		}
	}
}
