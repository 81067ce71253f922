package manifest

import "encoding/json"

// MarshalJSON implements json.Marshaler, for what passes objects on; output is
// written by AppendJSON.
func (o Object) MarshalJSON() ([]byte, error) { return marshal(nil, o) }

func marshal(dst []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case Object:
		return marshalAll(dst, '{', '}', len(v), func(dst []byte, i int) ([]byte, error) {
			dst, err := marshalText(dst, v[i].Key)
			if err != nil {
				return nil, err
			}
			return marshal(append(dst, ':'), v[i].Value)
		})
	case []any:
		return marshalAll(dst, '[', ']', len(v), func(dst []byte, i int) ([]byte, error) { return marshal(dst, v[i]) })
	case string:
		return marshalText(dst, v)
	}
	text, err := json.Marshal(v)
	return append(dst, text...), err
}

// marshalText is json.Marshal of a text, without it for the many in which nothing is
// to be escaped.
func marshalText(dst []byte, s string) ([]byte, error) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			text, err := json.Marshal(s)
			return append(dst, text...), err
		}
	}
	return append(append(append(dst, '"'), s...), '"'), nil
}

func marshalAll(dst []byte, opening, closing byte, n int, item func(dst []byte, i int) ([]byte, error)) ([]byte, error) {
	dst = append(dst, opening)
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = item(dst, i); err != nil {
			return nil, err
		}
	}
	return append(dst, closing), nil
}

// UnmarshalJSON implements json.Unmarshaler. Numbers are float64.
func (o *Object) UnmarshalJSON(text []byte) error {
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		return err
	}
	*o = nil
	if m != nil {
		*o = NewObject(m)
	}
	return nil
}
