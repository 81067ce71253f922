package trace

import "testing"

// TestNormal: what Envoy makes of a path, mode by mode (its test of path_utility, and
// Chromium's of paths).
func TestNormal(t *testing.T) {
	for _, c := range []struct{ mode, path, want string }{
		{base, "/", "/"}, {base, "/a/b", "/a/b"}, {base, "/.", "/"}, {base, "/..", "/"}, {base, "/../..", "/"}, {base, "/a/./b", "/a/b"}, {base, "/a/.", "/a/"}, {base, "/a/..", "/"},
		{base, "/a/b/../c", "/a/c"}, {base, "/a/b/..", "/a/"}, {base, "/a//..", "/a/"}, {base, "/a//../b", "/a/b"}, {base, "/../a", "/a"}, {base, "/a/..b/.c/d..", "/a/..b/.c/d.."},
		{base, "/a/...", "/a/..."}, {base, "/a/%2e%2E/b", "/b"}, {base, "/a/.%2e", "/"}, {base, "/%7Eme", "/~me"}, {base, "/%41%7a%30%2d%5F", "/Az0-_"},
		{base, `/a\..\b`, "/b"}, {base, "/a%5C..%5cb", "/a%5C..%5cb"}, {base, "/a%2f..%2Fb", "/a%2f..%2Fb"}, {base, "/a//b", "/a//b"}, {base, "/a%zz%4", "/a%zz%4"},
		{base, "/%25%32%35", "/%2525"}, {base, "/a b\x7f", "/a%20b%7F"}, {base, "/\xc3\xa9", "/%C3%A9"}, {base, `/"<>^{|}` + "`", "/%22%3C%3E%5E%7B%7C%7D%60"}, {base, "/!$&'()*+,:;=@[]", "/!$&'()*+,:;=@[]"},
		{mergesSlashes, "//a///b//", "/a/b/"}, {mergesSlashes, "/a%2F/b", "/a%2F/b"}, {mergesSlashes, "/a//../b", "/a/b"}, {mergesSlashes, "//", "/"},
		{decodes, "/a%2Fb%5cc", "/a/b/c"}, {decodes, "/a%2f..%2F%2Fb", "/b"}, {decodes, "/a%252Fb", "/a%252Fb"},
		{asItIs, "/a/../%41//", "/a/../%41//"},
	} {
		if got, ok := normal(c.mode, c.path); got != c.want || !ok {
			t.Errorf("%s %q is %q (%v), want %q", c.mode, c.path, got, ok, c.want)
		}
	}
	for path, want := range map[string]bool{"/%00": false, "/a%00/../b": false, "/%2500": true, "/%0": true} {
		if _, ok := normal(base, path); ok != want {
			t.Errorf("%q is taken: %v", path, ok)
		}
	}
}
