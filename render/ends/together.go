package ends

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// shut is what all requests for a host get that are answered at a door, where a gateway answers itself and
// alike, as under maintenance; "" where they go further, or to several ends.
func shut(d *served.Door, host string) string {
	text := ""
	for _, r := range d.Tried(host) {
		switch {
		case !r.Answers():
		case len(r.To) > 0 || text != "" && text != r.Outcome.Text:
			return ""
		default:
			text = r.Outcome.Text
		}
	}
	return text
}

// takesAll reports whether all requests for a host are answered at a door.
func takesAll(d *served.Door, host string) bool {
	return slices.ContainsFunc(d.Tried(host), func(r served.Route) bool { return r.Answers() && r.CatchesAll() })
}

// gives reports whether a door answers some requests for a host so.
func gives(d *served.Door, host, text string) bool {
	return slices.ContainsFunc(d.Tried(host), func(r served.Route) bool { return r.Answers() && r.Outcome.Text == text })
}

// noteShut notes of a host at a door what all of its requests get, before and now.
func (t *Changes) noteShut(f *Doors, host string) (before, now string) {
	before, now = shut(f.Was, host), shut(f.Is, host)
	for key, d := range map[whole]*served.Door{{f.Of, f.At.Port, false}: f.Was, {f.Of, f.At.Port, true}: f.Is} {
		text := before
		if key.now {
			text = now
		}
		if known, ok := t.shut[key]; ok && known != text {
			text = ""
		}
		if slices.ContainsFunc(d.Tried(host), func(r served.Route) bool { return r.Answers() }) {
			t.shut[key] = text
		}
	}
	return before, now
}

// at notes what has a door by which it is, and what all requests for its host get there.
func (one *Change) at(of, before, now string, some, whole bool) {
	one.Some = one.Some || some
	if one.Of == "" {
		one.Of, one.was, one.now, one.Whole = of, before, now, true
	}
	one.Whole = one.Whole && whole
	if one.was != before {
		one.was = ""
	}
	if one.now != now {
		one.now = ""
	}
}

// whole is a port of whatever has it, as it was or is now.
type whole struct {
	of   string
	port int64
	now  bool
}

// joint is by what changes of hosts are told together; "" for one that is told alone.
func (one *Change) joint() string {
	paths := ""
	if one.Some {
		paths = strings.Join(one.Paths, "\x00")
	}
	switch {
	case one.Of == "" || !one.Now.Answers():
		return ""
	case one.now != "":
		return strings.Join([]string{"shut", one.Of, fmt.Sprint(one.Ports), one.now, paths}, "\x00")
	case one.was != "":
		return strings.Join([]string{"open", one.Of, fmt.Sprint(one.Ports), one.was, paths}, "\x00")
	}
	return ""
}

// Joined are the changes, those as one that close whole hosts alike, or open them again: of each gateway.
func (t *Changes) Joined() (out []Change) {
	by := map[string][]int{}
	for i := range t.List {
		if key := t.List[i].joint(); key != "" {
			by[key] = append(by[key], i)
		}
	}
	for i := range t.List {
		switch of := by[t.List[i].joint()]; {
		case len(of) < 2:
			out = append(out, t.List[i])
		case of[0] == i:
			out = append(out, t.joined(of))
		}
	}
	return out
}

func (t *Changes) joined(of []int) Change {
	out := t.List[of[0]]
	var was, is []string
	note := func(to *[]string, text string) {
		if !slices.Contains(*to, text) {
			*to = append(*to, text)
		}
	}
	for _, i := range of {
		one := t.List[i]
		note(&out.Hosts, one.Host)
		note(&was, one.Old.Text)
		note(&is, one.Now.Text)
		out.Each = append(out.Each, one)
	}
	out.Old.Text, out.Now.Text, out.All = listed(was), listed(is), true
	out.Whole = !slices.ContainsFunc(out.Each, func(one Change) bool { return !one.Whole })
	for _, port := range out.Ports {
		now := out.now != ""
		text := out.was
		if now {
			text = out.now
		}
		out.All = out.All && t.shut[whole{out.Of, port, now}] == text
	}
	return out
}

// listed are some ends, of many the first.
func listed(texts []string) string {
	if len(texts) > wording.MaxListed+1 {
		texts = append(texts[:wording.MaxListed:wording.MaxListed], fmt.Sprintf("%d others", len(texts)-wording.MaxListed))
	}
	return wording.Listed(texts)
}

// Shut are the paths of which requests got an answer before, where all requests for the host, or for each of several
// hosts, get one of the gateway's own from now on; false where some go further, or nowhere.
func (one *Change) Shut() (paths []string, all bool) {
	if one.now == "" || one.Some || !one.Whole {
		return nil, false
	}
	seen := map[string]bool{}
	add := func(list []string) {
		for _, path := range list {
			if !seen[path] {
				seen[path] = true
				paths = append(paths, path)
			}
		}
	}
	add(one.Paths)
	for i := range one.Each {
		add(one.Each[i].Paths)
	}
	return WithoutTwins(paths), true
}

// From are the routes by which it was and is answered.
func (one *Change) From() (out []*objects.Object) {
	for i := range one.Each {
		out = append(out, one.Each[i].Now.From, one.Each[i].Old.From)
	}
	if len(one.Each) == 0 {
		out = append(out, one.Now.From, one.Old.From)
	}
	return out
}
