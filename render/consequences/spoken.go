package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/platform"
	"render/render/served"
	"render/render/wording"
)

// checkSpoken tells of ports of which Istio's proxies take another protocol than before, since
// they are called otherwise. What a gateway's own Service calls its ports says nothing.
func checkSpoken(c *change) {
	if !c.old.Meshed() && c.new.Istio().By != served.Nobody {
		return // no proxy was there, and sidecars that come are told of
	}
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if e := c.new.ByService[served.NameOf(one)]; ok && (e == nil || len(e.From) == 0) {
			c.tellSpoken(old.Object(), one.Object(), served.PortsSpoken(old), served.PortsSpoken(one), func(was, is *served.SpokenPort) bool {
				return c.gatesBefore().ReadsRequests(old, was) || c.gatesAfter().ReadsRequests(one, is)
			})
		}
	}
	for one := range c.new.World.ServiceEntries() {
		if old := c.formerly(one.Object()); old != nil {
			c.tellSpoken(old, one.Object(), served.EntrySpoken(objects.ServiceEntry{Resource: old.Resource()}), served.EntrySpoken(one), func(was, is *served.SpokenPort) bool {
				return slices.ContainsFunc(objects.TextsOf(one.Hosts()), func(host string) bool {
					to := served.Service{Name: host}
					return c.gatesBefore().SendsRequests(to, was) || c.gatesAfter().SendsRequests(to, is)
				})
			})
		}
	}
}

// tellSpoken tells of those of some ports by which something else is spoken than before; read reports
// whether something counts on requests there.
func (c *change) tellSpoken(old, now *objects.Object, was, is []served.SpokenPort, read func(was, is *served.SpokenPort) bool) {
	for i := range is {
		p := &is[i]
		at := slices.IndexFunc(was, func(o served.SpokenPort) bool { return o.Number == p.Number })
		if at < 0 || was[at].Speaks == p.Speaks {
			continue
		}
		weight, does := Warning, fmt.Sprintf("proxies speak %s to port %d from now on", p.Speaks, p.Number)
		ends, help := "what does not speak that fails all of it", "see that what answers there speaks it, and change both apart where it speaks but one"
		if p.Speaks == served.BytesAlone {
			does = fmt.Sprintf("proxies pass on what comes by port %d as it is from now on", p.Number)
			ends, help = "sidecars look into no request there any more, and a policy that asks for a path or a method lets nothing in", "call it by what is spoken, unless that is no HTTP"
			if p.IsTLS() {
				help = "see that what answers there ends TLS, and that whoever asks there begins it"
			}
			if mostly := platform.MostlyOn(int(p.Target)); mostly != "" && !read(&was[at], p) {
				weight, ends, help = Note, mostly+", which is mostly spoken there, is read as requests no more; a connection that is open through a sidecar may end, and is to be opened anew", ""
			}
		}
		by := "it has no such name any more"
		if p.Says != "" {
			by = "it is called " + wording.Quote(p.Says)
		}
		c.tell("protocol-changes", weight, fmt.Sprintf("%s: %s, since %s: %s", titled(now), does, by, ends), help, now, old)
	}
}
