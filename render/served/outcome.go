package served

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// Outcome is what becomes of a request. The zero outcome is 404.
type Outcome struct {
	Text string // as a message says it
	To   []Part
	From *objects.Object // the route that decides it
}

func (o Outcome) Answers() bool { return o.Text != "" }

// leadsToHTTPS reports whether it is a redirect to https of the same host and path.
func (o Outcome) leadsToHTTPS() bool { return o.Text == toHTTPS }

// Same reports whether two outcomes are alike for who asks.
func (o Outcome) Same(other Outcome) bool {
	return o.Text == other.Text && slices.Equal(o.To, other.To)
}

// outcomeOfRule is what a rule of a VirtualService does with a request.
func outcomeOfRule(v objects.VirtualService, rule objects.HTTPRule) Outcome {
	out := Outcome{From: v.Object()}
	switch {
	case rule.Redirect().Present():
		out.Text = redirectOfRule(rule.Redirect()).String()
	case rule.At("directResponse").Present():
		out.Text = "a fixed answer of " + objects.Canonical(rule.At("directResponse", "status").Raw())
	case rule.At("delegate").Present():
		name, _ := rule.At("delegate", "name").Raw().(string)
		out.Text = "VirtualService " + wording.Quote(name)
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
		to := ServiceOf(d.Host().Value(), v.ID().Namespace)
		if to.Name == "" {
			to.Name = d.Host().Value() // outside the cluster
		}
		all = append(all, share{Part{to, d.Subset().Value()}, weight})
	}
	return all
}

// outcomeOfRouteRule is what a rule of an HTTPRoute does with a request.
func outcomeOfRouteRule(r objects.Route, rule objects.RouteRule) Outcome {
	out := Outcome{From: r.Object()}
	for _, f := range rule.Filters().All() {
		if f.Type().Value() == "RequestRedirect" {
			out.Text = redirectOfFilter(f.At("requestRedirect")).String()
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
			to.Namespace = "" // outside the cluster
		}
		all = append(all, share{Part{to, ""}, weight})
	}
	out.send(all)
	if !out.Answers() {
		out.Text = "a fixed answer of 500"
	}
	return out
}

// share is a part of the requests, and where it goes.
type share struct {
	Part
	weight int64
}

// Part are the pods of a Service, or those of one of its subsets.
type Part struct {
	Service
	Subset string // "" for all
}

// send notes where requests go.
func (o *Outcome) send(all []share) {
	if len(all) > 1 {
		all = slices.DeleteFunc(all, func(s share) bool { return s.weight == 0 })
	}
	var words []string
	for _, s := range all {
		word := s.Part.quoted()
		if len(all) > 1 {
			word = fmt.Sprintf("%s (%d)", word, s.weight)
		}
		words = append(words, word)
		o.To = append(o.To, s.Part)
	}
	o.Text = wording.Listed(words)
}

// title is a Service as a message names it: its name, or a host's outside.
func (s Service) title() string {
	if s.Namespace == "" || s.Namespace == "default" {
		return s.Name
	}
	return s.Name + "." + s.Namespace
}

// quoted is a part as a message names it: its Service in quotes, and the subset.
func (p Part) quoted() string {
	if p.Subset == "" {
		return wording.Quote(p.title())
	}
	return wording.Quote(p.title()) + " " + p.Subset
}
