package composing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/source"
)

// readItems reads a key whose items are each for themselves, so that one which is no part of a pod keeps back no other.
func (c *composed) readItems(s *service, key, value *source.Node, name string) {
	items := value.Items
	if value.Kind == source.Scalar {
		items = []*source.Node{value}
	}
	if value.Kind == source.Map {
		c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: "a list belongs here"})
	}
	var taken []compose.Part
	for _, item := range items {
		parts, needs := c.partsOf(s, key, item)
		switch why := cmp.Or(c.missing(item), c.revealed(item)); {
		case len(parts) == 0 || why != "" && key.Text != "volumes": // of which a claim takes the place, whatever it is called
			help, needless := itemHelp(s, key, item)
			if needless && why == "" {
				c.leave(item.Place, name+" "+shownItem(item), help)
			} else {
				c.became = append(c.became, document.Became{Place: item.Place, Name: name + " " + shownItem(item), Why: cmp.Or(why, help)})
			}
		default:
			taken = append(taken, parts...)
			c.wants(s, needs)
		}
		c.tellOwner(item, name)
	}
	if taken != nil {
		s.parts = append(s.parts, taken...)
		c.becomes(key.Place, name, "app "+s.name+": "+objectsOf(taken))
	}
}

// tellOwner tells of whose a file of a Secret or a ConfigMap is to be.
func (c *composed) tellOwner(item *source.Node, name string) {
	for _, key := range [...]string{"gid", "uid"} {
		if id := compose.Text(item, key); id != "" {
			c.became = append(c.became, document.Became{Place: item.Place, Name: name + " " + shownItem(item) + " " + key, Why: "files of Secrets and ConfigMaps are root's; write securityContext: {fsGroup: " + id + "}, by which that group reads them"})
			return
		}
	}
}

// partsOf are what an item becomes at its app, and what has to be there for it.
func (c *composed) partsOf(s *service, key, item *source.Node) ([]compose.Part, string) {
	if key.Text == "secrets" || key.Text == "configs" {
		var defined *source.Node
		if all := c.root.Get(key.Text); all != nil {
			defined = all.Get(cmp.Or(compose.Text(item, "source"), item.Text))
		}
		return compose.File(key.Text, item, defined)
	}
	node, i := withItem(s, key, item)
	if key.Text != "volumes" {
		return compose.PartsOf(node, i)
	}
	if s.called == nil {
		s.called = c.calledIn(s)
	}
	parts, needs := compose.Volumes(node.Values[i], s.called)
	parts, needs = c.drive(s, parts, needs, item)
	s.mounts, s.writes = s.mounts || len(parts) > 0, s.writes || isWritten(parts)
	if slices.ContainsFunc(parts, func(p compose.Part) bool {
		return strings.Contains(p.Value, "{path: /var/run/docker.sock}") || strings.Contains(p.Value, "{path: /run/docker.sock}")
	}) {
		c.notes = append(c.notes, "app "+s.name+" mounts the socket of Docker, which nodes with containerd, as those of microk8s, do not have: what asks Docker for containers finds none there")
	}
	return parts, needs
}

// wants keeps what has to be there for an app.
func (c *composed) wants(s *service, needs string) {
	if needs = strings.TrimPrefix(needs, ", with "); needs != "" && !slices.Contains(s.wants, needs) {
		s.wants = append(s.wants, needs)
	}
}

// itemHelp is what to write in place of an item, or why nothing has to be.
func itemHelp(s *service, key, item *source.Node) (help string, needless bool) {
	if key.Text == "volumes" {
		return compose.VolumeHelp(item), false
	}
	return strings.CutPrefix(compose.Help(withItem(s, key, item)), "remove it: ")
}

// withItem is a service of which a key has one item alone, and which key that is.
func withItem(s *service, key, item *source.Node) (out *source.Node, i int) {
	i = slices.Index(s.node.Keys, key)
	one := *s.node
	one.Values = slices.Clone(one.Values)
	one.Values[i] = &source.Node{Kind: source.List, Place: item.Place, Items: []*source.Node{item}}
	return &one, i
}

// shownItem is an item in a few words.
func shownItem(item *source.Node) string {
	if item.Kind == source.Scalar {
		return item.Text
	}
	return cmp.Or(compose.Text(item, "source"), compose.Text(item, "target"))
}
