package render_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"render/render"
)

// dashes is a topology with lists of objects of every kind, in blocks.
const dashes = `name: home
kubernetes: "1.36"
istio: "1.31"
secrets: redacted
namespaces:
- name: web
  inject: false
- name: shop
  inject: true
- name: more
  inject: false
metallb:
  version: 0.15.3
  advertise: bgp
  pools:
  - name: first
    addresses: [10.0.0.0/28]
  - name: second
    addresses: [10.0.1.0/28]
  bgp:
    asn: 64512
    peers:
    - address: 10.9.0.1
      asn: 64513
    - address: 10.9.0.2
      asn: 64514
tiers:
- name: primary
  ip: 10.0.0.1
  hosts: [a.example.org]
  ports:
  - name: tcp-one
    port: 31400
  - name: tcp-two
    port: 31401
  - name: tcp-three
    port: 31402
  apps:
  - name: hello
    port: 5000
    versions:
    - version: v1
      image: "hello:1"
      weight: 90
    - version: v2
      image: "hello:2"
      weight: 10
    routes:
    - exact: /hello
      methods: [GET]
    - exact: /other
      methods: [POST]
  - name: shop
    namespace: shop
    image: "shop:1"
    port:
    - port: 80
      name: http-web
    - port: 81
      name: http-more
    routes: [/shop]
- name: staff
  ip: 10.0.1.1
  hosts: [b.example.org]
  apps:
  - name: inner
    image: "inner:1"
    port: 80
    routes: [/inner]
- name: third
  ip: 10.0.1.2
  hosts: [c.example.org]
`

// TestLostDashes takes the dash from each item of the lists, from each two and from
// all of a list, and obeys what is then said: what comes out is what would have
// come out with them.
func TestLostDashes(t *testing.T) {
	input := func(text string) render.Input { return render.Input{Name: "topology.yaml", Text: []byte(text)} }
	want := mended(t, input(dashes))
	lines := strings.SplitAfter(dashes, "\n")
	var items []int
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "- ") {
			items = append(items, i)
		}
	}
	without := func(which ...int) string {
		out := append([]string(nil), lines...)
		for _, i := range which {
			out[i] = strings.Replace(out[i], "- ", "  ", 1)
		}
		return strings.Join(out, "")
	}
	tried := 0
	try := func(which ...int) {
		tried++
		text := without(which...)
		t.Run(fmt.Sprint(which), func(t *testing.T) {
			out, err := render.Render(context.Background(), input(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range out.Diagnostics {
				if strings.Contains(p.Message, "twice") {
					t.Errorf("told as %s\n = %s\n%s", p.Header(), p.Help, text)
				}
			}
			if got := mended(t, input(text)); got != want {
				t.Errorf("obeyed, it is another topology:\n%s", text)
			}
		})
	}
	for i, one := range items {
		try(one)
		for _, other := range items[i+1:] {
			try(one, other)
		}
	}
	for i := range items { // all items of one list
		indent := strings.Index(lines[items[i]], "-")
		all := []int{items[i]}
		for _, other := range items[i+1:] {
			at := strings.Index(lines[other], "-")
			if at < indent {
				break
			}
			if at == indent {
				all = append(all, other)
			}
		}
		try(all...)
	}
	t.Logf("%d topologies without dashes", tried)
}
