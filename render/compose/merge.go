package compose

import (
	"slices"
	"strings"

	"render/render/source"
)

// named are keys of a service whose lists have a name and a value an item, and their objects say the same.
var named = [...]string{"environment", "labels", "annotations", "extra_hosts", "sysctls", "args", "depends_on", "networks"}

// Merged is an object as another one goes on from it, by Compose's rules: objects are put together, and lists behind each
// other, but for commands, which are whole, and what is mounted where something is already
// (https://github.com/compose-spec/compose-spec/blob/main/13-merge.md).
func Merged(base, over *source.Node) *source.Node { return mergedAt("", base, over) }

func mergedAt(key string, base, over *source.Node) *source.Node {
	if slices.Contains(named[:], key) {
		base, over = byName(key, base), byName(key, over)
	}
	switch {
	case base == nil:
		return over
	case base.Kind == source.Map && over.Kind == source.Map:
		return mergedMaps(base, over)
	case over.Kind == source.Scalar && over.Null() && base.Kind != source.Scalar:
		return base
	case key == "command" || key == "entrypoint" || key == "test":
		return over
	case base.Kind == source.Map || over.Kind == source.Map || base.Kind == source.Scalar && over.Kind == source.Scalar && !isListed(key):
		return over
	}
	return mergedLists(key, base, over)
}

// isListed reports whether one text of a key is a list of one.
func isListed(key string) bool {
	return key == "dns" || key == "dns_search" || key == "env_file" || key == "tmpfs"
}

func mergedMaps(base, over *source.Node) *source.Node {
	out := *over
	out.Keys, out.Values = slices.Clone(base.Keys), slices.Clone(base.Values)
	for i, k := range over.Keys {
		at := slices.IndexFunc(out.Keys, func(b *source.Node) bool { return b.Text == k.Text })
		if at < 0 {
			out.Keys, out.Values = append(out.Keys, k), append(out.Values, over.Values[i])
			continue
		}
		out.Keys[at], out.Values[at] = k, mergedAt(k.Text, base.Values[at], over.Values[i])
	}
	return &out
}

func mergedLists(key string, base, over *source.Node) *source.Node {
	own := listItems(over)
	out := &source.Node{Kind: source.List, Flow: over.Flow, Place: over.Place}
	for _, item := range listItems(base) {
		same := func(o *source.Node) bool { return itemName(key, o) == itemName(key, item) }
		if !slices.ContainsFunc(own, same) {
			out.Items = append(out.Items, item)
		}
	}
	out.Items = append(out.Items, own...)
	return out
}

func listItems(n *source.Node) []*source.Node {
	if n.Kind == source.Scalar && !n.Null() {
		return []*source.Node{n}
	}
	return n.Items
}

// itemName is by what an item of a list takes the place of another: where it is mounted, or all of it.
func itemName(key string, n *source.Node) string {
	switch {
	case key == "volumes" && n.Kind == source.Map, n.Kind == source.Map && Text(n, "target") != "" && key != "ports":
		return Text(n, "target")
	case key == "volumes":
		parts := strings.Split(n.Text, ":")
		return parts[min(1, len(parts)-1)]
	case n.Kind == source.Map && key == "ports":
		return Text(n, "host_ip") + ":" + Text(n, "published") + ":" + Text(n, "target") + "/" + Text(n, "protocol")
	case n.Kind == source.Map:
		return Text(n, "source")
	}
	return n.Text
}

// byName is a list of names and values as an object.
func byName(key string, n *source.Node) *source.Node {
	if n == nil || n.Kind != source.List {
		return n
	}
	out := &source.Node{Kind: source.Map, Place: n.Place}
	for _, item := range n.Items {
		at := strings.IndexByte(item.Text, '=')
		if at < 0 && key == "extra_hosts" {
			at = strings.IndexByte(item.Text, ':')
		}
		name, value := *item, &source.Node{Kind: source.Scalar, Place: item.Place}
		if at >= 0 {
			name.Text, value = item.Text[:at], &source.Node{Kind: source.Scalar, Quoted: true, Text: item.Text[at+1:], Place: item.Place}
		}
		again := slices.IndexFunc(out.Keys, func(k *source.Node) bool { return k.Text == name.Text })
		if again >= 0 {
			out.Values[again] = value
			continue
		}
		out.Keys, out.Values = append(out.Keys, &name), append(out.Values, value)
	}
	return out
}
