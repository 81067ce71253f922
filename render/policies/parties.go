package policies

import (
	"slices"
	"strings"
)

// Party is who some pods are to policies: by their ServiceAccount, "ns/NAMESPACE/sa/NAME", and by
// their namespace and labels.
type Party struct{ Principal, Namespace, Pods string }

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

// Parties are several, found by what rules call them; nil are none.
type Parties struct {
	principals map[string]bool
	pods       map[podsOf]bool
}

// podsOf are pods by what a term says of their namespace and of their labels.
type podsOf struct{ namespace, pods string }

// Add takes in more of them.
func (p *Parties) Add(list ...Party) {
	if p.pods == nil {
		p.principals, p.pods = map[string]bool{}, map[podsOf]bool{}
	}
	for _, one := range list {
		p.principals[one.Principal], p.pods[podsOf{namespaceLabel + one.Namespace, one.Pods}] = true, true
	}
}

// By reports whether a rule is for some parties alone: for their pods, or for their ServiceAccounts.
func (r *Rule) By(parties *Parties) bool {
	return parties != nil && slices.ContainsFunc(r.clauses, func(c clause) bool {
		return len(c.alts) > 0 && !slices.ContainsFunc(c.alts, func(a alternative) bool { return !a.by(parties) })
	})
}

func (a alternative) by(parties *Parties) bool {
	named := func(value string) bool {
		name := principalOf(value)
		return name != "" && parties.principals[name]
	}
	return slices.ContainsFunc(a, func(t term) bool {
		switch {
		case t.key == "principals":
			return !t.not && !slices.ContainsFunc(t.values, func(value string) bool { return !named(value) })
		case t.key != podsKey || len(t.values) != 1 || t.values[0] == "":
			return false
		}
		return slices.ContainsFunc(a, func(of term) bool {
			return of.key == namespacesKey && len(of.values) == 1 && parties.pods[podsOf{of.values[0], t.values[0]}]
		})
	})
}

// principalOf is a ServiceAccount without the trust domain before it; "" for what is none.
func principalOf(value string) string {
	at := len(value)
	for range 4 {
		if at = strings.LastIndexByte(value[:at], '/'); at < 0 {
			return ""
		}
	}
	return value[at+1:]
}

// Namings finds what has rules that name a party, as Naming has it.
type Namings struct {
	principals map[string][]int
	pods       map[podsOf][]int
}

// Add takes in the rules of what has a number.
func (x *Namings) Add(n int, rules []Rule) {
	if x.pods == nil {
		x.principals, x.pods = map[string][]int{}, map[podsOf][]int{}
	}
	for i := range rules {
		for _, c := range rules[i].clauses {
			for _, a := range c.alts {
				x.add(n, a)
			}
		}
	}
}

func (x *Namings) add(n int, a alternative) {
	for _, t := range a {
		for _, value := range t.values {
			switch t.key {
			case "principals":
				x.principals[principalOf(value)] = append(x.principals[principalOf(value)], n)
			case podsKey:
				for _, of := range a {
					if of.key == namespacesKey && len(of.values) == 1 {
						at := podsOf{of.values[0], value}
						x.pods[at] = append(x.pods[at], n)
					}
				}
			}
		}
	}
}

// Of are the numbers of what names a party, each once.
func (x *Namings) Of(p Party) []int {
	var out []int
	if p.Principal != "" {
		out = append(out, x.principals[p.Principal]...)
	}
	if p.Pods != "" {
		out = append(out, x.pods[podsOf{namespaceLabel + p.Namespace, p.Pods}]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
