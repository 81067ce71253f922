package mesh

import (
	"slices"
	"strings"
)

// door is a port of a tier at which requests for its hosts come in.
type door struct {
	port   int
	secure bool
}

// doors are those of a tier.
func (t *tier) doors() []door {
	if len(t.Hosts) == 0 {
		return nil
	}
	out := []door{{80, false}, {443, true}}
	for i := range t.Ports {
		p := &t.Ports[i]
		if p.Protocol == "" && t.connected(p.Port) {
			continue // a route's, whatever its name is
		}
		switch p.speaks() {
		case "http", "http2", "grpc":
			out = append(out, door{p.Port, false})
		case "https":
			out = append(out, door{p.Port, true})
		}
	}
	return out
}

// connected reports whether a route of connections names a port.
func (t *tier) connected(number int) bool {
	return slices.ContainsFunc(t.rules(), func(r rule) bool { return r.TCP == number || r.TLS == number })
}

// speaks is the protocol of a tier's port, which its name may say.
func (p *port) speaks() string {
	if p.Protocol != "" {
		return strings.ToLower(p.Protocol)
	}
	word, _, _ := strings.Cut(p.Name, "-")
	return word
}

// forTLS reports whether connections to a port are told apart by the host that TLS
// asks for.
func (t *tier) forTLS(p *port) bool {
	return p.speaks() == "tls" || slices.ContainsFunc(t.rules(), func(r rule) bool { return r.TLS == p.Port })
}

// mode is how a tier's port for TLS ends that of a server's hosts.
func (p *port) mode(s *server) string {
	if p.TLS != nil && p.TLS.Mode != "" {
		return p.TLS.Mode
	}
	return s.Mode
}

// on is a server as it ends TLS on a port of its tier: as that says, else as on 443.
func (s *server) on(number int) *server {
	out := *s
	for _, p := range s.tier.Ports {
		if p.Port == number && p.TLS != nil {
			out.tls = p.TLS.over(s.tls)
		}
	}
	return &out
}
