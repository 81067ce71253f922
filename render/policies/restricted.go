package policies

import (
	"slices"
	"strings"

	"render/render/routing"
)

// At is what a rule is for of requests for a host on some port of the pods, of which it says
// neither; not ok where it is for none of them.
func (r *Rule) At(host, port string) (out Rule, ok bool) {
	return r.where(func(t *term) (has, said bool) { return t.at(host, port) })
}

// IsAt reports whether a rule is for something on a port of the pods.
func (r *Rule) IsAt(port string) bool {
	_, ok := r.where(func(t *term) (has, said bool) {
		return slices.Contains(t.values, port), t.key == "ports" || t.key == "destination.port"
	})
	return ok
}

// IsOf reports whether a rule is for some requests on a port of the pods for a host, or for one below a wildcard.
func (r *Rule) IsOf(host, port string) bool {
	if !routing.IsWild(host) {
		_, ok := r.At(host, port)
		return ok
	}
	hosts, ok := r.Hosts()
	return r.IsAt(port) && (!ok || slices.ContainsFunc(hosts, func(own string) bool { return routing.Covers(own, host) || routing.Covers(host, own) }))
}

// On is what a rule is for of requests for a path, of which it says nothing; not ok where it is for
// none of them.
func (r *Rule) On(path string) (out Rule, ok bool) {
	return r.where(func(t *term) (has, said bool) {
		return slices.ContainsFunc(t.values, func(own string) bool { return valueCovers(t.key, own, path) }), t.key == "paths"
	})
}

// Below is what a rule that says nothing of paths is for of requests for a path: for those that begin
// as it does, where it ends in "*".
func (r *Rule) Below(path string) Rule {
	return r.with("to", term{key: "paths", values: []string{path}})
}

// OfRequests is what a rule is for but for connections that are passed on as they are: a rule with hosts
// is for none of these.
func (r *Rule) OfRequests() Rule {
	out, any := Rule{slices.Clone(r.clauses), r.Of, r.Outward}, term{key: "hosts", values: []string{"*"}}
	at := slices.IndexFunc(out.clauses, func(c clause) bool { return c.kind == "to" })
	if at < 0 {
		out.clauses = append(out.clauses, clause{"to", []alternative{{any}}})
		return out
	}
	alts := slices.Clone(out.clauses[at].alts)
	for i := range alts {
		if !slices.ContainsFunc(alts[i], func(t term) bool { return t.key == any.key && !t.not }) {
			alts[i] = append(slices.Clip(alts[i]), any)
		}
	}
	out.clauses[at].alts = alts
	return out
}

// where is what a rule is for where of some terms it is known whether they have what is asked for.
func (r *Rule) where(known func(*term) (has, said bool)) (out Rule, ok bool) {
	out.Of = r.Of
	for i := range r.clauses {
		one := clause{kind: r.clauses[i].kind}
		for _, a := range r.clauses[i].alts {
			if rest, takes := a.where(known); takes {
				one.alts = append(one.alts, rest)
			}
		}
		if len(one.alts) == 0 {
			return out, false
		}
		if !slices.ContainsFunc(one.alts, func(a alternative) bool { return len(a) == 0 }) {
			out.clauses = append(out.clauses, one)
		}
	}
	return out, true
}

func (a alternative) where(known func(*term) (has, said bool)) (rest alternative, ok bool) {
	for i := range a {
		switch has, said := known(&a[i]); {
		case !said:
			rest = append(rest, a[i])
		case has == a[i].not:
			return nil, false
		}
	}
	return rest, true
}

// at reports whether a term has a host, or a port, where it is of either.
func (t *term) at(host, port string) (has, said bool) {
	switch t.key {
	case "hosts", "connection.sni":
		return slices.ContainsFunc(t.values, func(own string) bool {
			name, _, _ := strings.Cut(own, ":")
			return routing.Covers(name, host)
		}), true
	case "ports", "destination.port":
		return slices.Contains(t.values, port), true
	}
	return false, false
}

// addressesKey is by which a policy knows who opened the connection, as a Service does.
const addressesKey = "ipBlocks"

