package consequences

import (
	"fmt"

	"render/render/served"
)

const helpTLSEnds = "see that clients trust the other certificate, and that whoever ends TLS from now on has one for the host"

// checkTLSEnds tells of TLS that a gateway passed on as it was and ends from now on, and
// the other way round: clients get another certificate.
func (c *change) checkTLSEnds(before, now *served.Passages) {
	was, is := c.old.handshakes(), c.new.handshakes()
	for _, at := range before.Order {
		if at.Ends || now.Becomes(at).Answers() || now.Takes(at) {
			continue
		}
		if end := is.Covering(served.TLSStart{Pods: at.Gateway, Port: at.Port, Host: at.Host}); end != nil {
			c.tell("tls-end-moves", Danger, fmt.Sprintf("%s: TLS, which went to %s as it was, ends at the gateway from now on, and clients get its certificate", titleOfPassage(at, before.Of[at]), before.By[at].Text),
				helpTLSEnds, end.From, before.By[at].From, before.Of[at])
		}
	}
	for _, at := range now.Order {
		one := served.TLSStart{Pods: at.Gateway, Port: at.Port, Host: at.Host}
		if at.Ends || before.Becomes(at).Answers() || before.Takes(at) || is.Covering(one) != nil {
			continue
		}
		if end := was.Covering(one); end != nil {
			c.tell("tls-end-moves", Danger, fmt.Sprintf("%s: TLS, which ended at the gateway, goes to %s as it is from now on, and clients get the certificate of that; no route looks into it", titleOfPassage(at, now.Of[at]), now.By[at].Text),
				helpTLSEnds, now.Of[at], now.By[at].From, end.From)
		}
	}
}
