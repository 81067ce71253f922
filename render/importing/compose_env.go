package importing

import (
	"strings"

	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// readEnv reads the variables of a service. One that Compose fills in from elsewhere is told, and a
// password is left to a Secret.
func (c *composed) readEnv(s *service, value *source.Node, name string) {
	var env mapping
	var secret []string
	one := func(at *source.Node, key, plain, missing string, given bool) {
		ok := missing == ""
		switch {
		case given && ok && key == "VIRTUAL_HOST": // of nginx-proxy
			s.hosts = strings.Split(plain, ",")
			c.becomes(at.Place, name+"."+key, "app "+s.name+": hosts: "+flow(strs(s.hosts)))
			return
		case given && !ok && isSecret(key, "?"): // whose value is the Secret's
		case !given || !ok || format.Formats()["envname"].Check(key).Found():
			c.became = append(c.became, Became{Place: at.Place, Name: name + "." + key, Why: missing})
			return
		}
		if !ok || isSecret(key, plain) {
			env.add(key, mapping{{"secret", s.name}, {"key", key}})
			secret = append(secret, key)
		} else {
			env = append(env, member{key, plain})
		}
		c.becomes(at.Place, name+"."+key, "app "+s.name+": env."+key)
	}
	for i, k := range value.Keys {
		one(k, k.Text, value.Values[i].Text, c.missing(value.Values[i]), value.Values[i].Kind == source.Scalar && !value.Values[i].Null())
	}
	for _, item := range value.Items {
		key, text, given := strings.Cut(item.Text, "=")
		one(item, key, text, c.missing(item), given)
	}
	s.member.add("env", env)
	if secret != nil {
		c.notes = append(c.notes, "app "+s.name+" wants a Secret "+s.name+", since a topology is no place for passwords: kubectl create secret generic "+s.name+" --from-literal="+strings.Join(secret, "=... --from-literal=")+"=...")
	}
}

// isSecret reports whether a variable holds a password by its name or as part of a URL.
func isSecret(key, value string) bool {
	if wording.HoldsPassword(value) || wording.SuspectsKey([]byte(value)) {
		return true
	}
	name := strings.ToUpper(key)
	if strings.HasSuffix(name, "_FILE") || value == "" {
		return false
	}
	for _, word := range [...]string{"PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "CREDENTIAL"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return endsInPass(name) || strings.HasSuffix(name, "_PWD")
}

// endsInPass reports whether a name in capitals ends in PASS, as DBPASS, and in no word of its own that does.
func endsInPass(name string) bool {
	last := name[strings.LastIndexByte(name, '_')+1:]
	switch last {
	case "COMPASS", "ENCOMPASS", "BYPASS", "TRESPASS", "OVERPASS", "UNDERPASS", "SURPASS", "MULTIPASS":
		return false
	}
	return strings.HasSuffix(last, "PASS")
}
