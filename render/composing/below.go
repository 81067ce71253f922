package composing

import (
	"fmt"
	"slices"
	"strings"

	"render/render/wording"
)

// nameBelow gives services a name of their own below the one that is given, which may be a wildcard: then
// the tier has that, and one certificate. To give one service the wildcard would lead all other names to it.
func (c *composed) nameBelow(given string, list []*service, others bool) error {
	base, wild := strings.CutPrefix(given, "*.")
	if strings.Contains(base, "*") {
		return fmt.Errorf("--host %s is no name below which services can have their own; write: --host home.example.org", wording.Quote(given))
	}
	var names []string
	for _, s := range list {
		s.hosts = []string{s.name + "." + base}
		names = append(names, s.hosts...)
	}
	if wild {
		c.hosts = append(c.hosts, given)
	} else {
		c.hosts = append(c.hosts, names...)
	}
	which := "each service that is asked from outside"
	if others {
		which += ", and of which the file says no host,"
	}
	c.notes = append(c.notes, which+" has a name of its own below "+base+", which DNS has to have: "+strings.Join(names, ", "))
	for _, s := range list {
		c.tellCalledElse(s, base)
	}
	return nil
}

// tellCalledElse tells of a variable by which a service's program has another name below the same one: it
// writes that into links and asks for it in requests.
func (c *composed) tellCalledElse(s *service, base string) {
	for _, v := range s.env {
		if v.secret || !namesItself(v.key) {
			continue
		}
		hosts := hostsBelow(v.text, base)
		if slices.Contains(hosts, s.hosts[0]) {
			return
		}
		for _, host := range hosts {
			if !slices.ContainsFunc(c.services, func(other *service) bool { return slices.Contains(other.hosts, host) }) {
				c.notes = append(c.notes, v.key+" of service "+s.key+" says "+host+", and app "+s.name+" is asked as "+s.hosts[0]+"; where it is known by the former, write that in its hosts")
				return
			}
		}
	}
}

// namesItself reports whether a variable is called for where its own program is asked.
func namesItself(key string) bool {
	key = strings.ToUpper(key)
	return slices.ContainsFunc([]string{"DOMAIN", "DOMAINS", "URL", "HOST", "HOSTNAME"}, func(end string) bool {
		return key == end || strings.HasSuffix(key, "_"+end) || key == "OVERWRITE"+end
	})
}

// hostsBelow are the hosts below a name that are in a text.
func hostsBelow(text, base string) (out []string) {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool {
		return r != '.' && r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		if label, ok := strings.CutSuffix(word, "."+base); ok && label != "" && label[0] != '.' && label[0] != '-' {
			out = append(out, word)
		}
	}
	return out
}
