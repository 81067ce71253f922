package certs

import (
	"bytes"
	"crypto/x509"
	"fmt"

	"render/render/diag"
	"render/render/wording"
)

// constrained tells of pairs that are to be issued for names that the authority
// may not issue for: clients would refuse them.
func (s *inspection) constrained() {
	a := s.plan.by
	if a == nil || a.cert == nil {
		return
	}
	chain := []*x509.Certificate{a.cert}
	for _, one := range a.behind {
		if !bytes.Equal(one.Raw, a.cert.Raw) {
			chain = append(chain, one)
		}
	}
	for i := range s.plan.Pairs {
		planned := &s.plan.Pairs[i]
		if planned.Do != Make && planned.Do != Renew || planned.wanted == nil {
			continue
		}
		for _, ca := range chain {
			name := notPermitted(ca, planned.dnsNames(), planned.wanted.IPs)
			if name == "" {
				continue
			}
			s.diagnostics.Add(diag.Diagnostic{Code: "cert-refused", Place: planned.wanted.Place, Path: planned.wanted.Path,
				Message: fmt.Sprintf("%s is no name that the authority %s may issue for: %s", wording.Quote(name), wording.Quote(printable(ca.Subject.CommonName)), constraintsOf(ca)),
				Help:    "use an authority without that constraint, or other names"})
			break
		}
	}
}
