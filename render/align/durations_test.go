package align_test

import (
	"fmt"
	"reflect"
	"testing"
)

const timed = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: b, annotations: {timeout: %s}}
spec:
  hosts: [a.example.org]
  http:
  - timeout: %s
    retries: {attempts: 2, perTryTimeout: %s}
    corsPolicy: {maxAge: %s}
    headers: {request: {set: {timeout: %s}}}
`

// TestSpans: a span of time that is spelled otherwise is no difference, where who reads it takes
// both; another span is, as it is spelled, and so are people's own words.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		old, new []any
		want     []string
	}{
		{[]any{"x", "60s", "500ms", "86400s", "x"}, []any{"x", "1m", "0.5s", "24h", "x"}, nil},
		{[]any{"x", "60s", "1m", "24h", "x"}, []any{"x", "1m0s", "60s", "1440m", "x"}, nil},
		{[]any{"x", "60s", "500ms", "24h", "x"}, []any{"x", "90s", "500ms", "24h", "x"}, []string{"spec.http[0].timeout: 60s -> 90s"}},
		{[]any{"60s", "60s", "1s", "24h", "60s"}, []any{"1m", "60s", "1s", "24h", "1m"}, []string{"metadata.annotations.timeout: 60s -> 1m", "spec.http[0].headers.request.set.timeout: 60s -> 1m"}},
		{[]any{"x", "soon", "1s", "24h", "x"}, []any{"x", "late", "1s", "24h", "x"}, []string{"spec.http[0].timeout: soon -> late"}},
	} {
		got, _ := told(read(t, fmt.Sprintf(timed, c.old...)), read(t, fmt.Sprintf(timed, c.new...)))
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v, %v: told %q, and not %q", c.old, c.new, got, c.want)
		}
	}
}
