package importing

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/source"
)

// tellNames tells which services are asked by a name that they have from Docker alone, as that of a container, and by
// what: a Service has its app's.
func (c *composed) tellNames() {
	for _, s := range c.services {
		for i, key := range s.node.Keys {
			for _, alias := range aliases(key.Text, s.node.Values[i]) {
				if asking := c.asking(s, alias.Text); alias.Text != s.name && alias.Text != s.key && asking != "" && c.missing(alias) == "" {
					c.became = append(c.became, Became{Place: alias.Place, Name: "services." + s.key + "." + key.Text + " " + alias.Text, Why: "in the cluster it is called " + s.name + "; write that in " + asking})
				}
			}
		}
	}
}

// aliases are other names that a key gives to a service.
func aliases(key string, value *source.Node) (out []*source.Node) {
	switch {
	case key == "container_name" && value.Kind == source.Scalar:
		return []*source.Node{value}
	case key == "networks":
		for _, network := range value.Values {
			if list := network.Get("aliases"); list != nil {
				out = append(out, list.Items...)
			}
		}
	}
	return out
}

// asking is what in other services has a name in it; "" for nothing.
func (c *composed) asking(of *service, name string) string {
	var out []string
	for _, s := range c.services {
		if s == of {
			continue
		}
		for _, v := range s.env {
			if v.text == name && namesServer(v.key) || asksFor(v.text, name) {
				out = append(out, v.key+" of "+s.key)
			}
		}
		for _, key := range [...]string{"command", "entrypoint"} {
			if n := s.node.Get(key); n != nil && slices.ContainsFunc(compose.Texts(n), func(text string) bool { return asksFor(text, name) }) {
				out = append(out, key+" of "+s.key)
			}
		}
	}
	return strings.Join(out, ", ")
}

// namesServer reports whether a variable holds a server by its name.
func namesServer(key string) bool {
	key = strings.ToUpper(key)
	return slices.ContainsFunc([]string{"HOST", "SERVER", "ADDR", "ENDPOINT", "URL", "URI", "BACKEND", "UPSTREAM"}, func(word string) bool { return strings.Contains(key, word) })
}

// asksFor reports whether a text has a name as that of a server: behind a scheme or a user, or before a port.
func asksFor(text, name string) bool {
	if len(name) < 2 {
		return false
	}
	for at := 0; ; {
		found := strings.Index(text[at:], name)
		if found < 0 {
			return false
		}
		from, to := at+found, at+found+len(name)
		begins := from == 0 || strings.ContainsRune("/@,;= '\"", rune(text[from-1]))
		ends := to == len(text) || strings.ContainsRune(":/,;? '\"", rune(text[to]))
		whole := from > 1 && text[from-2:from] == "//" || from > 0 && text[from-1] == '@' || to < len(text) && text[to] == ':'
		if begins && ends && whole {
			return true
		}
		at = to
	}
}

// tellCalled tells the name of a service's app, where it is another than the service's.
func (c *composed) tellCalled(s *service) {
	if s.name == s.key {
		return
	}
	note := "service " + s.key + " is called " + s.name + ", since names of Services have no other letters: others ask for that"
	if asking := c.asking(s, s.key); asking != "" {
		note += "; write it in " + asking
	}
	c.notes = append(c.notes, note)
}
