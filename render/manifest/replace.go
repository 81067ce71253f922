package manifest

import "strconv"

// Replace gives a copy of an object whose single values are what f makes of
// them. f sees them in the order in which they are written, with the keys above
// them; items of a list have no key of their own. What f returns has to be a
// single value again. keys is only good until f returns.
func Replace(object map[string]any, f func(keys []string, v any) (any, error)) (map[string]any, error) {
	r := replacer{f: f, keys: make([]string, 0, 16)}
	return replaceMap(&r, object, false)
}

type replacer struct {
	f     func(keys []string, v any) (any, error)
	keys  []string
	depth int
}

func (r *replacer) deeper() error {
	if r.depth++; r.depth > maxDepth {
		return errTooDeep
	}
	return nil
}

func (r *replacer) value(v any, open bool) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		return replaceMap(r, v, open)
	case map[string]string:
		return replaceMap(r, v, open)
	case []any:
		return replaceList(r, v)
	case []string:
		return replaceList(r, v)
	}
	return r.f(r.keys, v)
}

func replaceMap[V any](r *replacer, m map[string]V, open bool) (map[string]any, error) {
	if err := r.deeper(); err != nil {
		return nil, err
	}
	entries := appendEntries(make([]entry, 0, len(m)), m, open)
	sortEntries(entries)
	out := make(map[string]any, len(m))
	for _, e := range entries {
		r.keys = append(r.keys, e.key)
		v, err := r.value(e.value, openMap(e.key))
		if err != nil {
			return nil, within(err, keyStep(e.key))
		}
		r.keys = r.keys[:len(r.keys)-1]
		out[e.key] = v
	}
	r.depth--
	return out, nil
}

func replaceList[V any](r *replacer, list []V) ([]any, error) {
	if err := r.deeper(); err != nil {
		return nil, err
	}
	out := make([]any, len(list))
	for i, item := range list {
		v, err := r.value(any(item), false)
		if err != nil {
			return nil, within(err, "["+strconv.Itoa(i)+"]")
		}
		out[i] = v
	}
	r.depth--
	return out, nil
}
