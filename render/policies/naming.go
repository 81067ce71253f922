package policies

import (
	"slices"
	"strings"
)

// Party is who some pods are to policies: by their ServiceAccount, "ns/NAMESPACE/sa/NAME", and by
// their namespace and labels.
type Party struct{ Principal, Namespace, Pods string }

// Naming is a rule as it is where it names one party in place of another; not ok where it does not
// name that.
func (r *Rule) Naming(now, was Party) (out Rule, ok bool) {
	out = Rule{slices.Clone(r.clauses), r.Of, r.Outward}
	for i := range out.clauses {
		alts := slices.Clone(out.clauses[i].alts)
		for j := range alts {
			if other, names := alts[j].naming(now, was); names {
				alts[j], ok = other, true
			}
		}
		out.clauses[i].alts = alts
	}
	return out, ok
}

func (a alternative) naming(now, was Party) (out alternative, ok bool) {
	out = slices.Clone(a)
	for i := range out {
		if out[i].key != "principals" || was.Principal == "" {
			continue
		}
		values := slices.Clone(out[i].values)
		for n := range values {
			if trust, is := strings.CutSuffix(values[n], "/"+was.Principal); is {
				values[n], ok = trust+"/"+now.Principal, true
			}
		}
		out[i].values = values
	}
	if a.isOf(was) {
		for i := range out {
			switch out[i].key {
			case podsKey:
				out[i].values = []string{now.Pods}
			case namespacesKey:
				out[i].values = []string{namespaceLabel + now.Namespace}
			}
		}
		return out, true
	}
	return out, ok
}

// isOf reports whether one end of a connection is a party's pods.
func (a alternative) isOf(p Party) bool {
	has := func(key, value string) bool {
		return slices.ContainsFunc(a, func(t term) bool { return t.key == key && slices.Equal(t.values, []string{value}) })
	}
	return p.Pods != "" && has(podsKey, p.Pods) && has(namespacesKey, namespaceLabel+p.Namespace)
}

// To reports whether a rule is of connections to a party's pods alone.
func (r *Rule) To(p Party) bool {
	at := slices.IndexFunc(r.clauses, func(c clause) bool { return c.kind == "peers" })
	return at >= 0 && !slices.ContainsFunc(r.clauses[at].alts, func(a alternative) bool { return !a.isOf(p) })
}

// By reports whether a rule is for some parties alone: for their pods, or for their ServiceAccounts.
func (r *Rule) By(parties []Party) bool {
	of := func(has func(Party) bool) bool { return slices.ContainsFunc(parties, has) }
	named := func(value string) bool {
		return of(func(p Party) bool { return p.Principal != "" && strings.HasSuffix(value, "/"+p.Principal) })
	}
	by := func(a alternative) bool {
		return of(a.isOf) || slices.ContainsFunc(a, func(t term) bool {
			return t.key == "principals" && !t.not && !slices.ContainsFunc(t.values, func(value string) bool { return !named(value) })
		})
	}
	return slices.ContainsFunc(r.clauses, func(c clause) bool {
		return len(c.alts) > 0 && !slices.ContainsFunc(c.alts, func(a alternative) bool { return !by(a) })
	})
}

// OnPort is a rule as it is where it says one port in place of another.
func (r *Rule) OnPort(now, was string) Rule {
	out := Rule{slices.Clone(r.clauses), r.Of, r.Outward}
	for i := range out.clauses {
		if out.clauses[i].kind != "ports" {
			continue
		}
		alts := slices.Clone(out.clauses[i].alts)
		for j := range alts {
			alts[j] = slices.Clone(alts[j])
			for n, t := range alts[j] {
				if t.key == "port" && slices.Equal(t.values, []string{was}) {
					alts[j][n].values = []string{now}
				}
			}
		}
		out.clauses[i].alts = alts
	}
	return out
}
