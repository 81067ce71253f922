package mesh

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// made makes up a topology of a seed over all fields that decide where requests and
// connections go.
func made(seed uint64) *draft {
	r := &drafter{Rand: rand.New(rand.NewPCG(seed, 3)), marked: true}
	d := &draft{Name: "made", Kubernetes: "1.36", Metallb: "0.16", Secrets: "omit", Istio: map[string]any{"version": one(r, "1.31", "1.31", "1.31", "1.30")}}
	d.Istio["install"] = "none"
	if r.often(10) {
		d.Istio["install"] = one(r, "istioctl", "sail", "helm")
	}
	if r.api = r.often(40); r.api {
		d.Routing, d.Istio["version"] = gatewayAPI, "1.31"
	}
	if r.often(15) {
		d.Secrets = map[string]any{"cert-manager": map[string]any{"issuer": "ours", "kind": "ClusterIssuer"}}
	}
	if r.often(20) {
		d.Namespace = "edge"
	}
	if r.often(25) {
		d.GatewayNamespace = "gateways"
	}
	for i := range one(r, 1, 1, 2, 2, 3) {
		d.Tiers = append(d.Tiers, r.wide(i))
	}
	if strings.Contains(string(d.text()), "'*'") {
		d.Secrets = "omit" // no issuer has a certificate for every host
	}
	if d.Tiers[0].IP != "" && r.often(8) {
		d.Tiers = append(d.Tiers, r.sharing(d.Tiers[0].IP))
	}
	r.http3(d)
	return d
}

// wide makes up a tier.
func (r *drafter) wide(at int) draftTier {
	t := draftTier{Name: one(r, [][]string{{"primary", "public"}, {"staff"}, {"lab"}}[at]...), IP: fmt.Sprintf("192.168.1.%d", 10+at)}
	domain := ".example.org"
	if at > 0 && r.often(70) {
		domain = fmt.Sprintf(".tier%d.example.net", at)
	}
	for _, h := range one(r, tierHosts...) {
		t.Hosts = append(t.Hosts, draftHost{Host: []string{strings.Replace(h, ".example.org", domain, 1)}})
	}
	if t.TLS = r.tls(true); r.api && t.TLS == any("passthrough") && t.Hosts[0].Host[0] == "*" {
		t.TLS = nil
	}
	r.items(&t, domain)
	if t.TLS == any("off") || t.TLS == any("passthrough") {
		for i := range t.Hosts {
			if m, ok := t.Hosts[i].TLS.(map[string]any); ok && m["mode"] == nil {
				m["mode"] = "simple"
			}
		}
	}
	if r.often(10) {
		t.Namespace = "apps"
	}
	if r.often(10) {
		t.GatewayNamespace = one(r, "front", "back")
	}
	if r.often(6) {
		t.Service = one[any](r, "NodePort", map[string]any{"type": "ClusterIP"})
		t.IP = ""
	}
	if r.often(10) {
		t.Names = map[string]any{"gateway": "door-" + t.Name}
		if t.TLS != any("off") && t.TLS != any("passthrough") {
			t.Names["secret"] = "key-" + t.Name
		}
	}
	r.ports(&t)
	for range 1 + r.IntN(5) {
		t.Apps = append(t.Apps, draftApp{})
		r.wideApp(&t, len(t.Apps)-1)
	}
	if r.often(60) {
		r.taken(&t)
	}
	for range 2 {
		if len(t.hosts(false)) > 0 && r.often(15) {
			t.Routes = append(t.Routes, r.own(&t))
		}
	}
	return t
}

// sharing makes up a tier for connections alone on another's address.
func (r *drafter) sharing(ip string) draftTier {
	t := draftTier{Name: "mail", IP: ip, Ports: []draftPort{{Name: "tcp-smtp", Port: 2525}}}
	t.Apps = []draftApp{{Name: "smtp", Image: "smtp:1", Port: map[string]any{"port": 25, "protocol": "tcp"}, Routes: []draftRoute{{TCP: 2525}}}}
	return t
}

// tls makes up a tier's way with TLS, or an item's.
func (r *drafter) tls(tier bool) any {
	switch n := r.IntN(100); {
	case n < 35 && tier:
		return nil
	case n < 50 && tier:
		return "off"
	case n < 58:
		return "passthrough"
	case n < 66:
		return map[string]any{"mode": "mutual", "clientCA": "clients.crt"}
	case n < 72:
		return map[string]any{"mode": "optional-mutual", "clientCA": "clients.crt"}
	case !tier && n < 76:
		return "simple"
	case n < 80 && !r.api:
		return map[string]any{"minVersion": "1.3"}
	case n < 88:
		return map[string]any{"redirect": map[string]any{"except": one(r, []string{"/.well-known/acme-challenge/*"}, []string{"/shop", "/api/*"})}}
	}
	return map[string]any{"redirect": true}
}

