package trace

import (
	"fmt"

	"render/render/objects"
)

// doubt is a field that may have something else become of a request, by what is not known of who asks.
type doubt struct {
	objects.Field
	// all are the conditions that are not known to hold, a text for each rule that may be for the
	// request; addresses are those of them on a client's address that is not known, or not seen.
	all, addresses []string
	tokens         bool // some are on a token
	leads          bool // it is of a route, by which also what fails may arrive
}

// byAddress is the doubt of a field that asks for addresses alone.
func byAddress(f objects.Field) doubt {
	var d doubt
	d.add("", f, true)
	d.Field = f
	return d
}

// add notes a condition that is not known to hold.
func (d *doubt) add(key string, f objects.Field, address bool) {
	text := fmt.Sprintf("%s %#v", key, f.Raw())
	d.all = append(d.all, text)
	if address {
		d.addresses = append(d.addresses, text)
	}
}
