package certs

import (
	"bytes"
	"crypto/x509"
	"fmt"

	"render/render/diag"
)

// constrained tells of pairs that are to be issued for names that the authority
// may not issue for: clients would refuse them.
func (s *inspection) constrained() {
	a := s.work.by
	if a == nil || a.cert == nil {
		return
	}
	chain := []*x509.Certificate{a.cert}
	for _, one := range a.behind {
		if !bytes.Equal(one.Raw, a.cert.Raw) {
			chain = append(chain, one)
		}
	}
	for i := range s.work.Pairs {
		step := &s.work.Pairs[i]
		if step.Do != Make && step.Do != Renew || step.wanted == nil {
			continue
		}
		for _, ca := range chain {
			name := notPermitted(ca, dnsNames(step.wanted.Hosts), step.wanted.IPs)
			if name == "" {
				continue
			}
			s.problems.Add(diag.Diagnostic{Code: "cert-constraint", Place: step.wanted.Place, Path: step.wanted.Path,
				Message: fmt.Sprintf("%s is no name that the authority %s may issue for: %s", diag.Quote(name), diag.Quote(printable(ca.Subject.CommonName)), constraintsOf(ca)),
				Help:    "use an authority without that constraint, or other names"})
			break
		}
	}
}
