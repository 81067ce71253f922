package mesh

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// covers reports whether a host of a tier's takes in another: a name, or a
// wildcard.
func covers(host, other string) bool {
	wild, isWild := strings.CutPrefix(host, "*")
	return host == other || isWild && strings.HasSuffix(other, wild)
}

// best is the one of some hosts that a request's host, or a route's, belongs to:
// itself, the longest wildcard, or everything. "" where there is none.
func best(hosts []string, host string) string {
	found := ""
	for _, h := range hosts {
		if h == host {
			return h
		}
		if covers(h, host) && len(h) > len(found) {
			found = h
		}
	}
	return found
}

// concrete is a host that a tier's host stands for.
func concrete(host string) string {
	if host == "*" {
		return "any.example.net"
	}
	return strings.Replace(host, "*", "any", 1)
}

// server is what answers some hosts of a tier: those that have neither a
// certificate nor a TLS mode of their own together, and those that have the same.
type server struct {
	tls   // what counts
	cert  cert
	tier  *tier
	item  *hostItem // the first; nil for the tier's own
	hosts []string
	// ended is the server that ends TLS for it: both differ in what port 80 does alone.
	ended *server
}

func (t *tier) servers() []*server {
	if t.served == nil {
		t.served = t.newServers()
	}
	return t.served
}

func (t *tier) newServers() []*server {
	out := []*server{{tls: t.TLS.over(tls{}), cert: t.Cert, tier: t}}
	for i := range t.Hosts {
		item := &t.Hosts[i]
		s := &server{tls: t.TLS.over(tls{}), cert: t.Cert, tier: t, item: item}
		if item.TLS != nil {
			s.tls = item.TLS.over(t.TLS)
		}
		if item.Cert != nil {
			s.cert = *item.Cert
		}
		at := slices.IndexFunc(out, s.says)
		if one := slices.IndexFunc(out, s.ends); at < 0 && one >= 0 {
			s.ended = out[one]
		}
		if at < 0 && s.ended == nil && s.cert == (cert{}) && s.encrypted() { // its own default, which nobody else has
			s.cert.Crt = item.Host[0]
		}
		if at < 0 {
			at, out = len(out), append(out, s)
		}
		out[at].hosts = append(out[at].hosts, item.Host...)
	}
	if len(out[0].hosts) == 0 {
		out = out[1:]
	}
	return out
}

// says reports whether two servers are for the same, so that they are one.
func (s *server) says(other *server) bool {
	return reflect.DeepEqual(s.tls, other.tls) && s.cert == other.cert
}

// ends reports whether two servers end TLS alike, and differ in what port 80 does alone.
func (s *server) ends(other *server) bool {
	one, two := s.tls, other.tls
	one.Redirect, two.Redirect = redirect{}, redirect{}
	return s.encrypted() && other.ended == nil && reflect.DeepEqual(one, two) && s.cert == other.cert
}

// ending is the server that ends TLS for one.
func (s *server) ending() *server {
	if s.ended != nil {
		return s.ended
	}
	return s
}

// over is what of TLS counts where an item leaves out what the tier says.
func (t tls) over(general tls) tls {
	if t.Mode == "" {
		t.Mode = general.Mode
	}
	if t.MinVersion == "" {
		t.MinVersion = general.MinVersion
	}
	if t.Ciphers == nil {
		t.Ciphers = general.Ciphers
	}
	if !t.Redirect.written {
		t.Redirect = general.Redirect
	}
	if t.ClientCA == "" {
		t.ClientCA = general.ClientCA
	}
	t.Mode, t.MinVersion = cmp.Or(t.Mode, "simple"), cmp.Or(t.MinVersion, "1.2")
	t.Redirect.written = false // or not is the same from here on
	return t
}

// hosts are all that a tier lists.
func (t *tier) hosts() (out []string) {
	for _, item := range t.Hosts {
		out = append(out, item.Host...)
	}
	return out
}

// server is the one that answers a host; nil for none.
func (t *tier) server(host string) *server {
	found := best(t.hosts(), host)
	for _, s := range t.servers() {
		for _, h := range s.hosts {
			if found != "" && h == found {
				return s
			}
		}
	}
	return nil
}

// named are its hosts, and those below them that routes name.
func (s *server) named() []string {
	out := slices.Clone(s.hosts)
	for _, r := range s.tier.rules() {
		for _, h := range r.hosts(s.tier) {
			if r.requests() && s.same(s.tier.server(h)) && !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}

// same reports whether two servers are one.
func (s *server) same(other *server) bool {
	return s != nil && other != nil && s.item == other.item && s.tier == other.tier
}

// encrypted reports whether a server ends TLS.
func (s *server) encrypted() bool { return s.Mode != "off" && s.Mode != "passthrough" }

// hosts are those that a route of a tier is for: its own, or all of the tier's that
// the gateway reads requests of, or passes on.
func (r *route) hosts(t *tier) []string {
	if len(r.Hosts) > 0 {
		return r.Hosts
	}
	if r.TLS != 0 {
		return t.hosts()
	}
	var ended, passed []string
	for _, s := range t.servers() {
		if s.Mode == "passthrough" {
			passed = append(passed, s.hosts...)
		} else {
			ended = append(ended, s.hosts...)
		}
	}
	if r.Exact+r.Prefix+r.Regex == "" {
		return passed
	}
	return ended
}
