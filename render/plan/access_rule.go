package plan

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// AccessRule is requests, or connections, that some may send. What no rule is for is
// refused: what is let in is named, and never what is kept out, since a policy sees the
// port in a Host that routing does not.
type AccessRule struct {
	Who   *format.Access // nil: everybody
	Hosts []string       // none: all
	// NotHosts are others' names below a wildcard of hosts, of which other rules are.
	NotHosts []string
	Paths    []routing.Path // none: all
	NotPaths []routing.Path // within those, which are others' or open
	Clear    bool           // on port 80 alone
	On       *Server        // over TLS by connections for this one alone; nil: by any
	// Preflight are the paths of routes that answer the questions of pages of other origins,
	// which have no token yet.
	Preflight []routing.Path
	// Unasked are those of all routes for the same people, of which no provider is asked.
	Unasked []routing.Path
	Port    *format.GatewayPort // of connections to it
	SNI     []string            // of connections of TLS that are passed through on 443
	NotSNI  []string            // others' names below a wildcard of those
}

// people are those whom an access lets in, and the access that stands for all that say the same.
type people struct{ who, as *format.Access }

// OfConnections reports whether a rule is of connections, in which nobody reads requests.
func (a *AccessRule) OfConnections() bool { return a.Port != nil || len(a.SNI) > 0 }

// connection tells a rule of connections apart.
func (a *AccessRule) connection() string {
	text := strings.Join(a.SNI, ",")
	if a.Port != nil {
		text = fmt.Sprintf("%05d %s", a.Port.Port.Value, text)
	}
	return text
}

// divided is a rule as several, where others' wildcard below one of its hosts covers another
// of its hosts: that has its own.
func (a AccessRule) divided() []AccessRule {
	within := func(host string) bool {
		return slices.ContainsFunc(a.NotHosts, func(n string) bool { return n != host && routing.Covers(n, host) })
	}
	narrow, wide := a, a
	narrow.Hosts, wide.Hosts = nil, nil
	for _, h := range a.Hosts {
		if within(h) {
			narrow.Hosts = append(narrow.Hosts, h)
		} else {
			wide.Hosts = append(wide.Hosts, h)
		}
	}
	if len(narrow.Hosts) == 0 || len(wide.Hosts) == 0 {
		return []AccessRule{a}
	}
	narrow.NotHosts = below(narrow.Hosts, a.NotHosts)
	return append([]AccessRule{wide}, narrow.divided()...)
}

// below are those of others that a wildcard of hosts covers.
func below(hosts, others []string) (out []string) {
	for _, o := range others {
		if slices.ContainsFunc(hosts, func(h string) bool { return h != o && routing.Covers(h, o) }) {
			out = append(out, o)
		}
	}
	return out
}
