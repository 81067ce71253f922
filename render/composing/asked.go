package composing

import (
	"fmt"
	"regexp"
	"strconv"

	"render/internal/later"
	"render/render/compose"
	"render/render/platform"
	"render/render/source"
)

// serverForm is a server with its port, as texts have it: behind a scheme, a user or nothing.
func serverForm() *regexp.Regexp {
	return serverFormOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[/@,;= '"])([A-Za-z0-9][A-Za-z0-9_.-]*):([0-9]{2,5})(?:$|[/?,; '"])`)
	})
}

var serverFormOnce later.Value[*regexp.Regexp]

// askedPort is the port at which other services ask one, by what they have in variables and commands, and who does; 0 where
// nobody does, or several do at several.
func (c *composed) askedPort(name string) (port int, by string) {
	for i, key := range c.all.Keys {
		if key.Text == name {
			continue
		}
		for _, text := range c.spoken(c.all.Values[i]) {
			for _, found := range serverForm().FindAllStringSubmatch(text, -1) {
				at, err := strconv.Atoi(found[2])
				switch {
				case found[1] != name || err != nil || at > 65535:
				case port != 0 && port != at:
					return 0, ""
				default:
					port, by = at, key.Text
				}
			}
		}
	}
	return port, by
}

// spoken are the texts of a service's variables and commands.
func (c *composed) spoken(service *source.Node) (out []string) {
	for _, key := range [...]string{"environment", "command", "entrypoint"} {
		n := service.Get(key)
		if n == nil {
			continue
		}
		out = append(out, compose.Texts(n)...)
		for _, value := range n.Values {
			if value.Kind == source.Scalar {
				out = append(out, value.Text)
			}
		}
	}
	return out
}

// findPort gives a port to a service of which the file publishes none: where its health check asks, where its image mostly
// listens, or where others ask for it.
func (c *composed) findPort(s *service) {
	if len(s.ports) > 0 {
		return
	}
	asked, by := c.askedPort(s.key)
	for _, one := range [...]struct {
		port int
		why  string
	}{
		{compose.CheckedPort(s.node), "its healthcheck asks there"},
		{asked, "service " + by + " asks for it there"},
		{platform.PortOfImage(s.image), "its image mostly does"},
	} {
		if one.port > 0 {
			s.ports = []servicePort{{inside: one.port}}
			c.notes = append(c.notes, fmt.Sprintf("app %s listens on %d, as %s: no port of it is in the file", s.name, one.port, one.why))
			return
		}
	}
}
