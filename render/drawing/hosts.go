package drawing

import (
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/secret"
)

// drawHosts draws the hosts that the tier lists, and those below its wildcards that
// routes name.
func (t *tierDraft) drawHosts(addresses []int) {
	falls := map[string]string{}
	for i := range t.Apps {
		for _, f := range t.Apps[i].Fallback {
			falls[f.Host] = f.Above
		}
	}
	for i := range t.entry.Names {
		n := &t.entry.Names[i]
		h := host{name: n.Host, listed: n.Host, server: t.ServerOf(n.Host)}
		texts := []string{n.Host}
		above := falls[n.Host]
		if n.Below != "" {
			h.listed = n.Below
			texts = append(texts, "below "+n.Below)
		}
		switch {
		case above == n.Below && above != "":
			texts[1] += ", and falls back"
		case above != "":
			texts = append(texts, "falls back to "+above)
		}
		if len(n.Also) > 0 {
			var others []string
			for _, other := range n.Also {
				others = append(others, t.plan.Tiers[other].Written.Name.Value)
			}
			texts = append(texts, "also on "+some(others, 2))
		}
		h.way = t.way()
		h.box = t.box(Box{Column: Host, Texts: texts, Host: n.Host, Place: n.Place, set: t.sets.of([]int{h.way})})
		for _, address := range addresses {
			t.line(address, h.box)
		}
		if answering, ok := t.Answering(h.name); ok {
			t.answered[answering] = append(t.answered[answering], h.way)
		}
		t.hosts = append(t.hosts, h)
		t.hostsOf[h.server] = append(t.hostsOf[h.server], h)
	}
}

// drawServers draws each server's certificate, or what is in its place, and the
// Gateways that carry it.
func (t *tierDraft) drawServers() {
	certificates := map[*plan.Server]int{}
	for i := range t.Servers {
		s := &t.Servers[i]
		if len(s.Hosts) == 0 {
			continue
		}
		var ways []int
		for _, h := range t.hostsOf[s] {
			ways = append(ways, h.way)
		}
		b := t.certificate(s)
		b.set = t.sets.of(ways)
		certificates[s] = t.box(b)
	}
	for i := range t.hosts {
		if box, ok := certificates[t.hosts[i].server]; ok {
			t.line(t.hosts[i].box, box)
		}
	}
	t.drawGateways(certificates)
}

// certificate is the box of a server's, or of what is in its place.
func (t *tierDraft) certificate(s *plan.Server) Box {
	b := Box{Column: Certificate, Place: placed(s.TLS.Mode.Origin, s.TLS.Origin, s.FirstPlain().Origin)}
	switch {
	case s.Passthrough():
		b.Look, b.Texts = Open, []string{"passed through", "the apps end TLS"}
		return b
	case !s.ServesTLS():
		b.Look, b.Texts = Open, []string{"no TLS"}
		return b
	}
	key := secret.PairName(t.entry.Name, s.ItemName())
	b.Place = placed(s.Cert.Origin, s.FirstPlain().Origin)
	switch p, made := t.pairs[key]; {
	case s.Cert.Secret.IsSet():
		b.Look, b.Texts = There, []string{s.Cert.Secret.Value, "a Secret that is there"}
	case !t.plan.ReadsKeys() && t.plan.Secrets != format.SecretsRedacted:
		b.Texts = []string{s.Secret, t.elsewhere()}
	default:
		b.Texts = []string{s.Secret}
		if made {
			b.Texts, b.Place = []string{strings.TrimSuffix(p.file, ".crt")}, placed(p.at)
		}
	}
	switch {
	case s.TLS.ClientCertificates():
		b.Texts = append(b.Texts, "clients show one too")
	case s.AsksClients:
		b.Texts = append(b.Texts, "clients too, on some ports")
	}
	if shown, ok := t.with.Certificates[key]; ok {
		b.Texts, b.Wholes = append(b.Texts, "until "+shown.Until, some(shown.Names, 2)), whole(shown.Names, 2)
		if shown.Soon {
			b.Look = Soon
		}
	}
	return b
}

// elsewhere tells who makes the Secrets that the topology makes none of.
func (t *tierDraft) elsewhere() string {
	switch t.plan.Secrets {
	case format.SecretsCertManager:
		return "made by cert-manager"
	case format.SecretsExternal:
		return "made by External Secrets"
	}
	return "a Secret that is there"
}
