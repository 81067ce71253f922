package topology

import (
	"net/netip"
	"path"
	"strings"

	"render/render/certs"
	"render/render/diag"
)

// Order is what certificates a topology wants to have made. The plan must be
// one without an error.
func (p *Plan) Order() certs.Order {
	c := &p.Document.Certs
	place := diag.File(p.Document.Place.Source)
	if c.IsSet() {
		place = c.Place
	}
	order := certs.Order{
		Days: c.Days.Value, Key: c.Key.Value, Rules: p.CertificateRules(),
		CA: certs.WantedCA{
			Crt: path.Join(c.Dir.Value, "ca.crt"), Key: path.Join(c.Dir.Value, "ca.key"),
			Place: place, Path: "certs",
			CommonName: p.AuthorityName(), Named: c.CA.CommonName.Place,
			Organization: c.CA.Organization.Value, Days: c.CA.Days.Value,
		},
	}
	if p.Secrets == "cert-manager" {
		order.Elsewhere = "cert-manager issues the certificates in the cluster"
		return order
	}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if why := t.tier.needsNoPair(); why != "" {
			order.Without = append(order.Without, certs.Without{Tier: t.tier.Name.Value, Why: why})
			continue
		}
		order.Pairs = addPair(order.Pairs, certs.Wanted{Request: p.certificate(t.tier), Tiers: []string{t.tier.Name.Value}, IPs: t.ips})
	}
	return order
}

// needsNoPair is why a tier has no certificate of its own from files.
func (t *Tier) needsNoPair() string {
	switch {
	case t.TLS.Mode.Value == "off":
		return "its TLS is off"
	case t.TLS.Mode.Value == "passthrough":
		return "its apps end TLS"
	case t.Cert.Secret.IsSet():
		return "the Secret " + t.Cert.Secret.Value + " is there already"
	}
	return ""
}

// addPair adds a pair, or what it is for to one of the same two files.
func addPair(list []certs.Wanted, w certs.Wanted) []certs.Wanted {
	for i := range list {
		same := &list[i]
		if path.Clean(same.Crt) != path.Clean(w.Crt) || path.Clean(same.Key) != path.Clean(w.Key) {
			continue
		}
		same.Tiers = append(same.Tiers, w.Tiers...)
		same.Tier = strings.Join(same.Tiers, ", ")
		same.Hosts = union(same.Hosts, w.Hosts, func(h certs.Host) string { return h.Name })
		same.IPs = union(same.IPs, w.IPs, netip.Addr.String)
		return list
	}
	w.Hosts = union(nil, w.Hosts, func(h certs.Host) string { return h.Name })
	w.IPs = union(nil, w.IPs, netip.Addr.String)
	return append(list, w)
}

// union is what is in either list, each once, in a list of its own.
func union[T any](a, b []T, name func(T) string) []T {
	var out []T
	seen := map[string]bool{}
	for _, list := range [][]T{a, b} {
		for _, v := range list {
			if !seen[name(v)] {
				out, seen[name(v)] = append(out, v), true
			}
		}
	}
	return out
}
