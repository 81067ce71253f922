package trace

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
)

// asked is a list of a rule, and what reports whether one of its texts holds.
type asked struct {
	key   string
	holds func(string) truth
}

// ofSource are the lists that name who sends a request.
func (s *sender) ofSource() [6]asked {
	return [...]asked{
		{"principals", s.isPrincipal},
		{"namespaces", s.isNamespace},
		{"ipBlocks", s.isPeer},
		{"remoteIpBlocks", s.isRemote},
		{"requestPrincipals", s.isToken},
		{"serviceAccounts", s.isAccount},
	}
}

// ofTokens begins what conditions call a token's claims by.
const ofTokens = "request.auth."

// isSource reports whether who sends a request is one that a rule names.
func (s *sender) isSource(o objects.AuthorizationSource) truth {
	out := yes
	for _, c := range s.ofSource() {
		out = min(out, s.both(o.Field, c.key, c.holds))
	}
	return out
}

// isOperation reports whether a request is one that a rule names. Of connections no
// request is read: then nothing allows by it, and what it denies is not known.
func (s *sender) isOperation(o objects.AuthorizationOperation, action string) truth {
	out := s.both(o.Field, "ports", func(text string) truth { return truthOf(text == decimal(s.port)) })
	for _, c := range [...]struct {
		key   string
		holds func(string) truth
	}{
		{"hosts", func(text string) truth { return truthOf(like(strings.ToLower(text), strings.ToLower(s.host))) }},
		{"methods", func(text string) truth { return truthOf(like(text, s.request.Method)) }},
		{"paths", s.isPath},
	} {
		if !s.raw {
			out = min(out, s.both(o.Field, c.key, c.holds))
		} else if o.At(c.key).Present() || o.At(negated(c.key)).Present() {
			if action != "DENY" {
				return no
			}
			out = min(out, maybe)
		}
	}
	return out
}

// isCondition reports whether a condition of a rule holds.
func (s *sender) isCondition(f objects.Field) truth {
	key := textOf(f.At("key"))
	holds := func(string) truth { return maybe }
	switch {
	case key == "source.ip":
		holds = s.isPeer
	case key == "remote.ip":
		holds = s.isRemote
	case key == "source.namespace":
		holds = s.isNamespace
	case key == "source.principal":
		holds = s.isPrincipal
	case key == "destination.port":
		holds = func(text string) truth { return truthOf(text == decimal(s.port)) }
	case key == "connection.sni":
		holds = func(text string) truth { return truthOf(s.request.Secure && like(text, s.request.sni())) }
	case strings.HasPrefix(key, ofTokens):
		holds = s.isToken
	case strings.HasPrefix(key, "request.headers[") && !s.raw:
		name := strings.TrimSuffix(strings.TrimPrefix(key, "request.headers["), "]")
		holds = func(text string) truth {
			value, there := s.request.header(name)
			return truthOf(there && like(text, value))
		}
	}
	return min(s.listed(f.At("values"), holds, yes), s.listed(f.At("notValues"), holds, no).orNot(f.At("notValues")))
}

// both reports whether one of a list's texts holds, and none of that which is not to.
func (s *sender) both(f objects.Field, key string, holds func(string) truth) truth {
	other := f.At(negated(key))
	return min(s.listed(f.At(key), holds, yes), s.listed(other, holds, no).orNot(other))
}

// orNot is the contrary, and yes where nothing is listed.
func (t truth) orNot(list objects.Field) truth {
	if !list.Present() {
		return yes
	}
	return t.not()
}

// negated is the key of what must not hold: "notPaths" of "paths".
func negated(key string) string { return "not" + strings.ToUpper(key[:1]) + key[1:] }

// listed reports whether one text of a list holds; otherwise is for no list.
func (s *sender) listed(list objects.Field, holds func(string) truth, otherwise truth) truth {
	if !list.Present() {
		return otherwise
	}
	out := no
	for _, one := range list.Items().All() {
		out = max(out, holds(textOf(one)))
	}
	return out
}

func (s *sender) isPrincipal(text string) truth {
	_, rest, ok := strings.Cut(s.principal, "/")
	return truthOf(ok && slices.ContainsFunc(s.domains, func(domain string) bool { return like(text, domain+"/"+rest) }))
}

func (s *sender) isNamespace(text string) truth {
	return truthOf(s.namespace != "" && like(text, s.namespace))
}

func (s *sender) isToken(string) truth { return s.token }

// isAccount compares "namespace/name" or "name"; a bare name is of the policy's own
// namespace, which is not known here.
func (s *sender) isAccount(text string) truth {
	if s.principal == "" {
		return no
	}
	namespace, name, cut := strings.Cut(text, "/")
	if !cut {
		return maybe
	}
	return truthOf(strings.HasSuffix(s.principal, "/ns/"+namespace+"/sa/"+name))
}

// isPeer compares the address that the connection comes from.
func (s *sender) isPeer(text string) truth {
	if !s.known {
		return maybe
	}
	return truthOf(inBlock(text, s.from))
}

// isRemote compares that of who asked first: the same, where no proxy in front is
// trusted.
func (s *sender) isRemote(text string) truth {
	address, ok := s.remote()
	if !ok {
		return maybe
	}
	return truthOf(inBlock(text, address))
}

func inBlock(text string, address netip.Addr) bool {
	if !strings.Contains(text, "/") {
		return text == address.String()
	}
	return within(text, address)
}

// isPath compares a path; templates, as /a/{*}, are a proxy's to read.
func (s *sender) isPath(text string) truth {
	if strings.Contains(text, "{") {
		return maybe
	}
	return truthOf(like(text, s.path))
}

// like compares as policies do: "*" is any text, at one end it stands for the rest.
func like(pattern, text string) bool {
	switch {
	case pattern == "*":
		return text != ""
	case strings.HasPrefix(pattern, "*"):
		return strings.HasSuffix(text, pattern[1:])
	case strings.HasSuffix(pattern, "*"):
		return strings.HasPrefix(text, pattern[:len(pattern)-1])
	}
	return pattern == text
}
