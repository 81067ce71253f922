package routing_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"render/render/routing"
)

var hosts = []string{"a.org", "b.org", "c.org"}

// randomMatches are matches of few paths, hosts, methods and headers, so that many
// have to do with one another.
func randomMatches(random *rand.Rand, n int) []*routing.Match {
	paths := somePaths()
	some := func(words []string) []string {
		var out []string
		for _, w := range words {
			if random.IntN(2) == 0 {
				out = append(out, w)
			}
		}
		return out
	}
	out := make([]*routing.Match, n)
	orders := random.Perm(n)
	for i := range out {
		m := &routing.Match{Path: paths[random.IntN(len(paths))], Order: orders[i]}
		if random.IntN(3) == 0 {
			m.Hosts = routing.Only(some(hosts))
		}
		if random.IntN(4) == 0 {
			m.Methods = some([]string{"GET", "POST"})
		}
		for _, name := range some([]string{"x", "y"}) {
			if random.IntN(3) == 0 {
				m.Headers = append(m.Headers, randomHeader(random, name))
			}
		}
		if random.IntN(6) == 0 {
			m.Query = append(m.Query, routing.Header{Name: "q", Kind: routing.HeaderKind(random.IntN(4)), Value: []string{"1", "2"}[random.IntN(2)]})
		}
		out[i] = m
	}
	return out
}

func randomHeader(random *rand.Rand, name string) routing.Header {
	return routing.Header{Name: name, Kind: routing.HeaderKind(random.IntN(4)), Value: []string{"1", "2", "12"}[random.IntN(3)], Not: random.IntN(4) == 0}
}

// text is a match as a reader of a failure needs it.
func text(m *routing.Match) string {
	return fmt.Sprintf("%d: %d %q %v on %v %v %v %v", m.Order, m.Path.Kind, m.Path.Text, m.Path.AnyCase, m.Hosts.Names(), m.Methods, m.Headers, m.Query)
}

// request is one that is tried against matches.
type request struct {
	host, path, method string
	headers            map[string]string // and the query's parameter q
}

func everyRequest() []request {
	var out []request
	for _, host := range hosts {
		for _, path := range requests {
			for _, method := range []string{"GET", "POST", "PUT"} {
				for _, headers := range []map[string]string{nil, {"x": "1"}, {"x": "2"}, {"y": "1"}, {"x": "1", "y": "1"}, {"x": "2", "y": "1"}, {"x": "1", "y": "2"}, {"x": "2", "y": "2"}, {"y": "2"}, {"x": "12"}, {"q": "1"}, {"q": "2", "x": "1"}} {
					out = append(out, request{host, path, method, headers})
				}
			}
		}
	}
	return out
}

func matches(m *routing.Match, r *request) bool {
	if !m.Hosts.Has(r.host) || !m.Path.Matches(r.path) || len(m.Methods) > 0 && !slices.Contains(m.Methods, r.method) {
		return false
	}
	for _, h := range slices.Concat(m.Headers, m.Query) {
		value, there := r.headers[h.Name]
		takes := there
		switch h.Kind {
		case routing.HeaderExact:
			takes = there && value == h.Value
		case routing.HeaderPrefix:
			takes = there && strings.HasPrefix(value, h.Value)
		case routing.HeaderRegex:
			takes = there && regexp.MustCompile("^(?:"+h.Value+")$").MatchString(value)
		}
		if takes == h.Not {
			return false
		}
	}
	return true
}

