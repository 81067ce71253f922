package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// tlsHost is what one server with TLS settings may have in all Gateways of the
// same pods.
type tlsHost struct {
	selector, bind  string
	port            int64
	namespace, host string
}

// checkGateways reads and checks Istio's Gateways.
func checkGateways(c *checker) {
	tls := map[tlsHost]*objects.Object{}
	for g := range c.world.Gateways() {
		c.fits(g.Spec())
		selector := g.Selector()
		var pods *proxy
		if c.fits(selector.Field) {
			pods = c.chosenBy(selector)
		}
		served := &servedHosts{}
		c.gateways[g.Object()] = served
		names := map[string]bool{}
		for _, server := range g.Servers().Fitting(c.failKind) {
			port := server.Port()
			c.fits(port.Field)
			number, hasNumber := c.number(port.Number())
			if name := c.text(port.Name()); name != "" {
				if names[name] {
					c.fail("object-twice", server.Field, fmt.Sprintf("%s: port name %s is there twice", server.Path(), wording.Quote(name)), "write: another name")
				}
				names[name] = true
			}
			if hasNumber {
				served.ports = append(served.ports, serverPort{number, connectionsOf(c.text(port.Protocol()), c.text(server.TLS().Mode()))})
				c.serverPort(server, pods, number)
			}
			c.fits(server.TLS().Field)
			c.credential(server, pods)
			key := tlsHost{selector: selector.Labels().String(), bind: c.text(server.Bind()), port: number}
			c.serverHosts(server, served, key, tls)
		}
	}
}

// connectionsOf is a server's protocol as rules of connections ask for it: where TLS is
// ended, what is left is TCP (istio, pilot/pkg/networking/core/gateway.go,
// createGatewayTCPFilterChainOpts).
func connectionsOf(protocol, mode string) string {
	protocol = strings.ToUpper(protocol)
	if protocol == "TLS" && mode != "" && !strings.HasSuffix(mode, "PASSTHROUGH") {
		return "TCP"
	}
	return protocol
}

// chosenBy finds the one gateway whose pods a Gateway configures; nil where the
// objects cannot tell.
func (c *checker) chosenBy(field objects.LabelMap) *proxy {
	if !c.hasOperator() && len(c.proxies.list) == 0 {
		return nil
	}
	selector := field.Labels()
	found := c.proxies.chosen(selector)
	if len(found) == 0 {
		if c.choosesAnywhere(selector) {
			return nil // a gateway that is a Deployment of its own
		}
		labels := make([]string, len(c.proxies.list))
		for n, p := range c.proxies.list {
			labels[n] = p.label()
		}
		whose := "'s pods"
		if c.hasOperator() {
			whose = " of the IstioOperator"
		}
		written, _ := selector.Get("istio")
		c.fail("object-selector", field.Field, "spec.selector "+wording.Quote(selector.String())+" matches no gateway"+whose,
			c.nearestOf(written, "write: the label istio of a gateway", labels))
		return nil
	}
	for _, other := range found[1:] {
		if !other.same(found[0]) {
			c.fail("object-selector", field.Field, fmt.Sprintf("spec.selector %s matches gateways %s and %s, and the one would serve the other's hosts",
				wording.Quote(selector.String()), wording.Quote(found[0].name), wording.Quote(other.name)), "write: the label istio of one of them")
			return nil
		}
	}
	return found[0]
}

func (c *checker) serverPort(server objects.Server, pods *proxy, number int64) {
	if pods == nil || pods.ports == nil || slices.Contains(pods.ports, number) {
		return
	}
	ports := make([]string, len(pods.ports))
	for n, port := range pods.ports {
		ports[n] = strconv.FormatInt(port, 10)
	}
	c.fail("object-reference", server.Port().Field, fmt.Sprintf("%s: port %d is none of the Service of gateway %s", server.Path(), number, wording.Quote(pods.name)),
		wording.AnyOf(ports)+", or add the port to "+pods.portSetting())
}

// serverHosts notes a server's hosts, and those that an earlier server with TLS
// settings has: Istio skips the whole of the later server (istio,
// pilot/pkg/model/gateway.go).
func (c *checker) serverHosts(server objects.Server, served *servedHosts, key tlsHost, taken map[tlsHost]*objects.Object) {
	tls := server.TLS()
	own := server.Object().ID().Namespace
	for _, item := range server.Hosts().Fitting(c.failKind) {
		key.namespace, key.host = parseHost(item.Value(), own)
		served.add(key.namespace, key.host)
		if !tls.Present() || !tls.Fits() {
			continue
		}
		if first, ok := taken[key]; ok {
			c.fail("object-twice", item.Field, fmt.Sprintf("%s: host %s has TLS settings on port %d already, and Istio skips the later server whole", server.Path(), wording.Quote(item.Value()), key.port),
				"remove the host from one of the two", c.related(first))
			continue
		}
		taken[key] = server.Object()
	}
}
