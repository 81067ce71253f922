package served

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// AuthoritySuffix is behind the name of a Secret of authorities alone, of clients or of
// servers.
const AuthoritySuffix = "-cacert"

// Authority is a Secret by which gateways check the servers behind them.
type Authority struct {
	ID    manifest.ID       // as DestinationRules name it
	Hosts []string          // of the DestinationRules
	From  []*objects.Object // these
}

// Secrets are those that it may be in, the first before the second
// (istio, pilot/pkg/credentials/kube, GetCaCert).
func (a *Authority) Secrets() [2]manifest.ID {
	bare := a.ID
	bare.Name = strings.TrimSuffix(bare.Name, AuthoritySuffix)
	own := bare
	own.Name += AuthoritySuffix
	return [...]manifest.ID{own, bare}
}

// Service is the one that a host of it names: by the host itself outside the cluster.
func (a *Authority) Service(of int) Service {
	if namespace, name := objects.ServiceOfHost(a.Hosts[of], a.From[of].ID().Namespace); namespace != "" {
		return Service{Namespace: namespace, Name: name}
	}
	return Service{Name: a.Hosts[of]}
}

// Has reports whether it may be in a Secret of a name.
func (a *Authority) Has(name string) bool {
	own := a.Secrets()
	return slices.ContainsFunc(own[:], func(id manifest.ID) bool { return id.Name == name })
}

// Authorities are those of a side, in the order of its DestinationRules.
func (s *Side) Authorities() (out []*Authority) {
	for rule := range s.World.DestinationRules() {
		for _, name := range namedAuthorities(rule) {
			for _, namespace := range s.followersOf(rule) {
				id := manifest.ID{Kind: "Secret", Namespace: namespace, Name: name}
				at := slices.IndexFunc(out, func(a *Authority) bool { return a.ID == id })
				if at < 0 {
					at = len(out)
					out = append(out, &Authority{ID: id})
				}
				one := out[at]
				one.Hosts, one.From = append(one.Hosts, rule.Host().Value()), append(one.From, rule.Object())
			}
		}
	}
	return out
}

// followersOf are the namespaces of the gateways that follow a rule.
func (s *Side) followersOf(rule objects.DestinationRule) []string {
	if to := rule.ExportTo(); to.Len() == 1 && to.Item(0).Value() == "." {
		return []string{rule.ID().Namespace}
	}
	var out []string
	for _, e := range s.Entrances {
		if !slices.Contains(out, e.Namespace) {
			out = append(out, e.Namespace)
		}
	}
	return out
}

// namedAuthorities are the names that a rule has in what it says of TLS, each once.
func namedAuthorities(rule objects.DestinationRule) []string {
	policies := []objects.TrafficPolicy{rule.TrafficPolicy()}
	for _, subset := range rule.Subsets().All() {
		policies = append(policies, subset.TrafficPolicy())
	}
	var out []string
	add := func(tls objects.ClientTLS) {
		name, mode := tls.CredentialName().Value(), tls.Mode().Value()
		if name != "" && (mode == "SIMPLE" || mode == "MUTUAL") && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, policy := range policies {
		add(policy.TLS())
		for _, port := range policy.PortLevelSettings().All() {
			add(port.TLS())
		}
	}
	return out
}
