package drawing

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// appBox is the box of an app: what it is, and where it listens.
func appBox(a *plan.App, namespace string) Box {
	b := Box{Column: App, Texts: []string{a.Written.Name.Value}, Place: placed(a.Written.Name.Origin, a.Written.Origin)}
	say := func(format string, args ...any) { b.Texts = append(b.Texts, fmt.Sprintf(format, args...)) }
	a.ByKind(
		func() { say("%s", a.Written.Image.Value) },
		func() {
			var list []string
			for _, v := range a.Versions {
				list = append(list, fmt.Sprintf("%s %d %%", v.Written.Version.Value, v.Written.Weight.Value))
			}
			say("%s", some(list, 4))
			b.Wholes = whole(list, 4)
		},
		func() {
			b.Look = There
			say("Service %s", a.Backend.Written.Value)
		},
		func() {
			b.Look = Outside
			say("outside: %s", a.Backend.Written.Value)
		})
	var ports []string
	for _, p := range a.Ports {
		text := fmt.Sprint(p.Number)
		if speaks := p.Written.Protocol.Value; speaks != format.ProtocolHTTP {
			text += " " + string(speaks)
		}
		ports = append(ports, text)
	}
	if len(ports) > 0 {
		say("port %s", some(ports, 3))
	}
	if a.Namespace != namespace && a.Backend == nil {
		say("namespace %s", a.Namespace)
	}
	if callers := format.Values(a.Written.AllowFrom); len(callers) > 0 {
		say("also called by %s", some(callers, 2))
		b.Wholes = append(b.Wholes, whole(callers, 2)...)
	}
	return b
}

// routeTexts are a route's path, what else it asks of a request, and what it does.
func routeTexts(r *plan.Route) []string {
	out := []string{pathText(r.Path)}
	w := r.Written
	var asks []string
	if r.Named {
		asks = append(asks, some(r.HostNames, 2))
	}
	asks = append(asks, strings.Join(r.Methods, " "))
	for i := range w.Headers {
		asks = append(asks, condition(w.Headers[i].Key.Value, ": ", &w.Headers[i].Value))
	}
	for i := range w.Query {
		asks = append(asks, "?"+condition(w.Query[i].Key.Value, "=", &w.Query[i].Value))
	}
	if r.Path.AnyCase {
		asks = append(asks, "in any case")
	}
	if r.Port != nil && len(r.App.Ports) > 1 {
		asks = append(asks, fmt.Sprintf("to port %d", r.Port.Number))
	}
	for _, text := range [...]string{joined(asks), joined(does(r))} {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// joined are the texts that are there, in a line.
func joined(list []string) string {
	var there []string
	for _, text := range list {
		if text != "" {
			there = append(there, text)
		}
	}
	return strings.Join(there, " · ")
}

// pathText is a path as routes have it.
func pathText(p routing.Path) string {
	switch p.Kind {
	case routing.Exact:
		return p.Text
	case routing.Prefix:
		return p.Text + "/*"
	case routing.Regex:
		return "regex " + p.Text
	}
	return "/*"
}

// condition is what a header, or a parameter, is to be.
func condition(name, is string, v *format.HeaderValue) string {
	compared := func(is string, exact, prefix, regex format.Text) string {
		switch {
		case exact.IsSet():
			return name + is + exact.Value
		case prefix.IsSet():
			return name + is + prefix.Value + "*"
		}
		return name + is + "regex " + regex.Value
	}
	switch {
	case v.Not != nil:
		return compared(" is not ", v.Not.Exact, v.Not.Prefix, v.Not.Regex)
	case v.Present.IsSet() && v.Present.Value:
		return name + " is there"
	case v.Present.IsSet():
		return name + " is not there"
	}
	return compared(is, v.Exact, v.Prefix, v.Regex)
}

// does is what a route does with requests, but for handing them on.
func does(r *plan.Route) []string {
	w := r.Written
	var out []string
	say := func(holds bool, format string, args ...any) {
		if holds {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	if w.Redirect != nil {
		say(true, "%s to %s", w.Redirect.Code.Value, w.Redirect.To.Value)
	}
	if w.Respond != nil {
		say(true, "answers %d", w.Respond.Status.Value)
	}
	say(w.Version.IsSet(), "version %s alone", w.Version.Value)
	say(w.Rewrite.Path.IsSet(), "becomes %s", w.Rewrite.Path.Value)
	say(w.Rewrite.Regex.IsSet(), "becomes %s", w.Rewrite.To.Value)
	say(w.Timeout.IsSet(), "timeout %s", w.Timeout.Value)
	if w.Retries != nil {
		say(true, "retries %d", w.Retries.Attempts.Value)
	}
	say(w.CORS != nil, "cors")
	if w.Mirror != nil {
		say(true, "copies to %s", w.Mirror.App.Value)
	}
	say(w.Request != nil || w.Response != nil, "headers changed")
	return out
}

// connectionTexts are the port of a route of whole connections, and its hosts; none of TCP.
func connectionTexts(c *plan.Connection, hosts []string) []string {
	if hosts == nil {
		return []string{fmt.Sprintf("TCP on %d", c.Number)}
	}
	out := []string{fmt.Sprintf("TLS on %d", c.Number)}
	if c.Named() {
		out = append(out, some(hosts, 2))
	}
	return out
}
