package composing

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/source"
)

// dotEnv is the file beside a Compose file that Compose reads variables from.
const dotEnv = ".env"

// readVariables reads the variables of the file .env beside the Compose file, where there is one.
func (c *composed) readVariables() error {
	c.variables = compose.Variables{}
	if c.known.Beside == nil {
		return nil
	}
	text, err := fs.ReadFile(c.known.Beside, dotEnv)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return errors.New(dotEnv + " beside it cannot be read")
	}
	entries, err := compose.EnvFile(string(text), nil)
	if err != nil {
		return fmt.Errorf("%s beside it: %w", dotEnv, err)
	}
	for _, one := range entries {
		c.variables[one.Name] = one.Variable
	}
	c.hasDotEnv = true
	return nil
}

// filled is a node in whose texts variables have their values, and $ is there for $$. One with a variable
// that has none is kept as it is, and remembered, as is one with a password.
func (c *composed) filled(n *source.Node) *source.Node {
	out := *n
	if n.Kind == source.Scalar {
		if strings.Contains(n.Text, "$") {
			c.fill(&out)
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

// fill fills in a text.
func (c *composed) fill(n *source.Node) {
	made := c.variables.Fill(n.Text)
	n.Quoted = true // nothing is a value too, where a variable says it
	switch {
	case made.Wrong:
		c.unfilled[n] = "its ${ begins no variable; write $${ for one that is a text"
	case made.Missing != "":
		c.unfilled[n] = c.valueless(made.Missing)
	default:
		if made.Secrets != nil {
			c.passwords[n] = password{made.Secrets, n.Text}
		}
		n.Text = made.Text
	}
	for _, one := range made.Defaults {
		if !slices.Contains(c.defaults, one) {
			c.defaults = append(c.defaults, one)
		}
	}
}

// valueless tells of a variable that nothing gives a value.
func (c *composed) valueless(name string) string {
	switch {
	case c.known.Beside == nil:
		return "${" + name + "} has no value in the file; write it out, as this does: " + compose.FilledIn
	case c.hasDotEnv:
		return "${" + name + "} has no value in the file, and none in " + dotEnv + " beside it; write there: " + name + "=VALUE"
	}
	return "${" + name + "} has no value in the file; write into a file " + dotEnv + " beside it: " + name + "=VALUE"
}

// missing is what has no value in a node, and the cure; "" for nothing.
func (c *composed) missing(n *source.Node) string {
	what := c.unfilled[n]
	for _, below := range slices.Concat(n.Items, n.Values) {
		what = cmp.Or(what, c.missing(below))
	}
	return what
}

// revealed is why a node is not taken up, where a variable in it is a password; "" for others.
func (c *composed) revealed(n *source.Node) string {
	if held, ok := c.passwords[n]; ok {
		return "${" + held.names[0] + "} is a password, and a topology is no place for it; give it in environment, where it becomes a reference to a Secret, and let the image read it there"
	}
	what := ""
	for _, below := range slices.Concat(n.Items, n.Values) {
		what = cmp.Or(what, c.revealed(below))
	}
	return what
}

// tellDefaults tells what variables were taken to be by the Compose file alone.
func (c *composed) tellDefaults() {
	if c.defaults == nil {
		return
	}
	note := "variables have the defaults of the Compose file: " + strings.Join(c.defaults, ", ")
	switch {
	case c.known.Beside == nil:
		note += "; where " + dotEnv + " says something else: " + compose.FilledIn
	case !c.hasDotEnv:
		note += "; there is no " + dotEnv + " beside it, which would say something else"
	}
	c.notes = append(c.notes, note)
}
