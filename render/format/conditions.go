package format

import "render/render/routing"

// Conditions are what a route compares headers, or parameters of the query, with.
func Conditions(list []HeaderMatch) []routing.Header {
	var out []routing.Header
	for i := range list {
		x := &list[i].Value
		h := routing.Header{Name: list[i].Key.Value, Not: x.Present.IsSet() && !x.Present.Value}
		exact, prefix, regex := x.Exact, x.Prefix, x.Regex
		if n := x.Not; n != nil {
			exact, prefix, regex, h.Not = n.Exact, n.Prefix, n.Regex, true
		}
		switch {
		case exact.IsSet():
			h.Kind, h.Value = routing.HeaderExact, exact.Value
		case prefix.IsSet():
			h.Kind, h.Value = routing.HeaderPrefix, prefix.Value
		case regex.IsSet():
			h.Kind, h.Value = routing.HeaderRegex, regex.Value
		}
		out = append(out, h)
	}
	return out
}
