package addresses

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/wording"
)

// mostUses is how many of a network's uses one message names.
const mostUses = 8

// checkPoolOnLAN checks what MetalLB hands out unasked.
func (v *verdict) checkPoolOnLAN(l *lan, addresses []format.Text) {
	for _, t := range addresses {
		r, fault := format.ParseRange(t.Value)
		if fault.Found() {
			continue
		}
		uses := l.overlaps(r)
		if len(uses) == 0 || r.First == r.Last && v.usedAddresses()[r.First] {
			continue
		}
		var parts []string
		var at []format.Origin
		for i, u := range uses {
			if i == mostUses {
				parts = append(parts, fmt.Sprintf("%d more are taken", len(uses)-mostUses))
				break
			}
			whole := u.First.String()
			if u.First != u.Last {
				whole += "-" + u.Last.String()
			}
			parts, at = append(parts, whole+" is "+u.what), append(at, u.Origin)
		}
		help := "leave it out of the pool, or write autoAssign: false in it"
		if len(parts) > 1 {
			help = "leave them out of the pool, or write autoAssign: false in it"
		}
		v.Warn("address-in-use", t.Origin, "MetalLB gives Services any address of "+wording.Quote(t.Value)+", and "+strings.Join(parts, ", "), help, at...)
	}
}

// overlaps are the uses that have an address of a range, in the order of their addresses.
func (l *lan) overlaps(r format.AddressRange) []*use {
	if l.overlap(r) == nil {
		return nil
	}
	var out []*use
	for i := range l.uses {
		if u := &l.uses[i]; u.First.Is4() == r.First.Is4() && u.First.Compare(r.Last) <= 0 && u.Last.Compare(r.First) >= 0 {
			out = append(out, u)
		}
	}
	return out
}
