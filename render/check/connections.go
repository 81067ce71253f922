package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// connections checks what a VirtualService's rule of whole connections asks for:
// a port that one of its Gateways has for them, and hosts among its own.
func (c *checker) connections(i int, rule manifest.Object, list string, n int, hosts []any, gateways []*gateway) {
	if len(gateways) == 0 {
		return
	}
	protocols := []string{"TCP"}
	if list == "tls" {
		protocols = []string{"TLS", "HTTPS"}
	}
	for m, item := range c.listOf(i, rule, "match", spot{"spec." + list + "[#]", [2]int{n}}) {
		where := spot{"spec." + list + "[#].match[#]", [2]int{n, m}}
		match, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		if number, given := c.number(i, match, "port", where); given {
			c.connectionPort(i, number, protocols, gateways, where)
		}
		for _, host := range c.listOf(i, match, "sniHosts", where) {
			if text, ok := host.(string); ok && !slices.ContainsFunc(hosts, func(h any) bool { return takesHost(h, text) }) {
				c.fail(i, fmt.Sprintf("%s.sniHosts: %s is not among the VirtualService's hosts", where, diag.Quote(text)), "add it to spec.hosts")
			}
		}
	}
}

// takesHost reports whether a host of a VirtualService takes in an SNI host.
func takesHost(host any, sni string) bool {
	wide, _ := host.(string)
	suffix, wild := strings.CutPrefix(wide, "*")
	return wide == sni || wild && strings.HasSuffix(strings.TrimPrefix(sni, "*"), suffix)
}

func (c *checker) connectionPort(i int, number int64, protocols []string, gateways []*gateway, where spot) {
	var ports []string
	for _, g := range gateways {
		for _, p := range g.ports {
			if !slices.Contains(protocols, p.protocol) {
				continue
			}
			if p.number == number {
				return
			}
			ports = append(ports, strconv.FormatInt(p.number, 10))
		}
	}
	help := "add a server with protocol " + protocols[0] + " to a Gateway"
	if len(ports) > 0 {
		help = "write one of: " + strings.Join(ports, ", ")
	}
	c.fail(i, fmt.Sprintf("%s: port %d is none that its Gateways have for %s", where, number, protocols[0]), help)
}
