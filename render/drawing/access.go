package drawing

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
)

// admission is who may come in, as it stands in one place of the topology: between some Gateways
// and the routes that it holds for there. Routes of other Gateways have one of their own, so that
// no line seems to lead from a Gateway to what is not behind it.
type admission struct {
	box  int
	sets []int // of those routes
}

// admissionKey tells those apart.
type admissionKey struct {
	who   *format.Access
	gates string
}

// whoOf is the access that holds for an app, be it that everybody may come in; nil where
// nothing is written.
func (t *tierDraft) whoOf(app *plan.App) *format.Access {
	if app != t.Own && app.Written.Access != nil {
		return app.Written.Access
	}
	return t.Written.Access
}

// admit leads lines from Gateways to a route of an app, by who may come in to it.
func (t *tierDraft) admit(app *plan.App, gates []int, route, set int) {
	who := t.whoOf(app)
	if who == nil {
		for _, at := range gates {
			t.line(t.gates[at].box, route)
		}
		return
	}
	key := admissionKey{who, fmt.Sprint(gates)}
	a, ok := t.admitted[key]
	if !ok {
		b := accessBox(who)
		if b.Place.IsZero() {
			b.Place = placed(app.Written.Name.Origin, t.Written.Name.Origin)
		}
		a = &admission{box: t.box(b)}
		t.admitted[key] = a
		t.admissions = append(t.admissions, a)
		for _, at := range gates {
			t.line(t.gates[at].box, a.box)
		}
	}
	a.sets = append(a.sets, set)
	t.line(a.box, route)
}

// accessBox is the box of who may come in: what is asked of everybody, a line each, then
// the alternatives, and what is open all the same.
func accessBox(who *format.Access) Box {
	b := Box{Column: Access, Place: placed(who.Origin, who.Off.Origin)}
	if who.Off.Value == format.AccessOff {
		b.Look, b.Texts = Open, []string{"everybody"}
		return b
	}
	b.Texts = accessTexts(who, two, maxWays)
	if full := accessTexts(who, all, 10*maxWays); !slices.Equal(full, b.Texts) {
		b.Wholes = []string{strings.Join(full, "; ")}
	}
	return b
}

// maxWays is how many alternatives a box shows.
const maxWays = 4

// two are the first of a list, as a box shows it.
func two(list []string) string { return some(list, 2) }

// accessTexts are what is asked of whoever comes in, a line each, then the alternatives, and what
// is open all the same; lists are told in some way, and so many alternatives.
func accessTexts(who *format.Access, tell func([]string) string, ways int) []string {
	var out []string
	add := func(before, text string) { out = append(out, before+text) }
	every := format.AccessWay{From: who.From, NotFrom: who.NotFrom, JWT: who.JWT, Auth: who.Auth}
	before := ""
	for _, one := range demands(&every, tell) {
		add(before, one.text)
		out = append(out, one.details...)
		before = "and "
	}
	if len(out) > 0 && len(who.AnyOf) > 1 {
		before = "and either "
	}
	for i := range who.AnyOf {
		if i == ways {
			add("or ", fmt.Sprintf("%d more ways", len(who.AnyOf)-i))
			break
		}
		var way []string
		for _, one := range demands(&who.AnyOf[i], tell) {
			way = append(way, strings.Join(append([]string{one.text}, one.details...), " "))
		}
		add(before, strings.Join(way, " and "))
		before = "or "
	}
	if open := format.Values(who.Except); len(open) > 0 {
		add("everybody: ", tell(open))
	}
	return out
}

// demand is what somebody who comes in has to fulfil.
type demand struct {
	text    string
	details []string
}

// demands are those of one way to come in, all of which hold.
func demands(w *format.AccessWay, tell func([]string) string) []demand {
	var out []demand
	say := func(text string) { out = append(out, demand{text: text}) }
	switch in, not := format.Values(w.From), format.Values(w.NotFrom); {
	case len(in) > 0 && len(not) > 0:
		out = append(out, demand{tell(in), []string{"but " + tell(not)}})
	case len(in) > 0:
		say(tell(in))
	case len(not) > 0:
		say("all but " + tell(not))
	}
	if len(w.JWT) > 0 {
		out = append(out, tokens(w.JWT, tell))
	}
	if w.Auth.IsSet() {
		say("whom " + w.Auth.Value + " lets in")
	}
	return out
}

// tokens tells whose tokens are asked for, and what one has to say where there are no others.
func tokens(list []format.JWT, tell func([]string) string) demand {
	out := demand{text: "a token of " + list[0].Issuer.Value}
	if len(list) > 1 {
		var others []string
		for i := range list[1:] {
			others = append(others, list[i+1].Issuer.Value)
		}
		out.details = []string{"or of " + tell(others)}
		return out
	}
	if audiences := format.Values(list[0].Audiences); len(audiences) > 0 {
		out.details = append(out.details, "for "+tell(audiences))
	}
	var claims []string
	for _, c := range list[0].Claims {
		claims = append(claims, c.Key.Value+": "+c.Value.Value)
	}
	if len(claims) > 0 {
		out.details = append(out.details, "with "+tell(claims))
	}
	return out
}
