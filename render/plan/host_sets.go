package plan

import "render/render/naming"

// hostSet is what of an app's routes is for one host, or for all of the tier's,
// and goes into objects of its own.
type hostSet[T any] struct {
	suffix string   // of the objects' names; "" for the routes of all hosts
	hosts  []string // one; nil: all of the tier's
	routes []T
}

// hostSets divides an app's routes by the hosts that they name. Names depend on
// what they name alone: routes without hosts take the plain one, those of a host
// add it. So one more host, app or list of hosts renames nothing.
func hostSets[T any](routes []T, hosts func(T) []string) []*hostSet[T] {
	var out []*hostSet[T]
	byHost := map[string]*hostSet[T]{}
	var named []string
	for _, r := range routes {
		named = append(named, hosts(r)...)
	}
	words := naming.Words(named, naming.MaxSlug, naming.Slug, tcpWord)
	for _, r := range routes {
		list := hosts(r)
		if list == nil {
			list = []string{""}
		}
		for _, h := range list {
			set := byHost[h]
			if set == nil {
				set = &hostSet[T]{}
				if h != "" {
					set.hosts, set.suffix = []string{h}, "-"+words[h]
				}
				byHost[h] = set
				out = append(out, set)
			}
			set.routes = append(set.routes, r)
		}
	}
	return out
}
