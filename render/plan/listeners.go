package plan

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
	"render/render/naming"
	"render/render/platform"
	"render/render/routing"
)

// MaxListeners is the limit of the Gateway API's CRD, and maxSection that of their
// names.
const (
	MaxListeners = 64
	maxSection   = 253
)

// deriveListeners settles the listeners of all tiers.
func (p *Plan) deriveListeners() {
	if p.GatewayAPI() {
		for i := range p.Tiers {
			p.listenersOf(&p.Tiers[i])
		}
	}
}

// listenersOf settles a tier's listeners. Port 80 has one for all hosts, and 443 one
// a server, which takes every name, or those below one wildcard: browsers ask for
// another host of a certificate over the connection that they have, and istiod makes a
// route table for each listener of its own, which answers 404 to what is another's
// (https://github.com/istio/istio/issues/52853).
func (p *Plan) listenersOf(t *Tier) {
	t.dotless = !platform.IstioListenerDots.In(p.Versions.Istio)
	t.HTTPHostname = routing.OneAbove(t.hostsOf(func(s *Server) bool { return s.ServesHTTP() }))
	var wide []*Server
	for i := range t.Servers {
		s := &t.Servers[i]
		hosts := format.Values(s.Hosts)
		switch one := routing.OneAbove(hosts); {
		case len(hosts) == 0 || !s.ServesTLS():
		case s.Passthrough() && len(hosts) > 1:
			t.sectionEach(s, hosts)
		case one == "":
			wide = append(wide, s)
		default:
			s.Sections = []Section{{Name: s.HTTPSPort, Hostname: one, hosts: hosts}}
		}
	}
	// Every name is whose host "*" is, else the tier's own, and never the first's of some
	// items: without it, or with one before it, another one's listeners were called
	// otherwise, and routes that name those answer nothing until they are applied too.
	slices.SortStableFunc(wide, func(a, b *Server) int { return cmp.Compare(everyFirst(a), everyFirst(b)) })
	for _, s := range wide {
		t.sectionWide(s, (s.Item == nil || everyFirst(s) == 0) && !t.everyTaken())
	}
	if t.Listeners() > MaxListeners {
		return // which is told
	}
	for i := range t.Servers {
		s := &t.Servers[i]
		t.sectionsBelow(s)
		if len(s.Sections) > 1 {
			s.sectionAt = map[string]string{}
			for _, l := range s.Sections {
				for _, h := range l.hosts {
					s.sectionAt[h] = l.Name
				}
			}
		}
	}
}

func everyFirst(s *Server) int {
	if slices.ContainsFunc(s.Hosts, func(h format.Text) bool { return h.Value == routing.EveryHost }) {
		return 0
	}
	return 1
}

// hostsOf are the hosts of some of a tier's servers.
func (t *Tier) hostsOf(of func(*Server) bool) []string {
	var out []string
	for i := range t.Servers {
		if s := &t.Servers[i]; of(s) {
			out = append(out, format.Values(s.Hosts)...)
		}
	}
	return out
}

// everyTaken reports whether a listener takes every name already.
func (t *Tier) everyTaken() bool {
	return t.AnyServer(func(s *Server) bool {
		return slices.ContainsFunc(s.Sections, func(l Section) bool { return l.Hostname == "" })
	})
}

// sectionEach gives a server a listener for each of some hosts, and its others to those
// above them; one for every name where they would have no names of their own.
func (t *Tier) sectionEach(s *Server, hosts []string) {
	all := format.Values(s.Hosts)
	s.Sections = t.sectionsFor(s.HTTPSPort, s, hosts, all)
	seen := map[string]bool{}
	for _, l := range s.Sections {
		if seen[l.Name] || len(l.Name) > t.maxSection() || len(seen) == MaxListeners {
			s.Sections = []Section{{Name: s.HTTPSPort, hosts: all}}
			return
		}
		seen[l.Name] = true
	}
}

