package consequences

import (
	"slices"
	"strings"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
)

// before is what a Service was on the old side: the one of its name in another namespace, where that
// one moves, and where its pods are called otherwise too and run the same images, the one of its old name.
func (r *reaching) before(s served.Service) served.Service {
	if one, ok := r.new.World.Service(s.Namespace, s.Name); ok {
		if c := r.changes[one.Object()]; c != nil && c.Old != nil && (c.Old.ID().Name == s.Name || r.runSame(one)) {
			return served.Service{Namespace: c.Old.ID().Namespace, Name: c.Old.ID().Name}
		}
	}
	return s
}

// isAtPort reports whether two ways to a Service, of the old side and of the new one, come to one port of its pods,
// whatever the Service calls it.
func (r *reaching) isAtPort(was, is served.Part) bool {
	if is.Port == "" || was.Port == is.Port {
		return true
	}
	old, _ := r.old.World.Service(was.Namespace, was.Name)
	one, _ := r.new.World.Service(is.Namespace, is.Name)
	before, now := served.TargetOf(old, was.Port), served.TargetOf(one, is.Port)
	return before != 0 && before == now || before == 0 && was.Port == ""
}

// runSame reports whether all pods of a Service were there under other names, with the same images.
func (r *reaching) runSame(s objects.Service) bool {
	same := false
	for w := range r.new.World.PodsOf(s.ID().Namespace, s.Selector().Labels()) {
		c := r.changes[w.Object()]
		if c == nil || c.Kind != compare.Renamed || slices.ContainsFunc(c.Fields, func(f compare.Field) bool { return strings.HasSuffix(f.Path.String(), ".image") }) {
			return false
		}
		same = true
	}
	return same
}

// ledTo are the ways that led to what a Service is: to what it was before, where it has one version of an app
// or all of it to other versions too, and of a host outside the cluster to all that were called otherwise and
// are in the same place.
func (r *reaching) ledTo(s served.Service) []*served.Lead {
	self := r.before(s)
	list := slices.Clone(r.led[self])
	if s.Namespace != "" {
		whole := self
		if of, ok := r.new.WholeOf(s); ok {
			whole = r.before(of)
		}
		for _, other := range append([]served.Service{whole}, r.old.VersionsOf(whole)...) {
			if other != self {
				list = append(list, r.led[other]...)
			}
		}
		return list
	}
	if r.ends == nil {
		r.ends = served.HostsByEnd(r.old.World)
	}
	var known []string
	for entry := range r.new.World.ServiceEntriesOf(s.Name) {
		for _, end := range served.EndsOfEntry(entry) {
			for _, host := range r.ends[end] {
				if host != s.Name && !slices.Contains(known, host) {
					known = append(known, host)
					list = append(list, r.led[served.Service{Name: host}]...)
				}
			}
		}
	}
	return list
}
