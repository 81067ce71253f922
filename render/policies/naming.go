package policies

import (
	"slices"
	"strings"
)

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
