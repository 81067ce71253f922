package renaming

import (
	"maps"
	"slices"
)

// maxDepth is deeper than any object of an API.
const maxDepth = 200

// walk follows the fields of an object; at is what is known of them, nil for
// nothing.
func (c *carrier) walk(v any, at *node, path []string) any {
	if len(path) > maxDepth {
		return v
	}
	if at != nil && at.form != nil {
		return c.apply(v, at.form, path)
	}
	switch v := v.(type) {
	case map[string]any:
		c.chosen(v, path)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if next, ok := c.marked(key, v[key], path); ok {
				v[key] = next
				continue
			}
			if len(path) == 1 && path[0] == "metadata" && (key == "name" || key == "namespace") {
				continue
			}
			v[key] = c.walk(v[key], at.child(key), append(path[:len(path):len(path)], key))
		}
	case []any:
		for i := range v {
			v[i] = c.walk(v[i], at, path)
		}
	case string:
		c.leftover(v, path)
	}
	return v
}

// apply carries what a field says, or each item of a list of it.
func (c *carrier) apply(v any, f form, path []string) any {
	if list, ok := v.([]any); ok {
		for i := range list {
			list[i] = c.apply(list[i], f, path)
		}
		return list
	}
	return f(c, v, path)
}

// gatewayLabels have a Gateway's name on the pods that Istio makes of it.
var gatewayLabels = []string{"gateway.networking.k8s.io/gateway-name", "istio.io/gateway-name"}

// marked are members that mean a name wherever they are: labels in selectors, and
// annotations.
func (c *carrier) marked(key string, value any, path []string) (any, bool) {
	name, ok := value.(string)
	if !ok {
		return nil, false
	}
	return c.label(key, name, path)
}

func (c *carrier) label(key, name string, path []string) (any, bool) {
	switch {
	case key == "kubernetes.io/metadata.name":
		return c.scheme.Namespace(name), true
	case slices.Contains(gatewayLabels, key):
		now, _ := c.anywhere(gatewayAPI, "Gateway", name, path)
		return now, true
	case key == "metallb.io/address-pool" || key == "metallb.universe.tf/address-pool":
		now, _ := c.anywhere(metallb, "IPAddressPool", name, path)
		return now, true
	}
	return nil, false
}

// chosen carries the values of a selector's expression.
func (c *carrier) chosen(object map[string]any, path []string) {
	key, _ := object["key"].(string)
	values, _ := object["values"].([]any)
	for i := range values {
		if name, ok := values[i].(string); ok {
			if now, ok := c.label(key, name, path); ok {
				values[i] = now
			}
		}
	}
}
