package importing

import (
	"slices"

	"render/render/document"
	"render/render/objects"
)

// mirrored is what a route says, with the app that its requests go to too as that is called.
func (im *importer) mirrored(t *tier, v *virtual, r *route) document.Mapping {
	at := slices.IndexFunc(r.rest, func(m document.Member) bool { return m.Key == "mirror" })
	if at < 0 {
		return r.rest
	}
	out, to := slices.Clone(r.rest), slices.Clone(r.rest[at].Value.(document.Mapping))
	host, _ := to[0].Value.(string)
	namespace, service := objects.ServiceOfHost(host, v.ID().Namespace)
	port, _ := find(to, "port")
	n, _ := number(port)
	_, found := im.world.Service(namespace, service)
	own, led := objects.ServiceOfHost(r.to, v.ID().Namespace)
	switch {
	case service == "", own == namespace && led == service, !found && n == 0: // no app, its own, or of no known port
		return slices.Delete(out, at, at+1)
	}
	name := service // its app's, where render made it
	if v.label == "" {
		name = im.called(namespace, service)
	}
	to[0].Value = name
	t.mirrors = append(t.mirrors, mirrorTo{to, &app{name: name, to: host, namespace: v.ID().Namespace, ports: []int64{n}}})
	out[at].Value = to
	return out
}

// mirrors gives each tier the apps that requests only go to too: no route leads there. One that
// routes lead to is called as it is for them.
func (im *importer) mirrors() {
	var there []*app
	for _, t := range im.tiers {
		there = append(there, t.apps...)
	}
	for _, t := range im.tiers {
		for _, m := range t.mirrors {
			at := slices.IndexFunc(there, func(a *app) bool { return a.to != "" && serviceOf(a) == serviceOf(m.app) })
			if at >= 0 {
				m.to[0].Value = there[at].name
				continue
			}
			there = append(there, m.app)
			t.apps = append(t.apps, m.app)
		}
	}
}
