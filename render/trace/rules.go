package trace

import (
	"fmt"
	"strings"

	"render/render/objects"
)

// byToken reports whether it depends on a token whether a policy is for the request.
func (s *sender) byToken(a objects.AuthorizationPolicy, action string) bool {
	without, with := *s, *s
	without.token, with.token = no, yes
	return !s.raw && without.meets(a, action) != with.meets(a, action)
}

// meets reports whether some rule of a policy is for the request.
func (s *sender) meets(a objects.AuthorizationPolicy, action string) truth {
	out := no
	for _, r := range a.Rules().All() {
		out = max(out, s.rule(r, action))
	}
	return out
}

// rule reports whether a rule is for the request.
func (s *sender) rule(r objects.AuthorizationRule, action string) truth {
	from, _ := s.sources(r)
	to, _ := s.operations(r, action)
	out := min(from, to)
	for _, c := range r.At("when").Items().All() {
		out = min(out, s.isCondition(c))
	}
	return out
}

// sources reports whether who sends a request is one of those that a rule names, where it names
// any; open are those of which that is not known.
func (s *sender) sources(r objects.AuthorizationRule) (out truth, open []objects.AuthorizationSource) {
	for i := range r.From().Len() {
		o := r.From().Item(i)
		is := s.isSource(o)
		if out = max(out, is); is == maybe {
			open = append(open, o)
		}
	}
	if r.From().Len() == 0 {
		out = yes
	}
	return out, open
}

// operations is the same of what a request asks for.
func (s *sender) operations(r objects.AuthorizationRule, action string) (out truth, open []objects.AuthorizationOperation) {
	for i := range r.To().Len() {
		o := r.To().Item(i)
		is := s.isOperation(o, action)
		if out = max(out, is); is == maybe {
			open = append(open, o)
		}
	}
	if r.To().Len() == 0 {
		out = yes
	}
	return out, open
}

// doubt is what a policy asks that is not known of a request for which it may be.
func (s *sender) doubt(a objects.AuthorizationPolicy, action string) doubt {
	out := doubt{Field: a.Spec()}
	for _, r := range a.Rules().All() {
		if s.rule(r, action) != maybe {
			continue
		}
		one := s.openOf(r, action)
		out.tokens = out.tokens || one.tokens
		out.all = append(out.all, action+strings.Join(one.all, ""))
		if len(one.addresses) > 0 {
			out.addresses = append(out.addresses, action+strings.Join(one.addresses, ""))
		}
	}
	return out
}

// openOf are the conditions of a rule that are not known to hold. Who sends and what is asked for are
// left out where one that the rule names is known to be it.
func (s *sender) openOf(r objects.AuthorizationRule, action string) (out doubt) {
	if from, open := s.sources(r); from == maybe {
		for i, o := range open {
			s.openSource(&out, i, o)
		}
	}
	if to, open := s.operations(r, action); to == maybe {
		for _, o := range open {
			out.add("to", o.Field, false)
		}
	}
	for _, c := range r.At("when").Items().All() {
		if s.isCondition(c) == maybe {
			key := textOf(c.At("key"))
			out.tokens = out.tokens || strings.HasPrefix(key, ofTokens)
			out.add("when", c, key == "source.ip" || key == "remote.ip")
		}
	}
	return out
}

// openSource adds the conditions of a source; number keeps those of different ones apart.
func (s *sender) openSource(out *doubt, number int, o objects.AuthorizationSource) {
	for _, c := range s.ofSource() {
		if s.both(o.Field, c.key, c.holds) != maybe {
			continue
		}
		out.tokens = out.tokens || c.key == "requestPrincipals"
		for _, key := range [...]string{c.key, negated(c.key)} {
			if f := o.At(key); f.Present() {
				out.add(fmt.Sprint("from ", number, key), f, strings.HasSuffix(c.key, "pBlocks"))
			}
		}
	}
}
