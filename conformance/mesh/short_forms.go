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
	return short(text, (*long)(i), func(word string) { i.Version = word })
}

func (h *hostItem) UnmarshalJSON(text []byte) error {
	type long hostItem
	return short(text, (*long)(h), func(host string) { h.Host = list{host} })
}

func (t *tls) UnmarshalJSON(text []byte) error {
	type long tls
	text = bytes.Replace(text, []byte(`"mode":false`), []byte(`"mode":"off"`), 1) // as YAML 1.1 reads it
	return short(text, (*long)(t), func(word string) { t.Mode = word })
}

func (p *portTLS) UnmarshalJSON(text []byte) error {
	if text[0] != '{' {
		return p.tls.UnmarshalJSON(text)
	}
	type own struct {
		CA     any      `json:"ca"`
		Names  []string `json:"names"`
		SNI    string   `json:"sni"`
		Verify *bool    `json:"verify"`
	}
	var o own
	if err := json.Unmarshal(text, &o); err != nil {
		return err
	}
	p.CA, p.Names, p.SNI, p.Verify = o.CA, o.Names, o.SNI, o.Verify
	return p.tls.UnmarshalJSON(text)
}

func (r *redirect) UnmarshalJSON(text []byte) error {
	type long redirect
	r.written = true
	if text[0] != '{' {
		return json.Unmarshal(text, &r.all)
	}
	r.all = true
	return json.Unmarshal(text, (*long)(r))
}

func (m *mode) UnmarshalJSON(text []byte) error {
	type long mode
	return short(text, (*long)(m), func(word string) { m.Mode = word })
}

func (c *cert) UnmarshalJSON(text []byte) error {
	type long cert
	return short(text, (*long)(c), func(stem string) { c.Crt = stem + ".crt" })
}

func (s *service) UnmarshalJSON(text []byte) error {
	type long service
	return short(text, (*long)(s), func(word string) { s.Type = word })
}

func (o *outside) UnmarshalJSON(text []byte) error {
	type long outside
	return short(text, (*long)(o), func(word string) { o.Address = word })
}

func (r *redirection) UnmarshalJSON(text []byte) error {
	type long redirection
	return short(text, (*long)(r), func(word string) { r.To = word })
}

func (r *response) UnmarshalJSON(text []byte) error {
	type long response
	return short(text, (*long)(r), func(number string) { r.Status, _ = strconv.Atoi(number) })
}

func (r *rewrite) UnmarshalJSON(text []byte) error {
	type long rewrite
	return short(text, (*long)(r), func(word string) { r.Path = word })
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
	var said string
	if json.Unmarshal(text, &said) != nil {
		said = string(text)
	}
	if said == "false" {
		said = "off" // as YAML 1.1 reads the word
	}
	word(said)
	return nil
}
