package mesh

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

func (l *list) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]string)(l))
	}
	*l = make(list, 1)
	return json.Unmarshal(text, &(*l)[0])
}

// Each of these may be written short.

func (i *istio) UnmarshalJSON(text []byte) error {
	type long istio
	return short(text, (*long)(i), func(string) {})
}

func (t *tls) UnmarshalJSON(text []byte) error {
	type long tls
	text = bytes.Replace(text, []byte(`"mode":false`), []byte(`"mode":"off"`), 1) // as YAML 1.1 reads it
	return short(text, (*long)(t), func(word string) { t.Mode = word })
}

func (m *mode) UnmarshalJSON(text []byte) error {
	type long mode
	return short(text, (*long)(m), func(word string) { m.Mode = word })
}

func (c *cert) UnmarshalJSON(text []byte) error {
	type long cert
	return short(text, (*long)(c), func(string) {})
}

func (r *route) UnmarshalJSON(text []byte) error {
	type long route
	return short(text, (*long)(r), func(path string) {
		if prefix, ok := strings.CutSuffix(path, "/*"); ok {
			r.Prefix = prefix + "/"
		} else {
			r.Exact = path
		}
	})
}

func (p *port) UnmarshalJSON(text []byte) error {
	type long port
	return short(text, (*long)(p), func(number string) { p.Port, _ = strconv.Atoi(number) })
}

func (p *ports) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]port)(p))
	}
	*p = make(ports, 1)
	return json.Unmarshal(text, &(*p)[0])
}

// short reads an object, or hands on a word or number alone.
func short(text []byte, object any, word func(string)) error {
	if text[0] == '{' {
		return json.Unmarshal(text, object)
	}
	text = bytes.Trim(text, `"`)
	if string(text) == "false" {
		text = []byte("off") // as YAML 1.1 reads the word
	}
	word(string(text))
	return nil
}
