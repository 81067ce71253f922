package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// hostsAt are the hosts of the routes at a listener, in the order of its certificate or of
// the route that has the most of them.
func (s *standard) hostsAt(g, listener manifest.Object, redirecting bool) (out []string, lists [][]string) {
	taken := listener.Text("hostname")
	if taken != "" && !redirecting && (listener.Object("tls").Text("mode") == "Passthrough" || !manifest.Rendered(g)) {
		return []string{taken}, nil // those that render wrote are for one of several hosts at the most
	}
	for i := range s.routes {
		if r := s.routes[i].Object; attached(r, g, listener) && redirects(r) == redirecting {
			lists = append(lists, hostnames(r, listener))
		}
	}
	if len(lists) == 0 && !redirecting && taken == "" && s.unused(g, listener) {
		return []string{"*"}, nil
	}
	slices.SortStableFunc(lists, func(a, b []string) int { return cmp.Compare(len(b), len(a)) })
	if names := s.certified(g, listener); !redirecting && names != nil {
		lists = slices.Insert(lists, 0, names)
	}
	if !redirecting && s.listsWildcard(g, taken) {
		out = append(out, taken)
	}
	for _, list := range lists {
		for _, h := range list {
			out = addText(out, h)
		}
	}
	return out, lists
}

// listsWildcard reports whether the wildcard of a listener that render wrote is a host of the
// tier's, and not only above all that it has: port 80, which has one for all, says it too, or
// what redirects there.
func (s *standard) listsWildcard(g manifest.Object, wildcard string) bool {
	return strings.HasPrefix(wildcard, "*.") && slices.ContainsFunc(g.Object("spec").List("listeners"), func(l any) bool {
		listener, _ := l.(manifest.Object)
		if n, _ := number(listener.Get("port")); n != 80 {
			return false
		}
		return listener.Text("hostname") == wildcard || slices.ContainsFunc(s.routes, func(m manifest.Manifest) bool {
			return redirects(m.Object) && attached(m.Object, g, listener) && slices.Contains(hostnames(m.Object, listener), wildcard)
		})
	})
}

// unused reports whether no route that was read is at a listener of a Gateway that render did not
// write: whatever takes its requests, it may do so for all hosts.
func (s *standard) unused(g, listener manifest.Object) bool {
	return !manifest.Rendered(g) && !slices.ContainsFunc(s.routes, func(m manifest.Manifest) bool { return attached(m.Object, g, listener) })
}

// certified are the names in a listener's certificate that render asks cert-manager for.
func (s *standard) certified(g, listener manifest.Object) (out []string) {
	for _, o := range s.im.world.OfKind(objects.CertManager, "Certificate") {
		spec := o.Members().Object("spec")
		if !manifest.Rendered(o.Members()) || spec.Text("secretName") != securityOf(listener).Text("credentialName") || o.ID().Namespace != g.Object("metadata").Text("namespace") {
			continue
		}
		for _, n := range spec.List("dnsNames") {
			text, _ := n.(string)
			out = append(out, text)
		}
	}
	return out
}

// sections are what a Gateway serves on ports 80 and 443, what has the Gateway's own name
// first.
func (s *standard) sections(g manifest.Object) (out []*section) {
	name := g.Object("metadata").Text("name")
	var clear, clearly, redirected, secured []string // clearly: listed
	var listeners []manifest.Object
	for _, l := range g.Object("spec").List("listeners") {
		listener, _ := l.(manifest.Object)
		switch n, _ := number(listener.Get("port")); {
		case n == 80:
			s.exceptions(g, listener)
			hosts, lists := s.hostsAt(g, listener, false)
			clear, clearly = append(clear, hosts...), append(clearly, listed(hosts, lists)...)
			hosts, _ = s.hostsAt(g, listener, true)
			redirected = append(redirected, hosts...)
		case n == 443 && listener.Text("protocol") != "TCP":
			hosts, _ := s.hostsAt(g, listener, false)
			listeners, secured = append(listeners, listener), append(secured, hosts...)
		}
	}
	var all []string
	for _, listener := range listeners {
		plain, to := &section{listener: listener}, &section{listener: listener, redirect: true}
		for _, h := range listed(s.hostsAt(g, listener, false)) {
			if slices.Contains(all, h) {
				continue
			}
			one := plain
			if slices.Contains(redirected, h) {
				one = to
			}
			one.clear = one.clear || slices.ContainsFunc(clear, func(c string) bool { return c == h || !manifest.Rendered(g) && isBelow(c, h) })
			one.hosts, all = append(one.hosts, h), append(all, h)
		}
		out = append(out, plain, to)
	}
	out = merged(out)
	bare := &section{clear: true}
	for _, h := range clear {
		if !slices.Contains(secured, h) && (len(all) > 0 || slices.Contains(clearly, h)) && (manifest.Rendered(g) || !slices.ContainsFunc(secured, func(w string) bool { return isBelow(h, w) })) {
			bare.hosts = addText(bare.hosts, h)
		}
	}
	out = slices.DeleteFunc(append(out, bare), func(one *section) bool { return len(one.hosts) == 0 })
	s.name(out, name)
	for _, one := range out {
		one.excepted = one.redirect && s.im.excepts[keyOf(g)] != nil
	}
	clients(g, out)
	return out
}

