package check

import (
	"fmt"
	"slices"
	"strconv"

	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// connections checks what a VirtualService's rule of whole connections asks for:
// a port that one of its Gateways has for them, and hosts among its own.
func (c *checker) connections(v objects.VirtualService, rule objects.ConnectionRule, protocols []string, gateways []*servedHosts) {
	if len(gateways) == 0 {
		return
	}
	for _, match := range rule.Matches().Fitting(c.failKind) {
		if number, given := c.number(match.Port()); given {
			c.connectionPort(match, number, protocols, gateways)
		}
		c.fits(match.SNIHosts().Field)
		for _, host := range match.SNIHosts().All() {
			if host.Present() && host.Fits() && !takesHost(v, host.Value()) {
				hosts := match.SNIHosts()
				c.fail("object-reference", host.Field, fmt.Sprintf("%s: %s is not among the VirtualService's hosts", hosts.Path(), wording.Quote(host.Value())), "add it to spec.hosts")
			}
		}
	}
}

// takesHost reports whether a host of a VirtualService takes in an SNI host.
func takesHost(v objects.VirtualService, sni string) bool {
	for _, host := range v.Hosts().All() {
		if routing.Covers(host.Value(), sni) {
			return true
		}
	}
	return false
}

func (c *checker) connectionPort(match objects.ConnectionMatch, number int64, protocols []string, gateways []*servedHosts) {
	var ports []string
	for _, g := range gateways {
		if slices.ContainsFunc(g.ports, func(p serverPort) bool { return p.number == number && slices.Contains(protocols, p.protocol) }) {
			return
		}
	}
	for _, g := range gateways {
		for _, p := range g.ports {
			if slices.Contains(protocols, p.protocol) {
				ports = append(ports, strconv.FormatInt(p.number, 10))
			}
		}
	}
	help := "add a server with protocol " + protocols[0] + " to a Gateway"
	if len(ports) > 0 {
		help = wording.AnyOf(ports)
	}
	c.fail("object-reference", match.Field, fmt.Sprintf("%s: port %d is none that its Gateways have for %s", match.Path(), number, protocols[0]), help)
}
