package composing

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/format"
	"render/render/source"
)

// driven is what a pod has in place of the claim of a volume whose driver says where it is, and what is said beside that;
// "" for a volume of Docker's own, and for one that pods have no such field for.
func (c *composed) driven(name string) (instead string, beside []string) {
	opts := c.driverOptions(name)
	if opts == nil || c.missing(opts) != "" {
		return "", nil
	}
	kind, from := compose.Text(opts, "type"), compose.Text(opts, "device")
	server, size, only := "", "", ""
	for one := range strings.SplitSeq(compose.Text(opts, "o"), ",") {
		switch key, value, _ := strings.Cut(strings.TrimSpace(one), "="); key {
		case "", "rw", "bind", "rbind":
		case "ro":
			only = ", readOnly: true"
		case "addr":
			server = value
		case "size":
			size = value
		default:
			beside = append(beside, one)
		}
	}
	if host, path, ok := strings.Cut(from, ":"); server == "" && ok && host != "" {
		server, from = host, path
	}
	switch from = strings.TrimPrefix(from, ":"); {
	case strings.HasPrefix(kind, "nfs") && server != "" && strings.HasPrefix(from, "/"):
		return "nfs: {server: " + format.YAMLWord(server) + ", path: " + format.YAMLWord(from) + only + "}", beside
	case kind == "tmpfs":
		parts, _ := compose.PartsOf(tmpfs(size), 0)
		_, instead, _ = strings.Cut(parts[0].Value, ", ")
		return strings.TrimSuffix(instead, "}"), nil
	case (kind == "none" || kind == "") && strings.HasPrefix(from, "/"):
		return "hostPath: {path: " + format.YAMLWord(from) + "}", nil
	}
	return "", nil
}

// tmpfs is a service with nothing but one, of a size.
func tmpfs(size string) *source.Node {
	word := func(text string) *source.Node { return &source.Node{Kind: source.Scalar, Text: text} }
	return &source.Node{Kind: source.Map, Keys: []*source.Node{word("tmpfs")}, Values: []*source.Node{word("/x:size=" + size)}}
}

// drive puts what a volume's driver says into pods, in place of the claim.
func (c *composed) drive(s *service, parts []compose.Part, needs string, item *source.Node) ([]compose.Part, string) {
	from := compose.Text(item, "source")
	if item.Kind == source.Scalar {
		from, _, _ = strings.Cut(item.Text, ":")
	}
	instead, _ := c.driven(from)
	if instead == "" || c.kept.names[from] == "" {
		return parts, needs
	}
	if node, ok := strings.CutPrefix(instead, "hostPath: {path: "); ok && !slices.Contains(s.nodes, strings.TrimSuffix(node, "}")) {
		s.nodes = append(s.nodes, strings.TrimSuffix(node, "}"))
	}
	claim := "persistentVolumeClaim: {claimName: " + c.kept.names[from] + "}"
	for i := range parts {
		parts[i].Value = strings.Replace(parts[i].Value, claim, instead, 1)
	}
	return parts, ""
}

// tellVolumes tells what became of what volumes say to their drivers: what a claim in their place has to be of, where
// pods do not say it themselves.
func (c *composed) tellVolumes() {
	if c.volumes == nil {
		return
	}
	for _, key := range c.volumes.Keys {
		opts := c.driverOptions(key.Text)
		users := c.users(key.Text)
		if opts == nil || users == nil {
			continue
		}
		name := "volumes." + key.Text + ".driver_opts"
		instead, beside := c.driven(key.Text)
		switch missing := c.missing(opts); {
		case missing != "":
			c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: missing})
		case instead == "":
			c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: "the claim " + c.kept.names[key.Text] + " has to be of what it says"})
		default:
			c.becomes(key.Place, name, "app "+strings.Join(users, ", ")+": pod.volumes")
			if beside != nil {
				c.became = append(c.became, document.Became{Place: key.Place, Name: name + ".o " + strings.Join(beside, ","), Why: "pods have no such options; a PersistentVolume has them as mountOptions, with a claim of it in the place of nfs"})
			}
		}
	}
}

// users are the apps that mount a volume, of those that are taken up.
func (c *composed) users(name string) (out []string) {
	for _, s := range c.services {
		if slices.Contains(c.kept.users[name], s.name) {
			out = append(out, s.name)
		}
	}
	return out
}
