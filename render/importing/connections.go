package importing

import (
	"slices"

	"render/render/document"
	"render/render/manifest"
)

// connections are the routes of TCP and of TLS that is passed through.
func (im *importer) connections(t *tier, v *virtual) {
	for _, key := range []string{"tls", "tcp"} {
		for _, rule := range v.Members().Object("spec").List(key) {
			r, _ := rule.(manifest.Object)
			destinations := r.List("route")
			if len(destinations) == 0 {
				continue
			}
			d, _ := destinations[0].(manifest.Object)
			to := d.Object("destination")
			name := v.label
			if name == "" {
				name = im.nameFor(to.Text("host"), v.ID().Namespace)
			}
			a := t.app(v, name, to.Text("host"))
			port, _ := number(to.Object("port").Get("number"))
			if !slices.Contains(a.ports, port) && port > 0 {
				a.ports = append(a.ports, port)
			}
			im.connection(t, a, v, key, r, port)
		}
	}
}

func (im *importer) connection(t *tier, a *app, v *virtual, key string, rule manifest.Object, port int64) {
	for _, m := range rule.List("match") {
		match, _ := m.(manifest.Object)
		listens, ok := number(match.Get("port"))
		if listens = t.portOf(listens); !ok {
			listens = 443
		}
		if key == "tls" && listens == 443 {
			a.bare, a.passed = true, append(a.passed, port)
			for _, h := range v.hosts {
				if !slices.Contains(a.hosts, h) {
					a.hosts = append(a.hosts, h)
				}
			}
			continue
		}
		r := route{kind: "tcp", port: port, to: a.to, rest: document.Mapping{{Key: key, Value: listens}}}
		_, speaks := find(t.ports[listens], "protocol")
		_, passed := find(t.ports[listens], "tls")
		if key == "tcp" && speaks && !passed {
			r.kind, r.rest, r.hosts = "tls", document.Mapping{{Key: "tls", Value: listens}}, v.hosts
		} else if key == "tls" {
			r.kind, r.hosts = "sni", v.hosts
		}
		a.add(r)
	}
}
