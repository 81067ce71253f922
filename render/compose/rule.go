package compose

import (
	"cmp"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
)

// Asked is what requests have in common that a proxy leads to a service.
type Asked struct {
	Hosts  []string
	Prefix string   // of the path
	Exact  string   // the path
	Except []Asked  // paths alone, of which it leads none
	From   []string // networks of those who ask; nil for everybody
}

// Narrowed reports whether more is asked for than hosts and a path.
func (a Asked) Narrowed() bool { return a.Except != nil || a.From != nil }

// path reports whether it is a path alone.
func (a Asked) path() bool { return a.Hosts == nil && a.Prefix+a.Exact != "" && !a.Narrowed() }

// beside reports whether the same is asked for, by whomever.
func (a Asked) beside(b Asked) bool {
	return slices.Equal(a.Hosts, b.Hosts) && a.Prefix == b.Prefix && a.Exact == b.Exact && slices.EqualFunc(a.Except, b.Except, Asked.beside)
}

// Rule reads a rule of a router of Traefik, whose parts are hosts, paths, paths that are left out and networks, put together
// by && and ||; false for any other
// (https://doc.traefik.io/traefik/routing/routers/#rule).
func Rule(text string) ([]Asked, bool) {
	r := &ruleReader{text: text}
	out, ok := r.either()
	if r.space(); !ok || r.text != "" || len(out) > 32 {
		return nil, false
	}
	return letIn(out), true
}

// letIn puts together what is asked for alike from several networks, or from any.
func letIn(all []Asked) (out []Asked) {
	for _, one := range all {
		at := slices.IndexFunc(out, one.beside)
		switch {
		case at < 0:
			out = append(out, one)
		case one.From == nil || out[at].From == nil:
			out[at].From = nil
		default:
			out[at].From = append(slices.Clone(out[at].From), one.From...)
		}
	}
	return out
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

// part reads what stands in brackets, or one condition, or that paths are none of some.
func (r *ruleReader) part() ([]Asked, bool) {
	if r.sign("!") {
		out, ok := r.part()
		ok = ok && !slices.ContainsFunc(out, func(a Asked) bool { return !a.path() || a.Prefix == "/" })
		return []Asked{{Except: out}}, ok
	}
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
	switch found[1] {
	case "Host":
		return []Asked{{Hosts: values}}, true
	case "ClientIP":
		return clients(values)
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

// clients are what anybody in some networks asks for; false where one is none.
func clients(values []string) ([]Asked, bool) {
	var out []string
	for _, value := range values {
		network, ok := Network(value)
		if !ok {
			return nil, false
		}
		out = append(out, network)
	}
	return []Asked{{From: out}}, true
}

// Network is a network, or that of one address; false for anything else.
func Network(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if address, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(address, address.BitLen()).String(), true
	}
	prefix, err := netip.ParsePrefix(text)
	return prefix.Masked().String(), err == nil
}

// together are all of some that hold with all of others; false where two say a host, a path or a network.
func together(some, others []Asked) (out []Asked, ok bool) {
	for _, a := range some {
		for _, b := range others {
			if a.Hosts != nil && b.Hosts != nil || a.Prefix+a.Exact != "" && b.Prefix+b.Exact != "" || a.From != nil && b.From != nil || len(out) > 32 {
				return nil, false
			}
			one := Asked{a.Hosts, a.Prefix + b.Prefix, a.Exact + b.Exact, slices.Concat(a.Except, b.Except), slices.Concat(a.From, b.From)}
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
		return regexp.MustCompile("^(Host|PathPrefix|Path|ClientIP)\\(\\s*((?:`[^`]+`|\"[^\"]+\")(?:\\s*,\\s*(?:`[^`]+`|\"[^\"]+\"))*)\\s*\\)")
	})
}

func ruleText() *regexp.Regexp {
	return ruleTextOnce.Get(func() *regexp.Regexp { return regexp.MustCompile("`([^`]+)`|\"([^\"]+)\"") })
}

var conditionOnce, ruleTextOnce later.Value[*regexp.Regexp]
