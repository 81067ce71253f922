package certs

import (
	"crypto/x509"
	"fmt"
	"time"
)

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// end is when a certificate of some days that is made at a time ends.
func end(at time.Time, days int) time.Time { return at.Add(time.Duration(days) * day) }

func span(d time.Duration) string {
	if d%day == 0 {
		return fmt.Sprintf("%d days", d/day)
	}
	return d.String()
}

// EndsSoon reports whether a certificate is to be renewed at a time, or was to be.
func EndsSoon(c *x509.Certificate, at time.Time) bool { return c.NotAfter.Sub(at) < soon }

// checkTime holds a certificate against Rules.At. Lenient: what is an error
// elsewhere is a warning.
func (r *reader) checkTime(c *chain, one certificate, lenient bool) {
	now := r.rules.At
	if now.IsZero() {
		return
	}
	from, to := one.x509.NotBefore, one.x509.NotAfter
	renew := r.byCommand(c.text.name, one.x509, "renew it")
	if !r.rules.AtNow { // what is made now would have ended by then, too
		renew = "once it is due, " + renew
	}
	switch {
	case now.After(to):
		r.tell("cert-expired", c.text, one.line, lenient, "expired at "+stamp(to)+"; the time to check for is "+stamp(now), renew)
	case now.Before(from):
		r.tell("cert-not-yet", c.text, one.line, lenient, "is not valid before "+stamp(from)+"; the time to check for is "+stamp(now),
			"use it from then on, or make a certificate that is valid now")
	case EndsSoon(one.x509, now):
		r.tell("cert-expiring", c.text, one.line, true, fmt.Sprintf("expires at %s, %d days after the time to check for", stamp(to), int(to.Sub(now)/day)), renew)
	}
}
