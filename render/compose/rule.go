package compose

import (
	"cmp"
	"regexp"
	"strings"

	"render/internal/later"
)

// Asked is what requests have in common that a proxy leads to a service.
type Asked struct {
	Hosts  []string
	Prefix string // of the path
	Exact  string // the path
}

// Rule reads a rule of a router of Traefik, whose parts are hosts and paths, put together by && and ||; false for any other
// (https://doc.traefik.io/traefik/routing/routers/#rule).
func Rule(text string) ([]Asked, bool) {
	r := &ruleReader{text: text}
	out, ok := r.either()
	if r.space(); !ok || r.text != "" || len(out) > 32 {
		return nil, false
	}
	return out, true
}

// ruleReader reads a rule.
type ruleReader struct{ text string }

func (r *ruleReader) space() { r.text = strings.TrimLeft(r.text, " \t\r\n") }

// sign takes a sign.
func (r *ruleReader) sign(sign string) bool {
	r.space()
	rest, ok := strings.CutPrefix(r.text, sign)
	if ok {
		r.text = rest
	}
	return ok
}

// either reads parts of which one is enough.
func (r *ruleReader) either() ([]Asked, bool) {
	out, ok := r.both()
	for ok && r.sign("||") {
		var more []Asked
		more, ok = r.both()
		out = append(out, more...)
	}
	return out, ok
}

// both reads parts that hold together.
func (r *ruleReader) both() ([]Asked, bool) {
	out, ok := r.part()
	for ok && r.sign("&&") {
		var more []Asked
		if more, ok = r.part(); ok {
			out, ok = together(out, more)
		}
	}
	return out, ok
}

// part reads what stands in brackets, or one condition.
func (r *ruleReader) part() ([]Asked, bool) {
	if r.sign("(") {
		out, ok := r.either()
		return out, ok && r.sign(")")
	}
	r.space()
	found := condition().FindStringSubmatch(r.text)
	if found == nil {
		return nil, false
	}
	r.text = r.text[len(found[0]):]
	var values []string
	for _, one := range ruleText().FindAllStringSubmatch(found[2], -1) {
		values = append(values, cmp.Or(one[1], one[2]))
	}
	if found[1] == "Host" {
		return []Asked{{Hosts: values}}, true
	}
	var out []Asked
	for _, value := range values {
		if strings.ContainsAny(value, "{}") || !strings.HasPrefix(value, "/") {
			return nil, false // it is an expression
		}
		if found[1] == "Path" {
			out = append(out, Asked{Exact: value})
		} else {
			out = append(out, Asked{Prefix: value})
		}
	}
	return out, true
}

// together are all of some that hold with all of others; false where two say a host or a path.
func together(some, others []Asked) (out []Asked, ok bool) {
	for _, a := range some {
		for _, b := range others {
			if a.Hosts != nil && b.Hosts != nil || a.Prefix+a.Exact != "" && b.Prefix+b.Exact != "" || len(out) > 32 {
				return nil, false
			}
			one := Asked{a.Hosts, a.Prefix + b.Prefix, a.Exact + b.Exact}
			if a.Hosts == nil {
				one.Hosts = b.Hosts
			}
			out = append(out, one)
		}
	}
	return out, true
}

func condition() *regexp.Regexp {
	return conditionOnce.Get(func() *regexp.Regexp {
		return regexp.MustCompile("^(Host|PathPrefix|Path)\\(\\s*((?:`[^`]+`|\"[^\"]+\")(?:\\s*,\\s*(?:`[^`]+`|\"[^\"]+\"))*)\\s*\\)")
	})
}

func ruleText() *regexp.Regexp {
	return ruleTextOnce.Get(func() *regexp.Regexp { return regexp.MustCompile("`([^`]+)`|\"([^\"]+)\"") })
}

var conditionOnce, ruleTextOnce later.Value[*regexp.Regexp]
