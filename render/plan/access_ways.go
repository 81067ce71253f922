package plan

import (
	"net/netip"

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
