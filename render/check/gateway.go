package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// gateway is the hosts of an Istio Gateway: host alone, or for VirtualServices
// of one namespace.
type gateway struct {
	exact map[gatewayHost]bool
	wide  []gatewayHost // those with a "*"
	ports []serverPort
}

type serverPort struct {
	number   int64
	protocol string
}

type gatewayHost struct{ namespace, host string }

// tlsHost is what one server with TLS settings may have in all Gateways of the
// same pods.
type tlsHost struct {
	selector, bind string
	port           int64
	host           gatewayHost
}

// gateway reads and checks one Gateway.
func (c *checker) gateway(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	selector := c.object(i, spec, "selector", at("spec"))
	var pods *ingress
	if selector != nil || spec.Get("selector") == nil {
		pods = c.selected(i, selector)
	}
	g := &gateway{exact: map[gatewayHost]bool{}}
	c.gateways[i] = g
	names := map[string]bool{}
	for n, item := range c.listOf(i, spec, "servers", at("spec")) {
		where := spot{"spec.servers[#]", [2]int{n}}
		server, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		port := c.object(i, server, "port", where)
		inPort := spot{"spec.servers[#].port", [2]int{n}}
		number, hasNumber := c.number(i, port, "number", inPort)
		if name := c.text(i, port, "name", inPort); name != "" {
			if names[name] {
				c.fail(i, fmt.Sprintf("%s: port name %s is there twice", where, diag.Quote(name)), "write: another name")
			}
			names[name] = true
		}
		if hasNumber {
			protocol := c.text(i, port, "protocol", inPort)
			g.ports = append(g.ports, serverPort{number, strings.ToUpper(protocol)})
			c.serverPort(i, pods, number, where)
		}
		tls := c.object(i, server, "tls", where)
		c.credential(i, tls, pods, n)
		c.serverHosts(i, g, server, tlsHost{selector: selectorText(selector), bind: c.text(i, server, "bind", where), port: number}, tls != nil, n)
	}
}

// selected finds the one gateway whose pods a Gateway configures; nil where the
// objects cannot tell.
func (c *checker) selected(i int, selector manifest.Object) *ingress {
	if !c.hasOperator && len(c.ingress) == 0 {
		return nil
	}
	found := c.ingressPods.match("", selector)
	if len(found) == 0 {
		if slices.ContainsFunc(c.pods.labels, func(labels manifest.Object) bool { return has(labels, selector) }) {
			return nil // a gateway that is a Deployment of its own
		}
		labels := make([]string, len(c.ingress))
		for n := range c.ingress {
			labels[n] = c.ingress[n].label
		}
		written, _ := selector.Get("istio").(string)
		c.fail(i, "spec.selector "+diag.Quote(selectorText(selector))+" matches no gateway"+c.whose(),
			c.nearestOf(written, "write: the label istio of a gateway", labels))
		return nil
	}
	first := &c.ingress[found[0]]
	for _, n := range found[1:] {
		if other := &c.ingress[n]; other.name != first.name || other.namespace != first.namespace {
			c.fail(i, fmt.Sprintf("spec.selector %s matches gateways %s and %s, and the one would serve the other's hosts",
				diag.Quote(selectorText(selector)), diag.Quote(first.name), diag.Quote(other.name)), "write: the label istio of one of them")
			return nil
		}
	}
	return first
}

// whose are the gateways that there are.
func (c *checker) whose() string {
	if c.hasOperator {
		return " of the IstioOperator"
	}
	return "'s pods"
}

func (c *checker) serverPort(i int, pods *ingress, number int64, where spot) {
	if pods == nil || pods.ports == nil || slices.Contains(pods.ports, number) {
		return
	}
	ports := make([]string, len(pods.ports))
	for n, port := range pods.ports {
		ports[n] = strconv.FormatInt(port, 10)
	}
	c.fail(i, fmt.Sprintf("%s: port %d is none of the Service of gateway %s", where, number, diag.Quote(pods.name)),
		"write one of: "+strings.Join(ports, ", ")+", or add the port to "+pods.servicePorts())
}

func (g *ingress) servicePorts() string {
	if g.injected {
		return "the Service's spec.ports"
	}
	return "the gateway's k8s.service.ports"
}

// serverHosts notes a server's hosts, and those that an earlier server with TLS
// settings has: Istio skips the whole of the later server (istio,
// pilot/pkg/model/gateway.go).
func (c *checker) serverHosts(i int, g *gateway, server manifest.Object, key tlsHost, tls bool, n int) {
	if c.tls == nil {
		c.tls = map[tlsHost]int{}
	}
	for m, item := range c.listOf(i, server, "hosts", spot{"spec.servers[#]", [2]int{n}}) {
		text, ok := c.textItem(i, item, spot{"spec.servers[#].hosts[#]", [2]int{n, m}})
		if !ok {
			continue
		}
		host := gatewayHost{"", text}
		if namespace, name, cut := strings.Cut(text, "/"); cut {
			host = gatewayHost{namespace, name}
			switch namespace {
			case "*":
				host.namespace = ""
			case ".":
				host.namespace = c.ids[i].Namespace
			}
		}
		if strings.HasPrefix(host.host, "*") {
			g.wide = append(g.wide, host)
		} else {
			g.exact[host] = true
		}
		if !tls {
			continue
		}
		key.host = host
		if first, ok := c.tls[key]; ok {
			c.fail(i, fmt.Sprintf("spec.servers[%d]: host %s has TLS settings on port %d already, and Istio skips the later server whole", n, diag.Quote(text), key.port),
				"remove the host from one of the two", c.also(first))
			continue
		}
		c.tls[key] = i
	}
}

// credential checks that a server's certificate is there.
func (c *checker) credential(i int, tls manifest.Object, pods *ingress, n int) {
	where := spot{"spec.servers[#].tls", [2]int{n}}
	mode := c.text(i, tls, "mode", where)
	name := c.text(i, tls, "credentialName", where)
	if mode != "SIMPLE" && mode != "MUTUAL" && mode != "OPTIONAL_MUTUAL" {
		return
	}
	if tls.Get("credentialName") == nil && (tls.Get("serverCertificate") != nil || tls.Get("credentialNames") != nil || tls.Get("tlsCertificates") != nil) {
		return
	}
	if name == "" {
		if tls.Get("credentialName") == nil || tls.Get("credentialName") == "" {
			c.fail(i, where.member("credentialName")+" is missing", "write: the name of a TLS Secret")
		}
		return
	}
	namespace := c.known.GatewayNamespace
	if pods != nil {
		namespace = c.namespaceOf(pods)
	}
	if c.known.AnySecret || strings.Contains(name, "://") || c.known.Secrets[name] && namespace == c.known.GatewayNamespace {
		return
	}
	if secret, ok := c.secret(namespace, name); ok {
		if mode != "SIMPLE" {
			c.clientCA(i, secret, name, namespace, where)
		}
		return
	}
	names := c.secretNames(namespace)
	for known, ok := range c.known.Secrets {
		if ok {
			names = append(names, known)
		}
	}
	c.fail(i, fmt.Sprintf("%s: Secret %s is not among the objects in namespace %s, where the gateway's pods read it",
		where.member("credentialName"), diag.Quote(name), diag.Quote(namespace)), c.nearestOf(name, "add the Secret there", names))
}
