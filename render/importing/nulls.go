package importing

import "render/render/manifest"

// withoutNulls are objects without fields that have no value, which are none to an API server.
func withoutNulls(list []manifest.Manifest) []manifest.Manifest {
	out := make([]manifest.Manifest, len(list))
	for i, m := range list {
		m.Object, _ = valued(m.Object).(manifest.Object)
		out[i] = m
	}
	return out
}

// valued is a value without members that have none.
func valued(value any) any {
	switch v := value.(type) {
	case manifest.Object:
		out := make(manifest.Object, 0, len(v))
		for _, m := range v {
			if m.Value != nil {
				out = append(out, manifest.Member{Key: m.Key, Value: valued(m.Value)})
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = valued(v[i])
		}
		return out
	}
	return value
}
