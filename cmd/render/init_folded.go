package main

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// tellFolded tells of a Gateway that became part of others of the same pods, and of a VirtualService
// that became part of others of its namespace: which those are, and what none of them says. False
// where it is neither.
func tellFolded(line func(what string, path compare.Path), old *objects.Object, d *compare.Difference) bool {
	id := old.ID()
	if id.Group != objects.IstioNetworking {
		return false
	}
	added := func(o *objects.Object) bool {
		return slices.ContainsFunc(d.Changes, func(c compare.Change) bool { return c.Kind == compare.Added && c.New.ID() == o.ID() })
	}
	among := d.New.OfKind(id.Group, id.Kind)
	var as manifest.Object
	var into []*objects.Object
	switch id.Kind {
	case "Gateway":
		as, into = servedIn(old.Members(), among)
	case "VirtualService":
		as, into = routedIn(old, slices.DeleteFunc(slices.Clone(among), added))
	}
	if len(into) == 0 {
		return false
	}
	what := "becomes part of "
	if !slices.ContainsFunc(into, func(o *objects.Object) bool { return !added(o) }) {
		what = "becomes "
	}
	line(what+namesOf(into), nil)
	tellFields(line, fieldsAs(old, as), &readObject{of: id, old: old.Members(), new: as, world: d.New})
	return true
}

// servedIn is a Gateway as others of the same pods have it: each server with those of its hosts
// that theirs for the same port have, and TLS as theirs; and which those are.
func servedIn(old manifest.Object, among []*objects.Object) (as manifest.Object, into []*objects.Object) {
	selector := old.Object("spec").Get("selector")
	var servers []any
	for _, s := range old.Object("spec").List("servers") {
		read, _ := s.(manifest.Object)
		var found manifest.Object
		var hosts []any
		for _, g := range among {
			if !compare.Equal(g.Members().Object("spec").Get("selector"), selector) {
				continue
			}
			for _, other := range g.Members().Object("spec").List("servers") {
				one, _ := other.(manifest.Object)
				both := slices.DeleteFunc(slices.Clone(read.List("hosts")), func(h any) bool {
					return !slices.ContainsFunc(one.List("hosts"), func(o any) bool { return bareHost(h) == bareHost(o) })
				})
				if len(both) == 0 || !compare.Equal(one.Object("port").Get("number"), read.Object("port").Get("number")) {
					continue
				}
				for _, h := range both {
					if text, _ := h.(string); !strings.Contains(text, "/") || strings.HasPrefix(text, "*/") {
						hosts = append(hosts, h) // else it was for routes of one namespace
					}
				}
				if len(found) == 0 || len(missedIn(read, one)) < len(missedIn(read, found)) {
					found = one
				}
				if !slices.Contains(into, g) {
					into = append(into, g)
				}
			}
		}
		if len(found) > 0 {
			found = found.With(hosts, "hosts").With(read.Object("port").Get("name"), "port", "name") // which nothing refers to
			servers = append(servers, found.With(read.Object("port").Get("protocol"), "port", "protocol"))
		}
	}
	return old.With(servers, "spec", "servers"), into
}

// bareHost is a host of a server without the namespace whose routes it is for.
func bareHost(host any) string {
	text, _ := host.(string)
	if _, bare, cut := strings.Cut(text, "/"); cut {
		return bare
	}
	return text
}

// routedIn is a VirtualService as another one has it that takes its hosts and leads to its Services:
// those of its rules that the other one has too.
func routedIn(old *objects.Object, among []*objects.Object) (as manifest.Object, into []*objects.Object) {
	hosts, services, _ := servedBy(old)
	for _, v := range among {
		others, backends, _ := servedBy(v)
		missing := func(a, b []string) bool {
			return slices.ContainsFunc(a, func(one string) bool { return !slices.Contains(b, one) })
		}
		if v.ID().Namespace != old.ID().Namespace || len(services) == 0 || missing(hosts, others) || missing(services, backends) {
			continue
		}
		spec := v.Members().Object("spec").With(old.Members().Object("spec").Get("gateways"), "gateways")
		var rules []any
		for i, rule := range old.Members().Object("spec").List("http") {
			rules = append(rules, likest(rule, i, spec.List("http")))
		}
		if len(rules) > 0 {
			spec = spec.With(rules, "http")
		}
		return old.Members().With(spec, "spec"), []*objects.Object{v}
	}
	return nil, nil
}

// likest is the rule of a list that misses the least of another one, of several the one at its place.
func likest(rule any, at int, list []any) any {
	read, _ := rule.(manifest.Object)
	var best any
	least := -1
	for i, other := range list {
		one, _ := other.(manifest.Object)
		if n := len(missedIn(read, one)); least < 0 || n < least || n == least && i == at {
			best, least = other, n
		}
	}
	return best
}

// tellAdvertised tells of an advertisement of several pools, which became one of each: which those
// are, and what they do not say. False where it is none.
func tellAdvertised(line func(what string, path compare.Path), old *objects.Object, d *compare.Difference) bool {
	if id := old.ID(); id.Group != objects.MetalLB || id.Kind != "BGPAdvertisement" && id.Kind != "L2Advertisement" {
		return false
	}
	pools := map[string]bool{}
	for p := range d.Old.IPAddressPools() {
		pools[p.ID().Name] = old.Advertisement().Announces(p)
	}
	var into []*objects.Object
	for _, c := range d.Changes {
		if c.Kind != compare.Added || c.New.ID().Group != objects.MetalLB || c.New.ID().Kind != old.ID().Kind {
			continue
		}
		for p := range d.New.IPAddressPools() {
			if pools[p.ID().Name] && c.New.Advertisement().Announces(p) && !slices.Contains(into, c.New) {
				into = append(into, c.New)
			}
		}
	}
	if len(into) == 0 {
		return false
	}
	line("becomes "+namesOf(into), nil)
	said := likestOf(old, into)
	tellFields(line, fieldsAs(old, said), &readObject{of: old.ID(), old: old.Members(), new: said, world: d.New})
	return true
}

// likestOf is the advertisement of several that says the most of an old one, of the same pools as that.
func likestOf(old *objects.Object, several []*objects.Object) (best manifest.Object) {
	spec := old.Members().Object("spec")
	for _, one := range several {
		of := one.Members().Object("spec").Without("ipAddressPools").Without("ipAddressPoolSelectors")
		for _, key := range []string{"ipAddressPools", "ipAddressPoolSelectors"} {
			if value := spec.Get(key); value != nil {
				of = of.With(value, key)
			}
		}
		if with := one.Members().With(of, "spec"); best == nil || len(missedIn(old.Members(), with)) < len(missedIn(old.Members(), best)) {
			best = with
		}
	}
	return best
}
