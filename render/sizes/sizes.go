// Package sizes owns about how many bytes of JSON what a topology says becomes, so that
// what is too large for one object is divided before anybody writes it.
//
// In go parts of a topology; out come numbers, a few bytes too large rather than too
// small. It must never know how an object is written.
package sizes

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// How many bytes of JSON what a route does takes in a VirtualService at most, without
// the topology's own texts. A test compares them with what the component renders.
const (
	pathSize        = 20
	headersSize     = 13
	withoutSize     = 20
	queryParamsSize = 17
	headerSize      = 13
	anyCaseSize     = 21
	methodSize      = 20
	authoritySize   = 23
	changesSize     = 76 // of one direction
	redirectSize    = 86
	respondSize     = 66
	rewriteSize     = 37
	regexSize       = 44 // of a rewrite
	timeoutSize     = 31 // the longest time is 2562047.000000001s
	retriesSize     = 77
	corsSize        = 143
	originSize      = 11
	wildcardSize    = 24 // more, of an origin that many have
)

// Match is the size of what a route asks for, once for each of some expressions for its
// host; "" is none. A prefix is two matches, the path itself and what is below.
func Match(m *routing.Match, authorities []string) int {
	one := pathSize + Text(m.Path.Text) + conditions(m.Headers, headersSize) + conditions(m.Query, queryParamsSize)
	if m.Path.AnyCase {
		one += anyCaseSize
	}
	times := max(1, len(m.Methods))
	one *= times
	for _, method := range m.Methods {
		one += methodSize + Text(method)
	}
	total := 0
	for _, a := range authorities {
		if total += one; a != "" {
			total += times * (authoritySize + Text(a))
		}
	}
	if m.Path.Kind == routing.Prefix {
		total *= 2
	}
	return total
}

// conditions is the size of what headers, or parameters, are compared with.
func conditions(list []routing.Header, size int) int {
	if len(list) == 0 {
		return 0
	}
	if slices.ContainsFunc(list, func(h routing.Header) bool { return h.Not }) {
		size += withoutSize
	}
	for i := range list {
		size += headerSize + Text(list[i].Name) + Text(list[i].Value)
	}
	return size
}

// Action is the part of a route's size that follows from what it says of its
// action alone.
func Action(r *format.Route) int {
	n := change(r.Request) + change(r.Response)
	switch {
	case r.Redirect != nil:
		n += redirectSize + Text(r.Redirect.To.Value)
	case r.Respond != nil:
		n += respondSize + Text(r.Respond.Body.Value)
	}
	if r.Rewrite.IsSet() {
		n += rewriteSize + Text(r.Rewrite.Path.Value)
	}
	if w := &r.Rewrite; w.Regex.IsSet() {
		n += regexSize + Text(w.Regex.Value) + Text(w.To.Value)
	}
	if r.Timeout.IsSet() {
		n += timeoutSize
	}
	if t := r.Retries; t != nil {
		n += retriesSize
		for _, on := range t.On {
			n += Text(on.Value)
		}
	}
	if r.CORS != nil {
		n += cors(r.CORS)
	}
	return n
}

func cors(c *format.CORS) int {
	n := corsSize
	for _, o := range c.Origins {
		n += originSize + Text(o.Text.Value+o.Regex.Value)
		if strings.Contains(o.Text.Value, "*") {
			n += wildcardSize + 2*strings.Count(o.Text.Value, ".") // written as an expression
		}
	}
	for _, list := range [][]format.Text{c.Methods, c.Headers, c.Expose} {
		for _, t := range list {
			n += len(`,`) + Text(t.Value)
		}
	}
	return n
}

// change is the size of what becomes of headers.
func change(c *format.HeaderChange) int {
	if c == nil {
		return 0
	}
	n := changesSize
	for _, list := range [][]format.Pair{c.Set, c.Add} {
		for _, p := range list {
			n += Text(p.Key.Value) + Text(p.Value.Value) + len(`:,`)
		}
	}
	for _, t := range c.Remove {
		n += len(`,`) + Text(t.Value)
	}
	return n
}

// Metadata is about what a topology adds to the metadata of every object.
func Metadata(d *format.Document) int {
	n := 0
	for _, list := range [][]format.Pair{d.Labels, d.Annotations} {
		for _, p := range list {
			n += Text(p.Key.Value) + Text(p.Value.Value) + len(`:,`)
		}
	}
	return n
}

// Text is the size of a text as JSON in Go's spelling, which is kubectl's.
func Text(s string) int {
	const escaped = len(`\u003c`) - 1
	n := len(s) + len(`""`)
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\', c == '"', c == '\n', c == '\r', c == '\t':
			n++
		case c == '<', c == '>', c == '&', c < ' ':
			n += escaped
		}
	}
	return n
}
