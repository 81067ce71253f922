package importing

import (
	"slices"
	"strconv"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/plan"
	"render/render/platform"
)

// withoutDualStack takes out of what the control plane is told that which is rendered without
// being said, where a gateway has an IPv6 address.
func (im *importer) withoutDualStack(doc document.Mapping, version platform.Version) {
	six := slices.ContainsFunc(im.tiers, func(t *tier) bool {
		return slices.ContainsFunc(t.ips, func(ip string) bool { return strings.Contains(ip, ":") })
	})
	if !six || !platform.IstioDualStack.In(version) {
		return
	}
	for i := range doc {
		istio, ok := doc[i].Value.(document.Mapping)
		if doc[i].Key != "istio" || !ok {
			continue
		}
		var rest document.Mapping
		for _, m := range istio {
			switch value, _ := m.Value.(manifest.Object); m.Key {
			case "meshConfig":
				rest.Add(m.Key, withoutTrue(value, "defaultConfig", "proxyMetadata", plan.DualStackEnv))
			case "values":
				rest.Add(m.Key, withoutTrue(value, "pilot", "env", plan.DualStackEnv))
			default:
				rest = append(rest, m)
			}
		}
		if doc[i].Value = rest; len(rest) == 1 && rest[0].Key == "version" {
			doc[i].Value = rest[0].Value
		}
	}
}

// withoutTrue is an object without the text "true" under keys that lie in each other, and
// without what has nothing else in it.
func withoutTrue(o manifest.Object, keys ...string) manifest.Object {
	parent := o
	for _, key := range keys[:len(keys)-1] {
		parent = parent.Object(key)
	}
	if parent.Text(keys[len(keys)-1]) != "true" {
		return o
	}
	for n := len(keys); n > 0; n-- {
		o = o.Without(keys[:n]...)
		left := o
		for _, key := range keys[:n-1] {
			left = left.Object(key)
		}
		if len(left) > 0 {
			break
		}
	}
	return o
}

// withNumbers is a mesh configuration in which ports of extension providers are numbers: protobuf
// reads a text with digits as one too.
func withNumbers(mesh manifest.Object) manifest.Object {
	providers := slices.Clone(mesh.List("extensionProviders"))
	changed := false
	for i := range providers {
		provider := asObject(providers[i])
		for _, kind := range provider {
			text, ok := asObject(kind.Value).Get("port").(string)
			if n, err := strconv.ParseUint(text, 10, 16); ok && err == nil {
				provider, changed = provider.With(int64(n), kind.Key, "port"), true
			}
		}
		providers[i] = provider
	}
	if !changed {
		return mesh
	}
	return mesh.With(providers, "extensionProviders")
}
