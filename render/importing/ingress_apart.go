package importing

import (
	"slices"

	"render/render/document"
	"render/render/objects"
)

// divide finds what is apart among Services of which one Ingress says another thing than another.
func (of *Ingresses) divide(all []*ingress) {
	of.apart = &apartIngresses{map[string]document.Mapping{}, map[string]apartIngress{}}
	for service := range of.access.torn {
		told := true
		for _, in := range all {
			if !slices.Contains(in.services(), service) {
				continue
			}
			told = told && in.literal()
			if main, seen := of.apart.main[service]; !seen || len(main) > 0 && len(in.access()) == 0 {
				of.apart.main[service] = in.access() // that of everybody, where there is one
			}
		}
		if !told {
			delete(of.apart.main, service)
		}
	}
	for service := range of.apart.main {
		delete(of.access.torn, service)
		delete(of.access.of, service)
	}
}

// literal reports whether no path of an Ingress' hosts is an expression.
func (in *ingress) literal() bool {
	return !slices.ContainsFunc(in.spec().List("rules"), func(r any) bool {
		paths := in.all.paths(classOf(in.o), hostOf(asObject(r)))
		return paths.expressions || slices.ContainsFunc(paths.all, func(p hostPath) bool { return signs(p.text) })
	})
}

// apartOf are the name of the app that a route of Ingresses leads to, who may come in where they say that apart, and
// whether it is another app than the one with the Service's name.
func (im *importer) apartOf(v *virtual, to, name string) (called string, access any, another bool) {
	if im.apart == nil {
		return name, nil, false
	}
	namespace, service := objects.ServiceOfHost(to, v.ID().Namespace)
	main, is := im.apart.main[namespace+"/"+service]
	admitted := im.apart.routes[v.ID().Namespace+"/"+v.ID().Name]
	if !is {
		return name, nil, false
	}
	if len(admitted.access) > 0 {
		access = admitted.access
	}
	if document.Flow(admitted.access) == document.Flow(main) {
		return name, access, false
	}
	called = admitted.ingress
	if _, taken := im.world.Service(v.ID().Namespace, called); taken || called == name {
		called += "-2"
	}
	return called, access, true
}

// apartLast puts apps that are apart behind those with their Services' names, which have the pods.
func (t *tier) apartLast() {
	var first, last []*app
	for _, a := range t.apps {
		if a.apart {
			last = append(last, a)
		} else {
			first = append(first, a)
		}
	}
	t.apps = append(first, last...)
}
