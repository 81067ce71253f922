package handling

import (
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// HostCure is what to do about a host that an app or a route names and the tier does
// not have, and, where it is near, why a wildcard does not cover it.
func HostCure(t *plan.Tier, host string) (why, help string) {
	add := "add " + format.YAMLWord(host) + " to the tier's hosts"
	if len(t.AllHosts) == 0 {
		return ", which has none", "write hosts: [" + format.YAMLWord(host) + "] at the tier, or remove it"
	}
	if host == "*" {
		return "", "remove it: without hosts it is for all of the tier's"
	}
	var names, below []string
	for _, h := range t.AllHosts {
		if format.CheckHost(h.Value).Found() {
			continue // nobody is to write it again
		}
		if domain, wild := routing.Wildcard(h.Value); wild && !routing.IsWild(host) {
			if domain == host {
				return ": " + wording.Quote(h.Value) + " is for the names below it alone", add
			}
			below = append(below, h.Value)
		} else {
			names = append(names, h.Value)
		}
	}
	if near := nearHost(host, names, below); near != "" && (!routing.IsWild(host) || routing.IsWild(near)) { // one name is less than a wildcard
		return "", "did you mean " + wording.Quote(near) + "? Else " + add
	}
	if len(below)+len(names) == 0 {
		return "", add
	}
	if len(below) > 0 {
		names = append(names, "a name below "+strings.Join(below[:min(len(below), maxBelow)], " or "))
	}
	return "", add + ", or " + strings.Replace(wording.OneOf(names), "write: ", "write ", 1)
}

// maxBelow is how many wildcards help lists.
const maxBelow = 3

// nearHost is the host that a misspelt one stands for: one of names, or one below a
// wildcard.
func nearHost(host string, names, wildcards []string) string {
	if near := wording.Suggest(host, names); near != "" {
		return near
	}
	labels := strings.Split(host, ".")
	for _, w := range wildcards {
		domain, _ := routing.Wildcard(w)
		own := len(labels) - strings.Count(domain, ".") - 1
		if own > 0 && wording.Suggest(strings.Join(labels[own:], "."), []string{domain}) != "" {
			return strings.Join(labels[:own], ".") + "." + domain
		}
	}
	return ""
}

// Unrouted are the hosts of an app without routes that get nothing, since their TLS is
// not passed through; passed tells whether the app has others.
func Unrouted(t *plan.Tier, a *plan.App) (hosts []format.Text, passed bool) {
	if len(a.Written.Routes) > 0 {
		return nil, false
	}
	for _, h := range a.Written.Hosts {
		switch s := t.ServerOf(h.Value); {
		case s == nil: // is told
		case s.Passthrough():
			passed = true
		default:
			hosts = append(hosts, h)
		}
	}
	return hosts, passed
}
