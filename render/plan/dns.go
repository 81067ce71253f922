package plan

import (
	"render/render/format"
	"render/render/routing"
)

// DNSZoneNote is the annotation by which an external-dns for one kind of zone is told what
// is for it.
const DNSZoneNote = "render/dns-zone"

// DNSZoneLabel is the same of a DNSEndpoint. It has no prefix: labels below "render/" are
// what overlays select by, and no object has one.
const DNSZoneLabel = "dns-zone"

// Name is a name, or all those below a wildcard, for which a tier answers.
type Name struct {
	Host format.Text
	// Below is the tier's wildcard that takes it in, where only apps and routes name it;
	// "" for one that the tier lists.
	Below string
}

// Answers are the hosts that a tier lists, then those below its wildcards that apps and
// routes name, each once.
func (t *Tier) Answers() []Name {
	var out []Name
	seen := map[string]bool{}
	add := func(hosts []format.Text, listed bool) {
		for _, h := range hosts {
			if seen[h.Value] {
				continue
			}
			n := Name{Host: h}
			if !listed {
				above, ok := t.Known.MostSpecific(h.Value)
				if !ok {
					continue // of no server, which is told
				}
				n.Below = above
			}
			seen[h.Value] = true
			out = append(out, n)
		}
	}
	add(t.AllHosts, true)
	for app := range t.Routers() {
		add(app.Written.Hosts, false)
		for i := range app.Written.Routes {
			add(app.Written.Routes[i].Hosts, false)
		}
	}
	return out
}

// InDNS are those of which DNS can be told: a server has no record of every name there is.
func (t *Tier) InDNS() []Name {
	var out []Name
	for _, n := range t.Answers() {
		if n.Host.Value != routing.EveryHost {
			out = append(out, n)
		}
	}
	return out
}

// DNSTargets is where DNS is to say that a tier's names lead.
func (t *Tier) DNSTargets() []string {
	if target := t.Written.DNS.Target; len(target) > 0 {
		return format.Values(target)
	}
	out := make([]string, len(t.IPs))
	for i, ip := range t.IPs {
		out[i] = ip.String()
	}
	return out
}

// DNSNotes reports whether external-dns is told by annotations.
func (p *Plan) DNSNotes() bool { return p.Document.DNS.IsSet() && !p.DNSEndpoints() }

// DNSEndpoints reports whether external-dns is told by objects of its own.
func (p *Plan) DNSEndpoints() bool { return p.Document.DNS.By.Value == format.DNSByEndpoint }

// TellsDNSEndpoint reports whether a tier has a DNSEndpoint.
func (p *Plan) TellsDNSEndpoint(t *Tier) bool {
	return p.DNSEndpoints() && !t.Written.DNS.Off() && len(t.InDNS()) > 0
}

// DNSPrefixes is what annotations for external-dns begin with. Its own changed with 0.22;
// which one runs is not known, and what is begun otherwise it does not read.
func (p *Plan) DNSPrefixes() []string {
	if prefix := p.Document.DNS.Prefix; prefix.IsSet() {
		return []string{prefix.Value + "/"}
	}
	return []string{"external-dns.alpha.kubernetes.io/", "external-dns.kubernetes.io/"}
}
