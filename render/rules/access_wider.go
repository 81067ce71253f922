package rules

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkWider warns of apps whose own access lets in networks that the tier's does not: it takes
// the place of the tier's whole, which who adds a login for one app does not expect. An app that
// names networks itself says which it means, so that of those only what the tier keeps out by
// name is told.
func (v *verdict) checkWider(t *plan.Tier) {
	tier := t.AccessOf(nil)
	if tier == nil {
		return
	}
	from, not := networksOf(tier), tier.NotFrom
	if len(from)+len(not) == 0 || wrongIn(from) || wrongIn(not) {
		return
	}
	for i := range t.Apps {
		a := t.Apps[i].Written.Access
		if a == nil || t.AccessOf(&t.Apps[i]) != a || a.IsWrong() || a.AsksNobody() && len(a.NotFrom)+len(a.AnyOf) == 0 {
			continue // the tier's holds, or what is wrong is told
		}
		if namesNone(a) {
			v.checkUnnamed(t, a, from, not)
		} else {
			v.checkKeptOut(a, not)
		}
	}
}

// checkUnnamed warns of an access that names no networks to come in from.
func (v *verdict) checkUnnamed(t *plan.Tier, a *format.Access, from, not []format.Text) {
	var missing []string
	if len(from) > 0 {
		missing = append(missing, "from: ["+spelled(format.Values(from))+"]")
	}
	if rest := beyond(not, a.NotFrom); len(rest) > 0 {
		missing = append(missing, "notFrom: ["+spelled(rest)+"]")
	}
	if len(missing) == 0 {
		return
	}
	var all []string
	for _, p := range openTo(t) {
		all = append(all, p.String())
	}
	if len(all) == 0 {
		all = []string{"0.0.0.0/0"}
	}
	v.warn("access-wider", a.Origin, "takes the place of the tier's, whose networks do not hold here: who is let in may come from anywhere",
		fmt.Sprintf("write %s into it too, or from: [%s] if that is meant", strings.Join(missing, " and "), spelled(all)),
		format.Or(format.ListOrigin(from), format.ListOrigin(not)))
}

// checkKeptOut warns of networks that the tier keeps out and that an app's own, which are wider, let in.
func (v *verdict) checkKeptOut(a *format.Access, not []format.Text) {
	for _, w := range a.Ways() {
		from := slices.Concat(a.From, w.From)
		if len(w.From) > 0 {
			from = w.From
		}
		for _, rest := range beyond(not, slices.Concat(a.NotFrom, w.NotFrom)) {
			kept := netip.MustParsePrefix(rest).Masked()
			wider := slices.IndexFunc(from, func(text format.Text) bool {
				p, err := netip.ParsePrefix(text.Value)
				return err == nil && p.Bits() > 0 && p.Bits() < kept.Bits() && p.Overlaps(kept)
			})
			if wider < 0 || slices.ContainsFunc(prefixes(from), func(p netip.Prefix) bool { return p.Bits() >= kept.Bits() && p.Overlaps(kept) }) {
				continue
			}
			v.warn("access-wider", from[wider].Origin, fmt.Sprintf("has %s in it, which the tier keeps out: an app's access takes the place of the tier's", wording.Quote(rest)),
				fmt.Sprintf("write notFrom: [%s] beside it too, or %[1]s into from if that is meant", spelled([]string{rest})), format.ListOrigin(not))
		}
	}
}

// networksOf are the networks that one has to come from, whatever the way; none where some way
// asks for no network.
func networksOf(a *format.Access) []format.Text {
	if len(a.From) > 0 {
		return a.From
	}
	var out []format.Text
	for _, w := range a.AnyOf {
		if len(w.From) == 0 {
			return nil
		}
		out = append(out, w.From...)
	}
	return out
}

// namesNone reports whether an access names no network to come in from.
func namesNone(a *format.Access) bool {
	return len(a.From) == 0 && !slices.ContainsFunc(a.AnyOf, func(w format.AccessWay) bool { return len(w.From) > 0 })
}

// beyond are networks of which some address is in none of others.
func beyond(list, others []format.Text) (out []string) {
	within := prefixes(others)
	for _, text := range list {
		if p, err := netip.ParsePrefix(text.Value); err == nil && !covered(p.Masked(), within) {
			out = append(out, text.Value)
		}
	}
	return out
}

// spelled are networks as they are written into a list: a colon wants quotes.
func spelled(list []string) string {
	out := make([]string, len(list))
	for i, text := range list {
		if out[i] = text; strings.Contains(text, ":") {
			out[i] = wording.Quote(text)
		}
	}
	return strings.Join(out, ", ")
}

func wrongIn(list []format.Text) bool {
	return len(prefixes(list)) < len(list)
}
