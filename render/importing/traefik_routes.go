package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/compose"
	"render/render/document"
	"render/render/manifest"
)

// traefikClass is what the gateway of IngressRoutes is called by.
const traefikClass = "traefik"

// isTraefiks reports whether an object is one of Traefik's own, of a kind.
func isTraefiks(o manifest.Object, kind string) bool {
	group := manifest.GroupOf(o.Text("apiVersion"))
	return (group == "traefik.io" || group == "traefik.containo.us") && o.Text("kind") == kind
}

// traefikHost is what IngressRoutes have of a host.
type traefikHost struct {
	secret string // of its certificate
	tls    bool   // one of them is for TLS
	clear  bool   // one of them has it served without
}

// traefikRoutes are what IngressRoutes of some objects say together.
type traefikRoutes struct {
	middlewares map[string]manifest.Object // by "<namespace>/<name>"
	hosts       map[string]*traefikHost
	named       map[string]bool // the Middlewares that some route has, or some Ingress that redirects by one, by the same
}

// traefikOf are the IngressRoutes of some objects.
func traefikOf(list []manifest.Manifest) *traefikRoutes {
	all := &traefikRoutes{map[string]manifest.Object{}, map[string]*traefikHost{}, map[string]bool{}}
	for _, m := range list {
		if isTraefiks(m.Object, "Middleware") {
			all.middlewares[m.ID().Namespace+"/"+m.ID().Name] = m.Object.Object("spec")
		}
	}
	for _, m := range list {
		if isTraefiks(m.Object, "IngressRoute") {
			all.gather(m.Object)
		}
	}
	return all
}

// redirecting are the Middlewares that redirect to https, as annotations of Ingresses name them.
func (all *traefikRoutes) redirecting() map[string]string {
	out := map[string]string{}
	for name, spec := range all.middlewares {
		if spec.Object("redirectScheme").Text("scheme") == "https" {
			out[strings.Replace(name, "/", "-", 1)] = name
		}
	}
	return out
}

// gather notes how an IngressRoute has its hosts served.
func (all *traefikRoutes) gather(o manifest.Object) {
	spec := o.Object("spec")
	tls := isSecured(o)
	for _, rule := range all.one(o).read() {
		for _, host := range rule.hosts {
			of := all.hosts[host]
			if of == nil {
				of = &traefikHost{}
				all.hosts[host] = of
			}
			of.tls = of.tls || tls
			of.clear = of.clear || !tls && !rule.redirects
			if tls {
				of.secret = cmp.Or(of.secret, spec.Object("tls").Text("secretName"))
			}
		}
	}
}

// isSecured reports whether an IngressRoute is for TLS: it says so, or none of its entry points is one without, as far
// as their names tell, which Traefik's own settings alone say.
func isSecured(o manifest.Object) bool {
	if _, tls := o.Object("spec").Get("tls").(manifest.Object); tls {
		return true
	}
	points := document.Texts(o.Object("spec").List("entryPoints"))
	return len(points) > 0 && !slices.ContainsFunc(points, func(p string) bool { return p == "web" || p == "http" })
}

// secretOf is the Secret of the certificate of a host, which has to be made where Traefik alone has that.
func (h *traefikHost) secretOf(host string) string { return cmp.Or(h.secret, hostSlug(host)+"-tls") }

// one is the reading of one IngressRoute.
func (all *traefikRoutes) one(o manifest.Object) *ingressRoute { return &ingressRoute{o: o, all: all} }

// ingressRoute is the reading of one IngressRoute.
type ingressRoute struct {
	o      manifest.Object
	all    *traefikRoutes
	missed []Told
}

// traefikRule is one rule for some hosts.
type traefikRule struct {
	compose.Asked
	hosts     []string
	rewrite   string // the path in place of what is asked for; "" for none
	redirects bool   // to https
	headers   traefikHeaders
	services  []any
	served    string // the first of these, "<namespace>/<name>"
	admits    admitted
}

func (r *ingressRoute) miss(path, why string) {
	one := Told{path, "is not taken up: " + why}
	if !slices.Contains(r.missed, one) {
		r.missed = append(r.missed, one)
	}
}

