package composing

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/places"
	"render/render/source"
)

// whole is a Compose file with those that Compose merges into it by itself: what it includes, and the one that overrides it.
func (c *composed) whole(root *source.Node) *source.Node {
	root = c.including(root)
	for _, other := range c.known.Over {
		root = compose.Merged(root, other)
	}
	own := path.Base(root.Place.Source.Name())
	for _, stem := range [...]string{"compose", "docker-compose"} {
		if c.known.Beside == nil || own != stem+".yml" && own != stem+".yaml" || len(c.known.Over) > 0 {
			continue // -f names it, and then no other is looked for
		}
		for _, end := range [...]string{".override.yml", ".override.yaml"} {
			if _, err := fs.Stat(c.known.Beside, stem+end); err != nil {
				continue
			}
			other, why := c.another(stem + end)
			if why != "" {
				c.tellOther(root, stem+end, why)
				continue
			}
			root = compose.Merged(root, other)
			c.notes = append(c.notes, stem+end+" beside it is merged into it, as Compose does where no -f names files")
		}
	}
	for _, file := range strings.FieldsFunc(c.variables["COMPOSE_FILE"].Text, func(r rune) bool { return r == ':' || r == ';' }) {
		if path.Base(file) != own && len(c.known.Over) == 0 {
			c.tellOther(root, file, "COMPOSE_FILE in "+dotEnv+" names it; write --from for each of them, in that order")
		}
	}
	return root
}

func (c *composed) tellOther(root *source.Node, file, why string) {
	c.became = append(c.became, document.Became{Place: root.Place, Name: file + " beside it", Why: why})
}

// including is a Compose file with what it includes; what cannot be read is told.
func (c *composed) including(root *source.Node) *source.Node {
	list := root.Get("include")
	if list == nil || list.Null() {
		return root
	}
	if list.Kind != source.List {
		c.became = append(c.became, document.Became{Place: list.Place, Name: "include", Why: "a list belongs here"})
	}
	for _, item := range list.Items {
		file := item.Text
		if item.Kind == source.Map && len(item.Keys) == 1 {
			file = compose.Text(item, "path")
		}
		other, why := (*source.Node)(nil), "what is more than its path is Compose's to follow; write it out, as this does: "+compose.FilledIn
		if file != "" {
			other, why = c.another(file)
		}
		if why == "" && other.Get("include") != nil {
			why = "it includes others itself; write it out, as this does: " + compose.FilledIn
		}
		if why != "" {
			c.became = append(c.became, document.Became{Place: item.Place, Name: "include " + cmp.Or(file, compose.Text(item, "path")), Why: why})
			continue
		}
		root = compose.Merged(other, root)
		c.becomes(item.Place, "include "+file, "what it holds, as if it stood here")
	}
	return root
}

// another is a Compose file beside the one that is read, or below its folder, or why there is none.
func (c *composed) another(file string) (*source.Node, string) {
	folder := path.Dir(path.Clean(file))
	if c.known.Beside != nil && folder != "." {
		if _, err := fs.Stat(c.known.Beside, path.Join(folder, dotEnv)); err == nil {
			return nil, "variables in it are those of " + path.Join(folder, dotEnv) + "; write it out, as this does: " + compose.FilledIn
		}
	}
	text, why := c.textBeside(file)
	if why != "" {
		return nil, why
	}
	n, wrong := source.Parse(places.NewSource(path.Join(path.Dir(c.name), file), text))
	kept, tagged := wrong[:0], false
	for _, one := range wrong {
		if tagged = tagged || one.Code == "yaml-tag"; one.Code != "yaml-tag" && one.Code != "yaml-merge-key" {
			kept = append(kept, one)
		}
	}
	switch {
	case tagged:
		return nil, "a tag in it, as !reset, is Compose's to follow; write it out, as this does: " + compose.FilledIn
	case kept.Failed() || n == nil || n.Kind != source.Map:
		return nil, "it is no YAML that every reader takes alike; render init --from " + file + " says where"
	}
	return compose.Rebased(n, folder), ""
}

// extended are the services of the file, each with what it extends.
func (c *composed) extended(services *source.Node) *source.Node {
	out, wrong := compose.Extended(services, func(file string) (*source.Node, string) {
		other, why := c.another(file)
		if why == "" && other.Get("services") == nil {
			why = "it has no services"
		}
		if why != "" {
			return nil, file + ": " + why
		}
		return other.Get("services"), ""
	})
	c.unextended = wrong
	return out
}

// isAsleep reports whether Compose starts a service only where one of its profiles is asked for, and .env asks for none.
func (c *composed) isAsleep(n *source.Node) bool {
	profiles := n.Get("profiles")
	if profiles == nil || len(profiles.Items) == 0 {
		return false
	}
	asked := strings.Split(c.variables["COMPOSE_PROFILES"].Text, ",")
	return !slices.ContainsFunc(profiles.Items, func(one *source.Node) bool {
		return slices.ContainsFunc(asked, func(a string) bool { a = strings.TrimSpace(a); return a == "*" || a != "" && a == one.Text })
	})
}
