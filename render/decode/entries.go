package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// entriesCure shows a list of names and values, as pods and Compose files have them, as an object.
func entriesCure(n *source.Node) string {
	if all := entriesOf(n); all != "" {
		return "write names and values: " + all
	}
	if n.Kind == source.List && len(n.Items) > 0 {
		if name, from := n.Items[0].Get("name"), n.Items[0].Get("valueFrom"); name != nil && from != nil && from.Kind == source.Map {
			return "write names and where values are, as in {" + format.YAMLWord(name.Text) + ": {secret: NAME, key: KEY}}"
		}
		if key, value := entryOf(n.Items[0]); key != "" {
			return "write names and values alone, as in {" + key + ": " + value + "}"
		}
	}
	if key, value := entryOf(n); key != "" && n.Kind == source.Scalar {
		return "write: {" + key + ": " + value + "}"
	}
	return "write an object, such as {key: value}"
}

// entriesOf is a list of names and values as the object that is meant; "" where an item is none, or
// there are too many.
func entriesOf(n *source.Node) string {
	if n.Kind != source.List || len(n.Items) == 0 || len(n.Items) > mostRepeated {
		return ""
	}
	all := make([]string, len(n.Items))
	for i, item := range n.Items {
		key, value := entryOf(item)
		if key == "" || slices.ContainsFunc(all[:i], func(one string) bool { return strings.HasPrefix(one, key+": ") }) {
			return ""
		}
		all[i] = key + ": " + value
	}
	return "{" + strings.Join(all, ", ") + "}"
}

// entryOf is the name and the value of an item, NAME=value, {NAME: value} or {name: NAME, value: value},
// as YAML has them; "" for any other.
func entryOf(item *source.Node) (key, value string) {
	if name, value := item.Get("name"), item.Get("value"); name != nil && value != nil && len(item.Keys) == 2 && name.Kind == source.Scalar && value.Kind == source.Scalar && len(value.Text) <= maxMended {
		return format.YAMLWord(name.Text), format.YAMLWord(value.Text)
	}
	if item.Kind == source.Map && len(item.Keys) == 1 && item.Keys[0].Text != "name" && item.Values[0].Kind == source.Scalar && len(item.Values[0].Text) <= maxMended {
		return format.YAMLWord(item.Keys[0].Text), format.YAMLWord(item.Values[0].Text)
	}
	if name, from := item.Get("name"), item.Get("valueFrom"); name != nil && from != nil && len(item.Keys) == 2 && name.Kind == source.Scalar {
		if fields := valueFieldsOf("valuefrom", from); fields != "" {
			return format.YAMLWord(name.Text), "{" + fields + "}"
		}
	}
	key, value, ok := strings.Cut(item.Text, "=")
	if !ok || key == "" || len(item.Text) > maxMended || strings.ContainsAny(key, " \n") {
		return "", ""
	}
	return format.YAMLWord(key), format.YAMLWord(value)
}

// aloneObject reports whether an object is that of the member which may stand alone:
// it has fields, and none of them is one of the object round it.
func aloneObject(p *format.Layout, n *source.Node) bool {
	if p.Alone() == nil || p.Alone().Key == "" || len(n.Keys) == 0 {
		return false
	}
	alone := p.Alone().Inner()
	if alone == nil {
		return false
	}
	known := false
	for _, k := range n.Keys {
		if p.ByKey(k.Text) != nil {
			return false
		}
		known = known || alone.ByKey(k.Text) != nil
	}
	return known
}

// placed are an object's members, or a list's items, with their places.
func placed(n *source.Node) []format.Placed {
	if len(n.Keys)+len(n.Items) == 0 {
		return nil
	}
	out := make([]format.Placed, 0, len(n.Keys)+len(n.Items))
	for i, k := range n.Keys {
		one := format.Placed{Key: k.Text, Name: k.Place, Value: n.Values[i].Place, Inner: placed(n.Values[i])}
		if n.Values[i].Null() {
			one.Value = k.Place
		}
		out = append(out, one)
	}
	for _, item := range n.Items {
		out = append(out, format.Placed{Name: item.Place, Value: item.Place, Inner: placed(item)})
	}
	return out
}

