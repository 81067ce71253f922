package manifest

import "strconv"

// Replace gives a copy of an object whose single values are what f makes of
// them. f sees them in the order in which they are written, with the keys above
// them; items of a list have no key of their own. What f returns has to be a
// single value again. keys is only good until f returns.
func Replace(object Object, f func(keys []string, v any) (any, error)) (Object, error) {
	r := replacer{f: f, keys: make([]string, 0, 16)}
	return r.object(object)
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

func (r *replacer) value(v any) (any, error) {
	switch v := v.(type) {
	case Object:
		return r.object(v)
	case []any:
		return r.list(v)
	}
	return r.f(r.keys, v)
}

func (r *replacer) object(o Object) (Object, error) {
	if err := r.deeper(); err != nil {
		return nil, err
	}
	out := make(Object, len(o))
	for i, m := range o {
		r.keys = append(r.keys, m.Key)
		v, err := r.value(m.Value)
		if err != nil {
			return nil, within(err, keyStep(m.Key))
		}
		r.keys = r.keys[:len(r.keys)-1]
		out[i] = Member{m.Key, v}
	}
	r.depth--
	return out, nil
}

func (r *replacer) list(list []any) ([]any, error) {
	if err := r.deeper(); err != nil {
		return nil, err
	}
	out := make([]any, len(list))
	for i, item := range list {
		v, err := r.value(item)
		if err != nil {
			return nil, within(err, "["+strconv.Itoa(i)+"]")
		}
		out[i] = v
	}
	r.depth--
	return out, nil
}
