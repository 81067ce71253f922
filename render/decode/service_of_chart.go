package decode

import (
	"reflect"
	"slices"

	"render/render/format"
	"render/render/source"
)

// serviceOfChart is an app whose service is what a chart says of the one that it makes, told, with that one's port as
// the app's; any other object as it is.
func (d *decoder) serviceOfChart(t reflect.Type, n *source.Node, m format.Origin) *source.Node {
	if t != reflect.TypeFor[format.App]() || n.Get("service") == nil || n.Get("image") == nil {
		return n
	}
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == "service" })
	if service := n.Values[at]; service.Kind != source.Map || serviceName(service) != "" {
		return n
	}
	ports, written := portsOfService(n.Values[at]), n.Get("port")
	help := "remove it: an app has a Service of its own, inside the cluster, with the app's port"
	app := *n
	app.Keys, app.Values = slices.Delete(slices.Clone(n.Keys), at, at+1), slices.Delete(slices.Clone(n.Values), at, at+1)
	switch {
	case ports == nil:
	case written == nil:
		help = "write port: " + inFlow(ports) + " in its place: an app has a Service of its own"
		app.Keys = append(app.Keys, &source.Node{Kind: source.Scalar, Place: n.Keys[at].Place, Text: "port"})
		app.Values = append(app.Values, ports)
	case written.Kind == source.Scalar && ports.Kind == source.Scalar && ports.Text != written.Text:
		help = "write port: {port: " + abridged(ports) + ", targetPort: " + abridged(written) + "} in place of both: an app has a Service of its own"
	}
	d.fail("field-foreign", m.Member("service", n.Keys[at].Place), "is what a chart says of the Service that it makes, and no name of one", help)
	return &app
}

// portsOfService are the ports of a Service as an app has them; nil where it says none.
func portsOfService(service *source.Node) *source.Node {
	list := service.Get("ports")
	if list == nil {
		return portOfService(service, nil)
	}
	var ports []*source.Node
	for i, item := range list.Values { // behind their names
		ports = append(ports, portOfService(item, list.Keys[i]))
	}
	for _, item := range list.Items {
		ports = append(ports, portOfService(item, item.Get("name")))
	}
	if len(ports) == 0 || slices.Contains(ports, nil) {
		return nil
	}
	if len(ports) == 1 && ports[0].Get("targetPort") == nil && ports[0].Kind == source.Map {
		return ports[0].Get("port")
	}
	return oneOrAll(list, ports)
}

// portOfService is a port of a Service as an app has it; nil for none.
func portOfService(n, name *source.Node) *source.Node {
	port, target := firstOf(n, "port", "servicePort", "externalPort"), firstOf(n, "targetPort", "containerPort", "internalPort")
	if n.Kind == source.Scalar && format.Decimal.MatchString(n.Text) {
		port = n
	}
	if port == nil {
		return nil
	}
	out := &source.Node{Kind: source.Map, Flow: true, Place: n.Place}
	add := func(key string, value *source.Node) {
		out.Keys, out.Values = append(out.Keys, &source.Node{Kind: source.Scalar, Place: n.Place, Text: key}), append(out.Values, value)
	}
	if name != nil {
		add("name", name)
	}
	if add("port", port); target != nil && target.Text != port.Text {
		add("targetPort", target)
	}
	if len(out.Keys) == 1 {
		return port
	}
	return out
}

// firstOf is the first of some keys' values that is a number; nil for none.
func firstOf(n *source.Node, keys ...string) *source.Node {
	for _, key := range keys {
		if v := n.Get(key); v != nil && v.Kind == source.Scalar && format.Decimal.MatchString(v.Text) {
			return v
		}
	}
	return nil
}
