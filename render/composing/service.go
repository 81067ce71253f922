package composing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/platform"
	"render/render/source"
)

// service reads a service, and tells what becomes of its keys.
func (c *composed) service(key, n *source.Node) *service {
	s := &service{key: key.Text, name: document.Slug(key.Text), node: n}
	if image := n.Get("image"); image != nil && c.missing(image) == "" {
		s.image = compose.Text(n, "image")
	}
	for i, k := range n.Keys {
		c.serviceKey(s, i, "services."+key.Text+"."+k.Text)
	}
	if s.wants != nil {
		c.notes = append(c.notes, "app "+s.name+" wants "+strings.Join(s.wants, " and "))
	}
	c.leadVirtual(s)
	c.findPort(s)
	c.openOnNode(s)
	return s
}

// serviceKey reads key number i of a service.
func (c *composed) serviceKey(s *service, i int, name string) {
	key, value := s.node.Keys[i], s.node.Values[i]
	what := ""
	if value.Null() || value.Kind != source.Scalar && len(value.Items)+len(value.Keys) == 0 {
		return // nothing is said
	}
	switch key.Text {
	case "image":
		what = "image"
	case "ports", "expose":
		c.readPorts(s, i, name)
		return
	case "environment":
		c.readEnv(s, value, name)
		return
	case "labels":
		c.readLabels(s, key, value, name)
		return
	case "command", "entrypoint":
		c.readCommand(s, key, value, name)
		return
	case "env_file":
		c.readEnvFiles(s, value, name)
		return
	case "volumes", "devices", "secrets", "configs", "tmpfs", "security_opt":
		c.readItems(s, key, value, name)
		return
	case "deploy":
		c.readDeploy(s, value, name)
	}
	parts, needs := compose.PartsOf(s.node, i)
	help, needless := strings.CutPrefix(compose.Help(s.node, i), "remove it: ")
	if why := c.unextended[value.Place]; key.Text == "extends" && why != "" {
		help = why + "; write it out, as this does: " + compose.FilledIn
	}
	untaken := cmp.Or(c.missing(value), c.revealed(value), tellsPassword(key, value))
	switch {
	case what != "":
		c.becomes(key.Place, name, "app "+s.name+": "+what)
	case len(parts) > 0 && untaken == "":
		s.parts = append(s.parts, parts...)
		c.becomes(key.Place, name, "app "+s.name+": "+objectsOf(parts))
		if needs != "" && key.Text == "extra_hosts" {
			c.became = append(c.became, document.Became{Place: key.Place, Name: name + " host-gateway", Why: help})
		} else {
			c.wants(s, needs)
		}
	case needless:
		c.leave(key.Place, name, help)
	case strings.HasPrefix(key.Text, "x-"):
		c.leave(key.Place, name, "what services share")
	case key.Text == "deploy" && value.Kind == source.Map: // each key of it is told of
	default:
		c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: cmp.Or(untaken, help)})
	}
}

// objectsOf are the fields that parts are in.
func objectsOf(parts []compose.Part) string {
	var out []string
	for _, one := range parts {
		if at := strings.TrimPrefix(one.Object+"."+one.Key, "."); !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return strings.Join(out, ", ")
}

// app is a service as an app.
func (c *composed) app(s *service) any {
	c.readWeb(s)
	s.parts = append(s.parts, compose.Part{Object: "pod", Key: "enableServiceLinks", Value: "false"})
	app := document.Mapping{{Key: "name", Value: s.name}, {Key: "image", Value: s.image}}
	app.Add("port", document.Alone(portList(s.ports, s.webPort())))
	app.Add("strategy", strategyOf(s))
	app.Add("env", c.environment(s))
	app = append(app, s.member...)
	for _, object := range [...]string{"", "resources", "container", "pod", "securityContext"} {
		fields := compose.Fields(s.parts, object)
		switch {
		case fields == "":
		case object == "":
			for _, one := range s.parts {
				if one.Object == "" && !slices.ContainsFunc(app, func(m document.Member) bool { return m.Key == one.Key }) {
					app.Add(one.Key, document.Literal(one.Value))
				}
			}
		default:
			app.Add(object, document.Literal("{"+fields+"}"))
		}
	}
	c.publish(s, &app)
	return app
}

// isProxy reports whether an image is one of a proxy that leads requests to other services.
func isProxy(image string) bool {
	switch platform.ImageName(image) {
	case "traefik", "nginx-proxy", "acme-companion", "nginx-proxy-manager", "caddy-docker-proxy", "swag":
		return true
	}
	return false
}
