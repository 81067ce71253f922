package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// tellApart is what helps wherever two routes are for the same requests.
const tellApart = "write another path, or hosts, methods, headers or query that tell them apart"

// maxRest is how many hosts a cure writes out.
const maxRest = 8

// cureOfTaken is what helps where a route of the tier's own is for requests that one of an app is
// for. To take the app's place is right only where that loses nothing: where the tier's
// is for all that the app's is for, and for no more hosts. Else the one that is for more is
// to leave the other one its part.
func cureOfTaken(own, app *plan.Route) string {
	if app.Above != "" {
		return tellApart
	}
	onlyOwn, onlyApp := hostsBeyond(own, app), hostsBeyond(app, own)
	ownTakes := own.TakesMethods(app.Methods) && own.AsksNoMore(&app.Match)
	appTakes := app.TakesMethods(own.Methods) && app.AsksNoMore(&own.Match)
	const here, there = "in this one", "in that one"
	switch {
	case len(onlyOwn) > 0 && len(onlyApp) > 0 && ownTakes && appTakes:
		return fmt.Sprintf("%s, or %s, or %s", withHosts(app, onlyApp, own, there), withHosts(own, onlyOwn, app, here), tellApart)
	case len(onlyOwn) == 0 && len(onlyApp) > 0 && ownTakes:
		return fmt.Sprintf("%s, which leaves this one its hosts, or %s", withHosts(app, onlyApp, own, there), tellApart)
	case len(onlyOwn) > 0 && len(onlyApp) == 0 && appTakes:
		return fmt.Sprintf("%s, which leaves that one its hosts, or %s", withHosts(own, onlyOwn, app, here), tellApart)
	case len(onlyOwn)+len(onlyApp) > 0:
		return tellApart
	case ownTakes && (own.Named || len(app.Written.Hosts) == 0 || len(app.App.Written.Hosts) == 0):
		return "write it as the app's route in place of that one, or " + tellApart
	case appTakes && len(own.Methods) > 0 && own.AsksNoMore(&app.Match):
		rest := slices.DeleteFunc(slices.Clone(app.Methods), func(m string) bool { return slices.Contains(own.Methods, m) })
		return fmt.Sprintf("write methods: [%s] in that one, which leaves this one its methods, or %s", strings.Join(rest, ", "), tellApart)
	}
	return tellApart
}

// hostsBeyond are the hosts of a route that another one is not for.
func hostsBeyond(r, other *plan.Route) []string {
	return slices.DeleteFunc(slices.Clone(r.HostNames), other.Hosts.Has)
}

// withHosts says what to write so that a route is for some of its hosts alone, those that
// another one is not for: all of it where it is a text, which has no place for hosts.
func withHosts(r *plan.Route, hosts []string, other *plan.Route, where string) string {
	words, without := "...", ""
	if len(hosts) <= maxRest {
		each := make([]string, len(hosts))
		for i, h := range hosts {
			each[i] = format.YAMLWord(h)
		}
		words = strings.Join(each, ", ")
	} else {
		shared := slices.DeleteFunc(slices.Clone(r.HostNames), func(h string) bool { return !other.Hosts.Has(h) })
		without = " without " + wording.FewQuoted(shared)
	}
	if !r.Written.Path.IsSet() {
		return fmt.Sprintf("write hosts: [%s]%s %s", words, without, where)
	}
	key, text := "exact", r.Written.Path.Value
	if body, below := strings.CutSuffix(text, "/*"); below {
		key, text = "prefix", cmp.Or(body, "/")
	}
	return fmt.Sprintf("write {%s: %s, hosts: [%s]}%s in place of %s", key, format.YAMLWord(text), words, without, wording.Quote(r.Written.Path.Value))
}
