package decode

import (
	"reflect"
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// nodesByLabels are labels of nodes, as selectors have them, beside the nodes that announce an address.
func nodesByLabels(n *source.Node, i int) otherForm {
	switch key, labels := folded(n.Keys[i].Text), n.Values[i]; key {
	case "labels", "nodelabels", "nodeselector", "nodeselectors", "matchlabels", "selector":
		if labels.Kind == source.List && len(labels.Items) == 1 {
			labels = labels.Items[0]
		}
		if labels.Kind == source.Map && len(labels.Keys) == 1 && labels.Keys[0].Text == "matchLabels" {
			labels = labels.Values[0]
		}
		if labels.Kind != source.Map || n.Get("nodes") != nil {
			return otherForm{help: "write it in nodes, as in nodes: [{labels: {KEY: VALUE}}]"}
		}
		word := &source.Node{Kind: source.Scalar, Place: n.Keys[i].Place, Text: "labels"}
		node := &source.Node{Kind: source.Map, Place: labels.Place, Keys: []*source.Node{word}, Values: []*source.Node{labels}}
		return otherForm{help: "write nodes: [{labels: " + abridged(labels) + "}] in its place", field: "nodes",
			value: &source.Node{Kind: source.List, Place: labels.Place, Items: []*source.Node{node}}}
	}
	return otherForm{}
}

// labelOfNode is the help for a label, as kubectl's selectors have it, in the place of a node's name; "" for anything else.
func labelOfNode(t reflect.Type, n *source.Node) string {
	if t != reflect.TypeFor[format.Node]() || n.Kind != source.Scalar {
		return ""
	}
	key, value, is := strings.Cut(n.Text, "=")
	if value = strings.TrimPrefix(value, "="); !is || key == "" || strings.ContainsAny(value, "=,") || strings.HasSuffix(key, "!") {
		return ""
	}
	return "write {labels: {" + format.YAMLWord(key) + ": " + format.YAMLWord(value) + "}}"
}

// failLabel tells of such a label; false where it is none.
func (d *decoder) failLabel(t reflect.Type, n *source.Node, m format.Origin) bool {
	help := labelOfNode(t, n)
	if help != "" {
		d.fail("name-form", m, wording.Quote(n.Text)+" is a label, not a node's name", help)
	}
	return help != ""
}

// podsOfVersion is a Service or an address at a version, which has pods of its own.
func podsOfVersion(n *source.Node, i int) otherForm {
	switch n.Keys[i].Text {
	case "service", "outside":
		return otherForm{help: "write image: ... in its place: a version is pods of its own, and what is there already has no share of an app's requests",
			field: "image", value: &source.Node{Kind: source.Scalar, Place: n.Values[i].Place, Text: "image:1"}}
	}
	return otherForm{}
}