// unfolded is the help for an object in the place of a name, where what it holds
// are fields of the object round it: as references are written elsewhere.
func (d *decoder) unfolded(n *source.Node, m format.Origin) string {
	name := n.Get("name")
	if m.Key() == "service" && n.Kind == source.Map {
		return serviceCure(n)
	}
	if (m.Key() == "prefix" || m.Key() == "exact") && n.Kind == source.List && len(n.Items) > 1 && len(d.above) > 0 {
		if each := routeEach(m.Key(), n, d.above[len(d.above)-1].node); each != "" {
			return "write a route each: " + each
		}
	}
	if m.Key() == "jsonnet" && len(d.above) == 1 {
		return mixinCure(n)
	}
	if (m.Key() == "clientCA" || m.Key() == "ca") && n.Kind == source.List && len(n.Items) > 1 {
		return "write one file, in which all of these stand one after the other"
	}
	if m.Key() == "serviceAccount" && n.Kind == source.Map && scalarOf(n, "name") != "" {
		return "write " + scalarOf(n, "name") + " in place of the object: it exists already, or is made by an overlay or a mixin"
	}
	if n.Kind != source.Map || name == nil || m.Key() == "" || len(d.above) == 0 {
		return singleCure(n)
	}
	outer, parts := &d.above[len(d.above)-1], []string{m.Key() + ": " + abridged(name)}
	for i, k := range n.Keys {
		switch {
		case k.Text == "name":
		case outer.layout.ByKey(k.Text) == nil || outer.node.Get(k.Text) != nil || k.Text == m.Key():
			return singleCure(n)
		default:
			parts = append(parts, k.Text+": "+abridged(n.Values[i]))
		}
	}
	if len(parts) == 1 {
		return "write " + abridged(name) + " in place of the object"
	}
	return "write " + strings.Join(parts, ", ") + " beside each other"
}

// mixinCure is how a mixin is written that stands in its file's place, or is several files.
func mixinCure(n *source.Node) string {
	if n.Kind == source.Map {
		return "write what it holds into a file beside the topology, as site.jsonnet, and here its name: jsonnet: site.jsonnet"
	}
	files := make([]string, len(n.Items))
	for i, item := range n.Items {
		if files[i] = item.Text; item.Kind != source.Scalar || i == mostRepeated {
			return oneValue
		}
	}
	if len(files) < 2 {
		return singleCure(n)
	}
	return "write a file that adds them, as site.jsonnet: (import '" + strings.Join(files, "') + (import '") + "'), and here its name: jsonnet: site.jsonnet"
}

// singleCure shows the one value that a list holds, or an image that is written in
// parts, as Helm's values have it.
func singleCure(n *source.Node) string {
	if n.Kind == source.List && len(n.Items) == 1 && n.Items[0].Kind == source.Scalar && n.Items[0].Text != "" {
		return "write " + format.YAMLWord(n.Items[0].Text) + " without the brackets"
	}
	if name, tag := n.Get("repository"), n.Get("tag"); name != nil && tag != nil {
		image := name.Text
		if registry := n.Get("registry"); registry != nil && registry.Text != "" {
			image = strings.TrimSuffix(registry.Text, "/") + "/" + image
		}
		help := "write one text, " + format.YAMLWord(image+":"+tag.Text)
		if policy := scalarOf(n, "pullPolicy"); policy == "Always" || policy == "Never" {
			help += ", and container: {imagePullPolicy: " + policy + "} beside it"
		}
		return help
	}
	if n.Kind == source.Map && len(n.Keys) == 1 && n.Values[0].Kind == source.Scalar && !n.Values[0].Null() {
		return "write " + abridged(n.Values[0]) + " in place of the object"
	}
	return oneValue
}

// oneValue is the cure where nothing in a list or an object tells what is meant.
const oneValue = "write one value, without [ ] or { }"