// Within is what a rule lets in of what comes from some addresses; not ok for nothing.
func (r *Rule) Within(from []string) (out Rule, ok bool) {
	out = Rule{slices.Clone(r.clauses), r.Of, r.Outward}
	at := slices.IndexFunc(out.clauses, func(c clause) bool { return c.kind == "from" })
	if at < 0 {
		out.clauses = append(out.clauses, clause{"from", []alternative{{{key: addressesKey, values: from}}}})
		return out, true
	}
	var narrow []alternative
	for _, a := range out.clauses[at].alts {
		own := slices.IndexFunc(a, func(t term) bool { return t.key == addressesKey && !t.not })
		if own < 0 {
			narrow = append(narrow, append(slices.Clone(a), term{key: addressesKey, values: from}))
			continue
		}
		if common := meeting(a[own].values, from); len(common) > 0 {
			one := slices.Clone(a)
			one[own].values = common
			narrow = append(narrow, one)
		}
	}
	out.clauses[at] = clause{"from", narrow}
	return out, len(narrow) > 0
}

// Among is what a rule of connections with whom it does not say lets in of those with some addresses; not ok for
// one that says it.
func (r *Rule) Among(from []string) (out Rule, ok bool) {
	if len(from) == 0 || slices.ContainsFunc(r.clauses, func(c clause) bool { return c.kind == "peers" }) {
		return out, false
	}
	own := clause{"peers", []alternative{{{key: "addresses", values: from}}}}
	return Rule{append(slices.Clip(r.clauses), own), r.Of, r.Outward}, true
}

// meeting are the networks that are of two lists: of two that meet the narrower.
func meeting(a, b []string) []string {
	var out []string
	for _, one := range a {
		for _, other := range b {
			x, ok := network(one)
			y, ok2 := network(other)
			if !ok || !ok2 || !x.Overlaps(y) {
				continue
			}
			if x.Bits() < y.Bits() {
				one = other
			}
			if !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// Meets reports whether something may be what two rules are for, as far as their texts tell.
func (r *Rule) Meets(other *Rule) bool {
	for i := range r.clauses {
		c := &r.clauses[i]
		for j := range other.clauses {
			o := &other.clauses[j]
			if c.kind == o.kind && c.kind != "when" && !slices.ContainsFunc(c.alts, func(a alternative) bool { return slices.ContainsFunc(o.alts, a.meets) }) {
				return false
			}
		}
	}
	return true
}

func (a alternative) meets(other alternative) bool {
	for i := range a {
		for j := range other {
			if a[i].key == other[j].key && !a[i].meets(&other[j]) {
				return false
			}
		}
	}
	return true
}

// meets reports whether something may have a value of two terms of one key.
func (t *term) meets(other *term) bool {
	switch {
	case t.not && other.not:
		return true
	case t.not:
		return other.meets(t)
	case other.not:
		return slices.ContainsFunc(t.values, func(own string) bool {
			return !slices.ContainsFunc(other.values, func(text string) bool { return valueCovers(t.key, text, own) })
		})
	}
	return slices.ContainsFunc(t.values, func(own string) bool {
		return slices.ContainsFunc(other.values, func(text string) bool { return valuesMeet(t.key, own, text) })
	})
}

// Restricted are the rules of a list as they are for a host on a port.
func Restricted(list []Rule, host, port string) []Rule {
	var out []Rule
	for i := range list {
		if r, ok := list[i].At(host, port); ok {
			out = append(out, r)
		}
	}
	return out
}

// OnPath are the rules of a list as they are for a path.
func OnPath(list []Rule, path string) []Rule {
	var out []Rule
	for i := range list {
		if r, ok := list[i].On(path); ok {
			out = append(out, r)
		}
	}
	return out
}

// Hosts are those for which a rule's requests are, without ports; not ok where some are for any.
func (r *Rule) Hosts() (hosts []string, ok bool) {
	at := slices.IndexFunc(r.clauses, func(c clause) bool { return c.kind == "to" })
	if at < 0 {
		return nil, false
	}
	for _, a := range r.clauses[at].alts {
		own := slices.IndexFunc(a, func(t term) bool { return t.key == "hosts" && !t.not })
		if own < 0 {
			return nil, false
		}
		for _, text := range a[own].values {
			host, _, _ := strings.Cut(text, ":")
			hosts = append(hosts, host)
		}
	}
	return hosts, len(hosts) > 0
}
