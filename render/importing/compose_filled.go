package importing

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compose"
	"render/render/source"
)

func variable() *regexp.Regexp {
	return variableOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile(`\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^${}]*))?\}|([A-Za-z_][A-Za-z0-9_]*))`)
	})
}

var variableOnce later.Value[*regexp.Regexp]

// filled is a node in whose texts the defaults are that the file gives to variables, and $ for $$. One
// with a variable that has none is kept as it is, and remembered.
func (c *composed) filled(n *source.Node) *source.Node {
	out := *n
	if n.Kind == source.Scalar {
		if strings.Contains(n.Text, "$") {
			if text, missing := c.filledIn(n.Text); missing == "" {
				out.Text = text
			} else {
				c.unfilled[&out] = missing
			}
		}
		return &out
	}
	out.Items, out.Values = slices.Clone(n.Items), slices.Clone(n.Values)
	for i, item := range out.Items {
		out.Items[i] = c.filled(item)
	}
	for i, value := range out.Values {
		out.Values[i] = c.filled(value)
	}
	return &out
}

// filledIn is a text with the defaults of its variables, or the first variable that has none.
func (c *composed) filledIn(text string) (filled, missing string) {
	filled = variable().ReplaceAllStringFunc(text, func(one string) string {
		found := variable().FindStringSubmatch(one)
		name := found[1] + found[3]
		switch {
		case one == "$$":
			return "$"
		case !strings.Contains(one, "-"):
			if missing == "" {
				missing = "${" + name + "} has no value in the file"
			}
		case !isSecret(name, found[2]) && !slices.Contains(c.defaults, name+"="+found[2]):
			c.defaults = append(c.defaults, name+"="+found[2])
		}
		return found[2]
	})
	if missing == "" && strings.Contains(variable().ReplaceAllString(text, ""), "$") {
		missing = "its $ is none of a name or a default alone"
	}
	return filled, missing
}

// missing is what has no value in a node, and the cure; "" for nothing.
func (c *composed) missing(n *source.Node) string {
	if what := c.unfilled[n]; what != "" {
		return what + "; write it out, as this does: " + compose.FilledIn
	}
	for _, below := range slices.Concat(n.Items, n.Values) {
		if what := c.missing(below); what != "" {
			return what
		}
	}
	return ""
}

// tellDefaults tells what variables were taken to be, since a file .env may say something else.
func (c *composed) tellDefaults() {
	if c.defaults != nil {
		c.notes = append(c.notes, "variables have the defaults of the Compose file: "+strings.Join(c.defaults, ", ")+"; where .env says something else: "+compose.FilledIn)
	}
}
