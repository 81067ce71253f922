package endpoints

import "testing"

// TestExample: of each expression a text is made that it matches whole, or none.
func TestExample(t *testing.T) {
	for expression, want := range map[string]string{
		"/v[0-9]+/x":           "/v1/x",
		"/(de|fr)/.*":          "/de/",
		"/a{3}b?":              "/aaa",
		"/[^/]+/edit":          "/a/edit",
		"(?i)/HELLO":           "/HELLO",
		`/\d{4}-\d{2}`:         "/1111-11",
		"/x$":                  "/x",
		"/[A-C]":               "/A",
		"/[é]":                 "",
		`/\bx`:                 "/x",
		"/a\\b.":               "", // what is made up is of letters, so that there is no end of a word
		"/(a|b)(c|d)(?:e|f)+/": "/ace/",
		"(":                    "",
	} {
		got, ok := example(expression)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v; want %q", expression, got, ok, want)
		}
	}
}
