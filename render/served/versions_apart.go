package served

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// versionKey is the label by which pods of versions of an app are told apart.
const versionKey = "version"

// VersionOfPods is the version that pods are of; "" for none.
func VersionOfPods(o *objects.Object) string {
	return o.Workload().Template().Metadata().Labels().Text(versionKey).Value()
}

// VersionsOf are the Services of versions of the app of a Service.
func (s *Side) VersionsOf(whole Service) []Service {
	s.findVersions()
	return s.versions[whole]
}

// WholeOf is the Service of the app of which another has one version; not ok where there is none.
func (s *Side) WholeOf(version Service) (whole Service, ok bool) {
	s.findVersions()
	whole, ok = s.wholes[version]
	return whole, ok
}

// findVersions finds the Services that have pods of one version of an app each, as routes of the
// Gateway API name them, which have no subsets: they choose by the version beside what another
// Service chooses by, which has the pods of the whole app.
func (s *Side) findVersions() {
	if s.wholes != nil {
		return
	}
	s.wholes, s.versions = map[Service]Service{}, map[Service][]Service{}
	all, chosen := map[string]Service{}, func(namespace string, by objects.Labels) string { return namespace + "\x00" + by.String() }
	for one := range s.World.Services() {
		selector := one.Selector().Labels()
		if key := chosen(one.ID().Namespace, selector); len(selector) > 0 && all[key].Name == "" {
			all[key] = NameOf(one)
		}
	}
	for one := range s.World.Services() {
		selector := one.Selector().Labels()
		beside := slices.DeleteFunc(slices.Clone(selector), func(m manifest.Member) bool { return m.Key == versionKey })
		if whole, ok := all[chosen(one.ID().Namespace, beside)]; ok && len(beside) < len(selector) {
			s.wholes[NameOf(one)] = whole
			s.versions[whole] = append(s.versions[whole], NameOf(one))
		}
	}
}

// NameOf is a Service as routes name it.
func NameOf(one objects.Service) Service {
	return Service{Namespace: one.ID().Namespace, Name: one.ID().Name}
}

// VersionIn is a part as a subset of the Service of the whole app, of which it may be a Service of its own.
func (s *Side) VersionIn(p Part) Part {
	if whole, ok := s.WholeOf(p.Service); ok {
		one, _ := s.World.Service(p.Namespace, p.Name)
		name, _ := one.Selector().Labels().Get(versionKey)
		return Part{Service: whole, Subset: name}
	}
	return p
}

// SendsToAll reports whether a route sends requests to a Service itself, whatever the version.
func (s *Side) SendsToAll(to Service) bool {
	if s.routedWhole == nil {
		s.routedWhole = map[Service]bool{}
		for o := range s.World.Routings() {
			for _, p := range PartsIn(o) {
				if p.Subset == "" {
					s.routedWhole[p.Service] = true
				}
			}
		}
	}
	return s.routedWhole[to]
}
