package nodes

import (
	"slices"
	"testing"
)

// here are the values that a label of the test's nodes has; "" is that of a node without it.
var here = []string{"", "a", "b", "c", "1", "5", "7"}

// holdsAt is what Kubernetes documents of each operator, for one node.
func (t Term) holdsAt(value string) bool {
	return !slices.ContainsFunc(t, func(r Requirement) bool {
		switch r.Operator {
		case "NotIn":
			return slices.Contains(r.Values, value)
		case "DoesNotExist":
			return value != ""
		}
		return value == "" || !r.holds(value)
	})
}

// TestTerms: what terms say of each other agrees with what holds of nodes of every kind.
func TestTerms(t *testing.T) {
	var one []Requirement
	for _, operator := range []string{"In", "NotIn"} {
		for _, values := range [][]string{{"a"}, {"a", "b"}, {"b", "c"}, {"1", "7"}, {"a", "b", "c", "1", "5", "7"}} {
			one = append(one, Requirement{"k", operator, values})
		}
	}
	one = append(one, Requirement{"k", "Exists", nil}, Requirement{"k", "DoesNotExist", nil}, Requirement{"k", "Gt", []string{"4"}}, Requirement{"k", "Lt", []string{"6"}})
	var terms []Term
	for _, r := range one {
		terms = append(terms, Term{r})
		for _, other := range one {
			terms = append(terms, Term{r, other})
		}
	}
	none, implied := 0, 0
	for _, a := range terms {
		some := slices.ContainsFunc(here, a.holdsAt)
		if a.HoldsOfNone() {
			if none++; some {
				t.Errorf("%v is said to hold of no node", a)
			}
		}
		for _, b := range terms[:200] {
			breaks := slices.ContainsFunc(here, func(v string) bool { return a.holdsAt(v) && !b.holdsAt(v) })
			if a.Implies(b) {
				if implied++; breaks && !a.HoldsOfNone() {
					t.Errorf("%v is said to imply %v", a, b)
				}
			}
		}
	}
	// That nothing is ever said would be right too.
	if none < 50 || implied < 3000 {
		t.Errorf("%d terms hold of no node, and %d imply others", none, implied)
	}
}

// TestTermsOfOthers: labels of other keys say nothing of each other.
func TestTermsOfOthers(t *testing.T) {
	a, b := Term{{"rack", "In", []string{"a"}}}, Term{{"zone", "In", []string{"a"}}}
	if a.Implies(b) || append(slices.Clip(a), b...).HoldsOfNone() || !append(slices.Clip(a), b...).Implies(b) {
		t.Error("they do")
	}
}
