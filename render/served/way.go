package served

import (
	"strconv"

	"render/render/objects"
	"render/render/wording"
)

// Way is what is done to requests on their way, beside where they go; the zero one is nothing.
type Way struct {
	Fails, Waits Injury // on purpose
	Rewrites     string // what the path, or the host, becomes: `path "/new"`
	Copies       string // to which Services copies of them go
	Ends         string // after how long the gateway answers 504: "5s"
}

// Injury is of how many requests what becomes.
type Injury struct {
	Share string // "10 %", "all"; "" for none
	By    string // "503", "7s"
}

// injured are the requests that a rule does harm to.
func injured(percent float64, by string) Injury {
	switch {
	case percent <= 0:
		return Injury{}
	case percent >= 100:
		return Injury{"all", by}
	}
	return Injury{strconv.FormatFloat(percent, 'f', -1, 64) + " %", by}
}

// wayOfRule is what a rule of a VirtualService does.
func (s *Side) wayOfRule(v objects.VirtualService, rule objects.HTTPRule) Way {
	out := Way{Fails: injured(rule.Fault().Abort()), Waits: injured(rule.Fault().Delay()), Ends: timeout(textAt(rule.Field, "timeout"))}
	if f := rule.Rewrite(); f.Present() {
		out.Rewrites = rewritten(textAt(f, "uri"), textAt(f, "authority"))
		if expression := textAt(f, "uriRegexRewrite", "match"); expression != "" {
			out.Rewrites = "path " + wording.Quote(textAt(f, "uriRegexRewrite", "rewrite")) + " by the expression " + wording.Quote(expression)
		}
	}
	var to []Service
	if d := rule.Mirror(); d.Present() {
		to = AppendService(to, ServiceOf(d.Host().Value(), v.ID().Namespace))
	}
	for _, d := range rule.Mirrors().All() {
		to = AppendService(to, ServiceOf(d.Destination().Host().Value(), v.ID().Namespace))
	}
	out.Copies = servicesListed(to)
	return out
}

// wayOfRouteRule is what a rule of a route of the Gateway API does.
func wayOfRouteRule(r objects.Route, rule objects.RouteRule) Way {
	out := Way{Ends: timeout(textAt(rule.Field, "timeouts", "request"))}
	var to []Service
	for _, f := range rule.Filters().All() {
		switch f.Type().Value() {
		case "URLRewrite":
			path := textAt(f.Field, "urlRewrite", "path", "replaceFullPath")
			if prefix := textAt(f.Field, "urlRewrite", "path", "replacePrefixMatch"); prefix != "" {
				path = prefix
			}
			out.Rewrites = rewritten(path, textAt(f.Field, "urlRewrite", "hostname"))
		case "RequestMirror":
			to = AppendService(to, backendOf(objects.ObjectRef{Field: f.At("requestMirror", "backendRef")}, r))
		}
	}
	out.Copies = servicesListed(to)
	return out
}

func rewritten(path, host string) string {
	var out []string
	if path != "" {
		out = append(out, "path "+wording.Quote(path))
	}
	if host != "" {
		out = append(out, "host "+wording.Quote(host))
	}
	return wording.Listed(out)
}

// timeout is a time as a rule says it; "" for none.
func timeout(text string) string {
	if text == "0s" || text == "0" {
		return ""
	}
	return text
}

func servicesListed(list []Service) string {
	var out []string
	for _, s := range list {
		out = append(out, wording.Quote(s.Title()))
	}
	return wording.Listed(out)
}

// Bare is an outcome but for what is done to requests on their way.
func (o Outcome) Bare() Outcome {
	o.Way = Way{}
	return o
}
