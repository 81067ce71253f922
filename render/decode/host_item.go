package decode

import (
	"strings"

	"render/render/format"
	"render/render/source"
)

// hostItem is a host that was written as a key, as an item: with the certificate or
// the members behind it.
func hostItem(k, value *source.Node) string {
	host := format.YAMLWord(k.Text)
	switch {
	case value.Null() || value.Kind == source.Map && len(value.Keys) == 0:
		return host
	case value.Kind == source.Map:
		return "{host: " + host + ", " + strings.TrimPrefix(abridgedMap(value), "{")
	}
	return "{host: " + host + ", cert: " + abridged(value) + "}"
}

// likeHost reports whether a key is meant as a host.
func likeHost(key string) bool { return strings.Contains(key, ".") || key == "*" }

// hostsAsKeys is the list that is meant by an object of hosts; "" where it is none.
func hostsAsKeys(p *format.Layout, n *source.Node) string {
	if n.Kind != source.Map || p == nil || p.ByKey("host") == nil || len(n.Keys) == 0 || len(n.Keys) > 4 {
		return ""
	}
	items := make([]string, len(n.Keys))
	for i, k := range n.Keys {
		if !likeHost(k.Text) {
			return ""
		}
		items[i] = hostItem(k, n.Values[i])
	}
	return "write a list: [" + strings.Join(items, ", ") + "]"
}
