package certs

import (
	"fmt"
	"io/fs"
	"path"
	"time"

	"render/render/diag"
	"render/render/places"
	"render/render/wording"
)

// Inspect finds out what has to be done so that all is there that a topology wants,
// and what stands in its way. What this authority did not issue is never
// replaced unless that is forced, and a key that belongs to no certificate of
// this authority is kept and has one issued for it: so a run that was stopped
// between the two files is repaired by the next.
func Inspect(files fs.FS, order Spec, c Conditions) (*Plan, diag.List) {
	order.Rules.At = time.Time{} // what has ended is renewed, not told
	at := c.At.UTC().Truncate(time.Second)
	s := &inspection{spec: order, c: c, at: at, plan: &Plan{spec: order, at: at, Without: order.Without, Elsewhere: order.Elsewhere}}
	s.r = newReader(files, s.spec.Rules)
	if order.Elsewhere != "" || len(order.Pairs) == 0 || s.conflicts() || s.tooEarly() {
		return s.plan, s.diagnostics
	}
	s.ask()
	if !s.authorities() {
		return s.plan, s.diagnostics
	}
	for i := range order.Pairs {
		s.plan.Pairs = append(s.plan.Pairs, s.judge(&order.Pairs[i]))
	}
	s.namesakes()
	s.settle()
	s.findBrought()
	s.constrained()
	s.dates()
	s.warnOfHosts()
	return s.plan, s.diagnostics
}

func (s *inspection) ask() {
	ca := Request{Place: s.spec.CA.Place, Path: s.spec.CA.Path}
	s.r.ask(ca, s.spec.CA.Crt)
	s.r.ask(ca, s.spec.CA.Key)
	for _, w := range s.spec.Pairs {
		s.r.ask(w.Request, w.Crt)
		s.r.ask(w.Request, w.Key)
	}
}

// conflicts tells of files that are wanted for two things.
func (s *inspection) conflicts() bool {
	type use struct {
		what string
		also diag.Related
	}
	ca := diag.Related{Place: s.spec.CA.Place, Note: s.spec.CA.Path}
	uses := map[string]use{
		path.Clean(s.spec.CA.Crt): {"the local authority's certificate", ca},
		path.Clean(s.spec.CA.Key): {"the local authority's key", ca},
	}
	for _, w := range s.spec.Pairs {
		for i, name := range []string{w.Crt, w.Key} {
			what := []string{"the certificate", "the key"}[i] + " of tier " + wording.Quote(w.Tier)
			if first, taken := uses[path.Clean(name)]; taken {
				s.diagnostics.Add(diag.Diagnostic{
					Code:  "cert-fields",
					Place: w.Place, Path: w.Path, Message: wording.Quote(name) + " is to be " + what + ", and is " + first.what + " too",
					Help: "name another file", Related: []diag.Related{first.also},
				})
			}
			uses[path.Clean(name)] = use{what, diag.Related{Place: w.Place, Note: w.Path}}
		}
	}
	return s.diagnostics.Failed()
}

// tooEarly tells of certificates that would be due as soon as they are made.
func (s *inspection) tooEarly() bool {
	days := s.days()
	if s.c.RenewBefore < time.Duration(days)*day {
		return false
	}
	s.diagnostics.Add(diag.Diagnostic{
		Code:  "cert-days",
		Place: s.spec.CA.Place, Path: "certs.days",
		Message: fmt.Sprintf("a certificate is made for %d days, and to be renewed %s before its end: each run would renew it", days, span(s.c.RenewBefore)),
		Help:    "write a shorter --renew-before, or more days",
	})
	return true
}

// authorities reads the local authority's certificate and the given one's;
// false where one cannot be used.
func (s *inspection) authorities() bool {
	if s.there(s.spec.CA.Crt) {
		s.local = s.r.authority(path.Clean(s.spec.CA.Crt))
		for _, p := range s.said(0) {
			remove := "remove it and its key for a new authority"
			if p.Help != "" {
				remove = p.Help + "; or " + remove
			}
			p.Help = remove
			s.diagnostics = append(s.diagnostics, p)
		}
	}
	s.issuesTo = end(s.at, s.spec.Days)
	stop := end(s.at, s.spec.CA.Days)
	switch {
	case s.c.Given != nil:
		s.readGiven()
		if s.given != nil {
			stop = s.given.notAfter
		}
	case s.local != nil:
		early := min(s.c.renewBefore(s.spec.CA.Days), time.Duration(s.spec.CA.Days)*day/3)
		s.renewCA = s.local.root() && s.local.notAfter.Sub(s.at) < early
		if !s.renewCA {
			stop = s.local.notAfter
		}
	}
	if stop.Before(s.issuesTo) {
		s.issuesTo = stop
	}
	return !s.diagnostics.Failed()
}

// readGiven reads the certificate of the authority that the user names.
func (s *inspection) readGiven() {
	s.givenBy = newReader(s.c.Given.Files, s.spec.Rules)
	for _, one := range [][2]string{{"--ca-cert ", s.c.Given.Crt}, {"--ca-key ", s.c.Given.Key}} {
		s.givenBy.ask(Request{Place: places.File(places.NewLoose(one[0]+one[1], nil))}, one[1])
	}
	s.given = s.givenBy.authority(path.Clean(s.c.Given.Crt))
	s.takeGiven()
}

// findBrought notes of pairs that are made which ones there are for their hosts already.
func (s *inspection) findBrought() {
	for i := range s.plan.Pairs {
		planned := &s.plan.Pairs[i]
		if planned.Do != Make || !planned.NewKey {
			continue
		}
		if one := s.r.broughtFor(planned.wanted.Request); one != nil && !s.r.issuedHere(one.leaf) {
			planned.Brought = one.written
		}
	}
}
