package inputs

import (
	"strings"

	"render/render/plan"
)

// NamedSecret is a Secret from elsewhere that a server of the topology names, where another that
// names no certificate may mean it too.
type NamedSecret struct {
	Name, Tier string // the tier that names it
	Namespace  string // "" where it is in the other's own
	All        bool   // every other server names one
}

// namedSecrets are those of all servers, the first by where it is and by what it is likely for.
type namedSecrets struct {
	first map[secretFor]NamedSecret
	all   bool // but one server has one
}

// secretFor is a namespace, or any, and the domain that a host is right below, or any.
type secretFor struct{ namespace, domain string }

func secretsOf(p *plan.Plan) *namedSecrets {
	out, servers, named := &namedSecrets{first: map[secretFor]NamedSecret{}}, 0, 0
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Servers {
			s := &t.Servers[j]
			if !s.TLS.Terminated() || len(s.Hosts) == 0 {
				continue
			}
			servers++
			if !s.Cert.Secret.IsSet() || s.Cert.Secret.IsWrong() {
				continue
			}
			named++
			out.add(t, s)
		}
	}
	out.all = named == servers-1
	return out
}

func (n *namedSecrets) add(t *plan.Tier, s *plan.Server) {
	note := func(namespace, domain string) {
		key := secretFor{namespace, domain}
		if _, known := n.first[key]; !known {
			n.first[key] = NamedSecret{Name: s.Cert.Secret.Value, Tier: t.Written.Name.Value}
		}
	}
	for _, h := range s.Hosts {
		note(t.GatewayNamespace, above(h.Value))
		note("", above(h.Value))
	}
	note(t.GatewayNamespace, "")
	note("", "")
}

// of is the Secret that a server may mean; that of a host below the same domain is likeliest to cover its
// own. It has no name where there is none.
func (n *namedSecrets) of(t *plan.Tier, s *plan.Server) NamedSecret {
	if s.Cert.IsSet() {
		return NamedSecret{}
	}
	domain := above(s.FirstPlain().Value)
	for _, key := range []secretFor{{t.GatewayNamespace, domain}, {t.GatewayNamespace, ""}, {"", domain}, {"", ""}} {
		if one, ok := n.first[key]; ok {
			one.All = n.all
			if key.namespace == "" {
				one.Namespace = t.GatewayNamespace
			}
			return one
		}
	}
	return NamedSecret{}
}

// above is the domain that a host, or a wildcard, is right below.
func above(host string) string {
	_, domain, _ := strings.Cut(strings.ToLower(host), ".")
	return domain
}

// FirstSecret is the first Secret from elsewhere that a server names; "" for none.
func FirstSecret(p *plan.Plan) string { return secretsOf(p).first[secretFor{}].Name }
