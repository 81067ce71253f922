package routing_test

import (
	"regexp"
	"slices"
	"testing"

	"render/render/routing"
)

// somePaths are paths of every kind that have to do with one another.
func somePaths() []routing.Path {
	var out []routing.Path
	for _, text := range []string{"/", "/a", "/a/b", "/a/b/c", "/ab", "/b", "/a.b"} {
		out = append(out, routing.NewPath(routing.Exact, text), routing.NewPath(routing.Prefix, text))
	}
	for _, text := range []string{"/a", "/A", "/a/B"} {
		out = append(out, routing.NewPath(routing.Exact, text).InAnyCase(), routing.NewPath(routing.Prefix, text).InAnyCase())
	}
	out = append(out, routing.NewPath(routing.Exact, "/A"), routing.NewPath(routing.Prefix, "/A"), routing.NewPath(routing.Exact, "/A/b/c"))
	for _, text := range []string{"/a", "/A/b.*", "/a/.*", "/a/b", "/a/[a-z]+", "/.*", ".*", "^/.+$", "/(a|b)", "(?i)/A", "/a.b", `/a\.b`, "(", "/a/?", "x.*", ""} {
		out = append(out, routing.NewPath(routing.Regex, text))
	}
	return append(out, routing.NewPath(routing.Every, ""))
}

var requests = []string{"/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/a/x", "/a/1", "/ab", "/abc", "/b", "/b/a", "/A", "/A/b", "/a/B", "/A/b/c", "/A/B/c", "/a.b", "/axb"}

// TestNewPath: a slash at the end of a prefix says nothing.
func TestNewPath(t *testing.T) {
	for _, c := range []struct {
		kind routing.Kind
		text string
		want routing.Kind
		as   string
	}{
		{routing.Prefix, "/api", routing.Prefix, "/api"},
		{routing.Prefix, "/api/", routing.Prefix, "/api"},
		{routing.Prefix, "/", routing.Every, ""},
		{routing.Prefix, "", routing.Every, ""},
		{routing.Exact, "/", routing.Exact, "/"},
		{routing.Exact, "/api/", routing.Exact, "/api/"},
		{routing.Regex, "/.*", routing.Regex, "/.*"},
	} {
		if got := routing.NewPath(c.kind, c.text); got.Kind != c.want || got.Text != c.as {
			t.Errorf("%v %q became %v %q", c.kind, c.text, got.Kind, got.Text)
		}
	}
}

// TestLiteral: what an expression's matches begin with.
func TestLiteral(t *testing.T) {
	for text, want := range map[string]string{
		"/a/.*": "/a/", "^/a$": "/a", "/v[0-9]+": "/v", "/a|/b": "/", "(/a)b": "", `/a\.b`: "/a.b", "(?i)/a": "", "/(?i)a": "/", "(": "", "": "", "/ab?": "/a", "/x{2}y": "/",
	} {
		if got := routing.NewPath(routing.Regex, text).Literal(); got != want {
			t.Errorf("%q begins with %q, want %q", text, got, want)
		}
	}
}

// TestPathRelations: what is told of two paths holds for each request, Overlaps is
// symmetric, Covers is transitive, and Compare is an order.
func TestPathRelations(t *testing.T) {
	all := somePaths()
	for _, p := range all {
		for _, q := range all {
			if p.Overlaps(q) != q.Overlaps(p) {
				t.Errorf("Overlaps of %v and %v depends on their order", p, q)
			}
			if p.Compare(q) != -q.Compare(p) {
				t.Errorf("Compare of %v and %v does", p, q)
			}
			for _, r := range requests {
				if p.Matches(r) && q.Matches(r) && !p.Overlaps(q) {
					t.Errorf("%v and %v both match %s", p, q, r)
				}
				if p.Covers(q) && q.Matches(r) && !p.Matches(r) {
					t.Errorf("%v covers %v, and does not match %s", p, q, r)
				}
			}
			for _, s := range all {
				if p.Covers(q) && q.Covers(s) && !p.Covers(s) {
					t.Errorf("%v covers %v, which covers %v", p, q, s)
				}
				if p.Compare(q) < 0 && q.Compare(s) < 0 && p.Compare(s) >= 0 {
					t.Errorf("Compare has a circle: %v, %v, %v", p, q, s)
				}
			}
		}
	}
}

// TestPathsThatAreNotExpressions: of these nothing is uncertain, so that both answers
// are the requests' own.
func TestPathsThatAreNotExpressions(t *testing.T) {
	all := slices.DeleteFunc(somePaths(), func(p routing.Path) bool { return p.Kind == routing.Regex })
	for _, p := range all {
		for _, q := range all {
			both, only := false, false
			for _, r := range append([]string{"/zz", p.Text, p.Text + "/zz", q.Text, q.Text + "/zz"}, requests...) {
				both = both || p.Matches(r) && q.Matches(r)
				only = only || q.Matches(r) && !p.Matches(r)
			}
			if p.Overlaps(q) != both {
				t.Errorf("%v overlaps %v: %v", p, q, !both)
			}
			if p.Covers(q) == only {
				t.Errorf("%v covers %v: %v", p, q, only)
			}
		}
	}
}

// FuzzPath: an answer about two paths is never against a request.
func FuzzPath(f *testing.F) {
	f.Add(uint8(1), "/a", uint8(2), "/a/.*", "/a/b")
	f.Add(uint8(0), "/a", uint8(2), "/a", "/a")
	f.Add(uint8(2), "/.*", uint8(3), "", "/")
	f.Fuzz(func(t *testing.T, k1 uint8, t1 string, k2 uint8, t2, request string) {
		if len(request) == 0 || request[0] != '/' {
			request = "/" + request
		}
		p, q := routing.NewPath(routing.Kind(k1%4), t1), routing.NewPath(routing.Kind(k2%4), t2)
		if p.Overlaps(q) != q.Overlaps(p) || p.Compare(q) != -q.Compare(p) {
			t.Errorf("%v and %v depend on their order", p, q)
		}
		if p.Matches(request) && q.Matches(request) && !p.Overlaps(q) {
			t.Errorf("%v and %v both match %q", p, q, request)
		}
		if p.Covers(q) && q.Matches(request) && !p.Matches(request) {
			t.Errorf("%v covers %v, and does not match %q", p, q, request)
		}
	})
}

// TestWithQueries: the expression is for the requests of the paths, and no others.
func TestWithQueries(t *testing.T) {
	e := regexp.MustCompile("^(?:" + routing.WithQueries([]routing.Path{routing.NewPath(routing.Prefix, "/a.b"), routing.NewPath(routing.Exact, "/x")}) + ")$")
	for request, want := range map[string]bool{"/a.b": true, "/a.b/": true, "/a.b/c?d=/x": true, "/a.b?c": true, "/x": true, "/x?y": true, "/x/y": false, "/axb": false, "/a.bc": false, "/": false, "/y?/x": false, "/y?a=/a.b/": false} {
		if e.MatchString(request) != want {
			t.Errorf("%s: %v", request, !want)
		}
	}
}
