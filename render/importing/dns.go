package importing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/plan"
)

// dnsPrefixes are what annotations for external-dns begin with where a topology does not say
// which of its releases runs.
var dnsPrefixes = []string{"external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/"}

// readDNS finds what external-dns is told of all Gateways, by one of the prefixes that annotations
// have: both of external-dns' own, or one.
func (im *importer) readDNS(read func(prefixes []string) map[string]any) {
	choices := [][]string{dnsPrefixes}
	for o := range im.world.All() {
		for _, note := range annotationsOf(o.Members()) {
			for _, name := range [...]string{"target", "controller"} {
				prefix, is := strings.CutSuffix(note.Key, name)
				if one := []string{prefix}; is && strings.HasSuffix(prefix, "/") && !slices.ContainsFunc(choices, func(c []string) bool { return slices.Equal(c, one) }) {
					choices = append(choices, one)
				}
			}
		}
	}
	for _, prefixes := range choices {
		if im.dns = read(prefixes); len(im.dns) > 0 {
			im.dnsPrefixes = prefixes
			return
		}
	}
}

// dnsDocument is who tells DNS; nothing for nobody.
func (im *importer) dnsDocument() any {
	switch {
	case im.inDNS != nil:
		return "endpoint"
	case len(im.dns) == 0:
		return nil
	case len(im.dnsPrefixes) > 1:
		return "external-dns"
	}
	return document.Mapping{{Key: "by", Value: "external-dns"}, {Key: "prefix", Value: strings.TrimSuffix(im.dnsPrefixes[0], "/")}}
}

// dnsOf is a tier's dns by the annotations of what has its hosts and of its Gateway.
func dnsOf(prefixes []string, hosts, gateway manifest.Object) (dns any, ok bool) {
	both := func(o manifest.Object, name string) (value string, same bool) {
		value, same = o.Text(prefixes[0]+name), true
		for _, p := range prefixes {
			same = same && o.Text(p+name) == value
		}
		return value, same
	}
	controller, same := both(hosts, "controller")
	if controller == "none" && same && len(hosts) == len(prefixes) {
		return false, true
	}
	target, told := both(gateway, "target")
	ttl, same := both(hosts, "ttl")
	if target == "" || !told || !same || controller != "" {
		return nil, false
	}
	var m document.Mapping
	m.Add("zone", hosts.Text(plan.DNSZoneNote))
	if seconds, err := strconv.ParseInt(ttl, 10, 32); err == nil {
		m.Add("ttl", seconds)
	} else if ttl != "" {
		return nil, false
	}
	m.Add("target", document.Alone(document.Strs(strings.Split(target, ","))))
	own := []string{plan.DNSZoneNote}
	for _, p := range prefixes {
		own = append(own, p+"ttl", p+"target", p+"hostname")
	}
	m.Add("annotations", without(hosts, own...))
	return m, true
}

// gatewayDNS is what external-dns is told of Istio's own Gateways, where it is told of each tier's in
// the form that a topology has for it, and names no host there but those of routes below wildcards.
func (im *importer) gatewayDNS() {
	im.readDNS(func(prefixes []string) map[string]any {
		out := map[string]any{}
		for _, t := range im.tiers {
			if t.gateway == "" {
				continue
			}
			var notes manifest.Object
			for i, g := range im.gatewaysOf(t) {
				own := im.dnsNotes(prefixes, annotationsOf(g.Members()))
				if i > 0 && document.Flow(own) != document.Flow(notes) {
					return nil
				}
				notes = own
			}
			dns, ok := dnsOf(prefixes, notes, notes)
			names := notes.Text(prefixes[0] + "hostname")
			if !ok || !samePaths(strings.FieldsFunc(names, func(r rune) bool { return r == ',' }), t.namesBelow()) && dns != false {
				return nil
			}
			out[t.space+"/"+t.gateway] = dns
		}
		return out
	})
}

// dnsNotes are those of a Gateway's annotations that are for external-dns.
func (im *importer) dnsNotes(prefixes []string, notes manifest.Object) manifest.Object {
	out := slices.DeleteFunc(slices.Clone(without(notes, keysOf(im.annotations)...)), func(m manifest.Member) bool {
		return m.Key != plan.DNSZoneNote && !slices.ContainsFunc(slices.Concat(prefixes, dnsPrefixes), func(p string) bool { return strings.HasPrefix(m.Key, p) })
	})
	slices.SortFunc(out, func(a, b manifest.Member) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// namesBelow are the hosts of a tier that its Gateways do not list: those that a wildcard there
// covers, and those of routes that only a wildcard of the tier has.
func (t *tier) namesBelow() (out []string) {
	for _, s := range t.servers {
		out = append(out, s.below...)
	}
	for _, v := range t.virtuals {
		for _, h := range v.hosts {
			wild := slices.ContainsFunc(t.servers, func(s *server) bool {
				return slices.ContainsFunc(s.hosts, func(of string) bool { return hostWithin(of, h) })
			})
			if wild && !t.lists([]string{h}) && !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}