// TestMatchRelations: Compare is a total order, Overlaps is symmetric, Hides implies
// it, and neither is against what a request shows.
func TestMatchRelations(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	all := randomMatches(random, 150)
	tried := everyRequest()
	got := make([][]bool, len(all))
	for i, m := range all {
		got[i] = make([]bool, len(tried))
		for k := range tried {
			got[i][k] = matches(m, &tried[k])
		}
	}
	hidden, equal := 0, 0
	for i, a := range all {
		for j, b := range all {
			if a.Compare(b) != -b.Compare(a) || i != j && a.Compare(b) == 0 {
				t.Fatalf("Compare is no total order: %s; %s", text(a), text(b))
			}
			if a.Overlaps(b) != b.Overlaps(a) || a.Equal(b) != b.Equal(a) {
				t.Fatalf("depend on their order: %s; %s", text(a), text(b))
			}
			if a.CompareGatewayAPI(b) != -b.CompareGatewayAPI(a) {
				t.Fatalf("the Gateway API's order depends on theirs: %s; %s", text(a), text(b))
			}
			hides := a.Hides(b)
			if hides && !a.Overlaps(b) || a.Equal(b) && !a.Overlaps(b) {
				t.Fatalf("nothing is matched by both, and the one hides or equals the other: %s; %s", text(a), text(b))
			}
			if i != j && hides {
				hidden++
			}
			if i != j && a.Equal(b) {
				equal++
			}
			for k := range tried {
				if got[i][k] && got[j][k] && !a.Overlaps(b) {
					t.Fatalf("both match %v: %s; %s", tried[k], text(a), text(b))
				}
				if hides && got[j][k] && !got[i][k] {
					t.Fatalf("%v shows that %s does not hide %s", tried[k], text(a), text(b))
				}
			}
		}
	}
	if hidden < 100 || equal < 20 {
		t.Errorf("only %d hide and %d equal another one: the sample shows nothing", hidden, equal)
	}
	for range 200_000 {
		a, b, c := all[random.IntN(len(all))], all[random.IntN(len(all))], all[random.IntN(len(all))]
		if a.Compare(b) < 0 && b.Compare(c) < 0 && a.Compare(c) >= 0 {
			t.Fatalf("Compare has a circle: %s; %s; %s", text(a), text(b), text(c))
		}
		if a.CompareGatewayAPI(b) < 0 && b.CompareGatewayAPI(c) < 0 && a.CompareGatewayAPI(c) >= 0 {
			t.Fatalf("the Gateway API's order has a circle: %s; %s; %s", text(a), text(b), text(c))
		}
	}
}

// TestCompare: the order in which routes are tried, as the topology's contract has it.
func TestCompare(t *testing.T) {
	path := func(kind routing.Kind, text string) routing.Match {
		return routing.Match{Path: routing.NewPath(kind, text)}
	}
	want := []routing.Match{path(routing.Exact, "/a"), path(routing.Exact, "/a"), path(routing.Exact, "/a/b"), path(routing.Prefix, "/a/b"), path(routing.Prefix, "/a"),
		path(routing.Regex, "/x"), path(routing.Regex, "/.*"), path(routing.Every, ""), path(routing.Every, ""), path(routing.Every, "")}
	want[0].Headers = []routing.Header{{Name: "x"}}
	want[7].Methods = []string{"GET"}
	want[8].Headers = []routing.Header{{Name: "x"}, {Name: "y"}}
	for i := range want {
		want[i].Order = (i * 7) % len(want)
	}
	want[5].Order, want[6].Order = 2, 5 // expressions: the file's
	for i := range want {
		for j := range want {
			if got := want[i].Compare(&want[j]); (got < 0) != (i < j) {
				t.Errorf("%s; %s: %d", text(&want[i]), text(&want[j]), got)
			}
		}
	}
	api := []int{0, 1, 2, 3, 4, 7, 8, 9, 6, 5} // expressions last, the longer first
	for i := range api {
		for j := range api {
			if got := want[api[i]].CompareGatewayAPI(&want[api[j]]); (got < 0) != (i < j) {
				t.Errorf("Gateway API: %s; %s: %d", text(&want[api[i]]), text(&want[api[j]]), got)
			}
		}
	}
}

// TestHosts: lists of hosts as sets, short and long alike.
func TestHosts(t *testing.T) {
	names := strings.Fields("a b c d e f g h i j k l m n o p")
	every, none := routing.Hosts{}, routing.Only(nil)
	random := rand.New(rand.NewPCG(5, 6))
	pick := func() []string {
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		return slices.Clone(names[:1+random.IntN(len(names))])
	}
	for range 2000 {
		a, b := pick(), pick()
		meet, within := false, true
		for _, n := range a {
			meet, within = meet || slices.Contains(b, n), within && slices.Contains(b, n)
		}
		x, y := routing.Only(a), routing.Only(b)
		if x.Meet(y) != meet || y.Meet(x) != meet || x.Within(y) != within {
			t.Fatalf("%v and %v: %v %v", a, b, x.Meet(y), x.Within(y))
		}
		if x.Every() || !every.Meet(x) || !x.Within(every) || every.Within(x) || none.Meet(x) || x.Meet(none) || x.Within(none) || none.Within(x) {
			t.Fatalf("%v beside all and none", a)
		}
	}
	if !every.Every() || none.Every() || !every.Within(every) || every.Within(none) || none.Within(every) || none.Meet(every) || !every.Has("a") || none.Has("a") {
		t.Error("all and none")
	}
}
