package consequences

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// makes reports whether a side makes a Secret that an authority is read from.
func (s *side) makes(a *authority) bool {
	own := a.secrets()
	return slices.ContainsFunc(own[:], func(id manifest.ID) bool { return s.making(id).o != nil })
}

// findAuthorities finds those of a side, in the order of its DestinationRules.
func (s *side) findAuthorities() {
	for rule := range s.World.DestinationRules() {
		for _, name := range namedAuthorities(rule) {
			for _, namespace := range s.followersOf(rule) {
				id := manifest.ID{Kind: "Secret", Namespace: namespace, Name: name}
				at := slices.IndexFunc(s.authorities, func(a *authority) bool { return a.id == id })
				if at < 0 {
					at = len(s.authorities)
					s.authorities = append(s.authorities, &authority{id: id})
				}
				one := s.authorities[at]
				one.hosts, one.from = append(one.hosts, rule.Host().Value()), append(one.from, rule.Object())
			}
		}
	}
}

// followersOf are the namespaces of the gateways that follow a rule.
func (s *side) followersOf(rule objects.DestinationRule) []string {
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
