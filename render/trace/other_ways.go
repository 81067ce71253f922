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
	known       map[askedAt]*entrance // of the side; nil where nobody is led elsewhere
}

// askedAt is what the entrance of a request is chosen by.
type askedAt struct {
	host, sni string
	port      int64
}

// of is such a request, of one that comes by where each side has its host; ok is false
// where both have it at the same address, or the side's is nobody's on the other.
func (o *otherWays) of(r Request) (out Request, ok bool) {
	if r.Address.IsValid() || r.Service != "" {
		return Request{}, false
	}
	at := askedAt{r.Host, r.sni(), r.Port}
	was, seen := o.known[at]
	if !seen {
		was = o.left(&r)
		o.known[at] = was
	}
	if was == nil {
		return Request{}, false
	}
	return through(was, r), true
}

// left is the entrance of a host on the side, where clients of the other one do not come by
// it, though it is there.
func (o *otherWays) left(r *Request) *entrance {
	was, _ := o.side.serving(r)
	is, _ := o.other.serving(r)
	if was == nil || is == nil || was.reachedAs(is) {
		return nil
	}
	if slices.ContainsFunc(o.other.toGateways(), func(e *entrance) bool { return was.reachedAs(e) && e.port(r.Port) != nil }) {
		return was
	}
	return nil
}

// both are requests by the addresses of either side in place of one by name, of a host that the entrance of
// the old side goes on serving where its name leads to another on the new side: which of several has a name
// DNS alone says, and nothing says that it leads elsewhere from now on.
func (o *otherWays) both(r Request) (out []Request, ok bool) {
	if r.Address.IsValid() || r.Service != "" {
		return nil, false
	}
	was, _ := o.side.serving(&r)
	is, _ := o.other.serving(&r)
	if was == nil || is == nil || was.reachedAs(is) {
		return nil, false
	}
	host := strings.ToLower(r.Host)
	for _, e := range o.other.toGateways() {
		if _, serves := o.other.serves(e, host, r.Port); serves && was.reachedAs(e) {
			return []Request{through(was, r), through(is, r)}, true
		}
	}
	return nil, false
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
