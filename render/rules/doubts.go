package rules

import (
	"slices"

	"render/render/format"
	"render/render/plan"
)

// doubts are what is of no right form, which is told: what others call by it, or what is made of it, may be
// right.
type doubts struct {
	names bool                // a name of the topology, a tier, an app or a version, a host, or a tier's port
	hosts map[*plan.Tier]bool // a host of the tier or of what it serves, or how TLS is spoken for one
}

// doubted finds them once, for whoever asks.
func (v *verdict) doubted() *doubts {
	if v.doubts != nil {
		return v.doubts
	}
	out := &doubts{names: v.doc.Name.IsWrong(), hosts: map[*plan.Tier]bool{}}
	for i := range v.plan.Tiers {
		t := &v.plan.Tiers[i]
		hosts := unreadHosts(t)
		if out.names = out.names || hosts || unreadNames(t); hosts || unreadTLS(t) {
			out.hosts[t] = true
		}
	}
	v.doubts = out
	return out
}

func unreadHosts(t *plan.Tier) bool {
	return slices.ContainsFunc(t.Written.Hosts, func(h format.HostItem) bool { return slices.ContainsFunc(h.Host, format.Text.IsWrong) }) ||
		slices.ContainsFunc(t.Written.Apps, func(a format.App) bool {
			return slices.ContainsFunc(a.Hosts, format.Text.IsWrong) ||
				slices.ContainsFunc(a.Routes, func(r format.Route) bool { return slices.ContainsFunc(r.Hosts, format.Text.IsWrong) })
		})
}

func unreadTLS(t *plan.Tier) bool {
	wrong := func(tls *format.TLS) bool { return tls.IsWrong() || tls.Mode.IsWrong() }
	return wrong(&t.Written.TLS) || slices.ContainsFunc(t.Written.Hosts, func(h format.HostItem) bool { return h.TLS != nil && wrong(h.TLS) })
}

func unreadNames(t *plan.Tier) bool {
	return t.Written.Name.IsWrong() ||
		slices.ContainsFunc(t.Written.Ports, func(p format.GatewayPort) bool { return p.Name.IsWrong() }) ||
		slices.ContainsFunc(t.Written.Apps, func(a format.App) bool {
			return a.Name.IsWrong() || slices.ContainsFunc(a.Versions, func(one format.AppVersion) bool { return one.Version.IsWrong() })
		})
}
