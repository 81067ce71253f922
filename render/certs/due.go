package certs

import (
	"strings"

	"render/render/diag"
)

// ended settles a certificate of another authority that has ended, or one behind it. No other
// pair has to wait until that authority makes a new one: those would end too.
func (s *inspection) ended(planned *Planned, said diag.List) {
	for _, p := range said {
		if p.Severity != diag.Error {
			continue
		}
		why, _, _ := strings.Cut(p.Message, ";")
		if s.renewsOther(planned, why) {
			return
		}
		planned.Due, planned.Ended = true, true
		p.Message, p.Help = why+", and another authority issued it", s.otherCure(planned)
		s.diagnostics.Warn(p)
	}
}

// due settles a certificate of another authority that ends soon.
func (s *inspection) due(planned *Planned, c *chain, line int) {
	why := "expires at " + stamp(planned.NotAfter)
	if s.renewsOther(planned, why) {
		return
	}
	planned.Due = true
	s.diagnostics.Warn(diag.Diagnostic{
		Code:  "cert-expiring",
		Place: c.text.place(line), Message: why + ", and another authority issued it",
		Help: s.otherCure(planned), Related: s.r.asked(c.text.name),
	})
}

// renewsOther replaces what another authority issued where that is forced.
func (s *inspection) renewsOther(planned *Planned, why string) bool {
	if s.c.Force {
		planned.Do, planned.Why, planned.NewKey, planned.Copied = Renew, why, true, true
	}
	return s.c.Force
}

func (s *inspection) otherCure(planned *Planned) string {
	return s.byItsIssuer(planned) + "renew it where it was made; or run with --force, which keeps a copy of the certificate and its key and replaces them" + s.byNewAuthority()
}
