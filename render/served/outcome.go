package served

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// Outcome is what becomes of a request. The zero outcome is 404.
type Outcome struct {
	Text string // as a message says it
	To   []Part
	From *objects.Object // the route that decides it
	Sent string          // the host to which a redirect sends clients, where it names one
	// ports are those of To, where nothing else here knows which there are; else "".
	ports []string
	parts []share
	leads string // where a redirect leads clients that come by one scheme; "" as Text says it
	Way   Way    // what is done to them on it
}

func (o Outcome) Answers() bool { return o.Text != "" }

// LeadsToHTTPS reports whether it is a redirect to https of the same host and path.
func (o Outcome) LeadsToHTTPS() bool { return o.Text == ToHTTPS }

const fixedAnswer = "a fixed answer of "

// Fails reports whether it is an answer of the gateway's own that says of itself that it is none.
func (o Outcome) Fails() bool {
	status, own := strings.CutPrefix(o.Text, fixedAnswer)
	return own && status >= "400"
}

// Same reports whether two outcomes are alike for who asks.
func (o Outcome) Same(other Outcome) bool {
	o, other = o.atPortsOf(other), other.atPortsOf(o)
	return o.Way == other.Way && cmp.Or(o.leads, o.Text) == cmp.Or(other.leads, other.Text) && slices.Equal(o.To, other.To) && slices.Equal(o.against(other), other.against(o))
}

// against are the ports of an outcome, as far as another knows its own.
func (o Outcome) against(other Outcome) []string {
	out := slices.Clone(o.ports)
	for i := range out {
		if i >= len(other.ports) || other.ports[i] == "" {
			out[i] = ""
		}
	}
	return out
}

// Beside is an outcome as it is told beside another: with ports, where these alone tell
// them apart.
func (o Outcome) Beside(other Outcome) Outcome {
	o, other = o.atPortsOf(other), other.atPortsOf(o)
	ports := slices.DeleteFunc(o.against(other), func(port string) bool { return port == "" })
	if o.Text == other.Text && slices.Equal(o.To, other.To) && len(ports) > 0 && !slices.Equal(o.against(other), other.against(o)) {
		o.Text += " on port " + wording.Listed(ports)
	}
	return o
}

// outcomeOfRule is what a rule of a VirtualService does with a request.
func (s *Side) outcomeOfRule(v objects.VirtualService, rule objects.HTTPRule) Outcome {
	out := Outcome{From: v.Object(), Way: s.wayOfRule(v, rule)}
	switch {
	case rule.Redirect().Present():
		out.redirect(redirectOfRule(rule.Redirect()))
	case rule.At("directResponse").Present():
		out.Text = fixedAnswer + objects.Canonical(rule.At("directResponse", "status").Raw())
	case rule.At("delegate").Present():
		name, _ := rule.At("delegate", "name").Raw().(string)
		out.Text = "VirtualService " + wording.Quote(name)
	default:
		out.send(s.sharesOf(v, rule.Routes()))
	}
	return out
}

// outcomeBy is what a rule of a VirtualService does with a request that comes by a scheme. A redirect to
// another host that says none leads by that one (envoy, source/common/http/utility.cc, newUri), unless
// a proxy before the gateway is trusted, which may say another.
func (s *Side) outcomeBy(scheme string, trusting func() bool, v objects.VirtualService, rule objects.HTTPRule) Outcome {
	o := s.outcomeOfRule(v, rule)
	if to := redirectOfRule(rule.Redirect()); to.host != "" && to.scheme == "" && !trusting() {
		to.scheme = scheme
		o.leads = to.String()
	}
	return o
}

// sharesOf is where a VirtualService sends what.
func (s *Side) sharesOf(v objects.VirtualService, routes objects.List[objects.WeightedDestination]) []share {
	var all []share
	for _, r := range routes.All() {
		weight, _ := r.Weight().Value()
		d := r.Destination()
		to := ServiceOf(d.Host().Value(), v.ID().Namespace)
		if to.Name == "" {
			to.Name = d.Host().Value() // outside the cluster
		}
		all = append(all, s.shareOf(to, d.Subset().Value(), d.Port().Number(), weight))
	}
	return all
}

// outcomeOfRouteRule is what a rule of an HTTPRoute does with a request.
func (s *Side) outcomeOfRouteRule(r objects.Route, rule objects.RouteRule) Outcome {
	out := Outcome{From: r.Object(), Way: wayOfRouteRule(r, rule)}
	for _, f := range rule.Filters().All() {
		if f.Type().Value() == "RequestRedirect" {
			out.redirect(redirectOfFilter(f.At("requestRedirect")))
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
		all = append(all, s.shareOf(to, "", b.Port(), weight))
	}
	out.send(all)
	if !out.Answers() {
		out.Text = fixedAnswer + "500"
	}
	return out
}

// redirect notes where clients are sent; a host can come with a port.
func (o *Outcome) redirect(to redirect) {
	o.Text = to.String()
	o.Sent, _, _ = strings.Cut(to.host, ":")
}

// share is a part of the requests, and where it goes.
type share struct {
	Part
	weight int64
	port
}

// Part are the pods of a Service, or those of one of its subsets.
type Part struct {
	Service
	Subset string // "" for all
	Port   string // of several that it has, its name or number; else ""
}

// send notes where requests go.
func (o *Outcome) send(all []share) {
	if len(all) > 1 {
		all = slices.DeleteFunc(all, func(s share) bool { return s.weight == 0 })
	}
	var words []string
	o.parts, o.To, o.ports = all, nil, nil
	for _, s := range all {
		word := s.Part.quoted()
		if len(all) > 1 {
			word = fmt.Sprintf("%s (%d)", word, s.weight)
		}
		words = append(words, word)
		o.To, o.ports = append(o.To, s.Part), append(o.ports, s.number)
	}
	o.Text = wording.Listed(words)
}

// Title is a Service as a message names it: its name, or a host's outside.
func (s Service) Title() string {
	if s.Namespace == "" || s.Namespace == "default" {
		return s.Name
	}
	return s.Name + "." + s.Namespace
}

// quoted is a part as a message names it: its Service in quotes, the subset, the port.
func (p Part) quoted() string {
	out := wording.Quote(p.Title())
	if p.Subset != "" {
		out += " " + p.Subset
	}
	if p.Port != "" {
		out += " on port " + p.Port
	}
	return out
}
