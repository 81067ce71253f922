package trace

import "render/render/objects"

// rulesOf are the DestinationRules of a whole host.
func (m *Mesh) rulesOf(host string) []objects.DestinationRule {
	if m.rules == nil {
		m.rules = map[string][]objects.DestinationRule{}
		for r := range m.world.DestinationRules() {
			of := wholeHost(r.Host().Value(), r.ID().Namespace)
			m.rules[of] = append(m.rules[of], r)
		}
	}
	return m.rules[host]
}
