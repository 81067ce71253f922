package routing_test

import (
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"render/render/routing"
)

// The judge of the conformance tests reads hosts and paths of a topology by itself,
// and writes down what it makes of some: neither imports the other.
const judgedCases = "../../conformance/mesh/testdata/routing.json"

type judgedRoute struct {
	Exact, Prefix, Regex string
	IgnoreCase           bool
	Methods              []string
	Headers, Query       map[string]json.RawMessage
}

type judgedRequest struct {
	Path, Method, Query string
	Headers             map[string][]string
	Takes               []int
}

type judged struct {
	Hosts []struct {
		Hosts       []string
		Name, Found string
	}
	Routes []struct {
		Routes   []judgedRoute
		Requests []judgedRequest
	}
}

// TestJudged: hosts, paths and their order mean what the judge takes them for.
func TestJudged(t *testing.T) {
	text, err := os.ReadFile(judgedCases)
	if err != nil {
		t.Fatal(err)
	}
	var cases judged
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases.Hosts {
		if found, _ := routing.NewSet(c.Hosts).MostSpecific(c.Name); found != c.Found {
			t.Errorf("of %q %q belongs to %q, want %q", c.Hosts, c.Name, found, c.Found)
		}
	}
	requests := 0
	for i, c := range cases.Routes {
		var all []*routing.Match
		for order, r := range c.Routes {
			all = append(all, r.match(order))
		}
		for _, q := range c.Requests {
			requests++
			var got []int
			for order, m := range all {
				if q.taken(m) {
					got = append(got, order)
				}
			}
			slices.SortFunc(got, func(a, b int) int { return all[a].Compare(all[b]) })
			if !slices.Equal(got, q.Takes) {
				t.Errorf("case %d: %s %s?%s %v is for the routes %v, want %v", i, q.Method, q.Path, q.Query, q.Headers, got, q.Takes)
			}
		}
	}
	t.Logf("%d hosts, %d requests", len(cases.Hosts), requests)
	if len(cases.Hosts) < 50 || requests < 500 {
		t.Error("too few")
	}
}

// match is a route as its topology's owner writes it.
func (r *judgedRoute) match(order int) *routing.Match {
	path := routing.NewPath(routing.Prefix, r.Prefix)
	switch {
	case r.Exact != "":
		path = routing.NewPath(routing.Exact, r.Exact)
	case r.Regex != "":
		path = routing.NewPath(routing.Regex, r.Regex)
	}
	if r.IgnoreCase {
		path = path.InAnyCase()
	}
	return &routing.Match{Path: path, Methods: r.Methods, Headers: judgedHeaders(r.Headers), Query: judgedHeaders(r.Query), Order: order}
}

func judgedHeaders(asked map[string]json.RawMessage) (out []routing.Header) {
	for name, text := range asked {
		out = append(out, judgedHeader(name, text))
	}
	return out
}

func judgedHeader(name string, text json.RawMessage) routing.Header {
	h := routing.Header{Name: name, Kind: routing.HeaderExact}
	if json.Unmarshal(text, &h.Value) == nil {
		return h
	}
	var how struct {
		Exact, Prefix, Regex string
		Present              *bool
		Not                  json.RawMessage
	}
	_ = json.Unmarshal(text, &how)
	switch {
	case how.Not != nil:
		h = judgedHeader(name, how.Not)
		h.Not = true
	case how.Present != nil:
		h.Kind, h.Not = routing.HeaderPresent, !*how.Present
	case how.Prefix != "":
		h.Kind, h.Value = routing.HeaderPrefix, how.Prefix
	case how.Regex != "":
		h.Kind, h.Value = routing.HeaderRegex, how.Regex
	default:
		h.Value = how.Exact
	}
	return h
}

// taken reports whether a match is for a request.
func (q *judgedRequest) taken(m *routing.Match) bool {
	query, _ := url.ParseQuery(q.Query)
	for _, asked := range []struct {
		headers []routing.Header
		values  func(name string) []string
	}{
		{m.Headers, func(name string) []string {
			for key, values := range q.Headers {
				if strings.EqualFold(key, name) {
					return values
				}
			}
			return nil
		}},
		{m.Query, func(name string) []string { return query[name] }},
	} {
		for _, h := range asked.headers {
			if taken(h, asked.values(h.Name)) == h.Not {
				return false
			}
		}
	}
	return m.Path.Matches(q.Path) && (len(m.Methods) == 0 || slices.Contains(m.Methods, q.Method))
}

func taken(h routing.Header, values []string) bool {
	switch {
	case len(values) == 0:
		return false
	case h.Kind == routing.HeaderExact:
		return values[0] == h.Value
	case h.Kind == routing.HeaderPrefix:
		return strings.HasPrefix(values[0], h.Value)
	case h.Kind == routing.HeaderRegex:
		return regexp.MustCompile("^(?:" + h.Value + ")$").MatchString(values[0])
	}
	return true
}
