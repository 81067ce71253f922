package decode

import (
	"slices"
	"strconv"
	"strings"

	"render/render/source"
)

// portMeant is a port as people of Compose and Kubernetes write one.
type portMeant struct {
	port, target string // target is "" for the same
	udp          bool
	long         bool // as an object
}

// portOf reads a port of a container; false where it is none that anybody could tell. A pair is that of the
// machine and that of the container, the first of which is a Service's here.
func portOf(n *source.Node) (portMeant, bool) {
	if n.Kind == source.Map {
		return portOfObject(n)
	}
	text, protocol, _ := strings.Cut(strings.ToLower(n.Text), "/")
	out := portMeant{udp: protocol == "udp"}
	parts := strings.Split(text, ":")
	if n.Kind != source.Scalar || len(parts) > 3 || protocol != "" && protocol != "tcp" && protocol != "udp" {
		return out, false
	}
	if len(parts) > 1 { // behind the address of the machine, of which nobody has a use here
		out.target = parts[len(parts)-1]
		parts = parts[len(parts)-2:]
	}
	out.port = parts[0]
	return out.told()
}

// portOfObject reads one of Compose's long form, whose protocol is that of the transport.
func portOfObject(n *source.Node) (portMeant, bool) {
	if n.Get("target") == nil || n.Get("port") != nil {
		return portMeant{}, false
	}
	out := portMeant{port: scalarOf(n, "published"), target: scalarOf(n, "target"), udp: strings.EqualFold(scalarOf(n, "protocol"), "udp"), long: true}
	if out.port == "" {
		out.port = out.target
	}
	return out.told()
}

// told is the port, with the container's only where it is another; false where a number is none.
func (p portMeant) told() (portMeant, bool) {
	for _, text := range []string{p.port, p.target} {
		if number, err := strconv.Atoi(text); text != "" && (err != nil || number < 1 || number > 65535) || text == "" && p.port == "" {
			return p, false
		}
	}
	if p.target == p.port {
		p.target = ""
	}
	return p, true
}

// node is the port as an app has it.
func (p portMeant) node(of *source.Node, alone bool) *source.Node {
	number := &source.Node{Kind: source.Scalar, Place: of.Place, Text: p.port}
	if p.target == "" || alone {
		return number
	}
	key := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Place: of.Place, Text: text}
	}
	return &source.Node{Kind: source.Map, Flow: true, Place: of.Place, Keys: []*source.Node{key("port"), key("targetPort")}, Values: []*source.Node{number, key(p.target)}}
}

// portsMeant is how an app's ports are written here which Compose lists, some in its long form or for UDP, and their
// value then; "" for others.
func portsMeant(n *source.Node, i int) (help string, value *source.Node) {
	of := n.Values[i]
	if n.Get("port") != nil || foreignField("App", n.Keys[i].Text) != "port" {
		return "", nil
	}
	list := of.Items
	if of.Kind != source.List {
		list = []*source.Node{of}
	}
	udp, long := false, false
	var ports []*source.Node
	for _, item := range list {
		p, ok := portOf(item)
		if !ok {
			return "", nil
		}
		udp, long = udp || p.udp, long || p.long
		if !p.udp {
			ports = append(ports, p.node(item, isThere(n)))
		}
	}
	switch {
	case !udp && !long:
		return "", nil
	case len(ports) == 0:
		return unpassedHelp, of
	}
	value = oneOrAll(of, ports)
	help = "write port: " + inFlow(value)
	if udp {
		help += "; gateways take connections by TCP, so what is for UDP is left to a Service of its own"
	}
	return help, value
}

// besidePort is the help for ports as Compose has them at an app that says its port: those of the
// container, which is said, and those of the machine, by which nobody comes in here; "" for others.
func besidePort(n *source.Node, i int) string {
	port, of := n.Get("port"), n.Values[i]
	if port == nil || n.Keys[i].Text != "ports" || of.Null() {
		return ""
	}
	list := []*source.Node{of}
	if of.Kind == source.List {
		list = of.Items
	}
	said, paired := []string{numberOf(n), scalarOf(port, "targetPort")}, false
	var ports []*source.Node
	for _, item := range list {
		p, ok := portOf(item)
		switch {
		case !ok:
			return ""
		case slices.Contains(said, p.port) || slices.Contains(said, p.target) && p.target != "":
			return "remove it: port says where the container listens, and clients come in by the ports of the tier"
		case !p.udp:
			ports = append(ports, p.node(item, isThere(n)))
		}
		paired = paired || p.long || strings.ContainsAny(item.Text, ":/")
	}
	switch {
	case !paired: // as a tier's may be, which is indented too far
		return ""
	case len(ports) == 0:
		return "remove it, and leave what is for UDP to a Service of its own, of type LoadBalancer"
	}
	return "write port: " + inFlow(oneOrAll(of, ports)) + " in place of both; or remove it, if port says where the container listens"
}

// oneOrAll is the value of an app's ports.
func oneOrAll(of *source.Node, ports []*source.Node) *source.Node {
	if len(ports) == 1 {
		return ports[0]
	}
	return &source.Node{Kind: source.List, Flow: true, Place: of.Place, Items: ports}
}

// transportHelp is the help for TCP as Kubernetes has it at each port.
const transportHelp = "remove it: http is spoken where nothing else is written; write tcp in small letters, if it is none of http, http2, grpc, https and tls"

// takesConnections reports whether the app round a port has routes of whole connections.
func (d *decoder) takesConnections() bool {
	if len(d.above) < 2 || d.above[len(d.above)-2].of != "App" {
		return false
	}
	routes := d.above[len(d.above)-2].node.Get("routes")
	return routes != nil && slices.ContainsFunc(routes.Items, func(one *source.Node) bool { return one.Get("tcp") != nil || one.Get("tls") != nil })
}
