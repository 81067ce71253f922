package render_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"render/render"
	"render/render/drawing"
)

const guardedTopology = `name: home
microk8s: "1.36"
istio: "1.31"
secrets: omit
isolation: {gateways: true, apps: true}
tiers:
- name: primary
  ip: 192.168.1.141
  hosts: [shop.example.org]
  trafficPolicy: Local
  access: {from: [10.0.0.0/8], notFrom: [10.9.0.0/16], except: [/healthz]}
  apps:
  - {name: shop, image: "registry.example.org/shop:1", port: 80, routes: [/*], allowFrom: [orders, jobs/nightly, web/front]}
  - {name: orders, image: "registry.example.org/orders:1", port: 80, routes: [/orders/*, /carts/*]}
  - {name: news, image: "registry.example.org/news:1", port: 80, access: off, routes: [/news/*]}
  - name: api
    image: registry.example.org/api:1
    port: 80
    access: {jwt: [{issuer: "https://id.example.org", audiences: [a, b, c]}], anyOf: [{from: [192.168.1.0/24]}, {from: [192.168.2.0/24], notFrom: [192.168.2.6/32]}]}
    routes: [/api/*]
  - name: hooks
    image: registry.example.org/hooks:1
    port: 80
    access: {jwt: ["https://id.example.org", "https://partner.example.net"], anyOf: [{from: [192.168.1.0/24]}]}
    routes: [/hooks/*]
- name: open
  ip: 192.168.1.142
  hosts: [open.example.org]
  apps:
  - {name: page, image: "registry.example.org/page:1", port: 80, routes: [/*]}
`

func drawnPage(t *testing.T, topology string) *page {
	t.Helper()
	picture, diagnostics, err := render.Drawn(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(topology)})
	if err != nil || picture == nil {
		t.Fatal(err, diagnostics.Err())
	}
	return readPage(t, picture.Text(drawing.HTML, &drawing.Answers{}))
}

// following are the titles of what boxes of a name lead to, in their order.
func (p *page) following(column, name string) []string {
	var out []string
	for _, l := range p.lines {
		if from := &p.boxes[l.From]; from.column == column && strings.HasPrefix(from.name, name) {
			out = append(out, p.boxes[l.To].column+" "+p.boxes[l.To].name)
		}
	}
	slices.Sort(out)
	return out
}

// TestDrawnAccess: who may come in stands between Gateways and routes, once for each place where
// it is written, with its line; what is open leads on as ever, unless that is written too.
func TestDrawnAccess(t *testing.T) {
	p := drawnPage(t, guardedTopology)
	for _, c := range []struct {
		column, name string
		want         []string
	}{
		{"gateway", "gateway-ingressgateway", []string{"access 10.0.0.0/8", "access a token of https://id.example.org", "access a token of https://id.example.org", "access everybody", "route /*"}},
		{"access", "10.0.0.0/8", []string{"route /*", "route /carts/*", "route /orders/*"}},
		{"access", "a token of", []string{"route /api/*", "route /hooks/*"}},
		{"access", "everybody", []string{"route /news/*"}},
	} {
		if got := p.following(c.column, c.name); !slices.Equal(got, c.want) {
			t.Errorf("%s %s leads to %q, not %q", c.column, c.name, got, c.want)
		}
	}
	texts := map[string]string{}
	for _, b := range p.boxes {
		name := b.column + " " + b.name
		if _, twice := texts[name]; twice {
			name += " again"
		}
		texts[name] = strings.Join(b.texts, "|")
	}
	for name, want := range map[string]string{
		"access 10.0.0.0/8": "but 10.9.0.0/16|everybody: /healthz|topology.yaml:11",
		"access a token of https://id.example.org again": "or of https://partner.example.net|and 192.168.1.0/24|topology.yaml:24",
		"access everybody": "topology.yaml:15",
		"access a token of https://id.example.org": "for a, b and 1 more|and either 192.168.1.0/24|or 192.168.2.0/24 but 192.168.2.6/32|" +
			"a token of https://id.example.org; for a, b, c; and either 192.168.1.0/24; or 192.168.2.0/24 but 192.168.2.6/32|topology.yaml:19",
		"tier open": "isolated: apps and gateway|isolation: topology.yaml:5|topology.yaml:26",
		"app shop":  "registry.example.org/shop:1|port 80|also called by orders, jobs/nightly and 1 more|orders, jobs/nightly, web/front|topology.yaml:13",
		"app page":  "registry.example.org/page:1|port 80|topology.yaml:30",
	} {
		if got := texts[name]; got != want {
			t.Errorf("%s says %q, not %q", name, got, want)
		}
	}
	for _, b := range p.boxes {
		if b.host == "shop.example.org" || b.host == "open.example.org" {
			lit := map[string]bool{}
			for _, at := range p.lit(b.number) {
				lit[p.boxes[at].column] = true
			}
			if lit["access"] != (b.host == "shop.example.org") {
				t.Errorf("%s lights who may come in: %v", b.host, lit["access"])
			}
		}
	}
}

// TestDrawnAccessOfGateways: of two Gateways of a tier no line leads from one, by who may come in, to
// what is behind the other alone.
func TestDrawnAccessOfGateways(t *testing.T) {
	p := drawnPage(t, strings.NewReplacer("hosts: [shop.example.org]", "hosts: [shop.example.org, {host: p.example.org, tls: passthrough}]",
		"routes: [/*], allowFrom", "hosts: [shop.example.org], routes: [/*], allowFrom", "- name: api\n", "- {name: pass, image: \"pass:1\", port: {port: 443, protocol: tls}, hosts: [p.example.org]}\n  - name: api\n").Replace(guardedTopology))
	reached := map[string][]string{}
	for _, l := range p.lines {
		if to := &p.boxes[l.To]; to.column == "access" && to.name == "10.0.0.0/8" {
			for _, on := range p.lines {
				if on.From == l.To {
					gateway := p.boxes[l.From].name
					reached[gateway] = append(reached[gateway], p.boxes[on.To].name)
				}
			}
		}
	}
	passed := "gateway-ingressgateway-p-example-org"
	if len(reached) != 2 || !slices.Equal(reached[passed], []string{"TLS on 443"}) || slices.Contains(reached["gateway-ingressgateway"], "TLS on 443") {
		t.Errorf("Gateways lead to %q", reached)
	}
}

// TestDrawnWithoutAccess: a picture of what is open to all has no trace of it.
func TestDrawnWithoutAccess(t *testing.T) {
	for format, text := range drawn(t, drawnInput(t, drawnFiles()["seed"])) {
		if _, after, ok := bytes.Cut(text, []byte("</style>")); ok {
			text = after // which has the looks of all
		}
		for _, word := range []string{"Access", "class=\"box access", "classDef access", "#db2777", "isolat"} {
			if bytes.Contains(text, []byte(word)) {
				t.Errorf("%s says %q", format, word)
			}
		}
	}
}
