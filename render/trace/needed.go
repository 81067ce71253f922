package trace

import (
	"strings"

	"render/render/objects"
)

// doubtPolicy notes what a policy asks that is not known; open has that of those which let in.
func (t *Trace) doubtPolicy(s *sender, a objects.AuthorizationPolicy, open *doubt) {
	action := a.Action().Value()
	one := s.doubt(a, action)
	t.doubts, t.tokens = append(t.doubts, one), t.tokens || s.byToken(a, action)
	if action != "DENY" && action != "CUSTOM" {
		open.addresses, open.tokens = append(open.addresses, one.addresses...), open.tokens || one.tokens
	}
}

// needsRule notes what a client has to have that a policy lets in, where the request says nothing of it: a headline
// that says "arrives" alone is read as if everybody were let in.
func (t *Trace) needsRule(a objects.AuthorizationPolicy, depends string, open *doubt) {
	t.Unjudged = append(t.Unjudged, Unjudged{title(a.Object()) + " may not allow it" + depends, a.Field})
	text := "for clients alone whom " + title(a.Object()) + " lets in"
	switch {
	case open.tokens && len(open.addresses) == 0:
		text = "with a token that " + title(a.Object()) + " asks for"
	case len(open.addresses) > 0 && !open.tokens:
		text = "from addresses that " + title(a.Object()) + " lets in"
	}
	t.needs = append(t.needs, text)
}

// needsProvider notes that another server decides, maybe for some clients alone.
func (t *Trace) needsProvider(a objects.AuthorizationPolicy, asks truth) {
	t.Unjudged = append(t.Unjudged, Unjudged{title(a.Object()) + ", which asks another server", a.Field})
	text := "once the server that " + title(a.Object()) + " asks lets it in"
	if asks == maybe {
		text = "for some clients " + text
	}
	t.needs = append(t.needs, text)
}

// needed is all of that behind a verdict; "" for none.
func (t *Trace) needed() string {
	if len(t.needs) == 0 {
		return ""
	}
	return ", " + strings.Join(t.needs, ", and ")
}
