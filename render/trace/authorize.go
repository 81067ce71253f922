package trace

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
)

// authorize judges whether policies for a gateway's pods let in a request to one of their ports,
// which is what a policy compares: the Service's is another, mostly.
func (m *Mesh) authorize(t *Trace, p *pods, c *chain, port int64) {
	s := &sender{request: &t.inside, raw: c.table == "", from: t.Request.From, known: t.Request.From.IsValid() && m.keepsSender(p), port: port, host: t.Request.authority(), path: t.inside.Path,
		trusted: m.trustedBefore(p)}
	m.judge(t, p, s)
}

// authorizePod judges whether policies for pods behind a gateway let in what that sends.
func (m *Mesh) authorizePod(t *Trace, from, p *pods, port int64) {
	if !m.injected(p) {
		return // nothing enforces any
	}
	account := "default"
	switch {
	case from.made && from.gateway != "":
		account = from.name
	case from.made:
		account = from.name + "-service-account"
	case from.workload.Template().Spec().ServiceAccountName().Value() != "":
		account = from.workload.Template().Spec().ServiceAccountName().Value()
	}
	s := &sender{request: &t.inside, raw: t.Request.Raw, domains: m.trustDomains, principal: m.trustDomains[0] + "/ns/" + from.namespace + "/sa/" + account, namespace: from.namespace, port: port,
		host: t.Request.authority(), path: t.inside.Path}
	if t.Host != "" {
		s.host = t.Host
	}
	if t.Path != "" {
		s.path = t.Path
	}
	m.judge(t, p, s)
}

// keepsSender reports whether a gateway sees its clients' addresses: kube-proxy puts a
// node's in their place unless packets stay on the node they came to.
func (m *Mesh) keepsSender(p *pods) bool {
	for _, e := range m.entrances {
		for _, own := range e.pods {
			if (own == p || e.leadsTo(p)) && e.settings.ExternalTrafficPolicy().Value() == "Local" {
				return true
			}
		}
	}
	return false
}

// judge tells whether some policies let a request in, as Envoy asks them: CUSTOM, then
// DENY, then ALLOW (https://istio.io/latest/docs/concepts/security/#authorization-policies).
func (m *Mesh) judge(t *Trace, p *pods, s *sender) {
	allowed, asked, byToken, open := no, false, false, doubt{}
	var last objects.AuthorizationPolicy
	var lastDepends, lastBy string
	if s.token = maybe; t.Request.Tokenless {
		s.token = no
	}
	refused := m.refusesProviders(p)
	for _, a := range m.authorizes(p) {
		if a.DryRun() {
			continue
		}
		action := a.Action().Value()
		s.byForwarded = false
		matched := s.meets(a, action)
		depends, by := ", which depends on "+s.unknown(), s.judgedBy()
		if matched == maybe && action != "AUDIT" {
			t.doubtPolicy(s, a, &open)
		}
		switch {
		case action == "AUDIT":
		case action == "CUSTOM":
			if matched != no && refused != no {
				m.askedOfSeveral(t, a, matched, refused)
			} else if matched != no {
				t.needsProvider(a, matched)
			}
			if matched == yes && refused != yes {
				m.asksProvider(t, p, a)
			}
		case action == "DENY" && matched == yes:
			t.hop(StepPolicy, a.Field, title(a.Object())+" denies it"+by)
			t.fail(403, fmt.Sprintf("%s denies it", title(a.Object())), "take the request out of its rules")
		case action == "DENY" && matched == maybe:
			t.Unjudged, t.needs = append(t.Unjudged, Unjudged{title(a.Object()) + " may deny it" + depends, a.Field}), append(t.needs, "unless "+title(a.Object())+" denies it")
		case action == "DENY":
			t.hop(StepPolicy, a.Field, title(a.Object())+" does not deny it"+by)
		default:
			asked, last, lastDepends, lastBy, byToken = true, a, depends, by, byToken || s.byToken(a, action)
			if matched == yes {
				t.hop(StepPolicy, a.Field, title(a.Object())+" allows it"+by)
			}
			allowed = max(allowed, matched)
		}
	}
	switch {
	case !asked || allowed == yes:
	case allowed == maybe:
		t.needsRule(last, lastDepends, &open)
	default:
		t.hop(StepPolicy, last.Field, title(last.Object())+" does not allow it"+lastBy)
		t.failUnallowed(last, m.known.Topology && s.principal == "", byToken)
	}
}

// failUnallowed tells of a request that no policy allows; routed says that a gateway's are made of routes where
// they are render's own.
func (t *Trace) failUnallowed(last objects.AuthorizationPolicy, routed, byToken bool) {
	cure := "add a rule for it"
	if t.unnamed = routed && t.Verdict != Fails && manifest.Rendered(last.Object().Members()); t.unnamed {
		cure = "let it in by access"
	}
	if byToken {
		cure = "show a token that its rules ask for, or " + cure
	}
	t.fail(403, fmt.Sprintf("%s allows other requests, and none allows this", title(last.Object())), cure)
}
