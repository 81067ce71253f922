package importing

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/source"
)

// tellOthers tells of other Compose files that Compose would merge into this one.
func (c *composed) tellOthers(root *source.Node) {
	if c.known.Beside == nil {
		return
	}
	own := path.Base(root.Place.Source.Name())
	for _, stem := range [...]string{"compose", "docker-compose"} {
		if own != stem+".yml" && own != stem+".yaml" {
			continue // -f names it, and then no other is looked for
		}
		for _, end := range [...]string{".override.yml", ".override.yaml"} {
			if _, err := fs.Stat(c.known.Beside, stem+end); err == nil {
				c.tellOther(root, stem+end)
			}
		}
	}
	for _, file := range strings.FieldsFunc(c.variables["COMPOSE_FILE"].Text, func(r rune) bool { return r == ':' || r == ';' }) {
		if path.Base(file) != own {
			c.tellOther(root, file)
		}
	}
}

func (c *composed) tellOther(root *source.Node, file string) {
	c.became = append(c.became, Became{Place: root.Place, Name: file + " beside it", Why: "how Compose files are merged is Compose's to say; write: " + compose.FilledIn})
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
