package plan

import (
	"net/netip"
	"slices"

	"render/render/format"
)

// AccessOf is who may come in to an app; nil for everybody.
func (t *Tier) AccessOf(a *App) *format.Access {
	who := t.Written.Access
	if a != nil && !a.ofTier && a.Written.Access != nil {
		who = a.Written.Access
	}
	if who == nil || who.Off.Value == format.AccessOff {
		return nil
	}
	return who
}

// peopleOf are those who may come in to an app, nil for everybody: of accesses that say the same one, whichever of
// them was written first.
func (t *Tier) peopleOf(a *App) *format.Access {
	who := t.AccessOf(a)
	if i := slices.IndexFunc(t.people, func(p people) bool { return p.who == who }); i >= 0 {
		return t.people[i].as
	}
	return who
}

// findPeople finds accesses that say the same as another one of the tier.
func (t *Tier) findPeople() {
	first := map[string]*format.Access{}
	for _, who := range t.whos() {
		says := who.Says()
		if before := first[says]; before == nil || t.nameOf(who) < t.nameOf(before) {
			first[says] = who
		}
	}
	for _, who := range t.whos() {
		if as := first[who.Says()]; as != who {
			t.people = append(t.people, people{who, as})
		}
	}
}

// nameOf tells who may come in apart, whatever the order of the apps: everybody first, then those
// of the tier, then apps' own.
func (t *Tier) nameOf(who *format.Access) string {
	switch who {
	case nil:
		return ""
	case t.Written.Access:
		return "0"
	}
	for i := range t.Apps {
		if a := &t.Apps[i]; a.Written.Access == who {
			return "1" + a.Namespace + "/" + a.Written.Name.Value
		}
	}
	return "2"
}

// whos are those of a tier, its own first, each once.
func (t *Tier) whos() []*format.Access {
	var out []*format.Access
	if a := t.AccessOf(nil); a != nil {
		out = append(out, a)
	}
	for i := range t.Apps {
		if a := t.AccessOf(&t.Apps[i]); a != nil && a != t.Written.Access {
			out = append(out, a)
		}
	}
	return out
}

// Providers are those that a tier asks, as often as it does.
func (t *Tier) Providers() []format.Text {
	var out []format.Text
	for _, a := range t.whos() {
		if a.Auth.IsSet() {
			out = append(out, a.Auth)
		}
		for i := range a.AnyOf {
			if w := &a.AnyOf[i]; w.Auth.IsSet() {
				out = append(out, w.Auth)
			}
		}
	}
	return out
}

// Tokens are those that a tier verifies, as often as they are written.
func (t *Tier) Tokens() []*format.JWT {
	var out []*format.JWT
	for _, a := range t.whos() {
		out = append(out, a.Issuers()...)
	}
	return out
}

// Within are the networks that are in one of each of two lists; one that is empty is all.
func Within(a, b []format.Text) []string {
	switch {
	case len(a) == 0:
		return format.Unique(b)
	case len(b) == 0:
		return format.Unique(a)
	}
	var out []string
	seen := map[string]bool{}
	for _, x := range a {
		for _, y := range b {
			p, err := netip.ParsePrefix(x.Value)
			q, other := netip.ParsePrefix(y.Value)
			if err != nil || other != nil || !p.Overlaps(q) {
				continue
			}
			if p.Bits() < q.Bits() {
				p = q
			}
			if !seen[p.String()] {
				seen[p.String()] = true
				out = append(out, p.String())
			}
		}
	}
	return out
}
