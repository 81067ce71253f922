package routing_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"render/render/routing"
)

// TestIndex: an index finds what comparing each with each finds.
func TestIndex(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	seen := map[routing.Relation]int{}
	turned, alike := 0, 0
	for range 400 {
		all := randomMatches(random, 1+random.IntN(40))
		x := routing.NewIndex(all)
		for i, m := range all {
			var want, got []int
			relations := map[routing.Relation]bool{}
			first, any := 0, false
			for j, o := range all {
				if j != i && o.Compare(m) < 0 && o.Overlaps(m) {
					want = append(want, j)
					relations[routing.SameAs] = relations[routing.SameAs] || o.Equal(m)
					relations[routing.HiddenBy] = relations[routing.HiddenBy] || o.Hides(m) && !o.Equal(m)
				}
				if m.Path.Kind == routing.Regex && j != i && o.Overlaps(m) && (!any || o.Order < all[first].Order) &&
					(o.Compare(m) < 0 && o.CompareGatewayAPI(m) >= 0 || o.Path.Kind != routing.Regex && o.Compare(m) > 0 && o.CompareGatewayAPI(m) < 0) {
					first, any = j, true
				}
			}
			x.Overlapping(i, func(j int) bool { got = append(got, j); return true })
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("%s overlaps %v, want %v", text(m), got, want)
			}
			x.Overlapping(i, func(int) bool { got = append(got, -1); return false })
			if len(got) != min(len(want)+1, 2*len(want)) {
				t.Fatalf("%s: went on when no more was wanted", text(m))
			}
			rival, relation := x.Rival(i)
			seen[relation]++
			if relation == routing.Apart && (relations[routing.SameAs] || relations[routing.HiddenBy]) || relation != routing.Apart && !relations[relation] {
				t.Fatalf("%s: %v, want one of %v", text(m), relation, relations)
			}
			if o := all[rival]; relation == routing.SameAs && !o.Equal(m) || relation == routing.HiddenBy && !o.Hides(m) || relation != routing.Apart && o.Compare(m) >= 0 {
				t.Fatalf("%s: %v by %s", text(m), relation, text(o))
			}
			hidden := slices.ContainsFunc(all, func(o *routing.Match) bool { return o != m && o.Compare(m) < 0 && covers(o, m) })
			if x.Hidden(i) != hidden {
				t.Fatalf("%s: hidden %v, want %v", text(m), !hidden, hidden)
			}
			if hidden && !slices.ContainsFunc(all, func(o *routing.Match) bool { return o.Compare(m) < 0 && o.Hides(m) }) {
				alike++ // by one that asks for the same beside the path
			}
			other, ok := x.Turned(i)
			if ok != any || ok && other != first {
				t.Fatalf("%s: turned %v %v, want %v %v", text(m), other, ok, first, any)
			}
			if ok {
				turned++
			}
		}
	}
	if len(seen) != 3 || seen[routing.SameAs] < 50 || seen[routing.HiddenBy] < 50 || turned < 50 || alike < 20 {
		t.Errorf("%v, turned %d, alike %d: the sample shows nothing", seen, turned, alike)
	}
}

// covers reports whether a match is for every request that another one is for, where
// it asks for no more beside the path than that one.
func covers(m, o *routing.Match) bool {
	methods := len(m.Methods) == 0 || len(o.Methods) > 0 && !slices.ContainsFunc(o.Methods, func(method string) bool { return !slices.Contains(m.Methods, method) })
	headers := !slices.ContainsFunc(m.Headers, func(h routing.Header) bool { return !slices.Contains(o.Headers, h) })
	query := !slices.ContainsFunc(m.Query, func(h routing.Header) bool { return !slices.Contains(o.Query, h) })
	return methods && headers && query && m.Path.Covers(o.Path) && o.Hosts.Within(m.Hosts)
}

// TestFirst: of all matches the index finds the one that a host tries first for a path.
func TestFirst(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	found, none := 0, 0
	for range 200 {
		all := randomMatches(random, 1+random.IntN(40))
		x := routing.NewIndex(all)
		for _, as := range all {
			host := "other.org"
			if names := as.Hosts.Names(); len(names) > 0 {
				host = names[random.IntN(len(names))]
			}
			for _, path := range []string{"/", as.Path.Literal(), strings.ToUpper(as.Path.Literal()), as.Path.Literal() + "/below"} {
				want := -1
				for i, m := range all {
					if m.Hosts.Has(host) && m.Path.Matches(path) && m.SharesConditions(as) && (want < 0 || m.Compare(all[want]) < 0) {
						want = i
					}
				}
				switch got, ok := x.First(host, path, as); {
				case ok != (want >= 0) || ok && got != want:
					t.Fatalf("%s on %s as %s: %v %v, want %v", path, host, text(as), got, ok, want)
				case ok:
					found++
				default:
					none++
				}
			}
		}
	}
	if found < 1000 || none < 1000 {
		t.Errorf("%d found, %d not: the sample shows nothing", found, none)
	}
}

// TestTooMany: the one beyond a limit is the first of the file.
func TestTooMany(t *testing.T) {
	list := func(n int, path func(i int) routing.Path, hosts func(i int) routing.Hosts) []*routing.Match {
		out := make([]*routing.Match, n)
		for i := range out {
			out[i] = &routing.Match{Path: path(i), Hosts: hosts(i), Order: i}
		}
		rand.New(rand.NewPCG(1, 1)).Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out
	}
	every := func(int) routing.Hosts { return routing.Hosts{} }
	own := func(i int) routing.Hosts { return routing.Only([]string{fmt.Sprint("h", i, ".org")}) }
	regex := func(i int) routing.Path { return routing.NewPath(routing.Regex, fmt.Sprint("/", i, ".*")) }
	same := func(int) routing.Path { return routing.NewPath(routing.Prefix, "/a") }
	all := func(int) routing.Path { return routing.NewPath(routing.Every, "") }
	for name, c := range map[string]struct {
		list  []*routing.Match
		limit routing.Limit
		order int
	}{
		"as many expressions as may be":       {list(routing.MaxRegexes, regex, every), routing.NoLimit, 0},
		"one expression more":                 {list(routing.MaxRegexes+1, regex, own), routing.RegexLimit, routing.MaxRegexes},
		"as many of a path as may be":         {list(routing.MaxSamePath, same, every), routing.NoLimit, 0},
		"five more of a path":                 {list(routing.MaxSamePath+5, same, every), routing.SamePathLimit, routing.MaxSamePath},
		"of every path":                       {list(routing.MaxSamePath+5, all, every), routing.SamePathLimit, routing.MaxSamePath},
		"of every path on one host":           {list(routing.MaxSamePath+5, all, func(int) routing.Hosts { return own(1) }), routing.SamePathLimit, routing.MaxSamePath},
		"of a path, each on a host its own":   {list(5*routing.MaxSamePath, same, own), routing.NoLimit, 0},
		"of every path, each on a host too":   {list(5*routing.MaxSamePath, all, own), routing.NoLimit, 0},
		"none":                                {nil, routing.NoLimit, 0},
		"of one path, exact and prefix alike": {list(routing.MaxSamePath+5, func(i int) routing.Path { return routing.NewPath(routing.Kind(i%2), "/a") }, every), routing.NoLimit, 0},
	} {
		at, limit := routing.NewIndex(c.list).TooMany()
		if limit != c.limit || limit != routing.NoLimit && c.list[at].Order != c.order {
			t.Errorf("%s: %v at %d", name, limit, at)
		}
	}
}
