package consequences

import (
	"net/netip"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// fate is what becomes of the addresses of a Service that clients come in by.
type fate struct {
	old, new *served.Entrance // nil on the side where it is none, or no load balancer
	had      []netip.Addr
	gets     []netip.Addr // in the end, once whoever holds them lets go
	// why it gets none, and why it has none on the old side; "" where it does.
	why, before string
	// holder has its new address on the old side, and not on the new one.
	holder *served.Entrance
}

// is is what has a Service's fate: of the new side, where it is there.
func (f *fate) is() *served.Entrance {
	if f.new != nil {
		return f.new
	}
	return f.old
}

// objects are what makes a Service on both sides, for changes of them.
func (f *fate) objects() []*objects.Object {
	var out []*objects.Object
	for _, e := range [...]*served.Entrance{f.new, f.old} {
		if e != nil {
			out = append(out, e.Objects()...)
		}
	}
	return out
}

// listed are addresses as a message names them.
func listed(addresses []netip.Addr) string {
	text := ""
	for i, a := range addresses {
		if i > 0 {
			text += " and "
		}
		text += wording.Quote(a.String())
	}
	return text
}

// wanted are objects that fell out, and that the new side still needs.
type wanted struct {
	objects []*objects.Object
	by      []*objects.Object // routes, or what makes Services with an address
	titles  []string          // of by
	need    need
	without string // of what is named: what comes once it is gone
	instead string // and what else to do but to keep it
}

// need is what is wanted of objects that fell out.
type need uint8

const (
	forRequests     need = iota // the pods that routes send requests to
	forAddresses                // pools
	forAnnouncement             // what announces pools
	forItself                   // what others name, with what it names itself
)

// title is what a message calls what fell out.
func (w *wanted) title() string {
	var titles []string
	for _, o := range w.objects {
		titles = append(titles, titled(o))
	}
	return wording.Listed(titles)
}
