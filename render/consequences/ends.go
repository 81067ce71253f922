package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// outcome is what becomes of a request. The zero outcome is 404.
type outcome struct {
	text string // as a message says it
	to   []part
	from *objects.Object // the route that decides it
}

func (o outcome) answers() bool { return o.text != "" }

// same reports whether two outcomes are alike for who asks.
func (o outcome) same(other outcome) bool {
	return o.text == other.text && slices.Equal(o.to, other.to)
}

// outcomeOfRule is what a rule of a VirtualService does with a request.
func outcomeOfRule(v objects.VirtualService, rule objects.HTTPRule) outcome {
	out := outcome{from: v.Object()}
	switch {
	case rule.Redirect().Present():
		out.text = "a redirect"
	case rule.At("directResponse").Present():
		out.text = "a fixed answer of " + objects.Canonical(rule.At("directResponse", "status").Raw())
	case rule.At("delegate").Present():
		name, _ := rule.At("delegate", "name").Raw().(string)
		out.text = "VirtualService " + wording.Quote(name)
	default:
		out.send(sharesOf(v, rule.Routes()))
	}
	return out
}

// sharesOf is where a VirtualService sends what.
func sharesOf(v objects.VirtualService, routes objects.List[objects.WeightedDestination]) []share {
	var all []share
	for _, r := range routes.All() {
		weight, _ := r.Weight().Value()
		d := r.Destination()
		to := serviceOf(d.Host().Value(), v.ID().Namespace)
		if to.name == "" {
			to.name = d.Host().Value() // outside the cluster
		}
		all = append(all, share{part{to, d.Subset().Value()}, weight})
	}
	return all
}

// outcomeOfRouteRule is what a rule of an HTTPRoute does with a request.
func outcomeOfRouteRule(r objects.Route, rule objects.RouteRule) outcome {
	out := outcome{from: r.Object()}
	for _, f := range rule.Filters().All() {
		if f.Type().Value() == "RequestRedirect" {
			out.text = "a redirect"
			return out
		}
	}
	var all []share
	for _, b := range rule.BackendRefs().All() {
		weight, said := b.Weight().Value()
		if !said {
			weight = 1
		}
		to := backendOf(b, r)
		if b.Kind().Value() == "Hostname" {
			to.namespace = "" // outside the cluster
		}
		all = append(all, share{part{to, ""}, weight})
	}
	out.send(all)
	if !out.answers() {
		out.text = "a fixed answer of 500"
	}
	return out
}

// share is a part of the requests, and where it goes.
type share struct {
	part
	weight int64
}

// part are the pods of a Service, or those of one of its subsets.
type part struct {
	service
	subset string // "" for all
}

// send notes where requests go.
func (o *outcome) send(all []share) {
	if len(all) > 1 {
		all = slices.DeleteFunc(all, func(s share) bool { return s.weight == 0 })
	}
	var words []string
	for _, s := range all {
		word := s.part.quoted()
		if len(all) > 1 {
			word = fmt.Sprintf("%s (%d)", word, s.weight)
		}
		words = append(words, word)
		o.to = append(o.to, s.part)
	}
	o.text = andListed(words)
}

// title is a Service as a message names it: its name, or a host's outside.
func (s service) title() string {
	if s.namespace == "" || s.namespace == "default" {
		return s.name
	}
	return s.name + "." + s.namespace
}

// quoted is a part as a message names it: its Service in quotes, and the subset.
func (p part) quoted() string {
	if p.subset == "" {
		return wording.Quote(p.title())
	}
	return wording.Quote(p.title()) + " " + p.subset
}
