package importing

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/document"
	"render/render/manifest"
)

// group are hosts of one class of Ingresses that are served alike.
type group struct {
	secret   string
	redirect bool
	except   []any // paths that port 80 does not redirect
	hosts    []string
}

// ingresses are the objects with their Ingresses in Istio's words, where no other gateway is
// among them: of each class a Gateway.
func (im *importer) ingresses(list []manifest.Manifest) []manifest.Manifest {
	read := ReadIngresses(list)
	if read == nil {
		return list
	}
	im.fresh, im.access, im.stuck, im.apart = true, read.access.of, read.sticky.of, read.apart
	im.remarks = append(im.remarks, read.notes...)
	s := &standard{im: im}
	groups := map[string][]*group{}
	var classes []string
	var connected []manifest.Manifest // what passes on whole connections
	for _, m := range list {
		class := traefikClass
		switch {
		case isIngress(m.Object):
			class = classOf(m.Object)
		case isTraefiks(m.Object, "IngressRouteTCP"):
			connected = append(connected, m)
		case !isTraefiks(m.Object, "IngressRoute"):
			s.out = append(s.out, m)
			continue
		}
		if !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
		label := labelOfClass(classes, class)
		switch {
		case isTraefiks(m.Object, "IngressRouteTCP"):
			continue
		case !isIngress(m.Object):
			groups[class] = s.traefikRoute(read.traefik.one(m.Object), "default/gateway-"+label, groups[class])
			continue
		}
		s.certificates(m)
		groups[class] = s.ingress(read.one(m.Object), "default/gateway-"+label, groups[class])
	}
	im.classes = map[string]string{}
	passing := ""
	if at := slices.IndexFunc(classes, read.paths.byNginx); at >= 0 {
		passing = classes[at] // the connections of its controller, as far as anything tells
	}
	for _, class := range classes {
		label := labelOfClass(classes, class)
		im.classes[label] = class
		servers := s.serversOf(read, class, groups[class])
		if class == passing {
			for _, m := range list {
				servers = append(servers, s.connections(m, "default/gateway-"+label)...)
			}
		}
		if class == traefikClass {
			servers = append(servers, s.traefikConnections(connected, "default/gateway-"+label, entryPoints(list))...)
		}
		s.add("networking.istio.io/v1", "Gateway", object("name", "gateway-"+label, "namespace", "default"), object("selector", object("istio", label), "servers", servers))
	}
	return s.out
}

// serversOf are those of a class's groups; that a controller redirects by another code is noted.
func (s *standard) serversOf(read *Ingresses, class string, groups []*group) (servers []any) {
	for _, g := range groups {
		if g.redirect && read.paths.byNginx(class) {
			s.im.noteCode(cmp.Or(read.code, "308"))
		}
		servers = append(servers, g.servers()...)
	}
	return servers
}

// noteCode notes what becomes of a redirect to https by another code than that of a gateway, which a topology has no word
// for; without a setting ingress-nginx has 308 (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/).
func (im *importer) noteCode(code string) {
	switch code {
	case "301", "302":
	default:
		im.note("port 80 redirects to https by 301, where ingress-nginx did by %s: a client that posts in clear asks by GET from now on, without what it sends; have such clients ask by https at once", code)
	}
}

// labelOfClass is the label of the gateway of a class: of the first one Istio's own.
func labelOfClass(classes []string, class string) string {
	if classes[0] == class {
		return "ingressgateway"
	}
	return "ingressgateway-" + document.Slug(class)
}

func (g *group) servers() (out []any) {
	var tls manifest.Object
	if g.redirect && len(g.except) == 0 {
		tls = object("httpsRedirect", true)
	}
	out = append(out, object("port", object("number", int64(80), "name", "http", "protocol", "HTTP"), "hosts", document.Strs(g.hosts), "tls", tls))
	if g.secret != "" {
		out = append(out, object("port", object("number", int64(443), "name", "https", "protocol", "HTTPS"), "hosts", document.Strs(g.hosts), "tls", object("mode", "SIMPLE", "credentialName", g.secret)))
	}
	return out
}

