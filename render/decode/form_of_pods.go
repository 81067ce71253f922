package decode

import (
	"render/render/format"
	"render/render/source"
)

// besideInApp are fields of an app that belong into another one, which it has too: the container's
// port into the port, and the name that a server outside is asked by into outside.
func besideInApp(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if value.Kind != source.Scalar || value.Null() {
		return otherForm{}
	}
	switch port, outside := n.Get("port"), n.Get("outside"); folded(n.Keys[i].Text) {
	case "targetport", "containerport":
		if port != nil && port.Kind == source.Scalar && n.Get("service") == nil && outside == nil {
			return otherForm{help: "write port: {port: " + abridged(port) + ", targetPort: " + abridged(value) + "} in place of both"}
		}
	case "host", "hostheader":
		if outside == nil || outside.Kind != source.Scalar {
			break
		}
		help := "write outside: {address: " + abridged(outside) + ", host: " + abridged(value) + "} in place of both"
		if n.Get("hosts") == nil {
			help += "; or hosts: [" + abridged(value) + "] if that is what clients ask for"
		}
		return otherForm{help: help}
	}
	return otherForm{}
}

// portsOfCompose are an app's ports in the forms of Compose.
func portsOfCompose(n *source.Node, i int) otherForm {
	if help := besidePort(n, i); help != "" {
		return otherForm{help: help}
	}
	help, value := portsMeant(n, i)
	return otherForm{help: help, field: "port", value: value}
}

// valueOfPod is where a variable's value is, as a container of Kubernetes says it.
func valueOfPod(n *source.Node, i int) otherForm {
	of := n.Values[i]
	key := folded(n.Keys[i].Text)
	if key == "valuefrom" && of.Kind == source.Map && len(of.Keys) == 1 {
		key, of = folded(of.Keys[0].Text), of.Values[0]
	}
	if of.Kind != source.Map {
		return otherForm{}
	}
	text := func(key string) string { return scalarOf(of, key) }
	help := ""
	switch name := text("name"); {
	case key == "secretkeyref" && name != "" && text("key") != "":
		help = "secret: " + name + ", key: " + text("key")
	case key == "configmapkeyref" && name != "" && text("key") != "":
		help = "configMap: " + name + ", key: " + text("key")
	case key == "fieldref" && text("fieldPath") != "":
		help = "field: " + text("fieldPath")
	case key == "resourcefieldref" && text("resource") != "":
		help = "resource: " + text("resource")
	default:
		return otherForm{}
	}
	return otherForm{help: "write " + help + " in its place", wrong: true}
}

// probeOfPod is what a container is asked, as Kubernetes has it.
func probeOfPod(n *source.Node, i int) otherForm {
	of := n.Values[i]
	text := func(key string) string { return scalarOf(of, key) }
	if of.Kind != source.Map {
		return otherForm{}
	}
	help := ""
	switch path, port := text("path"), text("port"); folded(n.Keys[i].Text) {
	case "httpget":
		if help = "path: " + path; path == "" {
			return otherForm{}
		}
		if port != "" && format.Decimal.MatchString(port) {
			help += ", port: " + port
		}
	case "tcpsocket":
		help = "tcp: " + port
	default:
		return otherForm{}
	}
	return otherForm{help: "write ready: {" + help + "} in its place, or live or start", wrong: true}
}
