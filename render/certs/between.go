package certs

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"path"
	"slices"

	"render/render/wording"
)

// checkBehind looks, once every file is read, at the ends of chains of which nothing was told:
// what another file of the topology says of who issued one.
func (r *reader) checkBehind(requests []Request) {
	known := r.between(requests)
	for _, q := range requests {
		c := r.couples[[2]string{path.Clean(q.Crt), path.Clean(q.Key)}]
		if q.Crt == "" || c == nil || c.leaf == nil || !c.ok || c.crt.behind {
			continue
		}
		c.crt.behind = true
		end := c.crt.end(slices.IndexFunc(c.crt.certs, func(one certificate) bool { return one.x509 == c.leaf.x509 }))
		own := r.chains[path.Clean(q.CA)]
		if q.CA == "" || q.OfClients {
			own = nil
		}
		if end.selfIssued() && own == nil {
			continue
		}
		at := slices.IndexFunc(known[string(end.x509.RawIssuer)], func(one foundBetween) bool {
			return one.file.text.name != c.crt.text.name && end.issuedBy(one.certificate)
		})
		switch {
		case !end.selfIssued() && at >= 0 && (r.rules.Authority[0] == "" || !r.ownIssued(end)):
			r.tellBehind(c.crt, end, known[string(end.x509.RawIssuer)][at].file.text.name, own)
		case own != nil && !own.issuedAny(c.crt):
			r.checkIssuerOf(own, c.crt)
		}
	}
}

// foundBetween is the certificate of an authority that another one issued, and its file.
type foundBetween struct {
	certificate
	file *chain
}

// between are such certificates of the files that requests name, by their subjects.
func (r *reader) between(requests []Request) map[string][]foundBetween {
	out, done := map[string][]foundBetween{}, map[string]bool{}
	for _, q := range requests {
		for i, name := range []string{path.Clean(q.Crt), path.Clean(q.CA)} {
			c := r.chains[name]
			if c == nil || done[name] || i > 0 && q.OfClients {
				continue
			}
			done[name] = true
			for _, one := range c.certs {
				if one.x509.IsCA && !one.selfIssued() {
					subject := string(one.x509.RawSubject)
					out[subject] = append(out[subject], foundBetween{one, c})
				}
			}
		}
	}
	return out
}

// tellBehind warns that a certificate's issuer is in another file alone.
func (r *reader) tellBehind(c *chain, end certificate, file string, own *chain) {
	name := wording.Quote(nameOf(end.x509.Issuer))
	message := fmt.Sprintf("is issued by %s, an intermediate authority whose certificate is in %s and not behind this one: clients that know its root alone refuse the connection", name, wording.Quote(file))
	if own != nil && own.text.name == file {
		message = fmt.Sprintf("is issued by %s, an intermediate authority whose certificate is in %s, which is sent to no client: those that know its root alone refuse the connection", name, wording.Quote(file))
	}
	r.tell("cert-chain", c.text, end.line, true, message, r.completeCure(c, fmt.Sprintf("add the certificate of %s behind it, out of %s", name, wording.Quote(file))))
}

// checkIssuerOf warns of a file of a pair's issuer in which nothing has issued it.
func (r *reader) checkIssuerOf(own, c *chain) {
	end := c.end(0)
	name := wording.Quote(nameOf(end.x509.Issuer))
	if first := own.certs[0]; !first.x509.IsCA {
		r.tell("cert-chain", own.text, first.line, true, fmt.Sprintf("is a server's own certificate, and has not issued %s: %s has", wording.Quote(c.text.name), name),
			"name the file of the authority that did, or remove ca")
		return
	}
	help := fmt.Sprintf("add the certificate of %s behind the one in %s; or, where that is the root, name its file as ca", name, wording.Quote(c.text.name))
	if end.selfIssued() {
		help = "name the file of the authority that did, or remove ca"
	}
	r.tell("cert-chain", own.text, own.certs[0].line, true,
		fmt.Sprintf("has not issued %s: %s has, whose certificate is in neither file", wording.Quote(c.text.name), name), help)
}

// issuedAny reports whether a certificate of one file issued one of another, or is one of it.
func (c *chain) issuedAny(of *chain) bool {
	return slices.ContainsFunc(of.certs, func(one certificate) bool {
		return slices.ContainsFunc(c.certs, func(by certificate) bool {
			return bytes.Equal(by.x509.Raw, one.x509.Raw) || one.issuedBy(by)
		})
	})
}

// completeCure is the help for a file that lacks what belongs behind it: the file that ACME's
// clients write beside it, where that is whole, or else the one given.
func (r *reader) completeCure(c *chain, help string) string {
	for _, base := range []string{"fullchain.pem", "fullchain.cer", "fullchain.crt"} {
		name := path.Join(path.Dir(c.text.name), base)
		if name == c.text.name || !r.there(name) {
			continue
		}
		if list, _ := readChain(r.files, name); len(list) > 1 && bytes.Equal(list[0].Raw, c.certs[0].x509.Raw) {
			return "name " + wording.Quote(name) + " as its crt, which has it and its issuer"
		}
	}
	return help
}

// authorityKeyIDOf is how a certificate may say by whom its issuer was issued (RFC 5280, 4.2.1.1).
func authorityKeyIDOf() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{2, 5, 29, 35} }

// issuedBetween reports whether a certificate says that another authority issued its issuer.
func issuedBetween(cert *x509.Certificate) bool {
	for _, e := range cert.Extensions {
		if !e.Id.Equal(authorityKeyIDOf()) {
			continue
		}
		var id struct {
			Key    []byte        `asn1:"optional,tag:0"`
			Issuer asn1.RawValue `asn1:"optional,tag:1"`
			Serial asn1.RawValue `asn1:"optional,tag:2"`
		}
		if _, err := asn1.Unmarshal(e.Value, &id); err != nil {
			return false
		}
		const directoryName = 4
		var name asn1.RawValue
		if _, err := asn1.Unmarshal(id.Issuer.Bytes, &name); err != nil || name.Tag != directoryName {
			return false
		}
		return !bytes.Equal(name.Bytes, cert.RawIssuer)
	}
	return false
}
