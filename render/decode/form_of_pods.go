package decode

import (
	"slices"

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
	case "tag", "imagetag":
		return otherForm{help: tagOfCharts(n, value)}
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
	if fields := valueFieldsOf(folded(n.Keys[i].Text), n.Values[i]); fields != "" {
		return otherForm{help: "write " + fields + " in its place", wrong: true}
	}
	return otherForm{}
}

// valueFieldsOf are the fields that say where a value is; "" for any other object.
func valueFieldsOf(key string, of *source.Node) string {
	if key == "valuefrom" && of.Kind == source.Map && len(of.Keys) == 1 {
		key, of = folded(of.Keys[0].Text), of.Values[0]
	}
	if of.Kind != source.Map {
		return ""
	}
	text := func(key string) string { return scalarOf(of, key) }
	switch name := text("name"); {
	case key == "secretkeyref" && name != "" && text("key") != "":
		return "secret: " + name + ", key: " + text("key")
	case key == "configmapkeyref" && name != "" && text("key") != "":
		return "configMap: " + name + ", key: " + text("key")
	case key == "fieldref" && text("fieldPath") != "":
		return "field: " + text("fieldPath")
	case key == "resourcefieldref" && text("resource") != "":
		return "resource: " + text("resource")
	}
	return ""
}

// probeOfPod is what a container is asked, as Kubernetes has it: all of it is said with the first key
// that tells how.
func probeOfPod(n *source.Node, i int) otherForm {
	if name := probeName(n.Keys[i].Text); name != "" && n.Get(name) == nil && n.Values[i].Kind == source.Map && len(unsaidByProbe(n.Values[i])) == 0 {
		if text := probeMeant(n.Values[i]); text != "" {
			return otherForm{help: "write " + name + ": " + text + " in its place", wrong: true}
		}
	}
	ways := []string{"httpGet", "http", "tcpSocket", "command"}
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return slices.Contains(ways, k.Text) })
	if at < 0 || n.Get("ready") != nil || n.Get("live") != nil || n.Get("start") != nil {
		return otherForm{}
	}
	if at != i {
		return otherForm{told: true}
	}
	text := probeMeant(n)
	if names := unsaidByProbe(n); len(names) > 0 {
		return otherForm{help: probeHelp("readinessProbe", "", n), wrong: true}
	}
	if text == "" {
		return otherForm{help: "write a path, as in /healthz, or {tcp: PORT}, {grpc: PORT} or {exec: [...]}", wrong: true}
	}
	return otherForm{help: "write " + text + " in place of the object", wrong: true}
}

// countAlone is a number of pods in an object that has no bounds.
func countAlone(n *source.Node, i int) otherForm {
	key := folded(n.Keys[i].Text)
	if key != "count" && key != "replicas" && key != "replicacount" || len(n.Keys) > 1 {
		return otherForm{}
	}
	return otherForm{help: "write " + abridged(n.Values[i]) + " in place of the object", wrong: true}
}
