package certs

import (
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/routing"
	"render/render/wording"
)

// knownCritical are extensions that clients know and Go's parser leaves to the
// verifier: policies and what bounds them, and names (RFC 5280, 4.2.1).
var knownCritical = []string{"2.5.29.30", "2.5.29.32", "2.5.29.33", "2.5.29.36", "2.5.29.54"}

// checkCritical refuses an extension that has to be understood and is not known
// to clients: they refuse the whole certificate.
func (r *reader) checkCritical(c *chain, one certificate) {
	for _, id := range one.x509.UnhandledCriticalExtensions {
		if slices.Contains(knownCritical, asn1.ObjectIdentifier(id).String()) {
			continue
		}
		r.tell("cert-refused", c.text, one.line, false, "has the critical extension "+id.String()+", which clients do not know and so must refuse",
			r.byCommand(c.text.name, one.x509, "have it issued without that, or with it not critical"))
		return
	}
}

// checkConstraints holds the names of a leaf against what the authorities in its
// file may issue for.
func (r *reader) checkConstraints(c *chain, at int) {
	leaf := c.certs[at].x509
	for i, one := range c.certs {
		if i == at || !one.x509.IsCA {
			continue
		}
		if name := notPermitted(one.x509, leaf.DNSNames, addresses(leaf)); name != "" {
			r.tell("cert-refused", c.text, c.certs[at].line, false,
				fmt.Sprintf("%s is no name that its authority (line %d) may issue for, and clients refuse it: %s", wording.Quote(name), one.line, constraintsOf(one.x509)),
				"have it issued by an authority without that constraint")
			return
		}
	}
}

// notPermitted is the first name or address that a certificate's name
// constraints keep it from issuing for; "" for none (RFC 5280, 4.2.1.10).
func notPermitted(ca *x509.Certificate, names []string, ips []netip.Addr) string {
	for _, name := range names {
		permitted := len(ca.PermittedDNSDomains) == 0
		for _, domain := range ca.PermittedDNSDomains {
			permitted = permitted || routing.InDomain(name, domain)
		}
		if !permitted || slices.ContainsFunc(ca.ExcludedDNSDomains, func(domain string) bool { return routing.InDomain(name, domain) }) {
			return name
		}
	}
	permitted, excluded := ranges(ca)
	for _, ip := range ips {
		inside := func(p netip.Prefix) bool { return p.Contains(ip) }
		if len(permitted) > 0 && !slices.ContainsFunc(permitted, inside) || slices.ContainsFunc(excluded, inside) {
			return ip.String()
		}
	}
	return ""
}

// addresses are those in a certificate.
func addresses(cert *x509.Certificate) []netip.Addr {
	var out []netip.Addr
	for _, bytes := range cert.IPAddresses {
		if ip, ok := netip.AddrFromSlice(bytes); ok {
			out = append(out, ip.Unmap())
		}
	}
	return out
}

// ranges are the networks of a certificate's name constraints. A mask that is no
// length of a prefix, which nobody writes, is passed over.
func ranges(ca *x509.Certificate) (permitted, excluded []netip.Prefix) {
	for _, n := range ca.PermittedIPRanges {
		if p, err := netip.ParsePrefix(n.String()); err == nil {
			permitted = append(permitted, p)
		}
	}
	for _, n := range ca.ExcludedIPRanges {
		if p, err := netip.ParsePrefix(n.String()); err == nil {
			excluded = append(excluded, p)
		}
	}
	return permitted, excluded
}

// constraintsOf tells for what an authority may issue.
func constraintsOf(ca *x509.Certificate) string {
	var allowed, not []string
	allowed = append(allowed, ca.PermittedDNSDomains...)
	for _, n := range ca.PermittedIPRanges {
		allowed = append(allowed, n.String())
	}
	not = append(not, ca.ExcludedDNSDomains...)
	for _, n := range ca.ExcludedIPRanges {
		not = append(not, n.String())
	}
	var out []string
	if len(allowed) > 0 {
		out = append(out, "only "+listed(printables(allowed)))
	}
	if len(not) > 0 {
		out = append(out, "not "+listed(printables(not)))
	}
	return strings.Join(out, ", ")
}
