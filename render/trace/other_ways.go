package trace

import (
	"slices"
	"strings"
)

// otherWays have requests come by the address that a side's clients know, for hosts that
// another entrance serves on the other side, while the address is somebody's there too: who
// has heard nothing of a move goes by the old one, and who has early by the new.
type otherWays struct {
	side, other *Mesh
	known       map[askedAt]*ledApart // nil where nobody is led elsewhere
}

// askedAt is what the entrance of a request is chosen by.
type askedAt struct {
	host, sni string
	port      int64
}

// ledApart are the entrances to which a host's name leads on the two sides, where these are two.
type ledApart struct {
	was, is *entrance
	there   bool // the side's is somebody's on the other, too
	goesOn  bool // and serves the host there
}

// of is such a request, of one that comes by where each side has its host; ok is false
// where both have it at the same address, or the side's is nobody's on the other.
func (o *otherWays) of(r Request) (out Request, ok bool) {
	if apart := o.apart(&r); apart != nil && apart.there {
		return through(apart.was, r), true
	}
	return Request{}, false
}

// both are requests by the addresses of either side in place of one by name, of a host that the entrance of
// the old side goes on serving where its name leads to another on the new side: which of several has a name
// DNS alone says, and nothing says that it leads elsewhere from now on.
func (o *otherWays) both(r Request) (out []Request, ok bool) {
	if apart := o.apart(&r); apart != nil && apart.goesOn {
		return []Request{through(apart.was, r), through(apart.is, r)}, true
	}
	return nil, false
}

// apart is where a request by name is led on the two sides; nil for the same address, and for other requests.
func (o *otherWays) apart(r *Request) *ledApart {
	if r.Address.IsValid() || r.Service != "" {
		return nil
	}
	at := askedAt{r.Host, r.sni(), r.Port}
	apart, seen := o.known[at]
	if !seen {
		apart = o.findApart(r)
		o.known[at] = apart
	}
	return apart
}

func (o *otherWays) findApart(r *Request) *ledApart {
	was, _ := o.side.serving(r)
	is, _ := o.other.serving(r)
	if was == nil || is == nil || was.reachedAs(is) {
		return nil
	}
	out, host := &ledApart{was: was, is: is}, strings.ToLower(r.Host)
	for _, e := range o.other.toGateways() {
		if !was.reachedAs(e) {
			continue
		}
		_, serves := o.other.serves(e, host, r.Port)
		out.there, out.goesOn = out.there || e.port(r.Port) != nil, out.goesOn || serves
	}
	return out
}

// reachedAs reports whether clients who come by the one come by the other.
func (e *entrance) reachedAs(other *entrance) bool {
	if len(e.addresses) == 0 {
		return e.key() == other.key()
	}
	return slices.Contains(other.addresses, e.addresses[0])
}

// through is a request that comes in by an entrance, whoever else serves its host.
func through(e *entrance, r Request) Request {
	if r.Service = e.key(); len(e.addresses) > 0 {
		r.Service, r.Address = "", e.addresses[0]
	}
	return r
}
