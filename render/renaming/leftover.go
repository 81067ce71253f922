package renaming

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// leftover tells of a text that means a renamed object in a field that is not known
// to name any: a Service by its name in DNS, and in a kind that is not known a name
// alone.
func (c *carrier) leftover(value string, path []string) {
	if !c.known && len(path) > 1 && path[0] != "metadata" && !slices.Contains(path, "labels") && !slices.Contains(path, "matchLabels") {
		if old, ok := c.bare[value]; ok {
			c.doubt(path, fmt.Sprintf("%s may mean %s, which is called %s now: the fields of %s are not known", wording.Quote(value), old, wording.Quote(c.names[old].Name), c.at.Old.Kind),
				"patch the field too, if it does")
			return
		}
	}
	if !strings.ContainsAny(value, "./") {
		return
	}
	for token := range strings.FieldsFuncSeq(value, func(r rune) bool { return !nameRune(r) }) {
		if now, ok := c.service(token, ""); ok && now != token {
			c.inText(path, fmt.Sprintf("means a Service by the name %s, which is %s now, in a text that render does not change", wording.Quote(token), wording.Quote(now)))
			return
		}
	}
	if _, host, ok := strings.Cut(value, "://"); ok {
		host = host[:len(host)-len(strings.TrimLeftFunc(host, nameRune))]
		id := manifest.ID{Kind: "Service", Namespace: c.at.Old.Namespace, Name: host}
		if now, ok := c.names[id]; ok && now != id && !strings.Contains(host, ".") {
			c.inText(path, fmt.Sprintf("means the Service %s, which is called %s now, in a text that render does not change", wording.Quote(host), wording.Quote(now.Name)))
		}
	}
}

// inText tells of a Service in a text; of annotations most are for people.
func (c *carrier) inText(path []string, message string) {
	tell := c.fail
	if slices.Contains(path, "annotations") {
		tell = c.doubt
	}
	tell(path, message, "write the new name by a patch of an overlay before, or leave its name alone")
}

func nameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.'
}
