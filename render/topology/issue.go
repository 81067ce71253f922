package topology

import (
	"net/netip"
	"path"
	"slices"
	"strings"

	"render/render/certs"
	"render/render/places"
)

// Order is what certificates a topology wants to have made. The plan must be
// one without an error.
func (p *Plan) Order() certs.Spec {
	c := &p.Document.Certs
	place := places.File(p.Document.Place.Source)
	if c.IsSet() {
		place = c.Place
	}
	order := certs.Spec{
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
	at := map[[2]string]int{} // where the pair of two files is
	for i := range p.Tiers {
		t := &p.Tiers[i]
		name := t.tier.Name.Value
		if why := t.tier.needsNoPair(); why != "" {
			order.Without = append(order.Without, certs.Without{Tier: name, Why: why})
			continue
		}
		request := p.certificate(t.tier)
		files := [2]string{path.Clean(request.Crt), path.Clean(request.Key)}
		if _, ok := at[files]; !ok {
			at[files] = len(order.Pairs)
			order.Pairs = append(order.Pairs, certs.Wanted{Request: request})
			order.Pairs[at[files]].Hosts = nil
		}
		pair := &order.Pairs[at[files]]
		pair.Tiers = append(pair.Tiers, name)
		pair.Hosts = append(pair.Hosts, request.Hosts...)
		pair.IPs = append(pair.IPs, t.ips...)
	}
	for i := range order.Pairs {
		pair := &order.Pairs[i]
		pair.Tier = strings.Join(pair.Tiers, ", ")
		pair.Hosts = once(pair.Hosts, func(h certs.Host) string { return h.Name })
		pair.IPs = once(pair.IPs, netip.Addr.String)
	}
	return order
}

// once is a list without what it has already.
func once[T any](list []T, name func(T) string) []T {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(v T) bool {
		known := seen[name(v)]
		seen[name(v)] = true
		return known
	})
}
