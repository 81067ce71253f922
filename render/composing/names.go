package composing

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/source"
)

// tellNames tells which services are asked by a name that they have from Docker alone, as that of a container, and by
// what: a Service has its app's. Variables that ask so have that name from here on.
func (c *composed) tellNames() {
	for _, s := range c.services {
		for i, key := range s.node.Keys {
			for _, alias := range aliases(key.Text, s.node.Values[i]) {
				if alias.Text == s.name || c.all.Get(alias.Text) != nil || c.missing(alias) != "" { // a service is called so
					continue
				}
				done, open := c.asking(s, alias.Text)
				if open != "" {
					c.became = append(c.became, document.Became{Place: alias.Place, Name: "services." + s.key + "." + key.Text + " " + alias.Text, Why: "in the cluster it is called " + s.name + "; write that in " + open})
				}
				if done != "" {
					c.notes = append(c.notes, alias.Text+" is "+s.name+" in "+done+", as its Service is called")
				}
			}
		}
	}
	for _, s := range c.services {
		c.tellCalled(s)
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

// asking is what in other services has a name in it: variables, which get the name of the Service, and what nobody else can
// mend, commands and passwords; "" for nothing.
func (c *composed) asking(of *service, name string) (done, open string) {
	var mended, others []string
	for _, s := range c.services {
		if s == of {
			continue
		}
		for i, v := range s.env {
			switch renamed := calledSo(v.key, v.text, name, of.name); {
			case renamed == v.text:
			case v.secret:
				others = append(others, v.key+" of "+s.key)
			default:
				s.env[i].text = renamed
				mended = append(mended, v.key+" of "+s.key)
			}
		}
		for _, key := range [...]string{"command", "entrypoint"} {
			if n := s.node.Get(key); n != nil && slices.ContainsFunc(compose.Texts(n), func(text string) bool { return calledSo("", text, name, of.name) != text }) {
				others = append(others, key+" of "+s.key)
			}
		}
	}
	return strings.Join(mended, ", "), strings.Join(others, ", ")
}

// namesServer reports whether a variable holds a server by its name.
func namesServer(key string) bool {
	key = strings.ToUpper(key)
	return slices.ContainsFunc([]string{"HOST", "SERVER", "ADDR", "ENDPOINT", "URL", "URI", "BACKEND", "UPSTREAM"}, func(word string) bool { return strings.Contains(key, word) })
}

// calledSo is a text of a variable with another name for a server, where it has that alone, behind a scheme or a user, or
// before a port.
func calledSo(key, text, name, instead string) string {
	switch {
	case len(name) < 2:
		return text
	case text == name && namesServer(key):
		return instead
	}
	var b strings.Builder
	for at := 0; ; {
		found := strings.Index(text[at:], name)
		if found < 0 {
			b.WriteString(text[at:])
			return b.String()
		}
		from, to := at+found, at+found+len(name)
		begins := from == 0 || strings.ContainsRune("/@,;= '\"", rune(text[from-1]))
		ends := to == len(text) || strings.ContainsRune(":/,;? '\"", rune(text[to]))
		whole := from > 1 && text[from-2:from] == "//" || from > 0 && text[from-1] == '@' || to < len(text) && text[to] == ':'
		b.WriteString(text[at:from])
		if begins && ends && whole {
			b.WriteString(instead)
		} else {
			b.WriteString(name)
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
	done, open := c.asking(s, s.key)
	if done != "" {
		note += "; it is written in " + done
	}
	if open != "" {
		note += "; write it in " + open
	}
	c.notes = append(c.notes, note)
}
