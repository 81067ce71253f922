package trace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
)

// redirect ends a way with another URL.
func (t *Trace) redirect(f objects.Field, code int, to string) {
	t.Location = to
	t.hop(StepRedirect, f, fmt.Sprintf("%d to %s", code, to))
	if t.Verdict != Fails {
		t.Verdict, t.Status, t.Why = Redirects, code, fmt.Sprintf("the gateway sends the client to %s", to)
	}
}

// redirectCodes are those that Envoy has (istio, ApplyRedirect); validation lets 300 to 399
// pass.
var redirectCodes = [...]int64{301, 302, 303, 307, 308}

// act does what a route does with a request.
func (m *Mesh) act(t *Trace, e *entry, p *pods) {
	does := &e.route.does
	ended := t.inject(does.fault)
	switch {
	case does.redirect != nil && !ended && !slices.Contains(redirectCodes[:], does.redirect.code):
		t.hop(StepRedirect, does.redirect.field, fmt.Sprintf("%d, which istiod makes no redirect of", does.redirect.code))
		t.fail(0, fmt.Sprintf("istiod makes a route that does nothing of a redirect with the code %d, and Envoy takes none of the server's routes with it", does.redirect.code), "write: 301, 302, 303, 307 or 308")
		return
	case does.redirect != nil:
		to := does.redirect.location(e.match, &t.inside, e.port)
		if t.Routed = Redirects; !ended {
			t.redirect(does.redirect.field, int(does.redirect.code), to)
		}
		return
	case does.respond != nil:
		if t.Routed = Answers; !ended {
			t.Body = does.respond.body
			t.answer(does.respond, m.cure("name a Service in the route", "take respond out of the route"))
		}
		return
	case ended, t.preflight(does.crossing):
		t.Routed, t.To = Arrives, m.settle(does.to, e.port)
		return
	}
	t.Routed = Arrives
	t.Path = does.rewrite.sent(e.match, t.inside.Path)
	t.Host = does.hostSet
	if does.rewrite != nil {
		t.Host = cmp.Or(does.rewrite.host, t.Host)
		t.hop(StepRoute, does.rewrite.field, "sends on "+t.Path+ofHost(t.Host))
	}
	t.To = m.settle(does.to, e.port)
	for _, d := range does.mirrors {
		d = m.settle([]Destination{d}, e.port)[0]
		t.hop(StepDestination, d.field, "a copy of some or all goes to "+d.text())
	}
	missing := 503
	if e.of.api {
		missing = 500
	}
	if does.problem != "" {
		t.fail(missing, does.problem, "add the ReferenceGrant, or name a Service of its own namespace")
	}
	m.arrive(t, p, missing)
}

func ofHost(host string) string {
	if host == "" {
		return ""
	}
	return " for host " + host
}

// answer ends a way with an answer of the gateway's own: that of an error has a cure.
func (t *Trace) answer(r *response, cure string) {
	t.hop(StepRoute, r.field, fmt.Sprintf("the gateway answers %d", r.status))
	if t.Verdict == Fails {
		return
	}
	t.answersItself(int(r.status))
	if r.status >= 400 {
		t.fail(t.Status, fmt.Sprintf("the route has the gateway answer %d", r.status), cure)
	}
}

// answersItself is the verdict on what the gateway answers.
func (t *Trace) answersItself(status int) {
	t.Status, t.answered = status, true
	t.Verdict, t.Why = Answers, fmt.Sprintf("the gateway answers %d by itself", status)
}

// settle are destinations with the ports that they leave out, without those that get
// nothing beside others (GetDestinationCluster, applyHTTPRouteDestination).
func (m *Mesh) settle(list []Destination, port int64) []Destination {
	var out []Destination
	for _, d := range list {
		if len(list) > 1 && d.Weight == 0 {
			continue
		}
		if len(list) == 1 {
			d.Weight = 0
		}
		namespace, name, _ := strings.Cut(serviceKey(d.Host), "/")
		if s, ok := m.world.Service(namespace, name); ok && s.ExternalName().Value() != "" {
			d.Host = s.ExternalName().Value()
		}
		if d.Port == 0 && d.Host != "" {
			if d.Port = port; len(m.hostPorts[d.Host]) == 1 {
				d.Port = m.hostPorts[d.Host][0]
			}
		}
		if labels, ok := m.subset(d); ok && d.Subset != "" {
			d.chosen = labels.String()
		}
		out = append(out, d)
	}
	return out
}
