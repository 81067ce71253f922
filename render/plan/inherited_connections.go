package plan

import "maps"

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
	inherited := heirs(t, t.names, maps.Keys(to), t.ServerOf)
	for _, h := range t.names {
		if from, ok := inherited[h]; ok && !x.hosts[h] {
			to[from].Hosts = append(to[from].Hosts, h)
		}
	}
}
