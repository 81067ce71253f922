package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
)

// traefikRoute adds the VirtualServices of an IngressRoute, and its hosts to those that are served alike.
func (s *standard) traefikRoute(r *ingressRoute, gateway string, groups []*group) []*group {
	about := r.o.Object("metadata")
	byHost := map[string][]any{}
	var hosts []string
	for _, rule := range r.read() {
		for _, host := range rule.hosts {
			if !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
			if !rule.redirects || isSecured(r.o) {
				byHost[host] = append(byHost[host], rule.http())
			}
		}
	}
	for _, host := range hosts {
		name := about.Text("name")
		if len(hosts) > 1 {
			name += "-" + hostSlug(host)
		}
		if rules := byHost[host]; rules != nil {
			s.numbered(rules, r.o)
			s.encrypts(r)
			s.add("networking.istio.io/v1", "VirtualService", object("name", name, "namespace", about.Text("namespace")),
				object("gateways", []any{gateway}, "hosts", []any{host}, "http", rules))
		}
		groups = s.serveAlike(groups, host, r.all.hosts[host])
	}
	return groups
}

// serveAlike adds a host to those that are served alike.
func (s *standard) serveAlike(groups []*group, host string, of *traefikHost) []*group {
	if slices.ContainsFunc(groups, func(g *group) bool { return slices.Contains(g.hosts, host) }) {
		return groups // another object for the host
	}
	one := &group{hosts: []string{host}}
	if of.tls {
		one.secret, one.redirect = of.secretOf(host), !of.clear
	}
	at := slices.IndexFunc(groups, func(g *group) bool {
		return g.secret == one.secret && g.redirect == one.redirect && len(g.except) == 0
	})
	if at < 0 {
		return append(groups, one)
	}
	groups[at].hosts = append(groups[at].hosts, host)
	return groups
}

// http is a rule in a VirtualService's words.
func (r *traefikRule) http() any {
	var match []any
	switch {
	case r.Exact != "":
		match = []any{object("uri", object("exact", r.Exact))}
	case strings.Trim(r.Prefix, "/") != "":
		match = []any{object("uri", object("prefix", "/"+strings.Trim(r.Prefix, "/")))}
	}
	var rewrite any
	if r.rewrite != "" {
		rewrite = object("uri", r.rewrite)
	}
	headers := object("request", r.headers.request.object(), "response", r.headers.response.object())
	return object("match", match, "rewrite", rewrite, "headers", headers, "corsPolicy", r.headers.cors, "route", r.services)
}

// encrypts says which Services are spoken to by TLS: those of scheme https, and those at port 443, whose certificate
// Traefik's transport most likely does not check.
func (s *standard) encrypts(r *ingressRoute) {
	for _, one := range r.o.Object("spec").List("routes") {
		for _, of := range asObject(one).List("services") {
			service := asObject(of)
			port, _ := portRef(service.Get("port")).(manifest.Object)
			if scheme := service.Text("scheme"); scheme != "https" && (scheme != "" || fmt.Sprint(port.Get("number")) != "443") {
				continue
			}
			namespace := cmp.Or(service.Text("namespace"), r.namespace())
			name := service.Text("name")
			s.add("networking.istio.io/v1", "DestinationRule", object("name", name, "namespace", namespace), object("host", name, "trafficPolicy",
				object("portLevelSettings", []any{object("port", port, "tls", object("mode", "SIMPLE", "insecureSkipVerify", true, "sni", name+"."+namespace+".svc.cluster.local"))})))
		}
	}
}
