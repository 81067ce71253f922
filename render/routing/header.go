package routing

import "strings"

// Header is one header that a request has, or has not; a parameter of the query
// likewise. Of several values of one name Envoy compares all headers joined, and the
// first parameter.
type Header struct {
	Name  string
	Kind  HeaderKind
	Value string
	Not   bool // the request has it not so, or not at all
}

// HeaderKind is how a header's value is compared.
type HeaderKind uint8

// The kinds of header.
const (
	HeaderPresent HeaderKind = iota // whatever its value
	HeaderExact
	HeaderPrefix
	HeaderRegex
)

// exclude reports whether some header would need two different values.
func exclude(a, b []Header) bool {
	for i := range a {
		for j := range b {
			if a[i].Name == b[j].Name && (a[i].excludes(&b[j]) || b[j].excludes(&a[i])) {
				return true
			}
		}
	}
	return false
}

// excludes reports whether no value of a header is for both, by what the first asks
// for, as far as that can be told: of expressions nothing is.
func (x *Header) excludes(y *Header) bool {
	switch {
	case x.Not:
		return x.Kind == HeaderPresent && !y.Not // there is none
	case x.Kind == HeaderExact:
		return y.refuses(x.Value)
	case x.Kind == HeaderPrefix && y.Kind == HeaderPrefix && y.Not:
		return strings.HasPrefix(x.Value, y.Value)
	case x.Kind == HeaderPrefix && y.Kind == HeaderPrefix:
		return !strings.HasPrefix(x.Value, y.Value) && !strings.HasPrefix(y.Value, x.Value)
	}
	return false
}

// refuses reports whether a value is certainly not what is asked for.
func (y *Header) refuses(value string) bool {
	switch y.Kind {
	case HeaderExact:
		return (value == y.Value) == y.Not
	case HeaderPrefix:
		return strings.HasPrefix(value, y.Value) == y.Not
	case HeaderRegex:
		return false
	}
	return y.Not
}
