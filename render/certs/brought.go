package certs

import (
	"time"

	"render/render/diag"
)

// by is the authority that issues: the given one, or else the local one.
func (s *inspection) by() *issuer {
	if s.given != nil {
		return s.given
	}
	return s.local
}

// brought judges a pair that somebody else had made by this authority. Its names
// and the kind of its key were that one's choice: it is replaced only where
// clients would refuse it, now or soon, and a copy of it is kept.
func (s *inspection) brought(planned *Planned, c *chain, at int) {
	if ended := c.certs[at].x509.NotAfter; s.at.After(ended) {
		planned.Do, planned.Why, planned.NewKey = Renew, "expired at "+stamp(ended), true
		return
	}
	planned.Do = KeepOther
	since := len(s.r.diagnostics)
	s.checkNow(planned, c, at)
	for _, p := range s.said(since) {
		if p.Severity == diag.Error {
			planned.Do, planned.Why, planned.NewKey = Renew, p.Message, true
			return
		}
	}
	s.soon(planned, c, at)
}

// soon settles a certificate of this authority by how soon it ends.
func (s *inspection) soon(planned *Planned, c *chain, at int) {
	end := c.certs[at].x509.NotAfter
	switch {
	case end.Sub(s.at) >= s.early():
	case s.issuesTo.After(end):
		planned.Do, planned.Why, planned.NewKey = Renew, "expires at "+stamp(end), true
	case s.given != nil || !s.local.root():
		since := len(s.r.diagnostics)
		s.r.tell("cert-expiring", c.text, c.certs[at].line, true, "expires at "+stamp(end)+", with the authority that issued it",
			"renew that authority, or name another one with --ca-cert")
		s.diagnostics = append(s.diagnostics, s.said(since)...)
		planned.Due = true
	}
}

// checkNow holds a certificate against what every client and Envoy ask of it,
// and the hosts, at the time it is.
func (s *inspection) checkNow(planned *Planned, c *chain, at int) {
	s.r.rules.At = s.at
	s.r.checkLeaf(c, at)
	s.r.rules.At = time.Time{}
	whole := &couple{crt: c, leaf: &c.certs[at]}
	if s.r.checkHosts(planned.wanted.Request, whole) {
		s.r.checkHTTP3(planned.wanted.Request, whole)
	}
}
