package consequences

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"render/render/dns"
	"render/render/objects"
	"render/render/routing"
	"render/render/scripts"
	"render/render/served"
)

// checkNames tells of hosts whose names have to lead to another address.
func checkNames(c *change) {
	hosts, of := map[way][]string{}, map[way][]*objects.Object{}
	to := map[way][]netip.Addr{}
	rest, unled := map[way]bool{}, map[way][]string{} // that no step of its own is of
	var order []way
	for _, host := range c.hostsBefore() {
		if c.old.IsRecorded(host) && c.new.IsRecorded(host) { // checkRecords tells of these
			continue
		}
		for _, l := range c.leads(host) {
			w := wayOf(&l)
			if hosts[w] == nil {
				order = append(order, w)
			}
			hosts[w] = append(hosts[w], host)
			of[w], to[w] = append(of[w], l.Objects...), l.To
			if _, led := routing.MostSpecific(c.led, host); !l.Parted || !led {
				unled[w] = append(unled[w], host)
				rest[w] = rest[w] || slices.ContainsFunc(l.By, func(s served.Service) bool { return !c.moved[s] })
			}
		}
	}
	for _, w := range order {
		list := quoted(routing.Widest(hosts[w]))
		if w.follows {
			c.tell("names-follow", Note, fmt.Sprintf("%s: external-dns has DNS lead to %s, once the time to live is over", list, w.how()), "", of[w]...)
			continue
		}
		change := "change DNS or hosts files "
		if mayForward(hosts[w], to[w]) {
			change = "change DNS, hosts files or what a router forwards to "
		}
		help := "together with this; a short time to live beforehand makes the gap short"
		still := rest[w] && !w.fewer && (c.keepsAnswering(hosts[w]) || c.ledStill(hosts[w]))
		switch {
		case w.fewer:
			help = "before this, and wait until that is known everywhere"
		case still, !w.fewer && c.ledStill(hosts[w]):
			help = "once this is applied, and delete what they led to only when that is known everywhere"
		}
		c.tell("names-change", Warning, fmt.Sprintf("%s: DNS has to lead to %s", list, w.how()), change+help, of[w]...)
		if still {
			c.steps.Does(byHand, haveDNSLead(w.to, routing.Widest(hosts[w])), scripts.Asked{})
			continue
		}
		switch byInstaller := !c.new.Operated && slices.ContainsFunc(of[w], func(o *objects.Object) bool { return o.ID().Kind == "IstioOperator" }); {
		case !rest[w]:
		case w.fewer: // what is left answers already
			c.steps.Need(beforehand, fmt.Sprintf("have DNS lead to %s alone for %s, and wait until that is known everywhere", w.to, allQuoted(routing.Widest(unled[w]))))
		case byInstaller:
			c.steps.Need(byHand, "have DNS lead to the new addresses") // once istioctl has moved them
		default:
			c.steps.Need(together, "have DNS lead to the new addresses")
		}
	}
}

// keepsAnswering reports whether hosts come to a gateway that goes on, or that stays, by a Gateway that stays until a step
// deletes it.
func (c *change) keepsAnswering(hosts []string) bool {
	return slices.ContainsFunc(c.remaining(), func(e *served.Entrance) bool {
		return !c.waitedFor(e) && slices.ContainsFunc(e.From, func(o *objects.Object) bool {
			return c.left(o) && slices.ContainsFunc(served.HostsOfServers(o.Gateway()), func(own string) bool {
				return slices.ContainsFunc(hosts, func(host string) bool { return routing.Covers(own, host) })
			})
		})
	})
}

// way is from which addresses the names of hosts have to lead to which.
type way struct {
	gone, to, more string // that they led to and do not, that they have to, and of these that they did not
	fewer          bool   // all that they lead to they led to before
	view           string // the gateway whose clients are meant; "" for all
	follows        bool   // by external-dns
	until          bool   // it hands out the old addresses too, see handsOut
}

func wayOf(l *dns.Lead) way {
	w := way{gone: cmp.Or(listed(l.Gone), l.From), to: listed(l.To), fewer: l.Fewer, follows: l.Follows}
	if l.View != nil {
		w.view = l.View.Title()
	}
	return w
}

func (w way) how() string {
	text := w.to + " in place of " + w.gone
	switch {
	case w.gone == "":
		text = w.more + " too"
	case w.fewer:
		text = w.to + " alone, and no more to " + w.gone
	}
	if w.view != "" {
		text += " where it leads to " + w.view
	}
	return text
}

// leadTo reports whether clients of some host have to come in by another address of a Service
// from now on.
func (c *change) leadTo(s *served.Entrance) bool {
	return slices.ContainsFunc(s.Hosts, func(host string) bool {
		return slices.ContainsFunc(c.leads(host), func(l dns.Lead) bool { return slices.Contains(l.By, s.Service) })
	})
}