// items makes some hosts of a tier such with a certificate or a TLS mode of their
// own, and adds some below its wildcards.
func (r *drafter) items(t *draftTier, domain string) {
	if !r.often(45) {
		return
	}
	if slices.ContainsFunc(t.Hosts, func(h draftHost) bool { return h.Host[0] == "*"+domain }) && r.often(60) {
		t.Hosts = append(t.Hosts, draftHost{Host: one(r, []string{"sso" + domain}, []string{"sso" + domain, "login" + domain}, []string{"*.secure" + domain})})
	}
	for _, wild := range []string{"*.wide" + domain, "*.secure" + domain} {
		if slices.ContainsFunc(t.Hosts, func(h draftHost) bool { return h.Host[0] == wild }) && r.often(30) {
			t.Hosts = append(t.Hosts, draftHost{Host: []string{strings.Replace(wild, "*", "inner", 1)}})
		}
	}
	for i := range t.Hosts {
		h := &t.Hosts[i]
		if t.TLS == any("off") || i == 0 && r.often(80) || len(h.Host) == 1 && i < len(t.Hosts)-1 && r.often(50) {
			continue
		}
		if r.often(50) {
			h.TLS = r.tls(false)
		}
		if h.TLS == nil && t.TLS == any("passthrough") {
			continue
		}
		if h.TLS == nil || h.TLS != any("passthrough") && r.often(40) {
			h.Cert = one[any](r, "certs/"+slug(h.Host[0]), map[string]any{"secret": "own-" + slug(h.Host[0])})
		}
	}
}

// wideApp makes up an app of any kind: for requests, for whole connections, or for
// one of the tier's ports.
func (r *drafter) wideApp(t *draftTier, at int) {
	r.app(t, at)
	a := &t.Apps[at]
	number, passed := a.Port, t.hosts(true)
	switch {
	case len(passed) > 0 && (len(t.hosts(false)) == 0 || r.often(40)):
		if !r.gets(t, a, number, passed) {
			t.Apps = t.Apps[:at]
		}
		return
	case r.often(40) && r.connects(t, a, number):
		return
	}
	if r.often(10) && a.asked() && !address(fmt.Sprint(a.Outside)).IsValid() {
		a.Sticky = one(r, map[string]any{"cookie": "pod", "ttl": "1h"}, map[string]any{"header": "x-user"})
	}
	if r.often(15) && !a.deployed() && a.asked() {
		a.Port = r.behind(number, a.Outside != nil)
	}
	if r.often(8) && !slices.ContainsFunc(a.Routes, func(out draftRoute) bool { return out.Redirect != nil || out.Respond != nil }) {
		for _, other := range t.Apps[:at] {
			if len(other.Routes) > 0 && other.Namespace == a.Namespace && other.Routes[0].TCP+other.Routes[0].TLS == 0 && fmt.Sprint(other.Port) == fmt.Sprint(a.Port) {
				a.Routes[0].Mirror = other.Name
			}
		}
	}
}

// gets makes an app one for the connections to one of some hosts, or below it, that the
// gateway passes on; false where another app has them.
func (r *drafter) gets(t *draftTier, a *draftApp, number any, passed []string) bool {
	a.Routes, a.Fallback = nil, false
	a.Port = map[string]any{"port": number, "protocol": one(r, "tls", "https")}
	hosts := []string{one(r, passed...)}
	if domain, ok := strings.CutPrefix(hosts[0], "*."); ok && r.often(60) {
		hosts[0] = fmt.Sprintf("vault-%d.%s", r.apps, domain)
	}
	taken := slices.ContainsFunc(t.Apps, func(other draftApp) bool {
		return slices.Equal(other.Hosts, hosts) || len(other.Routes) == 1 && slices.Equal(other.Routes[0].Hosts, hosts)
	})
	if !taken {
		a.Hosts = hosts
	}
	return !taken
}

// taken makes up an app for each host whose connections are passed on and that no
// app takes yet.
func (r *drafter) taken(t *draftTier) {
	for _, host := range t.hosts(true) {
		if !slices.ContainsFunc(t.Apps, func(a draftApp) bool { return slices.Contains(a.Hosts, host) }) {
			r.apps++
			name := fmt.Sprintf("vault-%d", r.apps)
			t.Apps = append(t.Apps, draftApp{Name: name, Image: "vault:1", Port: map[string]any{"port": 8200, "protocol": "tls"}, Hosts: []string{host}})
		}
	}
}

// behind makes up how TLS is spoken to a port.
func (r *drafter) behind(number any, outside bool) any {
	own := one(r, map[string]any{"ca": "behind.crt", "names": []string{"inner.example.net"}}, map[string]any{"ca": map[string]any{"secret": "authority"}, "sni": "inner.example.net"},
		map[string]any{"verify": false}, map[string]any{"names": []string{"inner.example.net"}, "sni": "inner.example.net"})
	out := map[string]any{"port": number, "protocol": "https", "tls": own}
	if outside && r.often(30) {
		delete(out, "tls")
	}
	return out
}

// own makes up a route of a tier itself.
func (r *drafter) own(t *draftTier) draftRoute {
	var out draftRoute
	if r.often(30) {
		out.Hosts = r.hosts(t)
	}
	r.path(t, &out, out.Hosts)
	switch {
	case r.api && !out.plain(): // whose gateways have no answers of their own
		out = draftRoute{Prefix: "/former", Hosts: out.Hosts, Redirect: fmt.Sprintf("/moved-%d", r.routes)}
	case !r.api && (r.often(60) || !out.plain()):
		out.Respond = one[any](r, 404, map[string]any{"status": 503, "body": fmt.Sprintf("of route %d", r.routes)})
	default:
		out.Redirect = fmt.Sprintf("/moved-%d", r.routes)
	}
	return out
}
