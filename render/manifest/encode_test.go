package manifest

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestScalars(t *testing.T) {
	quoted := strings.Split("y Y n N yes Yes YES no No NO on On ON off Off OFF true True TRUE false False FALSE yEs "+
		"~ null Null NULL 0 1 -1 +1 08 0777 0o17 0O17 -0o7 0x10 0X1f 0b11 -0b1 0_x1F 1_000 -1_0.5 _1: 1.10 1. .5 +.5 1e3 1E3 1e+3 1.5e-3 .5e1 "+
		"12:30 12:30:45 -12:30:45.5 1:2 2001-01-01 2001-1-1 2001-01-01T00:00:00Z 2001-01-01t1:2:3 = << .inf +.Inf -.INF .nan .NaN "+
		"- -- --- ... --- ---a ? : :a a: & &a * *a ! !a | > % %a @ @a ` `a # #a , [ ] { } [a] {a} ' \" 'a' \"a\" a[0] a#b a<<b a<b", " ")
	quoted = append(quoted, "", " ", " a", "a ", "a: b", "a #b", "- a", "? a", "a :", "2001-01-01 1:2:3", "2001-01-01 00:00:00 +1:00",
		"a\tb", "\ta", "a\rb", "a\u00a0b", "a\u200bb", "\u202ea", "x \ny", "\tx\ny", "a\r\nb", "\n", "\na", "a\n\n", "a \n", "a\n ")
	for _, s := range quoted {
		got := string(agree(t, map[string]any{"a": s, "l": []any{s, []any{s}}, s + "k": 1, s: "v"}))
		if !strings.Contains(got, "\na: \"") && !strings.HasPrefix(got, "a: \"") {
			t.Errorf("%q is not in double quotes:\n%s", s, got)
		}
	}
	plain := strings.Split("a Ab _x /x $(X) (a) a/b:c http://h.local:80/x?y=1&z 10.0.0.1 10.0.0.0/8 192.168.1.141-192.168.1.142 1-9-7 1.2.3 v1 "+
		"100m 128Mi 1.9.7-distroless 10.0.0.1:80 2001:db8::1 --port=80 -c -a- ..a ./x +x a=b a>b a*b x-y_z.w yess nope ons é 日本 a~ a,b it's "+
		"2001-01-01x 12345-1-1 1e3x e3 a::b C:\\x", " ")
	for _, s := range append(plain, "a b", "a  b", "a - b", "x ? y") {
		got := string(agree(t, map[string]any{"a": s, "l": []any{s, []any{s}}, s + "k": 1}))
		if !strings.Contains(got, "a: "+s+"\n") {
			t.Errorf("%q is not plain:\n%s", s, got)
		}
	}
}

func TestEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"": `""`, "a\"\\\n\t\r ": `"a\"\\\n\t\r "`, "a\u00a0": `"a\u00A0"`, "\U000e0001": `"\U000E0001"`, "é: ": `"é: "`,
	} {
		got, err := AppendYAML([]byte("x"), in)
		if err != nil || string(got) != "x"+want+"\n" {
			t.Errorf("%q: %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestBlocks(t *testing.T) {
	got := agree(t, map[string]any{
		"pem": "-----BEGIN X-----\nMII=\n-----END X-----\n", "strip": "a\n\n  b: c # d\n--- e", "lead": "  a\nb", "leadEnd": " a\n",
		"list": []any{"a\nb\n", []any{"c\nd", " e\nf"}, map[string]any{"k": " g\nh\n"}}, "spaces": "x \ny", "trail": "x\n\n",
	})
	want := `lead: |2-
    a
  b
leadEnd: |2
   a
list:
- |
  a
  b
- - |-
    c
    d
  - |2-
     e
    f
- k: |2
     g
    h
pem: |
  -----BEGIN X-----
  MII=
  -----END X-----
spaces: "x \ny"
strip: |-
  a

    b: c # d
  --- e
trail: "x\n\n"
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	long := strings.Repeat("many words ", 50) + "x"
	if got := string(agree(t, map[string]any{"a": long})); got != "a: "+long+"\n" {
		t.Errorf("a long line is folded:\n%s", got)
	}
}

func TestLayout(t *testing.T) {
	v := map[string]any{
		"spec": map[string]any{
			"servers":  []any{map[string]any{"hosts": []any{"a"}, "port": map[string]any{"protocol": "HTTP", "number": 80.0, "name": "http"}}},
			"selector": map[string]any{"name": "x", "istio": "y", "app": "z"},
			"emptyDir": map[string]any{}, "none": []any{}, "null": nil, "lists": []any{[]any{1, []any{}}, map[string]any{}, []any{[]any{true}}},
		},
		"metadata": map[string]any{"labels": map[string]string{"z": "on", "name": "n", "app": "a"}, "namespace": "ns", "name": "gw", "finalizers": []string{"f", "no"}},
		"kind":     "Gateway", "apiVersion": "networking.istio.io/v1",
	}
	want := `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: gw
  namespace: ns
  labels:
    app: a
    name: "n"
    z: "on"
  finalizers:
  - f
  - "no"
spec:
  selector:
    app: z
    istio: "y"
    name: x
  servers:
  - port:
      name: http
      number: 80
      protocol: HTTP
    hosts:
    - a
  emptyDir: {}
  lists:
  - - 1
    - []
  - {}
  - - - true
  none: []
  "null": null
`
	got, err := AppendYAML(nil, v)
	if err != nil || string(got) != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, got, want)
	}
	read, err := Decode(got)
	if err != nil {
		t.Fatal(err)
	}
	agree(t, read[0].Map())
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		in   any
		want string
	}{
		{1234567.0, "1234567"}, {math.Copysign(0, -1), "0"}, {0.5, "0.5"}, {1e-7, "0.0000001"}, {123456789.5, "123456789.5"},
		{float64(1 << 53), "9007199254740992"}, {-1e15, "-1000000000000000"}, {math.Nextafter(0.3, 1), "0.30000000000000004"},
		{math.MaxInt64, "9223372036854775807"}, {int64(math.MinInt64), "-9223372036854775808"}, {7, "7"}, {uint64(math.MaxUint64), "18446744073709551615"},
		{json.Number("18446744073709551615"), "18446744073709551615"}, {json.Number("9007199254740993"), "9007199254740993"},
		{json.Number("1e3"), "1000"}, {json.Number("1.50"), "1.5"}, {json.Number("-0"), "0"}, {json.Number("-0.0e5"), "0"},
		{json.Number("0.90000000000000002"), "0.9"}, {json.Number("1.0000000000000001e-05"), "0.00001"}, {json.Number("12.0"), "12"},
		{5e-324, "0." + strings.Repeat("0", 323) + "5"},
	} {
		got := string(agree(t, map[string]any{"v": c.in}))
		if got != "v: "+c.want+"\n" {
			t.Errorf("%v: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	deep := any("x")
	for range maxDepth {
		deep = []any{deep}
	}
	if _, err := AppendYAML(nil, deep); err != nil {
		t.Errorf("%d levels: %v", maxDepth, err)
	}
	at := func(v any) any {
		return map[string]any{"spec": map[string]any{"servers": []any{map[string]any{"port": v}}}}
	}
	const place = "spec.servers[0].port: "
	for _, c := range []struct {
		in   any
		want string
	}{
		{at(math.NaN()), place + "NaN is no number"}, {at(math.Inf(-1)), place + "-Inf is no number"},
		{at(1e17), place + "the number 1e+17 may already have lost digits: it is beyond 2^53; write it as text"},
		{at(uint8(1)), place + "a value of the Go type uint8, which is no JSON value"},
		{at(json.Number("18446744073709551616")), place + "the number 18446744073709551616 does not fit 64 bits; write it as text"},
		{at(json.Number("01")), place + `"01" is no number of JSON`}, {at(json.Number("1e")), place + `"1e" is no number of JSON`},
		{at(json.Number(".5")), place + `".5" is no number of JSON`}, {at(json.Number("")), place + `"" is no number of JSON`},
		{map[string]any{"metadata": map[string]any{"a.b/c": []string{"", "\x00"}}}, `metadata["a.b/c"][1]: the character U+0000, which YAML readers do not keep`},
		{map[string]any{"a": map[string]any{"k\x85": 1}}, `a: key "k\x85": text that is not UTF-8; write binary data as base64`},
		{map[string]any{strings.Repeat("k", 1001): 1}, "a key of 1001 bytes; 1000 are the most that every YAML reader takes"},
		{[]any{deep}, strings.Repeat("[0]", 100) + ": more than 100 maps and lists in each other"},
	} {
		got, err := AppendYAML([]byte("before"), c.in)
		if err == nil || err.Error() != c.want || string(got) != "before" {
			t.Errorf("%v: %s, %v; want %s", c.in, got, err, c.want)
		}
		if _, err := AppendJSON(nil, c.in); err == nil || !strings.HasPrefix(err.Error(), c.want[:3]) {
			if !strings.Contains(c.want, "bytes") { // JSON counts a key's quotes as well
				t.Errorf("JSON: %v", err)
			}
		}
	}
	for _, n := range []string{"1e400", "1e-400", "1e20", "0.123456789012345678", "1.0000000000000001", "9007199254740991.4"} {
		if got, err := AppendYAML(nil, json.Number(n)); err == nil {
			t.Errorf("%s is written as %s", n, got)
		}
	}
	for _, s := range []string{"\x00", "\x1b", "\x7f", "\u0080", "\u0085", "\u009f", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff", "\xff", "\xed\xa0\x80", "\xc0\x80"} {
		for _, text := range []string{s, "a" + s, s + "b", "a\n" + s + "\n", "é" + s} {
			if got, err := AppendYAML(nil, map[string]any{"a": text}); err == nil {
				t.Errorf("%q is written as %s", text, got)
			}
			if got, err := AppendYAML(nil, map[string]any{text: "a"}); err == nil {
				t.Errorf("key %q is written as %s", text, got)
			}
		}
	}
}
