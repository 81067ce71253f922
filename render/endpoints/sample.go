package endpoints

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"render/render/routing"
)

// sent is what makes a request one that a route matches.
type sent struct {
	path    string // with the query
	headers []string
	head    bool
	has     []named // the headers and parameters, to find out what else it meets
}

// named is a header of a request, or a parameter of its query.
type named struct {
	query       bool
	name, value string
}

// sample is a request that a route of the tier answers on a host, as far as one can be
// thought of. Else skipped tells why there is none; both are "" where other routes
// answer whatever can be.
func (a *asker) sample(at int, host string) (out sent, skipped string) {
	r := a.tier.Indexed[at]
	if methods := r.Methods; len(methods) > 0 && !slices.Contains(methods, "GET") {
		if out.head = slices.Contains(methods, "HEAD"); !out.head {
			return sent{path: r.Path.Text}, "it takes " + strings.Join(methods, ", ") + " alone, which might change something"
		}
	}
	var query []string
	for i, h := range slices.Concat(r.Headers, r.Query) {
		value, ok := valueOf(&h)
		if !ok {
			return sent{path: r.Path.Text}, "no value can be made for " + h.Name
		}
		if h.Not {
			continue
		}
		of := named{i >= len(r.Headers), h.Name, value}
		if out.has = append(out.has, of); of.query {
			query = append(query, h.Name+"="+value)
		} else {
			out.headers = append(out.headers, h.Name+": "+value)
		}
	}
	candidates := candidates(r.Path)
	if len(candidates) == 0 {
		return sent{path: r.Path.Text}, "no path can be made of the expression"
	}
	for _, path := range candidates {
		if first, ok := a.first(host, path, &out); ok && first == at {
			out.path = path
			if len(query) > 0 {
				out.path += "?" + strings.Join(query, "&")
			}
			return out, ""
		}
	}
	return sent{}, ""
}

// first is the route that answers a request on a host.
func (a *asker) first(host, path string, s *sent) (at int, ok bool) {
	compare := (*routing.Match).Compare
	if a.plan.GatewayAPI() {
		compare = (*routing.Match).CompareGatewayAPI
	}
	return a.tier.Index.FirstOf(host, path, s.meets, compare)
}

// meets reports whether a request is what a match asks for beside its path.
func (s *sent) meets(m *routing.Match) bool {
	method := "GET"
	if s.head {
		method = "HEAD"
	}
	if len(m.Methods) > 0 && !slices.Contains(m.Methods, method) {
		return false
	}
	for i, h := range slices.Concat(m.Headers, m.Query) {
		has := slices.ContainsFunc(s.has, func(n named) bool {
			return n.query == (i >= len(m.Headers)) && strings.EqualFold(n.name, h.Name) && is(&h, n.value)
		})
		if has == h.Not {
			return false
		}
	}
	return true
}

// is reports whether a value is one that a condition names.
func is(h *routing.Header, value string) bool {
	switch h.Kind {
	case routing.HeaderExact:
		return value == h.Value
	case routing.HeaderPrefix:
		return strings.HasPrefix(value, h.Value)
	case routing.HeaderRegex:
		re, err := regexp.Compile("^(?:" + h.Value + ")$")
		return err == nil && re.MatchString(value)
	}
	return true
}

// valueOf is a value that a condition is for; of one that asks for the contrary none is
// sent.
func valueOf(h *routing.Header) (string, bool) {
	switch {
	case h.Not:
		return "", true
	case h.Kind == routing.HeaderPresent:
		return "1", true
	case h.Kind == routing.HeaderRegex:
		return example(h.Value)
	}
	return h.Value, !strings.ContainsAny(h.Value, "\r\n")
}

// candidates are paths of a match, the plainest first.
func candidates(p routing.Path) []string {
	switch p.Kind {
	case routing.Exact:
		return []string{p.Text}
	case routing.Prefix:
		return []string{p.Text, p.Text + "/", p.Text + "/" + unnamed}
	case routing.Every:
		return []string{"/", "/" + unnamed, "/" + unnamed + "/" + unnamed}
	}
	if text, ok := example(p.Text); ok {
		return []string{text}
	}
	return nil
}

// example is a text that an expression matches whole, of printing ASCII alone.
func example(expression string) (string, bool) {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	writeExample(&b, parsed.Simplify())
	whole, err := regexp.Compile("^(?:" + expression + ")$")
	text := b.String()
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
	return text, err == nil && plain && whole.MatchString(text)
}

func writeExample(b *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('a')
	case syntax.OpCharClass:
		b.WriteRune(oneOf(re.Rune))
	case syntax.OpCapture, syntax.OpPlus:
		writeExample(b, re.Sub[0])
	case syntax.OpAlternate:
		writeExample(b, re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			writeExample(b, sub)
		}
	case syntax.OpRepeat:
		for range re.Min {
			writeExample(b, re.Sub[0])
		}
	}
}

// oneOf is a character of a class: a letter, a digit, else its first that prints.
func oneOf(ranges []rune) rune {
	for _, wanted := range "a1A-" {
		for i := 0; i+1 < len(ranges); i += 2 {
			if ranges[i] <= wanted && wanted <= ranges[i+1] {
				return wanted
			}
		}
	}
	for i := 0; i+1 < len(ranges); i += 2 {
		if one := max(ranges[i], '!'); one <= ranges[i+1] {
			return one
		}
	}
	return ' '
}
