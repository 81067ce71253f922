package mesh

import (
	"fmt"
	"slices"
	"strings"
)

// ports makes up more ports of a tier, of every protocol.
func (r *drafter) ports(t *draftTier) {
	add := func(percent int, p draftPort) {
		if !r.often(percent) {
			return
		}
		if r.lacked(20) {
			p.TargetPort = 20000 + p.Port
		}
		if word := p.speaks(); (word == "https" || word == "tls") && p.TLS == nil && p.Port != 7443 {
			p.TLS = r.portTLS(t)
		}
		t.Ports = append(t.Ports, p)
	}
	add(12, draftPort{Name: "http-alt", Port: 8888})
	add(6, draftPort{Name: "calls", Port: 9090, Protocol: one(r, "grpc", "http2", "http")})
	add(4, draftPort{Name: one(r, "http2-old", "grpc-old"), Port: 9091})
	if t.ended() != nil {
		add(15, draftPort{Name: "https-admin", Port: 9443})
		add(5, draftPort{Name: "admin", Port: 9444, Protocol: "https"})
	}
	add(12, draftPort{Name: "tls-keys", Port: 6443, TLS: "passthrough"})
	add(5, draftPort{Name: "keys", Port: 6444, Protocol: "tls", TLS: map[string]any{"mode": "passthrough"}})
	add(10, draftPort{Name: "tls-mqtt", Port: 8883})
	add(5, draftPort{Name: "mqtt", Port: 8884, Protocol: "tls"})
	add(15, draftPort{Name: "tcp-db", Port: 5432})
	add(5, draftPort{Name: "db", Port: 5433, Protocol: "tcp"})
	add(3, draftPort{Name: one(r, "https-raw", "plain"), Port: 7443})
}

// portTLS makes up how TLS is ended on a port, where that is not as on 443.
func (r *drafter) portTLS(t *draftTier) any {
	switch n := r.IntN(100); {
	case n < 45 || t.ended() == nil:
		return nil
	case n < 60:
		return "simple"
	case n < 75 && !r.api:
		return map[string]any{"minVersion": "1.3"}
	}
	if t.TLS == nil {
		t.TLS = map[string]any{}
	}
	tls, ok := t.TLS.(map[string]any)
	if !ok { // the tier has no authority of clients to say
		return nil
	}
	tls["clientCA"] = "clients.crt"
	return one[any](r, "mutual", map[string]any{"mode": "optional-mutual"}, "mutual")
}

// connects makes an app one for connections to a port of the tier, as it is or told
// apart by hosts, that none is for yet.
func (r *drafter) connects(t *draftTier, a *draftApp, number any) bool {
	for _, p := range t.Ports {
		out := draftRoute{}
		protocol := "tcp"
		switch p.speaks() {
		case "tcp", "https", "plain":
			if p.speaks() == "https" && (p.Name != "https-raw" || t.connected(p.Port) != nil) || t.connected(p.Port) != nil {
				continue
			}
			out.TCP = p.Port
		case "tls":
			hosts, ok := r.apart(t, p)
			if !ok {
				continue
			}
			out.TLS, out.Hosts = p.Port, hosts
			if t.passes(p) && (p.TLS != nil || t.ended() == nil) && r.often(70) {
				protocol = "tls"
			}
		default:
			continue
		}
		a.Hosts, a.Fallback, a.Sticky = nil, false, nil
		a.Port = map[string]any{"port": number, "protocol": protocol}
		a.Routes = []draftRoute{out}
		return true
	}
	return false
}

// apart are hosts of which no app has the connections to a port for TLS; nil for all.
// It is not ok where none is left.
func (r *drafter) apart(t *draftTier, p draftPort) (hosts []string, ok bool) {
	var all []string
	for _, h := range t.Hosts {
		all = append(all, h.Host...)
	}
	free, others := t.ended(), t.connected(p.Port)
	if t.passes(p) {
		free = all
	}
	if len(free) == 0 {
		return nil, false
	}
	if others == nil && len(free) == len(all) && r.often(50) {
		return nil, true
	}
	free = slices.Clone(free)
	for _, host := range free {
		if domain, below := strings.CutPrefix(host, "*."); below && t.passes(p) {
			free = append(free, fmt.Sprintf("db-%d.%s", r.apps, domain))
		}
	}
	for _, other := range others {
		free = slices.DeleteFunc(free, func(h string) bool { return other.Hosts == nil || slices.Contains(other.Hosts, h) })
	}
	if len(free) == 0 {
		return nil, false
	}
	r.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	return free[:1+r.IntN(min(len(free), 2))], true
}

// connected are the routes of connections to a port.
func (t *draftTier) connected(number int) (out []draftRoute) {
	for _, a := range t.Apps {
		for _, route := range a.Routes {
			if route.TCP == number || route.TLS == number {
				out = append(out, route)
			}
		}
	}
	return out
}

// passes reports whether the gateway hands on the TLS of a port as it is.
func (t *draftTier) passes(p draftPort) bool {
	word := p.TLS
	if object, ok := word.(map[string]any); ok && object["mode"] != nil {
		word = object["mode"]
	}
	return word == any("passthrough") || word == nil && t.TLS == any("passthrough")
}

// ended are the hosts of which the gateway ends TLS.
func (t *draftTier) ended() (out []string) {
	for _, h := range t.Hosts {
		if mode := t.ends(h); mode != any("passthrough") && mode != any("off") {
			out = append(out, h.Host...)
		}
	}
	return out
}

// speaks is the protocol of a port.
func (p draftPort) speaks() string {
	return (&port{Name: p.Name, Protocol: p.Protocol}).speaks()
}
