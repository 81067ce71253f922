package routing

import "slices"

// Hosts are the virtual hosts that a match is for: names, which are compared as they
// are. Which of them answers a request is MostSpecific's to say. The zero value is
// every one that there is.
type Hosts struct{ some *hostList }

// hostList is some hosts; one that is not there is all of them.
type hostList struct {
	names []string
	in    map[string]bool // where they are many
}

// maxListed is how many hosts are looked through one by one.
const maxListed = 8

// Only is these hosts and no others.
func Only(names []string) Hosts {
	list := &hostList{names: names}
	if len(names) > maxListed {
		list.in = make(map[string]bool, len(names))
		for _, name := range names {
			list.in[name] = true
		}
	}
	return Hosts{list}
}

// Every reports whether these are all hosts that there are.
func (h Hosts) Every() bool { return h.some == nil }

// Names are the hosts one by one; nil for every one.
func (h Hosts) Names() []string {
	if h.some == nil {
		return nil
	}
	return h.some.names
}

// Has reports whether a host is one of these.
func (h Hosts) Has(name string) bool {
	switch {
	case h.some == nil:
		return true
	case h.some.in != nil:
		return h.some.in[name]
	}
	return slices.Contains(h.some.names, name)
}

// none reports whether these are no hosts.
func (h Hosts) none() bool { return h.some != nil && len(h.some.names) == 0 }

// Meet reports whether some host is one of both.
func (h Hosts) Meet(o Hosts) bool {
	switch {
	case h.none() || o.none():
		return false
	case h.some == nil || o.some == nil:
		return true
	case len(h.some.names) > len(o.some.names):
		h, o = o, h
	}
	return slices.ContainsFunc(h.some.names, o.Has)
}

// Within reports whether these are some hosts, and each is one of others.
func (h Hosts) Within(o Hosts) bool {
	switch {
	case h.none():
		return false
	case o.some == nil:
		return true
	case h.some == nil:
		return false
	}
	return !slices.ContainsFunc(h.some.names, func(name string) bool { return !o.Has(name) })
}

// among are those of these hosts that an object is for, where it is for some; every
// one where that is all of them.
func (h Hosts) among(object Hosts) Hosts {
	if h.some == nil || object.some == nil {
		return h
	}
	var names []string
	for _, name := range object.some.names {
		if h.Has(name) {
			names = append(names, name)
		}
	}
	if len(names) == len(object.some.names) {
		return Hosts{}
	}
	return Only(names)
}
