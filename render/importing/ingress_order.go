package importing

import (
	"fmt"
	"slices"
	"strings"
)

// inOrder puts the apps of Ingresses, and their expressions, so that these are tried in their controller's order: a
// topology tries them in that of the file. Where of two apps each has one that is to be tried before one of the
// other, those that come first are of an app of their own with the same Service.
func (t *tier) inOrder() {
	t.answerFirst()
	left := t.apps
	for _, a := range left {
		a.sortExpressions()
	}
	t.apps = nil
	for len(left) > 0 {
		at := slices.IndexFunc(left, func(a *app) bool { return len(a.freeOf(left)) == len(a.expressions()) })
		if at >= 0 {
			t.apps, left = append(t.apps, left[at]), slices.Delete(slices.Clone(left), at, at+1)
			continue
		}
		at = slices.IndexFunc(left, func(a *app) bool { return len(a.freeOf(left)) > 0 })
		t.apps = append(t.apps, left[at].cut(left[at].freeOf(left), t.freeName(left, left[at].name)))
	}
}

// answerFirst gives what the gateway answers by itself, and is to be tried before an app's expression, to that app:
// what no app answers is tried last.
func (t *tier) answerFirst() {
	t.answers = slices.DeleteFunc(t.answers, func(r route) bool {
		for _, a := range t.apps {
			if r.kind == "regex" && slices.ContainsFunc(a.expressions(), func(i int) bool { return r.precedes(&a.routes[i]) }) {
				a.add(r)
				return true
			}
		}
		return false
	})
}

// expressions are the places of an app's routes that are expressions.
func (a *app) expressions() (at []int) {
	for i := range a.routes {
		if a.routes[i].kind == "regex" {
			at = append(at, i)
		}
	}
	return at
}

func (a *app) sortExpressions() {
	at := a.expressions()
	var list []route
	for _, i := range at {
		list = append(list, a.routes[i])
	}
	slices.SortStableFunc(list, func(a, b route) int {
		switch {
		case a.goesFirst(&b):
			return -1
		case b.goesFirst(&a):
			return 1
		}
		return 0
	})
	for n, i := range at {
		a.routes[i] = list[n]
	}
}

// freeOf are those of an app's expressions before which no other app's has to be tried.
func (a *app) freeOf(all []*app) (at []int) {
	for _, i := range a.expressions() {
		if !slices.ContainsFunc(all, func(other *app) bool {
			return other != a && slices.ContainsFunc(other.expressions(), func(j int) bool { return other.routes[j].precedes(&a.routes[i]) })
		}) {
			at = append(at, i)
		}
	}
	return at
}

// precedes reports whether an expression has to be tried before another.
func (r *route) precedes(other *route) bool {
	return r.goesFirst(other) && slices.ContainsFunc(r.hosts, func(h string) bool { return slices.Contains(other.hosts, h) }) &&
		alike(strings.TrimPrefix(r.path, "(?i)")).Overlaps(alike(strings.TrimPrefix(other.path, "(?i)")))
}

// goesFirst reports whether an expression is tried before another that may match the same: of two that are alike it is
// that of a canary, which is for a header.
func (r *route) goesFirst(other *route) bool {
	_, asks := find(r.rest, "headers")
	_, both := find(other.rest, "headers")
	return first(r.path, other.path) || r.path == other.path && asks && !both
}

// cut takes routes away from an app, for another one with the same Service.
func (a *app) cut(at []int, name string) *app {
	other := &app{name: name, to: a.to, namespace: a.namespace, again: true}
	for n, i := range at {
		r := a.routes[i-n]
		other.routes, a.routes = append(other.routes, r), slices.Delete(a.routes, i-n, i-n+1)
		if r.port > 0 && !slices.Contains(other.ports, r.port) {
			other.ports = append(other.ports, r.port)
		}
	}
	return other
}

// freeName is a name that no app of a tier has yet.
func (t *tier) freeName(left []*app, name string) string {
	for n := 2; ; n++ {
		one := fmt.Sprintf("%s-%d", name, n)
		if !slices.ContainsFunc(slices.Concat(t.apps, left), func(a *app) bool { return a.name == one }) {
			return one
		}
	}
}
