package rules

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// unhosted are conflicts of an app's route that names no hosts, so that it is for all of the tier's, with routes
// whose apps name theirs: whoever forgot them is told, and not who is right.
type unhosted struct {
	tier   *plan.Tier
	paths  map[pathKey]*atPath // once the first is found
	routes []*plan.Route       // without hosts, in the order in which they are found
	rivals map[*plan.Route][]*plan.Route
	rest   map[*plan.Route][]string // what left found
}

type pathKey struct {
	kind routing.Kind
	text string
}

// atPath are the apps with a route of one path.
type atPath struct {
	named   map[string]bool    // hosts that one of them names
	without map[*plan.App]bool // those that name none
}

// takes takes up the conflict of two routes where hosts of the tier are left for the one without.
func (u *unhosted) takes(a, b *plan.Route) bool {
	own := u.tier.Own
	if a.App == b.App || a.App == own || b.App == own || a.Named == b.Named || a.Above+b.Above != "" {
		return false
	}
	without, with := a, b
	if a.Named {
		without, with = b, a
	}
	if len(u.left(without)) == 0 {
		return false
	}
	if u.rivals[without] == nil {
		u.routes = append(u.routes, without)
	}
	u.rivals[without] = append(u.rivals[without], with)
	return true
}

// at are the apps with a route of the path of one.
func (u *unhosted) at(r *plan.Route) *atPath {
	if u.paths == nil {
		u.paths, u.rivals, u.rest = map[pathKey]*atPath{}, map[*plan.Route][]*plan.Route{}, map[*plan.Route][]string{}
		for _, one := range u.tier.Routes {
			key := pathKey{one.Path.Kind, one.Path.Text}
			at := u.paths[key]
			if at == nil {
				at = &atPath{map[string]bool{}, map[*plan.App]bool{}}
				u.paths[key] = at
			}
			if !one.Named {
				at.without[one.App] = true
				continue
			}
			for _, host := range one.HostNames {
				at.named[host] = true
			}
		}
	}
	return u.paths[pathKey{r.Path.Kind, r.Path.Text}]
}

// left are the hosts of a route that no other app names at its path.
func (u *unhosted) left(r *plan.Route) []string {
	rest, found := u.rest[r]
	if !found {
		named := u.at(r).named
		rest = slices.DeleteFunc(slices.Clone(r.HostNames), func(host string) bool { return named[host] })
		u.rest[r] = rest
	}
	return rest
}

// tell tells each route without hosts once, of all that it is in the way of.
func (u *unhosted) tell(v *verdict) {
	for _, r := range u.routes {
		var names []string
		var also []format.Origin
		for i, one := range u.rivals[r] { // those of one app stand together
			if i > 0 && one.App == u.rivals[r][i-1].App {
				continue
			}
			if names = append(names, one.App.Written.Name.Value); len(names) <= wording.MaxListed {
				also = append(also, one.Origin)
			}
		}
		message := u.rivals[r][0].App.Called() + " matches the same requests, and names hosts, as this app does not"
		if len(names) > 1 {
			message = "apps " + wording.FewQuoted(names) + " match the same requests, and name hosts, as this app does not"
		}
		v.fail("route-taken", r.Origin, message, "write hosts: ["+u.words(r)+"] in this app", also...)
	}
}

// words are the hosts that a cure gives a route; "..." where they are many, or others want some of them.
func (u *unhosted) words(r *plan.Route) string {
	left := u.left(r)
	if len(left) > maxRest || len(u.at(r).without) > 1 {
		return "..."
	}
	words := make([]string, len(left))
	for i, host := range left {
		words[i] = format.YAMLWord(host)
	}
	return strings.Join(words, ", ")
}
