package consequences

import (
	"fmt"
	"slices"

	"render/render/served"
)

const helpTLSEnds = "see that clients trust the other certificate, and that whoever ends TLS from now on has one for the host"

// checkTLSEnds tells of TLS that a gateway passed on as it was and ends from now on, and
// the other way round: clients get another certificate. What stays may pass it on until it is deleted.
func (c *change) checkTLSEnds(before, now *served.Passages) {
	was, is := c.old.handshakes(), c.new.handshakes()
	seen := map[served.TLSStart]bool{}
	look := func(at served.TLSStart) {
		if at.Host == "" || seen[at] {
			return
		}
		seen[at] = true
		a := before.EndOf(at, was)
		if !c.tellTLSEnd(at, a, now.EndOf(at, is), "") && len(c.staying) > 0 {
			c.tellTLSEnd(at, a, c.new.OwnPassages().EndOf(at, is), "once what fell out is deleted: ")
		}
	}
	for _, list := range [...][]served.Passage{before.Order, now.Order} {
		for _, p := range list {
			if !p.Ends {
				look(served.TLSStart{Pods: p.Gateway, Port: p.Port, Host: p.Host})
			}
		}
	}
	for at := range is.EachOf(was) {
		look(at)
	}
}

// tellTLSEnd tells of TLS that ends elsewhere, and reports whether it does.
func (c *change) tellTLSEnd(at served.TLSStart, was, is served.TLSEnd, when string) bool {
	title := titleOfPassage(served.Passage{Gateway: at.Pods, Host: at.Host, Port: at.Port}, is.Passes)
	switch {
	case was.Behind.Answers() && is.Gateway != nil:
		until, help := "", helpTLSEnds
		if when != "" {
			until, help = c.untilDeleted(was.Behind)
		}
		c.tell("tls-end-moves", Danger, fmt.Sprintf("%s%s: TLS, which went to %s as it was, ends at the gateway from now on, and clients get its certificate%s", when, title, was.Behind.Text, until),
			help, is.Gateway.From, was.Behind.From, was.Passes)
	case was.Gateway != nil && is.Behind.Answers():
		c.tell("tls-end-moves", Danger, fmt.Sprintf("%s%s: TLS, which ended at the gateway, goes to %s as it is from now on, and clients get the certificate of that; no route looks into it", when, title, is.Behind.Text),
			helpTLSEnds, is.Passes, is.Behind.From, was.Gateway.From)
		if late := c.late(is.Behind, served.Outcome{From: was.Gateway.From}); len(late) > 0 && !c.tellsOf("route-before-pods", is.Behind.From) {
			c.tell("route-before-pods", Warning, fmt.Sprintf("%s: connections go to %s, whose pods are made with the route: they end at once until these are ready", title, partsListed(late)),
				c.helpBeside(late...), is.Behind.From)
			c.addBeside(late...)
		}
	default:
		return false
	}
	return true
}

// untilDeleted is what becomes of TLS that a gateway passes on until what stays is deleted, where it is not
// taken as it was any more, and what to do about it.
func (c *change) untilDeleted(o served.Outcome) (says, help string) {
	before, _ := c.old.backends(nil)
	after, _ := c.new.backends(c.staying)
	for _, p := range o.To {
		old, was := c.old.World.Service(p.Namespace, p.Name)
		now, is := c.new.World.Service(p.Namespace, p.Name)
		if !was || !is {
			continue // nobody deletes what falls out
		}
		spoken := served.PortsSpoken(now)
		for _, port := range served.PortsSpoken(old) {
			if p.Port != "" && p.Port != port.Name && p.Port != fmt.Sprint(port.Number) {
				continue
			}
			at := slices.IndexFunc(spoken, func(n served.SpokenPort) bool { return n.Number == port.Number })
			to, why := backendAt{p.Service, port.Number}, ""
			switch {
			case at < 0:
				why = "which has that port no more"
			case speakingTo(after, to).tls && !speakingTo(before, to).tls:
				why = "within TLS of the gateway's own"
			case spoken[at].Speaks != port.Speaks && (spoken[at].Speaks == served.HTTP1 || spoken[at].Speaks == served.HTTP2):
				why = "which speaks none there any more"
			default:
				continue
			}
			return fmt.Sprintf("; until then it still goes to %s, %s, and fails", partsListed([]served.Part{p}), why),
				helpTLSEnds + "; and leave the pods TLS on that port until then, and have the gateway ask on another one"
		}
	}
	return "", helpTLSEnds
}
