package routing

import (
	"cmp"
	"slices"
)

// Match is which requests something is for.
type Match struct {
	Path    Path
	Hosts   Hosts
	Methods []string // none: all
	Headers []Header // all of them at once
	Query   []Header // parameters of the query, all of them at once
	Order   int      // in the file; no two of a list have the same
}

// Compare is the order in which matches of one host are tried: by their paths,
// expressions in the order of the file; of one path first the match that asks for
// more, methods before headers.
func (m *Match) Compare(o *Match) int {
	switch {
	case m.Path.Kind != o.Path.Kind:
		return cmp.Compare(m.Path.Kind, o.Path.Kind)
	case m.Path.Kind == Regex:
		return cmp.Compare(m.Order, o.Order)
	}
	return cmp.Or(m.Path.Compare(o.Path), m.CompareConditions(o), cmp.Compare(m.Order, o.Order))
}

// CompareConditions puts what asks for more beside its path first: methods, then
// the number of headers, then that of query parameters. The Gateway API has the same rule (HTTPRouteRule, matches).
func (m *Match) CompareConditions(o *Match) int {
	if with := len(m.Methods) > 0; with != (len(o.Methods) > 0) {
		if with {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(len(o.Headers), len(m.Headers)), cmp.Compare(len(o.Query), len(m.Query)))
}

// Conditional reports whether a match asks for anything beside its path and its host.
func (m *Match) Conditional() bool { return len(m.Methods)+len(m.Headers)+len(m.Query) > 0 }

// CompareGatewayAPI is the order in which Istio tries matches of the Gateway API: as
// Compare for exact paths and prefixes. Of regular expressions the API says
// nothing, and Istio tries them after every prefix, "/" too, the longer before the
// shorter (istio, pilot/pkg/config/kube/gateway/conversion.go, sortHTTPRoutes). It
// is 0 where the age of the objects decides.
func (m *Match) CompareGatewayAPI(o *Match) int {
	rank := func(k Kind) Kind {
		switch k {
		case Every:
			return Prefix
		case Regex:
			return Every
		}
		return k
	}
	if d := cmp.Compare(rank(m.Path.Kind), rank(o.Path.Kind)); d != 0 {
		return d
	}
	if m.Path.Kind != Exact {
		if d := cmp.Compare(len(o.Path.Text), len(m.Path.Text)); d != 0 {
			return d
		}
	}
	if m.Path.Kind != Regex {
		if d := m.Path.Compare(o.Path); d != 0 {
			return d
		}
	}
	return m.CompareConditions(o)
}

// Overlaps reports whether one request can be matched by both, as far as that can
// be told.
func (m *Match) Overlaps(o *Match) bool {
	return overlap(&m.Path, &o.Path) && m.Hosts.Meet(o.Hosts) && m.sharesMethod(o) && !m.excludes(o)
}

// SharesConditions reports whether one request can be what both ask for beside its path
// and its host.
func (m *Match) SharesConditions(o *Match) bool { return m.sharesMethod(o) && !m.excludes(o) }

func (m *Match) sharesMethod(o *Match) bool {
	if len(m.Methods) == 0 || len(o.Methods) == 0 {
		return true
	}
	return slices.ContainsFunc(m.Methods, func(method string) bool { return slices.Contains(o.Methods, method) })
}

// excludes reports whether one header, or one parameter, would need two different
// values.
func (m *Match) excludes(o *Match) bool {
	return exclude(m.Headers, o.Headers) || exclude(m.Query, o.Query)
}

// Equal reports whether both match some request with the same right, so that nothing
// but the order of the file decides which of them gets it.
func (m *Match) Equal(o *Match) bool {
	return m.Path.Same(o.Path) && m.CompareConditions(o) == 0 && m.Overlaps(o)
}

// Hides reports whether o, which is tried later, gets no request that it matches,
// since m matches them all.
func (m *Match) Hides(o *Match) bool {
	return m.hidesThere(o) && o.Hosts.Within(m.Hosts) && m.Overlaps(o)
}

// hidesThere is Hides on a host of both.
func (m *Match) hidesThere(o *Match) bool {
	if len(m.Headers)+len(m.Query) > 0 || len(m.Methods) > 0 && len(o.Methods) == 0 {
		return false
	}
	return (len(m.Methods) == 0 || m.TakesMethods(o.Methods)) && m.Path.Covers(o.Path)
}

// TakesMethods reports whether a match is for all of some methods.
func (m *Match) TakesMethods(methods []string) bool {
	if len(m.Methods) == 0 {
		return true
	}
	return !slices.ContainsFunc(methods, func(method string) bool { return !slices.Contains(m.Methods, method) })
}

// AsksNoMore reports whether each header and each parameter of the query that m asks
// for is asked for by o alike.
func (m *Match) AsksNoMore(o *Match) bool {
	return !slices.ContainsFunc(m.Headers, func(h Header) bool { return !slices.Contains(o.Headers, h) }) &&
		!slices.ContainsFunc(m.Query, func(h Header) bool { return !slices.Contains(o.Query, h) })
}

// CatchesAll reports whether a match is every path without any condition. istiod puts
// it behind all others of its host itself, whichever object they are in (istio,
// pilot/pkg/networking/core/route/route.go, SortVHostRoutes; in 1.9
// CombineVHostRoutes).
func (m *Match) CatchesAll() bool {
	return m.Path.Kind == Every && !m.Conditional()
}