// read are the rules of an IngressRoute, those of longer paths first, as Traefik tries them.
func (r *ingressRoute) read() (out []traefikRule) {
	for i, one := range r.o.Object("spec").List("routes") {
		route, path := asObject(one), fmt.Sprintf("spec.routes[%d]", i)
		asked, ok := compose.Rule(route.Text("match"))
		if !ok || slices.ContainsFunc(asked, compose.Asked.Narrowed) {
			r.miss(path+".match", "it has more than hosts and paths; write what it asks for in routes of an app")
			continue
		}
		if route.Get("priority") != nil {
			r.miss(path+".priority", "routes of longer paths are tried first")
		}
		var does middled
		r.middlewares(route.List("middlewares"), r.namespace(), func(i int) string { return fmt.Sprintf("%s.middlewares[%d]", path, i) }, &does)
		services := r.destinations(route.List("services"), path)
		if len(services) == 0 && !does.redirects {
			continue
		}
		for _, a := range asked {
			hosts := a.Hosts
			if len(hosts) == 0 {
				hosts = []string{"*"}
			}
			rewrite, is, why := does.rewritten(a)
			if why != "" {
				r.miss(cmp.Or(does.stripped, path+".middlewares"), why)
			}
			if !is {
				rewrite = ""
			}
			out = append(out, traefikRule{a, hosts, rewrite, does.redirects, does.headers, services, r.served(route), does.admits})
		}
	}
	slices.SortStableFunc(out, func(a, b traefikRule) int {
		return cmp.Or(-cmp.Compare(len(a.Exact), len(b.Exact)), -cmp.Compare(len(a.Prefix), len(b.Prefix)))
	})
	return out
}

func (r *ingressRoute) namespace() string { return r.o.Object("metadata").Text("namespace") }

// served is the Service that a route leads to, "<namespace>/<name>"; "" for none.
func (r *ingressRoute) served(route manifest.Object) string {
	for _, s := range route.List("services") {
		service := asObject(s)
		return cmp.Or(service.Text("namespace"), r.namespace()) + "/" + service.Text("name")
	}
	return ""
}

// destinations are Services that a rule leads to, as a VirtualService has them.
func (r *ingressRoute) destinations(list []any, path string) (out []any) {
	for i, s := range list {
		service, at := asObject(s), fmt.Sprintf("%s.services[%d]", path, i)
		name := service.Text("name")
		if kind := service.Text("kind"); kind == "TraefikService" || strings.Contains(name, "@") {
			r.miss(at, "it is a service of Traefik's own")
			continue
		}
		if service.Object("sticky") != nil {
			r.miss(at+".sticky", "write sticky: at the app")
		}
		if in := service.Text("namespace"); in != "" && in != r.namespace() {
			name += "." + in + ".svc.cluster.local"
		}
		if len(out) > 0 {
			r.miss(at, "a route leads to one Service, and this shares the requests with another; of versions of an app each has its weight")
			continue
		}
		out = append(out, object("destination", object("host", name, "port", portRef(service.Get("port")))))
	}
	return out
}

// portRef is a port as a destination has it: a number, or the name of one of the Service's.
func portRef(port any) any {
	switch port := port.(type) {
	case nil:
		return nil
	case string:
		if n, err := strconv.ParseInt(port, 10, 32); err == nil {
			return object("number", n)
		}
		return object("name", port)
	}
	return object("number", port)
}

// unread notes what of an IngressRoute nothing looks at, and which certificates Traefik alone has.
func (r *ingressRoute) unread(rules []traefikRule) {
	for _, m := range r.o.Object("spec").Object("tls") {
		if !slices.Contains([]string{"secretName", "domains", "certResolver"}, m.Key) {
			r.miss("spec.tls."+m.Key, "the tier's tls has what holds for its hosts")
		}
	}
	var wanted []string
	for _, rule := range rules {
		for _, host := range rule.hosts {
			if of := r.all.hosts[host]; of.tls && of.secret == "" && !slices.Contains(wanted, of.secretOf(host)) {
				wanted = append(wanted, of.secretOf(host))
			}
		}
	}
	path := "spec.tls"
	if _, tls := r.o.Object("spec").Get("tls").(manifest.Object); !tls {
		path = "spec.entryPoints"
	}
	if wanted != nil && isSecured(r.o) {
		r.miss(path, "Traefik alone has the certificate; the topology names in its place what has to be made: Secret "+strings.Join(wanted, ", "))
	}
}
