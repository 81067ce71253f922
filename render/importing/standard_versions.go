package importing

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// versions finds the Services that are for one version of an app each, in the order in
// which routes lead to them.
func (s *standard) versions() {
	found := map[manifest.ID]string{}
	for one := range s.im.world.Services() {
		id := one.Object().ID()
		selector := objects.Labels(one.Members().Object("spec").Object("selector"))
		app, _ := selector.Get("app")
		version, ok := selector.Get("version")
		if _, whole := s.im.world.Service(id.Namespace, app); ok && whole && app != id.Name && len(selector) == 2 {
			s.behind[id], found[id] = app, version
			s.out = slices.DeleteFunc(s.out, func(m manifest.Manifest) bool { return m.ID() == id })
		}
	}
	s.ordered(found, 2)
	s.ordered(found, 1) // those that share no requests, as the only version of an app
	s.rules()
}

// ordered makes subsets of the Services for a version that rules of so many destinations lead to.
func (s *standard) ordered(found map[manifest.ID]string, least int) {
	for i := range s.routes {
		id := s.routes[i].ID()
		for _, r := range s.routes[i].Object.Object("spec").List("rules") {
			rule, _ := r.(manifest.Object)
			for _, b := range rule.List("backendRefs") {
				ref, _ := b.(manifest.Object)
				to := manifest.ID{Kind: "Service", Namespace: cmp.Or(ref.Text("namespace"), id.Namespace), Name: ref.Text("name")}
				if version, is := found[to]; is && len(rule.List("backendRefs")) >= least {
					s.subset(to.Namespace, s.behind[to], version)
					delete(found, to)
				}
			}
		}
	}
}

// rules makes one DestinationRule for an app of those for its versions, which say the same.
func (s *standard) rules() {
	seen := map[string]bool{}
	var out []manifest.Manifest
	for _, m := range s.out {
		if m.ID().Kind == "DestinationRule" {
			namespace, name := objects.ServiceOfHost(m.Object.Object("spec").Text("host"), m.ID().Namespace)
			if app := s.behind[manifest.ID{Kind: "Service", Namespace: namespace, Name: name}]; app != "" {
				host := app + "." + namespace + ".svc.cluster.local"
				if seen[host] {
					continue
				}
				seen[host] = true
				m.Object = m.Object.With(host, "spec", "host")
			}
		}
		out = append(out, m)
	}
	s.out = out
}

// subset adds a version to the DestinationRule of an app.
func (s *standard) subset(namespace, app, version string) {
	one := object("name", version, "labels", object("version", version))
	for i := range s.out {
		o := s.out[i].Object
		if id := s.out[i].ID(); id.Kind == "DestinationRule" && id.Namespace == namespace && o.Object("spec").Text("host") == app && o.Object("spec").Get("subsets") != nil {
			s.out[i].Object = o.With(append(slices.Clone(o.Object("spec").List("subsets")), one), "spec", "subsets")
			return
		}
	}
	s.add("networking.istio.io/v1", "DestinationRule", object("name", app, "namespace", namespace), object("host", app, "subsets", []any{one}))
}
