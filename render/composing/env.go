package composing

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// readEnv reads the variables of a service. One without a value is told, and a password is left to a
// Secret.
func (c *composed) readEnv(s *service, value *source.Node, name string) {
	one := func(at, holds *source.Node, key, plain string, given bool) {
		missing := c.missing(holds)
		_, revealed := c.passwords[holds]
		if key == "" {
			c.became = append(c.became, document.Became{Place: at.Place, Name: name, Why: "an item of it is no variable; write: NAME=value"})
			return
		}
		if !given { // Compose asks for its value elsewhere
			held, known := c.variables[key]
			if plain, given, revealed = held.Text, known && held.Missing == "", held.Secret; !given && !known && c.hasDotEnv {
				c.leave(at.Place, name+"."+key, "it has no value in the file and none in "+dotEnv+" beside it, and Compose leaves it out")
				return
			}
			if !given {
				missing = c.valueless(key)
			}
		}
		switch {
		case given && missing == "" && c.proxyVariable(s, at, name, key, plain):
			return
		case missing != "" && isSecret(key, "?"): // whose value is the Secret's
		case !given || missing != "" || format.Formats()["envname"].Check(key).Found():
			c.became = append(c.became, document.Became{Place: at.Place, Name: name + "." + key, Why: missing})
			return
		}
		s.set(composeVariable{key, plain, missing != "" || revealed || isSecret(key, plain), true})
		c.becomes(at.Place, name+"."+key, "app "+s.name+": env."+key)
	}
	for i, k := range value.Keys {
		one(k, value.Values[i], k.Text, value.Values[i].Text, value.Values[i].Kind == source.Scalar && !value.Values[i].Null())
	}
	for _, item := range value.Items {
		key, text, given := strings.Cut(item.Text, "=")
		one(item, item, key, text, given)
	}
}

// readEnvFiles reads the files of variables of a service.
func (c *composed) readEnvFiles(s *service, value *source.Node, name string) {
	items := value.Items
	if value.Kind != source.List {
		items = []*source.Node{value}
	}
	for _, item := range items {
		file, wanted, raw := item.Text, true, false
		if item.Kind == source.Map {
			file, wanted, raw = compose.Text(item, "path"), compose.Text(item, "required") != "false", compose.Text(item, "format") == "raw"
		}
		why := c.missing(item)
		var entries []compose.Entry
		if why == "" {
			entries, why = c.envFile(s, file, raw)
		}
		switch {
		case why == notThere && !wanted:
			c.leave(item.Place, name+" "+file, "the file is not there, and need not be")
		case why != "":
			c.became = append(c.became, document.Became{Place: item.Place, Name: name + " " + file, Why: why})
		default:
			c.takeEntries(s, entries, item, name+" "+file)
		}
	}
}

const notThere = "the file is not there"

// textBeside is the text of a file beside the Compose file, or why there is none.
func (c *composed) textBeside(file string) ([]byte, string) {
	if c.known.Beside == nil {
		return nil, "files beside it are read where the Compose file is given by its name; write: render init --from FILE"
	}
	text, err := fs.ReadFile(c.known.Beside, path.Clean(file))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notThere
	case err != nil:
		return nil, "the file cannot be read; it has to be in the folder of the Compose file, or below it"
	}
	return text, ""
}

// envFile are the variables of a file, or why there are none.
func (c *composed) envFile(s *service, file string, raw bool) ([]compose.Entry, string) {
	text, why := c.textBeside(file)
	switch {
	case why != "":
		return nil, why
	case raw:
		return compose.RawFile(string(text)), ""
	}
	known := compose.Variables{}
	for _, one := range s.env {
		known[one.key] = compose.Variable{Text: one.text, Secret: one.secret}
	}
	for name, one := range c.variables {
		known[name] = one
	}
	entries, err := compose.EnvFile(string(text), known)
	if err != nil {
		return nil, err.Error()
	}
	return entries, ""
}

// takeEntries gives a service the variables of a file.
func (c *composed) takeEntries(s *service, entries []compose.Entry, at *source.Node, name string) {
	var taken []string
	for _, one := range entries {
		why := ""
		if one.Missing != "" {
			why = c.valueless(one.Missing)
		}
		if secret := isSecret(one.Name, "?"); why != "" && !secret || format.Formats()["envname"].Check(one.Name).Found() {
			c.became = append(c.became, document.Became{Place: at.Place, Name: name + ": " + one.Name, Why: why})
			continue
		}
		s.set(composeVariable{one.Name, one.Text, why != "" || one.Secret || isSecret(one.Name, one.Text), false})
		taken = append(taken, one.Name)
	}
	if taken != nil {
		c.becomes(at.Place, name, "app "+s.name+": env: "+strings.Join(taken, ", "))
	}
}

// environment is what an app has of its service's variables, and tells of the Secret that it wants.
func (c *composed) environment(s *service) (env document.Mapping) {
	var secret []string
	for _, one := range s.env {
		if one.secret {
			env.Add(one.key, document.Mapping{{Key: "secret", Value: s.name}, {Key: "key", Value: one.key}})
			secret = append(secret, one.key)
		} else {
			env = append(env, document.Member{Key: one.key, Value: inPods(one.text)})
		}
	}
	if secret != nil {
		c.notes = append(c.notes, "app "+s.name+" wants a Secret "+s.name+", since a topology is no place for passwords: kubectl create secret generic "+s.name+" --from-literal="+strings.Join(secret, "=... --from-literal=")+"=...")
	}
	return env
}

// inPods is a text of a container's variables or commands, in which Kubernetes would fill in $(NAME), and take $$ for $.
func inPods(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if text[i] == '$' && i+1 < len(text) && (text[i+1] == '$' || text[i+1] == '(') {
			b.WriteByte('$')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// isSecret reports whether a variable holds a password by its name or as part of a URL.
func isSecret(key, value string) bool {
	return wording.IsNamedPassword(key, value) || wording.HoldsPassword(value) || wording.SuspectsKey([]byte(value)) ||
		len(wording.NamedPasswords(value)) > 0 || strings.Contains(value, `"secret":`)
}
