package certs

import (
	"crypto/x509"
	"net/netip"
	"slices"
	"strings"

	"render/render/routing"
)

// difference tells which names a certificate lacks, or has too many; "" where
// they are the wanted ones, in whatever order. A wildcard has all hosts right
// below it, and is not one too many.
func difference(cert *x509.Certificate, w *Wanted) string {
	var has []string
	for _, name := range cert.DNSNames {
		has = append(has, strings.ToLower(name))
	}
	for _, ip := range cert.IPAddresses {
		if address, ok := netip.AddrFromSlice(ip); ok {
			has = append(has, address.Unmap().String())
		}
	}
	want := namesOf(w)
	lacks := slices.DeleteFunc(without(want, has), func(name string) bool { return covered(cert, name) })
	more := without(without(has, want), wildcardsFor(cert, w))
	switch {
	case len(lacks) > 0 && len(more) > 0:
		return "it lacks " + listed(lacks) + ", and is for " + listed(more) + " still"
	case len(lacks) > 0:
		return "it lacks " + listed(lacks)
	case len(more) > 0:
		return "it is for " + listed(more) + " still"
	}
	return ""
}

// without is a list less another one.
func without(list, less []string) []string {
	drop := map[string]bool{}
	for _, name := range less {
		drop[name] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return drop[name] })
}

// namesOf is what a certificate has to be for.
func namesOf(w *Wanted) []string {
	out := dnsNames(w.Hosts)
	for _, ip := range w.IPs {
		out = append(out, ip.String())
	}
	return out
}

// wildcardsFor are the wildcards of a certificate, in lower case, that some host
// of a pair is right below, and that the pair does not ask for itself. They stay
// when it is issued anew: whoever had them made counts on them.
func wildcardsFor(cert *x509.Certificate, w *Wanted) []string {
	var out []string
	hosts := dnsNames(w.Hosts)
	for _, name := range cert.DNSNames {
		name = strings.ToLower(name)
		if !routing.IsWild(name) || slices.Contains(hosts, name) || slices.Contains(out, name) {
			continue
		}
		if slices.ContainsFunc(hosts, func(host string) bool { return routing.CertificateCovers(name, host) }) {
			out = append(out, name)
		}
	}
	return out
}

// namesIn are the names that a certificate has.
func namesIn(cert *x509.Certificate) []string {
	out := slices.Clone(cert.DNSNames)
	for _, ip := range cert.IPAddresses {
		out = append(out, ip.String())
	}
	return out
}

// dnsNames are the hosts that a pair is issued for: those that are asked for, and
// the wildcards that are there for them.
func (p Planned) dnsNames() []string {
	out := dnsNames(p.wanted.Hosts)
	if p.leaf != nil {
		out = append(out, wildcardsFor(p.leaf, p.wanted)...)
	}
	return out
}

// issuedFor are the hosts and IPs that a pair is issued for.
func (p Planned) issuedFor() []string {
	out := p.dnsNames()
	for _, ip := range p.wanted.IPs {
		out = append(out, ip.String())
	}
	return out
}
