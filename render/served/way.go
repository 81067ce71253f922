package served

import (
	"fmt"
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
	// What else is done, each as a key: of how many requests copies go there, what is done to headers, which
	// pages of other sites browsers let in, how requests are tried again, and what other filters of the Gateway API do.
	Copied, Headers, Sites, Tries, Filters string
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
		out.Copied += shareOfCopies(rule.At("mirrorPercentage", "value"), rule.At("mirrorPercent"))
		to = AppendService(to, ServiceOf(d.Host().Value(), v.ID().Namespace))
	}
	for _, d := range rule.Mirrors().All() {
		to = AppendService(to, ServiceOf(d.Destination().Host().Value(), v.ID().Namespace))
		out.Copied += shareOfCopies(d.At("percentage", "value"))
	}
	out.Copies = servicesListed(to)
	out.Headers, out.Sites, out.Tries = key(rule.HeaderEdits()), key(rule.At("corsPolicy")), key(rule.At("retries"))
	for i, r := range rule.Routes().All() {
		if edits := key(r.At("headers")); edits != "" {
			out.Headers += fmt.Sprint("\x00", i, edits)
		}
	}
	return out
}

// shareOfCopies is of how many requests a copy goes somewhere, by the first that says it: of all without.
func shareOfCopies(said ...objects.Field) string {
	for _, f := range said {
		if text := key(f); text != "" && text != "100" {
			return text + " "
		}
	}
	return "all "
}

// key is a value as one that is the same for whatever says the same; "" for none.
func key(f objects.Field) string {
	if !f.Present() {
		return ""
	}
	return objects.Canonical(f.Raw())
}

// wayOfRouteRule is what a rule of a route of the Gateway API does.
func wayOfRouteRule(r objects.Route, rule objects.RouteRule) Way {
	out := Way{Ends: timeout(textAt(rule.Field, "timeouts", "request")), Tries: key(rule.At("retry")) + key(rule.At("timeouts", "backendRequest"))}
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
			out.Copied += shareOfCopies(f.At("requestMirror", "percent"), f.At("requestMirror", "fraction"))
		case "RequestRedirect":
		default:
			out.filter(f.Type().Value(), key(f.Field))
		}
	}
	for i, b := range rule.BackendRefs().All() {
		for _, f := range b.At("filters").Items().All() {
			out.filter(textAt(f, "type"), fmt.Sprint("\x00", i, key(f)))
		}
	}
	out.Copies = servicesListed(to)
	return out
}

// filter notes what a filter of the Gateway API does, as a key.
func (w *Way) filter(kind, does string) {
	switch kind {
	case "RequestHeaderModifier", "ResponseHeaderModifier":
		w.Headers += does
	case "CORS":
		w.Sites += does
	default:
		w.Filters += does
	}
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
