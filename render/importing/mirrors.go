package importing

import (
	"slices"

	"render/render/objects"
)

// mirrored is what a route says, with the app that its requests go to too as that is called.
func (im *importer) mirrored(t *tier, v *virtual, r *route) mapping {
	at := slices.IndexFunc(r.rest, func(m member) bool { return m.key == "mirror" })
	if at < 0 {
		return r.rest
	}
	out, to := slices.Clone(r.rest), slices.Clone(r.rest[at].value.(mapping))
	host, _ := to[0].value.(string)
	namespace, service := objects.ServiceOfHost(host, v.ID().Namespace)
	port, _ := find(to, "port")
	n, _ := number(port)
	_, found := im.world.Service(namespace, service)
	own, led := objects.ServiceOfHost(r.to, v.ID().Namespace)
	switch {
	case service == "", own == namespace && led == service, !found && n == 0: // no app, its own, or of no known port
		return slices.Delete(out, at, at+1)
	case v.label != "":
		to[0].value = service // its app's name, as render made it
	default:
		name := im.called(namespace, service)
		t.mirrors = append(t.mirrors, &app{name: name, to: host, namespace: v.ID().Namespace, ports: []int64{n}})
		to[0].value = name
	}
	out[at].value = to
	return out
}

// mirrors gives each tier the apps that requests only go to too: no route leads there.
func (im *importer) mirrors() {
	there := map[string]bool{}
	for _, t := range im.tiers {
		for _, a := range t.apps {
			there[a.name] = true
		}
	}
	for _, t := range im.tiers {
		for _, a := range t.mirrors {
			if !there[a.name] {
				there[a.name] = true
				t.apps = append(t.apps, a)
			}
		}
	}
}
