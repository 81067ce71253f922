package certs

import (
	"crypto/x509"
	"fmt"
	"path"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/places"
	"render/render/routing"
	"render/render/wording"
)

// checkHosts tells which hosts of a tier its certificate does not cover; false
// where there is one.
func (r *reader) checkHosts(q Request, c *couple) bool {
	cert := c.leaf.x509
	var missing []Host
	in := routing.NewCertificateNames(cert.DNSNames)
	for _, h := range q.Hosts {
		// No certificate covers every name; what a client asks for is not known.
		if h.Name != routing.EveryHost && !in.Cover(h.Name) {
			missing = append(missing, h)
		}
	}
	if len(missing) == 0 {
		return true
	}
	place := c.crt.text.place(c.leaf.line)
	names := sans(cert)
	if len(names) == 0 {
		r.tellNoNames(q, place, cert, missing)
		return false
	}
	there := r.usePair(q)
	for _, h := range missing {
		apart := ofItsOwn(q, h, len(missing))
		if there != "" {
			apart = "" // that pair is for all, and browsers keep the connection
		}
		r.diagnostics.Add(diag.Diagnostic{
			Code:    "cert-hosts",
			Place:   place,
			Message: "does not cover host " + wording.Quote(h.Name) + " of tier " + wording.Quote(q.Tier) + "; it covers " + listed(names),
			Help:    there + r.byCommandBeside(c.other, c.crt.text.name, cert, "make a certificate whose subjectAltName has "+wanted(cert, h.Name)) + apart,
			Related: []diag.Related{{Place: h.Place, Note: h.Path}},
		})
	}
	return false
}

// ofItsOwn offers a certificate of its own for a host beside others that the tier's covers.
func ofItsOwn(q Request, h Host, missing int) string {
	if h.Own == "" || missing == len(q.Hosts) || h.Own == path.Clean(q.Crt) {
		return ""
	}
	return "; or give the host one of its own: in place of its name write " + h.Item
}

func (r *reader) tellNoNames(q Request, place places.Place, cert *x509.Certificate, missing []Host) {
	message := "has no subjectAltName"
	if cn := cert.Subject.CommonName; cn != "" {
		message += ", only the common name " + wording.Quote(cn) + ", which clients ignore"
	}
	var want []string
	var also []diag.Related
	for i, h := range missing {
		if i == maxNames {
			want = append(want, fmt.Sprintf("and %d more", len(missing)-maxNames))
			break
		}
		want = append(want, "DNS:"+h.Name)
		also = append(also, diag.Related{Place: h.Place, Note: h.Path})
	}
	r.diagnostics.Add(diag.Diagnostic{
		Code:  "cert-hosts",
		Place: place, Message: message, Related: also,
		Help: r.byCommand(path.Clean(q.Crt), cert, "make a certificate whose subjectAltName has "+strings.Join(want, ", ")),
	})
}

// wanted is the name to ask for, with a word on wildcards where one of the
// certificate's was counted on.
func wanted(cert *x509.Certificate, host string) string {
	for _, san := range cert.DNSNames {
		if domain, ok := routing.Wildcard(san); ok && routing.InDomain(host, domain) {
			return "DNS:" + host + "; a wildcard stands for exactly one label"
		}
	}
	return "DNS:" + host
}

// covered reports whether some name of a certificate is for a host.
func covered(cert *x509.Certificate, host string) bool {
	return slices.ContainsFunc(cert.DNSNames, func(name string) bool { return routing.CertificateCovers(name, host) })
}

// sans is every name in the certificate, in openssl's notation, in quotes where
// it has anything unusual in it.
func sans(cert *x509.Certificate) []string {
	var out []string
	for _, name := range cert.DNSNames {
		out = append(out, printable("DNS:"+name))
	}
	for _, ip := range cert.IPAddresses {
		out = append(out, "IP:"+ip.String())
	}
	for _, address := range cert.EmailAddresses {
		out = append(out, printable("email:"+address))
	}
	for _, uri := range cert.URIs {
		out = append(out, printable("URI:"+uri.String()))
	}
	return out
}
