package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// spoken is what Istio's proxies speak to a port, or make of what comes by it.
type spoken string

const (
	whatClientsSpeak spoken = "what clients speak"
	http1            spoken = "HTTP/1.1"
	http2            spoken = "HTTP/2"
	bytesAlone       spoken = "no HTTP"
)

// spokenBy is that of a protocol, as a port's name or appProtocol has it
// (istio, pkg/config/protocol, Parse; https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/).
func spokenBy(protocol string) (s spoken, known bool) {
	switch strings.ToLower(protocol) {
	case "http", "http_proxy", "grpc-web", "kubernetes.io/ws":
		return http1, true
	case "http2", "grpc", "kubernetes.io/h2c":
		return http2, true
	case "tcp", "tls", "https", "kubernetes.io/wss", "mongo", "mysql", "redis":
		return bytesAlone, true
	}
	return whatClientsSpeak, false
}

// spokenTo is what is spoken to a port of a Service: as its appProtocol says, or what its name
// begins with.
func spokenTo(p objects.ServicePort) spoken {
	if s, known := spokenBy(p.AppProtocol().Value()); known {
		return s
	}
	name := strings.ToLower(p.Name().Value())
	if strings.HasPrefix(name, "grpc-web") {
		return http1
	}
	before, _, _ := strings.Cut(name, "-")
	s, _ := spokenBy(before)
	return s
}

// spokenPort is a port by its number, and how it is told.
type spokenPort struct {
	number int64
	speaks spoken
	says   string // by what
}

// checkSpoken tells of ports of which Istio's proxies take another protocol than before, since
// they are called otherwise. What a gateway's own Service calls its ports says nothing.
func checkSpoken(c *change) {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if e := c.new.ByService[served.Service{Namespace: one.ID().Namespace, Name: one.ID().Name}]; ok && (e == nil || len(e.From) == 0) {
			c.tellSpoken(old.Object(), one.Object(), portsSpoken(old), portsSpoken(one))
		}
	}
	for one := range c.new.World.ServiceEntries() {
		if old := c.formerly(one.Object()); old != nil {
			c.tellSpoken(old, one.Object(), entrySpoken(objects.ServiceEntry{Resource: old.Resource()}), entrySpoken(one))
		}
	}
}

func portsSpoken(s objects.Service) (out []spokenPort) {
	for _, p := range s.Ports().All() {
		if number, ok := p.Port().Value(); ok && cmp.Or(p.Protocol().Value(), "TCP") == "TCP" {
			out = append(out, spokenPort{number, spokenTo(p), cmp.Or(p.AppProtocol().Value(), p.Name().Value())})
		}
	}
	return out
}

func entrySpoken(e objects.ServiceEntry) (out []spokenPort) {
	for _, p := range e.Ports().All() {
		if number, ok := p.Number().Value(); ok {
			speaks, _ := spokenBy(p.Protocol().Value())
			out = append(out, spokenPort{number, speaks, p.Protocol().Value()})
		}
	}
	return out
}

func (c *change) tellSpoken(old, now *objects.Object, was, is []spokenPort) {
	for _, p := range is {
		at := slices.IndexFunc(was, func(o spokenPort) bool { return o.number == p.number })
		if at < 0 || was[at].speaks == p.speaks {
			continue
		}
		does := fmt.Sprintf("proxies speak %s to port %d from now on", p.speaks, p.number)
		ends, help := "what does not speak that fails all of it", "see that what answers there speaks it, and change both apart where it speaks but one"
		if p.speaks == bytesAlone {
			does = fmt.Sprintf("proxies pass on what comes by port %d as it is from now on", p.number)
			ends, help = "sidecars look into no request there any more, and a policy that asks for a path or a method lets nothing in", "call it by what is spoken, unless that is no HTTP"
		}
		by := "it has no such name any more"
		if p.says != "" {
			by = "it is called " + wording.Quote(p.says)
		}
		c.tell("protocol-changes", Warning, fmt.Sprintf("%s: %s, since %s: %s", titled(now), does, by, ends), help, now, old)
	}
}