// ingress adds the VirtualServices of an Ingress, and its hosts to those that are served
// alike.
func (s *standard) ingress(in *ingress, gateway string, groups []*group) []*group {
	about := in.o.Object("metadata")
	byHost, hosts := in.rules()
	for _, host := range hosts {
		name := about.Text("name")
		if len(hosts) > 1 {
			name += "-" + hostSlug(host)
		}
		s.numbered(byHost[host], in.o)
		s.add("networking.istio.io/v1", "VirtualService", object("name", name, "namespace", about.Text("namespace")),
			object("gateways", []any{gateway}, "hosts", []any{host}, "http", byHost[host]))
		s.im.apart.routes[about.Text("namespace")+"/"+name] = apartIngress{about.Text("name"), in.access()}
		s.speaks(in, about.Text("namespace"), byHost[host])
		if slices.ContainsFunc(groups, func(g *group) bool { return slices.Contains(g.hosts, host) }) {
			continue // another Ingress for the host
		}
		of := in.all.paths(classOf(in.o), host)
		one := &group{secret: of.secret, hosts: []string{host}}
		if of.secret != "" {
			one.redirect, one.except, _ = of.redirects()
			s.im.inClear[classOf(in.o)+"\n"+host] = one.except
		}
		at := slices.IndexFunc(groups, func(g *group) bool {
			return g.secret == one.secret && g.redirect == one.redirect && slices.Equal(g.except, one.except)
		})
		if at < 0 {
			groups = append(groups, one)
		} else {
			groups[at].hosts = append(groups[at].hosts, host)
		}
	}
	return groups
}

// numbered are rules of an Ingress whose destinations name ports by number, as far as their Services
// are known; it tells of names that those do not have.
func (s *standard) numbered(rules []any, ingress manifest.Object) {
	namespace := ingress.Object("metadata").Text("namespace")
	for i, r := range rules {
		rule, _ := r.(manifest.Object)
		for _, d := range rule.List("route") {
			one, _ := d.(manifest.Object)
			to := one.Object("destination")
			service, found := s.im.world.Service(namespace, to.Text("host"))
			name := to.Object("port").Text("name")
			if name == "" || !found {
				continue
			}
			ports := service.Members().Object("spec").List("ports")
			at := slices.IndexFunc(ports, func(p any) bool { return asObject(p).Text("name") == name })
			if at < 0 {
				s.im.tell((&manifest.Manifest{Object: ingress}).ID(), "spec.rules", fmt.Sprintf("leads to port %q of Service %q, which has none of that name: its controller leads there to nothing", name, to.Text("host")))
				continue
			}
			to = to.With(object("number", asObject(ports[at]).Get("port")), "port")
			rules[i] = rule.With([]any{object("destination", to)}, "route")
		}
	}
}

// speaks says how the backends of an Ingress are spoken to. Its controller checks no
// certificate of theirs by itself.
func (s *standard) speaks(in *ingress, namespace string, rules []any) {
	for _, r := range rules {
		rule, _ := r.(manifest.Object)
		for _, d := range rule.List("route") {
			one, _ := d.(manifest.Object)
			to := one.Object("destination")
			switch in.note("backend-protocol") {
			case "HTTPS":
				s.add("networking.istio.io/v1", "DestinationRule", object("name", to.Text("host"), "namespace", namespace), object("host", to.Text("host"), "trafficPolicy",
					object("portLevelSettings", []any{object("port", object("number", to.Object("port").Get("number")), "tls", object("mode", "SIMPLE", "insecureSkipVerify", true, "sni", to.Text("host")+"."+namespace+".svc.cluster.local"))})))
			case "GRPC":
				s.im.calls[namespace+"/"+to.Text("host")] = true
			}
		}
	}
}
