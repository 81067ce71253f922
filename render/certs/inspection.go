package certs

import (
	"crypto/x509"
	"path"
	"strings"
	"time"

	"render/render/diag"
	"render/render/places"
)

type inspection struct {
	r           *reader
	spec        Spec
	c           Conditions
	at          time.Time
	plan        *Plan
	diagnostics diag.List

	local    *issuer // nil where it is not there
	given    *issuer // nil where none was named
	givenBy  *reader
	renewCA  bool      // the local one is due
	issuesTo time.Time // when all ends that is issued now
}

// days is for how many a certificate is made.
func (s *inspection) days() int {
	if s.c.Given != nil {
		return s.spec.Days
	}
	return min(s.spec.Days, s.spec.CA.Days)
}

// early is how long before its end a pair is renewed.
func (s *inspection) early() time.Duration { return s.c.renewBefore(s.days()) }

func (s *inspection) there(name string) bool { return s.r.there(name) }

// said is what the reader told since, taken from its diagnostics.
func (s *inspection) said(since int) diag.List {
	out := append(diag.List(nil), s.r.diagnostics[since:]...)
	s.r.diagnostics = s.r.diagnostics[:since]
	return out
}

// takeGiven takes in what was told of the given authority's files: they are the
// flags', and stand at their names.
func (s *inspection) takeGiven() {
	renamed := map[*places.Source]*places.Source{}
	for _, p := range s.givenBy.diagnostics {
		if src := p.Place.Source; src != nil && !strings.HasPrefix(src.Name(), "--") {
			flag := "--ca-cert "
			if src.Name() == path.Clean(s.c.Given.Key) && src.Name() != path.Clean(s.c.Given.Crt) {
				flag = "--ca-key "
			}
			if renamed[src] == nil {
				renamed[src] = src.Renamed(flag + src.Name())
			}
			p.Place.Source = renamed[src]
		}
		p.Related = nil
		s.diagnostics = append(s.diagnostics, p)
	}
	s.givenBy.diagnostics = nil
}

// issuer is the authority that issued a certificate; nil for another one. An
// authority's own certificate is none that render makes for a tier, and its key
// may be the only one there is.
func (s *inspection) issuer(cert *x509.Certificate) *issuer {
	if cert.IsCA {
		return nil
	}
	for _, a := range []*issuer{s.given, s.local} {
		if a != nil && a.issued(cert) {
			return a
		}
	}
	return nil
}
