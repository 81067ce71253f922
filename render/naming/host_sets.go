package naming

// HostSet is what of an app's routes is for one host, or for all of the tier's,
// and goes into objects of its own.
type HostSet[T any] struct {
	Suffix string   // of the objects' names; "" for the routes of all hosts
	Hosts  []string // one; nil: all of the tier's
	Routes []T
}

// HostSets divides an app's routes by the hosts that they name; taken is a word that
// other names end in. Names depend on what they name alone: routes without hosts take
// the plain one, those of a host add it. So one more host, app or list of hosts renames
// nothing.
func HostSets[T any](routes []T, taken string, hosts func(T) []string) []*HostSet[T] {
	var out []*HostSet[T]
	byHost := map[string]*HostSet[T]{}
	var named []string
	for _, r := range routes {
		named = append(named, hosts(r)...)
	}
	words := Slugs(named, MaxSlug, taken)
	for _, r := range routes {
		list := hosts(r)
		if list == nil {
			list = []string{""}
		}
		for _, h := range list {
			set := byHost[h]
			if set == nil {
				set = &HostSet[T]{}
				if h != "" {
					set.Hosts, set.Suffix = []string{h}, "-"+words[h]
				}
				byHost[h] = set
				out = append(out, set)
			}
			set.Routes = append(set.Routes, r)
		}
	}
	return out
}
