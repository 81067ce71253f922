package consequences

import (
	"fmt"

	"render/render/served"
)

// tellFault tells of requests that fail, or wait, on purpose, and did not, or not as many.
func (c *change) tellFault(t *turn, host, paths string) {
	was, is := t.old.Fault, t.now.Fault
	tell := func(before, now served.Injury, does string) {
		switch {
		case before == now:
		case now.Share == "":
			c.tell("fault-injected", Note, fmt.Sprintf("%s: no requests for %s %s %s on purpose any more", host, paths, does, before.By), "", t.now.From, t.old.From)
		default:
			severity, instead := Warning, ""
			if now.Share == "all" {
				severity = Danger
			}
			if before.Share != "" {
				instead = fmt.Sprintf(", in place of %s with %s", before.Share, before.By)
			}
			c.tell("fault-injected", severity, fmt.Sprintf("%s: %s requests for %s %s %s on purpose from now on%s", host, of(now.Share), paths, does, now.By, instead),
				"see that it is meant: it is for trying what clients do then", t.now.From, t.old.From)
		}
	}
	tell(was.Fails, is.Fails, "fail with")
	tell(was.Waits, is.Waits, "wait")
}

// of is a share of requests as a message has it before them.
func of(share string) string {
	if share == "all" {
		return share
	}
	return share + " of the"
}
