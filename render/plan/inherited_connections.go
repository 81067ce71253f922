package plan

import "render/render/routing"

// inherit gives hosts whose TLS is passed through, and that no route names, to the app
// of the next wildcard above them of their server, where another server's host is between:
// a gateway would hand their connections to that one.
func (x *connectionReader) inherit() {
	t := x.tier
	if t.serverOf == nil || len(x.hosts) == 0 {
		return
	}
	to := map[string]*Connection{}
	for i := range t.Apps {
		for _, c := range t.Apps[i].sni {
			for _, h := range c.Hosts {
				to[h] = c
			}
		}
	}
	for i := range t.Servers {
		s := &t.Servers[i]
		if !s.Passthrough() {
			continue
		}
		var routed []string
		for h := range to {
			if t.ServerOf(h) == s {
				routed = append(routed, h)
			}
		}
		above := routing.NewSet(routed)
		for _, h := range s.Hosts {
			from, ok := above.Above(h.Value)
			if ok && !x.hosts[h.Value] && t.between(h.Value, from, func(at string) bool { return t.ServerOf(at) != s }) {
				to[from].Hosts = append(to[from].Hosts, h.Value)
			}
		}
	}
}
