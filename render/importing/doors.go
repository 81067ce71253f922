package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// door is what routes have port 80 do for a host: redirect all to https, or all but some paths; zero
// for neither.
type door struct {
	secured bool
	except  []any
}

// doorsOf are those of the hosts of the VirtualServices that are for some Gateways.
func (im *importer) doorsOf(gateways []*objects.Object) map[string]door {
	out := map[string]door{}
	for v := range im.world.VirtualServices() {
		if !slices.ContainsFunc(gateways, func(g *objects.Object) bool { return names(v.Object(), g) }) {
			continue
		}
		spec := v.Members().Object("spec")
		var one door
		if rules := spec.List("http"); len(rules) > 0 {
			one = door{secures(asObject(rules[0])), redirected(asObject(rules[0]))}
		}
		for _, host := range document.Texts(spec.List("hosts")) {
			if before := out[host]; !before.secured && before.except == nil {
				out[host] = one // of an app that has no such rule nothing is known
			}
		}
	}
	return out
}

// doorAt is the door of a host, which is that of the nearest name that has routes.
func doorAt(doors map[string]door, host string) door {
	if one, found := doors[host]; found {
		return one
	}
	for below := strings.TrimPrefix(host, "*."); ; {
		_, above, deeper := strings.Cut(below, ".")
		if !deeper {
			return doors["*"]
		}
		if one, found := doors["*."+above]; found {
			return one
		}
		below = above
	}
}

// allSecured reports whether all that comes in clear for some hosts is sent to TLS.
func allSecured(doors map[string]door, hosts []string) bool {
	return !slices.ContainsFunc(hosts, func(host string) bool { return !doorAt(doors, host).secured })
}

// findDoors divides servers of whose hosts routes redirect some alone, or serve other paths in clear: one
// Gateway has them all, and a topology says it of each.
func (im *importer) findDoors(t *tier, gateways []*objects.Object) {
	doors := im.doorsOf(gateways)
	first := im.firstHosts(gateways)
	var out []*server
	for _, s := range t.servers {
		if !s.clear || !s.has443 || s.clearly.Get("httpsRedirect") == true || s.tls.Text("mode") == "PASSTHROUGH" {
			out = append(out, s)
			continue
		}
		out = append(out, s.divided(doors, first)...)
	}
	t.servers = out
}

// divided is a server as one for each door of its hosts: that which names nothing after its hosts first, or
// that of the most.
func (s *server) divided(doors map[string]door, first map[string]bool) (out []*server) {
	at := map[string]*server{}
	for _, h := range s.hosts {
		of := doorAt(doors, h)
		key := document.Flow(of.except)
		if of.secured {
			key = "secured"
		}
		if at[key] == nil {
			one := *s
			one.hosts, one.undivided, one.except = nil, s.hosts, of.except
			if of.secured {
				one.clearly = one.clearly.With(true, "httpsRedirect")
			}
			at[key] = &one
			out = append(out, at[key])
		}
		at[key].hosts = append(at[key].hosts, h)
	}
	usual := func(s *server) int {
		if slices.ContainsFunc(s.hosts, func(h string) bool { return first[h] }) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b *server) int {
		return cmp.Or(cmp.Compare(usual(a), usual(b)), cmp.Compare(len(b.hosts), len(a.hosts)))
	})
	for _, one := range out[min(1, len(out)):] {
		one.apart = true
	}
	return out
}

// firstHosts are the hosts of VirtualServices that render called after no host.
func (im *importer) firstHosts(gateways []*objects.Object) map[string]bool {
	out := map[string]bool{}
	for v := range im.world.VirtualServices() {
		if !manifest.Rendered(v.Members()) {
			continue
		}
		name, _, _ := strings.Cut(v.Object().ID().Name, ".")
		if !slices.ContainsFunc(gateways, func(g *objects.Object) bool {
			return strings.HasSuffix(name, "-on-"+g.ID().Name) && names(v.Object(), g)
		}) {
			continue
		}
		for _, h := range document.Texts(v.Members().Object("spec").List("hosts")) {
			out[h] = true
		}
	}
	return out
}

// inPlace puts what a tier lists of a server that was divided into the order in which its Gateway has it.
func (s *server) inPlace(list []any) {
	place := func(one any) int {
		if m, is := one.(document.Mapping); is {
			one = m[0].Value
		}
		if hosts, several := one.([]any); several {
			one = hosts[0]
		}
		host, _ := one.(string)
		if at := slices.Index(s.undivided, host); at >= 0 {
			return at
		}
		return len(s.undivided)
	}
	if len(s.undivided) > len(s.hosts) {
		slices.SortStableFunc(list, func(a, b any) int { return cmp.Compare(place(a), place(b)) })
	}
}
