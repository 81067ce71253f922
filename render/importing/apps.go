package importing

import (
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// appDocument is an app as the document has it.
func (im *importer) appDocument(t *tier, a *app) document.Mapping {
	var m document.Mapping
	namespace, service := objects.ServiceOfHost(a.to, a.namespace)
	m.Add("name", document.Shortened(a.name))
	if a.namespace != im.space {
		m.Add("namespace", a.namespace)
	}
	ports := im.backend(&m, a, namespace, service)
	hosts := a.hosts
	if hosts == nil {
		hosts = a.commonHosts()
	}
	if hosts == nil && a.listed && !a.whole {
		hosts = a.allHosts(t)
	}
	if t.covers(hosts) && !a.listed {
		hosts = nil
	}
	m.Add("hosts", document.Strs(hosts))
	if a.fallback {
		m.Add("fallback", true)
	}
	m.Add("access", a.access)
	m.Add("access", im.access[namespace+"/"+service]) // of Ingresses
	m.Add("sticky", im.sticky(a.to, namespace))
	m.Add("sticky", im.stuck[namespace+"/"+service]) // of Ingresses
	im.names(&m, t, a, service)
	var routes []any
	_, versioned := find(m, "versions")
	subsets, order := im.subsets(a)
	for i := range a.routes {
		r := a.routes[i]
		r.rest = inVersions(r.rest, versioned && (len(order) > 1 || !r.weighed), subsets)
		own := r.hosts
		if len(hosts) > 0 && (len(hosts) == len(own) || a.hosts != nil) || len(hosts) == 0 && t.covers(own) || r.kind == "tcp" {
			own = nil
		}
		port := ""
		if len(ports) > 1 {
			port = ports[r.port]
		}
		routes = append(routes, r.document(port, own))
	}
	m.Add("routes", routes)
	return m
}

// inVersions are a route's actions with the version that its subset chooses; without versions to choose
// from, a subset is all of the app's pods.
func inVersions(rest document.Mapping, versioned bool, subsets map[string]string) (out document.Mapping) {
	for _, one := range rest {
		if name, _ := one.Value.(string); one.Key == "version" {
			if version := subsets[name]; version != "" {
				one.Value = version
			}
			if !versioned {
				continue
			}
		}
		out = append(out, one)
	}
	return out
}

// port puts a port into a list, in its shortest form.
func (im *importer) port(ports *[]any, one document.Mapping, protocol string) {
	list := *ports
	if n := len(list); n > 0 {
		if _, raw := list[n-1].(manifest.Object); raw {
			list = list[:n-1]
		}
	}
	name, _ := one[0].Value.(string)
	number, _ := find(one, "port")
	if usual := protocol; name != "" {
		if len(list) > 0 {
			usual += "-" + document.Flow(number) // as each but the first is called
		}
		if name == usual {
			one = one[1:]
		}
	}
	if protocol != "" && protocol != "http" {
		one.Add("protocol", protocol)
	}
	if len(one) == 1 && one[0].Key == "port" {
		*ports = append(list, one[0].Value)
		return
	}
	*ports = append(list, one)
}

// names are those that are not derived.
func (im *importer) names(m *document.Mapping, t *tier, a *app, service string) {
	var names document.Mapping
	if _, has := find(*m, "image"); has {
		namespace, _ := objects.ServiceOfHost(a.to, a.namespace)
		if s, ok := im.world.Service(namespace, service); ok {
			usual := a.name
			if v, ok := find(*m, "version"); ok {
				usual += "-" + v.(string)
			}
			for w := range im.world.PodsOf(namespace, objects.Labels(s.Members().Object("spec").Object("selector"))) {
				if name := w.Object().ID().Name; name != usual {
					names.Add("deployment", name)
				}
				break
			}
		}
		if service != a.name {
			names.Add("service", service)
		}
	}
	for _, v := range t.virtuals {
		name := v.ID().Name
		if v.label == a.name && !strings.HasPrefix(name, a.name+"-on-"+t.routed) && v.label != "" || v.label == "" && len(a.routes) > 0 && im.only(v, a) {
			if key := v.ID().Namespace + "/" + name; !im.named[key] && !im.fresh { // one on the Gateways of two tiers becomes two
				names.Add("virtualService", name)
				im.named[key] = true
			}
			break
		}
	}
	m.Add("names", names)
}

// only reports whether all routes of a VirtualService are an app's.
func (im *importer) only(v *virtual, a *app) bool {
	for i := range v.routes {
		namespace, name := objects.ServiceOfHost(v.routes[i].to, v.ID().Namespace)
		if namespace+"/"+name != serviceOf(a) {
			return false
		}
	}
	return len(v.routes) > 0
}
