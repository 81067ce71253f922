package consequences

import (
	"fmt"
	"slices"

	"render/render/access"
	"render/render/ends"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// checkReached tells of Services to which a way leads that did not, and that lets in whom none of
// those that led there did: by another host, path or port, as by another gateway. Of a host that
// another gateway answers checkAdmitted tells.
func checkReached(c *change) {
	was, is := c.gatesBefore(), c.gatesAfter()
	before := was.Ways()
	if len(before) == 0 {
		return // what was open is not known
	}
	r := reaching{change: c, was: was, led: map[served.Service][]*served.Lead{}, known: map[string]bool{}, ways: map[wayTo]*ledTo{}, of: map[string]*reachedBy{}}
	for i := range before {
		l := &before[i]
		r.led[l.To.Service] = append(r.led[l.To.Service], l)
		r.known[l.Key()], r.known[l.In()] = true, true
	}
	now := is.Ways()
	for i := range now {
		if l := &now[i]; !r.known[l.Key()] && !c.opened[asking{l.Entrance, l.Host, ""}] {
			r.compare(l, is)
		}
	}
	r.tell()
}

// reaching are the ways that led to Services, and what is told of those that lead there now.
type reaching struct {
	*change
	was   *access.Gates
	led   map[served.Service][]*served.Lead
	ends  map[string][]string // hosts outside the cluster by where they are, once asked for
	known map[string]bool
	ways  map[wayTo]*ledTo // once asked for
	order []string
	of    map[string]*reachedBy
}

// wayTo tells apart what ways lead to, by what is asked.
type wayTo struct {
	part served.Part
	ask  string
}

type reachedBy struct {
	severity       Severity
	services, ways []string
	ports          []int64
	text           string
	objects        []*objects.Object
}

// ledTo is who was let in to what a way leads to.
type ledTo struct {
	all  []policies.Rule
	each []access.Callers
	by   []*served.Entrance
	open bool // to all, whoever they are
}

// ledBefore is who was let in to what a way leads to: by those ways that took the same requests, or some of
// them, and by all to its Service where none did. It is open where one that took them all was, or all
// that took some were; what else was open is so for its own path alone.
func (r *reaching) ledBefore(l *served.Lead) *ledTo {
	key := wayTo{part: l.To}
	if l.Ask != nil {
		key.ask = l.Ask.Key()
	}
	if known := r.ways[key]; known != nil {
		return known
	}
	out := &ledTo{}
	r.ways[key] = out
	led := slices.DeleteFunc(r.ledTo(l.To.Service), func(o *served.Lead) bool {
		return !r.isAtPort(o.To, l.To)
	})
	if near := slices.DeleteFunc(slices.Clone(led), func(o *served.Lead) bool { return !o.Covers(l) && !l.Covers(o) }); len(near) > 0 {
		led = near
	}
	for _, o := range led {
		ask, whole := o.Ask, o.Covers(l)
		if whole {
			ask = l.Ask
		}
		one := r.was.By(o, ask)
		switch {
		case !one.All():
			out.each, out.all = append(out.each, one), append(out.all, one.Allowed...)
		case whole || o.Ask == nil:
			out.open = true
			return out
		case o.Ask.Text != "/*":
			out.all = append(out.all, (&policies.Rule{}).Below(o.Ask.Text))
		}
		if !slices.Contains(out.by, o.Entrance) {
			out.by = append(out.by, o.Entrance)
		}
	}
	out.open = len(led) > 0 && len(out.each) == 0
	return out
}

// compare finds whom a way to a Service lets in that no one did before.
func (r *reaching) compare(l *served.Lead, is *access.Gates) {
	before := r.ledBefore(l)
	if before.open {
		return
	}
	now, what, severity := is.By(l, l.Ask), "requests", Note
	if l.Ask == nil {
		what = "connections"
		if !r.known[l.In()] {
			severity = Danger
		}
	}
	if len(before.each) > 0 {
		self := l.Entrance.Title()
		if !r.known[l.In()] && slices.ContainsFunc(r.ledTo(l.To.Service), func(o *served.Lead) bool { return o.Entrance.Service == l.Entrance.Service && o.Host == l.Host }) {
			self += fmt.Sprintf(" on port %d", l.Port)
		}
		for _, text := range opens(self, titlesOfAll(before.by), what, now, before.each, before.all) {
			r.add(Danger, l, text, before.by, append(slices.Clip(before.each), now))
		}
		return
	}
	if len(now.Allowed) == 0 || !r.wasShut(l) {
		return
	}
	if policies.IsAll(now.Allowed) {
		what = "all " + what
	}
	there := "there"
	if l.To.Port != "" && len(r.ledTo(l.To.Service)) > 0 {
		there = "to its port " + l.To.Port
	}
	r.add(severity, l, fmt.Sprintf("%s lets in %s%s, and nobody outside came %s before", l.Entrance.Title(), what, textOf(now.Allowed), there), nil, []access.Callers{now})
}

// wasShut reports whether a Service to which no way led was there and not open by itself: of one that
// nothing here has it is taken for that where the way is new.
func (r *reaching) wasShut(l *served.Lead) bool {
	to := r.before(l.To.Service)
	_, was := r.old.World.Service(to.Namespace, to.Name)
	_, is := r.new.World.Service(l.To.Namespace, l.To.Name)
	if own := r.old.ByService[to]; own != nil && served.IsOpen(own.Kind()) || to.Namespace == "" {
		return false
	}
	return was || !is && !r.known[l.In()]
}

func (r *reaching) add(severity Severity, l *served.Lead, text string, others []*served.Entrance, all []access.Callers) {
	key := fmt.Sprint(text, "\x00", l.Host == "")
	if r.of[key] == nil {
		r.of[key] = &reachedBy{severity: severity, text: text}
		r.order = append(r.order, key)
	}
	one := r.of[key]
	if title := l.To.Title(); !slices.Contains(one.services, title) {
		one.services = append(one.services, title)
	}
	if l.Host == "" && !slices.Contains(one.ports, l.Port) {
		one.ports = append(one.ports, l.Port)
	} else if l.Host != "" && !slices.Contains(one.ways, l.Text()) {
		one.ways = append(one.ways, l.Text())
	}
	if l.Ask == nil && l.Host == "" { // so that nothing more is told of the port
		r.opened[asking{l.Entrance, "", fmt.Sprint(l.Port)}] = true
	}
	one.severity = min(one.severity, severity)
	one.objects = append(one.objects, l.From)
	for i := range all {
		one.objects = append(one.objects, all[i].Of...)
	}
	for _, e := range append([]*served.Entrance{l.Entrance}, others...) {
		one.objects = append(one.objects, e.Objects()...)
	}
}

func (r *reaching) tell() {
	for _, key := range r.order {
		one := r.of[key]
		help := ""
		if one.severity == Danger {
			help = helpMeant
		}
		ways := quoted(ends.WithoutTwins(one.ways))
		if len(one.ports) > 0 {
			ways = portsListed(one.ports)
		}
		title := "Service "
		if len(one.services) > 1 {
			title = "Services "
		}
		r.change.tell("service-lets-in", one.severity, fmt.Sprintf("%s: by %s %s", title+quoted(one.services), ways, one.text), help, one.objects...)
	}
}
