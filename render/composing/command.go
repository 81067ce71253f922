package composing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/source"
)

// readCommand takes what an image is started with: its command is what Kubernetes calls arguments.
func (c *composed) readCommand(s *service, key, value *source.Node, name string) {
	field := "args"
	if key.Text == "entrypoint" {
		field = "command"
	}
	words, behind, ok := c.words(s, value)
	switch why := cmp.Or(c.missing(value), c.revealed(value)); {
	case !ok || len(words) == 0:
		if why == "" && value.Kind == source.Scalar {
			why = "a quote or a bracket in it has no end, which Compose refuses"
		}
		c.became = append(c.became, document.Became{Place: key.Place, Name: name, Why: why})
		return
	case behind != "":
		c.notes = append(c.notes, "the "+key.Text+" of app "+s.name+" ends before "+behind[:1]+", where Compose ends it, since no shell reads it; with one it is: sh -c '...'")
	}
	s.member.Add(field, document.Strs(words))
	c.becomes(key.Place, name, "app "+s.name+": "+field)
}

// words are the words of a command, and what Compose drops behind them; false for none.
func (c *composed) words(s *service, value *source.Node) (words []string, behind string, ok bool) {
	if c.missing(value) != "" {
		return nil, "", false
	}
	items := value.Items
	if value.Kind == source.Scalar {
		items = []*source.Node{value}
	}
	for _, item := range items {
		text, fits := c.referring(s, item)
		if !fits || item.Kind != source.Scalar || item.Null() {
			return nil, "", false
		}
		if value.Kind != source.Scalar {
			words = append(words, text)
		} else if words, behind, ok = compose.Words(text); !ok {
			return nil, "", false
		}
	}
	c.hide(s, words)
	for i, word := range words {
		word = inPods(word)
		words[i] = strings.NewReplacer(opened, "$(", closed, ")").Replace(word)
	}
	return words, behind, true
}

// Around the name of a variable that stands for its value.
const opened, closed = "\x01", "\x02"

// referring is a text of a command with references, which Kubernetes fills in, in the place of the passwords in it; the
// service has those as variables then. False is a text that would be divided otherwise.
func (c *composed) referring(s *service, n *source.Node) (string, bool) {
	held, ok := c.passwords[n]
	if !ok {
		return n.Text, true
	}
	instead := compose.Variables{}
	for name, one := range c.variables {
		instead[name] = one
	}
	for _, name := range held.names {
		one, known := c.variables[name]
		at := slices.IndexFunc(s.env, func(v composeVariable) bool { return v.key == name })
		if !known || strings.ContainsAny(one.Text, " \t\r\n\"'\\`();&|<>") || at >= 0 && s.env[at].text != one.Text {
			return "", false
		}
		instead[name] = compose.Variable{Text: opened + name + closed}
		s.set(composeVariable{name, one.Text, true, true})
	}
	return instead.Fill(held.unmade).Text, true
}

// hide puts references to variables of the service in the place of passwords that stand in a command.
func (c *composed) hide(s *service, words []string) {
	for _, p := range slices.Backward(compose.Passwords(words)) {
		value := words[p.Word][p.From:p.To]
		at := slices.IndexFunc(s.env, func(v composeVariable) bool { return v.text == value && v.secret })
		if at < 0 {
			name := s.unusedName("COMMAND_" + strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(p.Name)))
			at = len(s.env)
			s.set(composeVariable{name, value, true, true})
			c.notes = append(c.notes, "a password in the command of app "+s.name+" is "+name+" of its Secret, since whoever may read the Deployment would read it")
		}
		words[p.Word] = words[p.Word][:p.From] + opened + s.env[at].key + closed + words[p.Word][p.To:]
	}
}

// unusedName is a name that no variable of a service has.
func (s *service) unusedName(name string) string {
	out := name
	for i := 2; slices.ContainsFunc(s.env, func(v composeVariable) bool { return v.key == out }); i++ {
		out = fmt.Sprintf("%s_%d", name, i)
	}
	return out
}

// tellsPassword is why a health check is not taken up that has a password in its command; "" for others.
func tellsPassword(key, value *source.Node) string {
	if key.Text != "healthcheck" || value.Get("test") == nil || len(compose.Passwords(compose.Texts(value.Get("test")))) == 0 {
		return ""
	}
	return "a password is in its command, and a topology is no place for it; write probe: {ready: {exec: [sh, \"-c\", ...]}} with $NAME there, which the shell fills in, and env: {NAME: {secret: SECRET, key: KEY}}"
}