// sectionsFor are listeners for some hosts of a server's, and on each of all those that
// are below it: a browser asks for them over the connection that it has to another one.
func (t *Tier) sectionsFor(name string, s *Server, hosts, all []string) []Section {
	at, words := map[string]int{}, t.listenerWords(format.Values(s.Hosts))
	out := make([]Section, len(hosts))
	for i, h := range hosts {
		at[h], out[i] = i, sectionFor(name+"-"+words[h], h)
	}
	if len(hosts) < len(all) {
		wide := routing.NewSet(hosts)
		for _, h := range all {
			if above, ok := wide.MostSpecific(h); ok && above != h {
				out[at[above]].hosts = append(out[at[above]].hosts, h)
			}
		}
	}
	return out
}

// sectionFor is a listener for one host.
func sectionFor(name, host string) Section {
	if host == routing.EveryHost {
		return Section{Name: name, hosts: []string{host}}
	}
	return Section{Name: name, Hostname: host, hosts: []string{host}}
}

// sectionWide gives a server one listener for hosts that none of them stands for: that
// of every name, which only one can have; else that of the wildcard right above all
// of them, where no other server has a name below that; else one for each that is below
// no other.
func (t *Tier) sectionWide(s *Server, every bool) {
	hosts := format.Values(s.Hosts)
	above := routing.WildcardOf(hosts)
	others := routing.NewSet(t.hostsOf(func(o *Server) bool { return o != s }))
	switch {
	case every:
		s.Sections = []Section{{Name: s.HTTPSPort, hosts: hosts}}
	case above != "" && !others.Overlaps(above):
		s.Sections = []Section{{Name: s.HTTPSPort, Hostname: above, hosts: hosts}}
	default:
		t.sectionEach(s, routing.Widest(hosts))
	}
}

// sectionsBelow gives hosts of a server a listener of their own which another server's
// listener would take from the one that they are on, since it is for fewer names.
func (t *Tier) sectionsBelow(s *Server) {
	if len(s.Sections) != 1 {
		return
	}
	main := &s.Sections[0]
	var below []string
	for _, h := range s.Hosts {
		if h.Value == main.Hostname {
			continue
		}
		taken := t.AnyServer(func(o *Server) bool {
			return o != s && slices.ContainsFunc(o.Sections, func(l Section) bool {
				return l.Hostname != "" && routing.Covers(l.Hostname, h.Value) && (main.Hostname == "" || routing.Covers(main.Hostname, l.Hostname))
			})
		})
		if taken {
			below = append(below, h.Value)
		}
	}
	if len(below) == 0 {
		return
	}
	s.Sections = append(s.Sections, t.sectionsFor(main.Name, s, routing.Widest(below), below)...)
	if len(below) == len(s.Hosts) { // nothing is left on the first
		s.Sections = s.Sections[1:]
	}
}

// SectionsOf are the names of the listeners on port 443 that a server has for some
// hosts, of its own or below them; of all where none is told.
func (t *Tier) SectionsOf(s *Server, hosts []string) []string {
	var names []string
	if len(s.Sections) == 1 || hosts == nil {
		for _, l := range s.Sections {
			names = append(names, l.Name)
		}
		return names
	}
	for _, h := range hosts {
		listed, _ := t.Known.MostSpecific(h)
		if name := s.sectionAt[listed]; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// listenerWords are hosts as parts of listeners' names. Istio gives the ports of
// the gateway's Service the listeners' names, in which it writes "-" for "." from
// a certain version on.
func (t *Tier) listenerWords(hosts []string) map[string]string {
	return naming.Words(hosts, t.maxSection(), func(host string) string {
		if t.dotless {
			return strings.ReplaceAll(naming.HostWord(host), ".", "-")
		}
		return naming.HostWord(host)
	})
}

// maxSection is how long a listener's name may be; a Service's port has 63
// characters.
func (t *Tier) maxSection() int {
	if t.dotless {
		return 63
	}
	return maxSection
}

// Listeners counts a tier's listeners for hosts.
func (t *Tier) Listeners() int {
	n := 0
	if t.AnyServer((*Server).ServesHTTP) {
		n++
	}
	for i := range t.Servers {
		n += len(t.Servers[i].Sections)
	}
	return n + t.portListeners()
}