// merged are sections without those of listeners that are there for a host each, where TLS
// is passed through: their hosts are in the section of the first.
func merged(list []*section) (out []*section) {
	byBase := map[string]*section{}
	for _, one := range list {
		host := strings.ReplaceAll(one.listener.Text("hostname"), "*", "wildcard")
		base, cut := strings.CutSuffix(one.listener.Text("name"), "-"+host)
		if !cut || host == "" || one.listener.Object("tls").Text("mode") != "Passthrough" {
			out = append(out, one)
			continue
		}
		if one.redirect {
			base += " redirected"
		}
		if first := byBase[base]; first != nil {
			first.hosts, first.clear = append(first.hosts, one.hosts...), first.clear || one.clear
			continue
		}
		byBase[base] = one
		out = append(out, one)
	}
	return out
}

// name gives sections the names of Istio's Gateways: the first that has a route of the
// Gateway's own name is the tier's, and each other one has its first host behind it.
func (s *standard) name(list []*section, gateway string) {
	own := 0
	for i, one := range slices.Backward(list) {
		if slices.ContainsFunc(s.routes, func(r manifest.Manifest) bool {
			hosts := r.Object.Object("spec").List("hostnames")
			return strings.HasSuffix(r.ID().Name, "-on-"+gateway) && len(hosts) > 0 && hosts[0] == one.hosts[0] && !redirects(r.Object)
		}) {
			own = i
		}
	}
	for i, one := range list {
		if one.gateway = gateway; i != own {
			one.gateway += "-" + hostSlug(one.hosts[0])
		}
	}
	if len(list) > 0 { // the tier's own come first
		first := list[own]
		copy(list[1:own+1], list[:own])
		list[0] = first
	}
}

// servers are those of Istio's Gateway.
func (one *section) servers() (out []any) {
	hosts := document.Strs(one.hosts)
	if one.clear || one.redirect {
		var tls manifest.Object
		if one.redirect && !one.excepted {
			tls = object("httpsRedirect", true)
		}
		out = append(out, object("port", object("number", int64(80), "name", "http", "protocol", "HTTP"), "hosts", hosts, "tls", tls))
	}
	if one.listener != nil {
		out = append(out, object("port", object("number", int64(443), "name", "https", "protocol", one.listener.Text("protocol")), "hosts", hosts, "tls", append(securityOf(one.listener), one.clients...)))
	}
	return out
}

// securityOf is a listener's TLS as Istio's Gateway has it.
func securityOf(listener manifest.Object) manifest.Object {
	tls := listener.Object("tls")
	if tls.Text("mode") == "Passthrough" {
		return object("mode", "PASSTHROUGH")
	}
	options := tls.Object("options")
	var ciphers []any
	if text := options.Text("gateway.istio.io/tls-cipher-suites"); text != "" {
		ciphers = document.Strs(strings.Split(text, ","))
	}
	credential := ""
	for _, ref := range tls.List("certificateRefs") {
		o, _ := ref.(manifest.Object)
		credential = o.Text("name")
		break
	}
	return object("mode", cmp.Or(options.Text("gateway.istio.io/tls-terminate-mode"), "SIMPLE"), "credentialName", credential, "cipherSuites", ciphers)
}

// otherPorts are the servers of a Gateway on ports other than 80 and 443.
func (s *standard) otherPorts(g manifest.Object) (out []any) {
	var seen []int64
	for _, l := range g.Object("spec").List("listeners") {
		listener, _ := l.(manifest.Object)
		n, ok := number(listener.Get("port"))
		protocol := listener.Text("protocol")
		if !ok || slices.Contains(seen, n) || protocol == "UDP" || n == 80 || n == 443 && protocol != "TCP" {
			continue
		}
		seen = append(seen, n)
		var tls manifest.Object
		if protocol == "HTTPS" || protocol == "TLS" {
			tls = securityOf(listener)
		}
		out = append(out, object("port", object("number", n, "name", listener.Text("name"), "protocol", protocol), "hosts", []any{cmp.Or(listener.Text("hostname"), "*")}, "tls", tls))
	}
	return out
}
