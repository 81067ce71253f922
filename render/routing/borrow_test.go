package routing_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"render/render/routing"
)

// without are matches of which none hides or equals another one: those that a rule
// would refuse are left out.
func without(all []*routing.Match) []*routing.Match {
	for {
		x := routing.NewIndex(all)
		bad := slices.IndexFunc(all, func(m *routing.Match) bool {
			_, relation := x.Rival(slices.Index(all, m))
			return relation != routing.Apart || !m.Hosts.Every() && len(m.Hosts.Names()) == 0
		})
		if bad < 0 {
			return all
		}
		all = slices.Delete(slices.Clone(all), bad, bad+1)
	}
}

// TestPlace: an object alone sends each request that it matches to the match that all
// matches together would send it to, whatever they are divided into; it has its own
// in their order; and what it borrows is reached.
func TestPlace(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	tried := everyRequest()
	borrowed, out := 0, 0
	for range 150 {
		all := without(randomMatches(random, 2+random.IntN(20)))
		x := routing.NewIndex(all)
		first := func(r *request) int {
			best := -1
			for i, m := range all {
				if matches(m, r) && (best < 0 || m.Compare(all[best]) < 0) {
					best = i
				}
			}
			return best
		}
		for range 6 {
			on := routing.Hosts{}
			if random.IntN(3) > 0 {
				on = routing.Only(hosts[:1+random.IntN(2)])
			}
			var own []int
			for i, m := range all {
				if on.Within(m.Hosts) && random.IntN(3) == 0 {
					own = append(own, i)
				}
			}
			slices.SortFunc(own, func(a, b int) int { return all[a].Compare(all[b]) })
			placed := x.Place(own, on)
			got := slices.DeleteFunc(slices.Clone(placed), func(p routing.Placed) bool { return p.Borrowed })
			left := slices.DeleteFunc(slices.Clone(own), func(at int) bool { return !slices.ContainsFunc(got, func(p routing.Placed) bool { return p.At == at }) })
			if !slices.EqualFunc(got, left, func(p routing.Placed, at int) bool { return p.At == at }) {
				t.Fatalf("own ones %v became %v", own, got)
			}
			borrowed += len(placed) - len(got)
			for _, at := range own {
				if !slices.Contains(left, at) {
					out++
					if r := slices.IndexFunc(tried, func(r request) bool { return on.Has(r.host) && first(&r) == at }); r >= 0 {
						t.Fatalf("%s is left out, and %v is its", text(all[at]), tried[r])
					}
				}
			}
			for k := range tried {
				r := &tried[k]
				if !on.Has(r.host) {
					continue
				}
				at := slices.IndexFunc(placed, func(p routing.Placed) bool { return p.Hosts.Has(r.host) && matches(all[p.At], r) })
				if at < 0 || all[placed[at].At].CatchesAll() {
					continue // istiod itself puts that behind all others
				}
				if want := first(r); placed[at].At != want {
					t.Fatalf("%v on %v: %s, want %s", r, on.Names(), text(all[placed[at].At]), text(all[want]))
				}
			}
		}
	}
	if borrowed < 500 || out < 5 {
		t.Errorf("only %d borrowed, %d of their own left out: the sample shows nothing", borrowed, out)
	}
}

// TestPlaceIsAlone: what an object has depends neither on those placed before it nor
// on the order of its own matches, and what is unrelated is not borrowed.
func TestPlaceIsAlone(t *testing.T) {
	var all []*routing.Match
	for i := range 50 {
		all = append(all, &routing.Match{Path: routing.NewPath(routing.Exact, fmt.Sprint("/shop/", i)), Order: i})
	}
	all = append(all, &routing.Match{Path: routing.NewPath(routing.Prefix, "/shop"), Order: 50}, &routing.Match{Path: routing.NewPath(routing.Prefix, "/sh"), Order: 51},
		&routing.Match{Path: routing.NewPath(routing.Every, ""), Order: 52}, &routing.Match{Path: routing.NewPath(routing.Every, ""), Methods: []string{"GET"}, Order: 53})
	for at, want := range map[int]int{0: 0, 50: 50, 51: 0, 52: 0, 53: 52} {
		x := routing.NewIndex(all)
		for range 3 {
			if got := len(x.Place([]int{at}, routing.Hosts{})) - 1; got != want {
				t.Errorf("%s borrows %d, want %d", text(all[at]), got, want)
			}
		}
	}
}

// TestPlaceIsBounded: the search ends where an object would borrow very much.
func TestPlaceIsBounded(t *testing.T) {
	var all []*routing.Match
	for i := range 3 * routing.MaxBorrowed {
		all = append(all, &routing.Match{Path: routing.NewPath(routing.Exact, fmt.Sprint("/shop/", i)), Order: i})
	}
	all = append(all, &routing.Match{Path: routing.NewPath(routing.Prefix, "/shop"), Order: len(all)})
	if got := len(routing.NewIndex(all).Place([]int{len(all) - 1}, routing.Hosts{})); got != routing.MaxBorrowed+1 {
		t.Errorf("%d placed", got)
	}
}

// BenchmarkHostile is a gateway of as many expressions as may be, each of which may
// match what another one does.
func BenchmarkHostile(b *testing.B) {
	var all []*routing.Match
	for i := range routing.MaxRegexes {
		all = append(all, &routing.Match{Path: routing.NewPath(routing.Regex, fmt.Sprint("/[a-z]*/", i)), Order: i})
	}
	for i := range 20_000 {
		all = append(all, &routing.Match{Path: routing.NewPath(routing.Exact, fmt.Sprint("/p", i)), Order: len(all)})
	}
	for b.Loop() {
		x := routing.NewIndex(all)
		for i := range all {
			if _, relation := x.Rival(i); relation != routing.Apart {
				b.Fatal(relation)
			}
		}
	}
}
