package importing

import (
	"slices"

	"render/render/source"
)

// isInventory reports whether a document is an inventory of Ansible's: groups alone, each with its hosts,
// its variables or the groups in it.
func isInventory(n *source.Node) bool {
	if n.Kind != source.Map || len(n.Keys) == 0 {
		return false
	}
	some := false
	for _, group := range n.Values {
		if group.Null() {
			continue
		}
		if group.Kind != source.Map || slices.ContainsFunc(group.Keys, func(k *source.Node) bool { return !slices.Contains([]string{"hosts", "vars", "children"}, k.Text) }) {
			return false
		}
		some = some || len(group.Keys) > 0
	}
	return some
}

// ofGroup are the maps of variables of a group, then those of the groups in it, then those of its hosts, since a
// later one goes before an earlier one.
func ofGroup(group *source.Node) (out []*source.Node) {
	if vars := group.Get("vars"); vars != nil && vars.Kind == source.Map {
		out = append(out, vars)
	}
	if children := group.Get("children"); children != nil {
		for _, one := range children.Values {
			out = append(out, ofGroup(one)...)
		}
	}
	if hosts := group.Get("hosts"); hosts != nil {
		for _, one := range hosts.Values {
			if one.Kind == source.Map {
				out = append(out, one)
			}
		}
	}
	return out
}

// ArePlays reports whether a document is a list of plays.
func ArePlays(n *source.Node) bool {
	return n != nil && n.Kind == source.List && slices.ContainsFunc(n.Items, func(play *source.Node) bool {
		return play.Get("hosts") != nil && slices.ContainsFunc([]string{"roles", "tasks", "vars"}, func(key string) bool { return play.Get(key) != nil })
	})
}
