package render_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestPartSizes: whatever routes say, they are divided over VirtualServices before
// one is larger than the API server keeps, and not long before. So it is known what
// each part of a route takes there, though nothing of the plan knows how it is
// written.
func TestPartSizes(t *testing.T) {
	const limit = 262144
	long := strings.Repeat("x", 60)
	for name, route := range map[string]string{
		"a path":        "{exact: /p%d}",
		"a prefix":      "{prefix: /p%d}",
		"a header":      "{exact: /p%d, headers: {x-a: b, x-c: {regex: d}, x-e: {present: true}}}",
		"methods":       "{exact: /p%d, methods: [GET, HEAD, POST, OPTIONS]}",
		"a redirect":    "{exact: /p%d, redirect: {to: \"https://other.example.org:8443/" + long + "\", code: 308}}",
		"a rewrite":     "{exact: /p%d, rewrite: /" + long + "}",
		"two rewrites":  "{prefix: /p%d, rewrite: /" + long + "}",
		"a time":        "{exact: /p%d, timeout: 8759h59m59s999ms}",
		"retries":       "{exact: /p%d, retries: {attempts: 100, perTry: 8759h59m59s999ms, on: [5xx, connect-failure]}}",
		"a mirror":      "{exact: /p%d, mirror: {app: other, percent: 10}}",
		"other origins": "{exact: /p%d, cors: {origins: [\"https://a.example.org\", \"https://b.example.org\"], methods: [GET], headers: [x-a], expose: [x-b], maxAge: 8759h59m59s999ms, credentials: true}}",
		"conditions":    "{exact: /p%d, headers: {x-a: {not: b}, x-c: {present: false}, x-d: e}, query: {v: \"2\", w: {prefix: x}, y: {present: true}}}",
		"any case":      "{prefix: /p%d, ignoreCase: true}",
		"changes":       "{exact: /p%d, request: {set: {x-a: b}, add: {x-c: d}, remove: [x-e, x-f]}, response: {set: {x-a: b}, add: {x-c: d}, remove: [x-e]}}",
		"an answer":     "{exact: /p%d, respond: {status: 404, body: \"a\\nb<\"}}",
		"parts":         "{exact: /p%d, rewrite: {regex: '^/(p)', to: '/\\1'}}",
		"origins below": "{exact: /p%d, cors: {origins: [\"https://*.a.b.c.example.org\", {regex: \"https://(a|b)\"}, \"*\"]}}",
		"escapes":       "{exact: /p%d, headers: {x-a: 'a\"b\"<c>&\\d'}}",
	} {
		t.Run(name, func(t *testing.T) {
			var routes strings.Builder
			for i := range 3000 {
				fmt.Fprintf(&routes, "    - "+route+"\n", i)
			}
			largest := 0
			list := rendered(t, fmt.Sprintf(manyRoutes, routes.String())+"  - {name: other, service: other.web, port: 80}\n")
			for _, v := range list {
				text, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				largest = max(largest, len(text))
			}
			if largest > limit || len(list) == 1 && largest < limit/2 || len(list) > 1 && largest < limit/4 {
				t.Errorf("%d VirtualServices, the largest of %d bytes", len(list), largest)
			}
		})
	}
}
