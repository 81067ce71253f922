package consequences

import (
	"fmt"

	"render/render/served"
)

// checkInClear tells of ports on which a gateway ended TLS and reads requests in clear from now on,
// and the other way round: who goes on as before is not understood.
func checkInClear(c *change) {
	was, is := c.old.handshakes(), c.new.handshakes()
	before, now := c.old.Clears(), c.new.Clears()
	for _, at := range was.Order {
		if end := served.ClearFor(now, at); end != nil && is.Covering(at) == nil && served.ClearFor(before, at) == nil {
			c.tell("tls-gone", Danger, fmt.Sprintf("%s: port %d speaks no TLS for %s from now on: https fails there, and what is asked by http is read by all on the way", titled(end.From), at.Port, quoted([]string{at.Host})),
				"leave the server its TLS, and read requests in clear on another port", end.From, was.By[at].From)
		}
	}
	for _, own := range before {
		if begin := is.Covering(own.At); begin != nil && served.ClearFor(now, own.At) == nil && was.Covering(own.At) == nil {
			c.tell("tls-begins", Danger, fmt.Sprintf("%s: port %d speaks TLS alone for %s from now on: who asks by http there is refused", titled(begin.From), own.At.Port, quoted([]string{own.At.Host})),
				"speak TLS on another port, and send http there by a redirect", begin.From, own.From)
		}
	}
}
