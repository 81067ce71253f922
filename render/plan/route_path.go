package plan

import (
	"strconv"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// PathOf reads which of the four ways a route gives its path in. ok is false
// where it gives none, or several.
func PathOf(r *format.Route) (path routing.Path, at format.Origin, ok bool) {
	given := 0
	var kind routing.Kind
	var text format.Text
	take := func(t format.Text, as routing.Kind) {
		if t.IsSet() {
			given++
			kind, text = as, t
		}
	}
	take(r.Path, routing.Exact)
	take(r.Exact, routing.Exact)
	take(r.Prefix, routing.Prefix)
	take(r.Regex, routing.Regex)
	if given != 1 {
		return routing.Path{}, text.Origin, false
	}
	words := text.Value
	if r.Path.IsSet() {
		if body, below := strings.CutSuffix(words, "/*"); below {
			kind, words = routing.Prefix, body
		}
	}
	return routing.NewPath(kind, words), text.Origin, true
}

// PortOf is the port of the app that a route goes to: the one it names, else the one of
// its kind; nil where there is none.
func (a *App) PortOf(r *format.Route) *Port {
	if !r.Port.IsSet() {
		if kind := a.PortsFor(r); len(kind) > 0 {
			return kind[0]
		}
		return nil
	}
	for i := range a.Ports {
		p := &a.Ports[i]
		if r.Port.Value == p.Name || r.Port.Value == p.Written.Name.Value && r.Port.Value != "" || r.Port.Value == strconv.Itoa(p.Number) {
			return p
		}
	}
	return nil
}

// PortsFor are the ports of the app that a route which names none may mean: those that
// speak HTTP, or of connections those that do not; all where none is of its kind.
func (a *App) PortsFor(r *format.Route) []*Port {
	var kind, all []*Port
	for i := range a.Ports {
		p := &a.Ports[i]
		speaks := p.Written.Protocol.Value
		if all = append(all, p); speaks.Connections() == r.OfConnections() {
			kind = append(kind, p)
		}
	}
	if len(kind) > 0 {
		return kind
	}
	return all
}

// versionOf is the version that a route asks for; nil where there is none.
func (a *App) versionOf(r *format.Route) *Version {
	for i := range a.Versions {
		if one := &a.Versions[i]; r.Version.IsSet() && one.Written.Version.Value == r.Version.Value && one.Subset != "" {
			return one
		}
	}
	return nil
}

// mirrorOf is the app that gets copies of a route's requests; nil where none does, or
// nobody can tell which.
func mirrorOf(app *App, r *format.Route, apps map[string][]*App) *App {
	if r.Mirror == nil || r.Answered() {
		return nil
	}
	if found := apps[r.Mirror.App.Value]; len(found) == 1 && found[0] != app {
		return found[0]
	}
	return nil
}

// AppsByName finds apps by <name> and <name>.<namespace>.
func (p *Plan) AppsByName() map[string][]*App {
	out := map[string][]*App{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			a := &p.Tiers[i].Apps[j]
			name := a.Written.Name.Value
			out[name] = append(out[name], a)
			out[name+"."+a.Namespace] = append(out[name+"."+a.Namespace], a)
		}
	}
	return out
}

// PathsOf are paths that are written as routes are, but for those that are not right.
func PathsOf(texts []format.Text) (out []routing.Path) {
	for _, text := range texts {
		if path, ok := readPath(text); ok {
			out = append(out, path)
		}
	}
	return out
}

func readPath(text format.Text) (routing.Path, bool) {
	path, _, ok := PathOf(&format.Route{Path: text})
	return path, ok && !text.IsWrong()
}
