package trace_test

import (
	"strings"
	"testing"

	"render/render/trace"
)

// TestParse: what a URL asks for, and what is no URL that can be followed is told with
// what to write.
func TestParse(t *testing.T) {
	for _, c := range [][2]string{
		{"HTTPS://Home.Example.ORG.", "https://home.example.org./"},
		{"https://home.example.org:443/a?b=c#d", "https://home.example.org/a?b=c"},
		{"http://home.example.org:443/", "http://home.example.org:443/"},
		{"https://[FD00::1]:8443/a", "https://[fd00::1]:8443/a"},
		{"https://[FD00:0:0::1]/", "https://[fd00::1]/"},
		{"https://[::ffff:192.0.2.1]/", "https://192.0.2.1/"},
		{"https://home.example.org/a b?v=1 2", "https://home.example.org/a%20b?v=1%202"},
		{`https://home.example.org/a\..\b?v=\c`, `https://home.example.org/a/../b?v=\c`},
		{"tcp://192.0.2.1:5432", "tcp://192.0.2.1:5432"},
		{"tls://home.example.org/", "tls://home.example.org"},
		{"https://a_b.xn--mnchen-3ya.de/", "https://a_b.xn--mnchen-3ya.de/"},
		{"https://MÜNCHEN.de/", "https://xn--mnchen-3ya.de/"},
	} {
		if r, err := trace.Parse(c[0]); err != nil || r.URL() != c[1] {
			t.Errorf("%q is %q (%v), and %q was wanted", c[0], r.URL(), err, c[1])
		}
	}
	for _, c := range [][2]string{
		{"", "write: https://HOST/PATH"},
		{"home.example.org/a", "write: https://home.example.org/a, or http"},
		{"//home.example.org/a", "write: https://home.example.org/a, or http"},
		{"ftp://home.example.org/a", "write: https://home.example.org/a, or http"},
		{"https:///a", "is not a URL; write: https://HOST/PATH"},
		{"http://fd00::1/a", "write: http://[fd00::1]/a"},
		{"http://[fd00::1%25eth0]/", "is no host"},
		{"https://home.example.org/a%zz", `write %25 for "%" itself`},
		{"https://me:secret@home.example.org/", "leave it out"},
		{"https://*.example.org/", "stands for many hosts"},
		{"https://a..example.org/", "is no host"},
		{"https://☃.de/", "xn--"},
		{"https://" + strings.Repeat("a", 64) + ".example.org/", "is no host"},
		{"https://home.example.org:0/", "no port from 1 to 65535"},
		{"https://home.example.org:70000/", "no port from 1 to 65535"},
		{"tcp://192.0.2.1", "write: tcp://192.0.2.1:PORT"},
		{"tcp://192.0.2.1:80/a", "has a path"},
		{"https://home.example.org/?key=AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", "has a private key in it"},
	} {
		if r, err := trace.Parse(c[0]); err == nil || !strings.Contains(err.Error(), c[1]) || strings.Contains(err.Error(), "QQQ") || strings.Contains(err.Error(), "secret@") {
			t.Errorf("%q is %q (%v), and %q was to be told", c[0], r.URL(), err, c[1])
		}
	}
}

// TestSet: flags change a request, and what they cannot mean is told.
func TestSet(t *testing.T) {
	r, err := trace.Parse("https://192.0.2.1/")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{"method", "post"}, {"sni", "A.example.org"}, {"header", "Host: B.example.org:8443"}, {"header", "a:b:c"}, {"header", "X-A_b.1:"}, {"from", "fd00::1"}} {
		if err := r.Set(c[0], c[1]); err != nil {
			t.Errorf("%s %q: %v", c[0], c[1], err)
		}
	}
	other, err := trace.Parse("https://a.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{"b.example.org", `--header="Host: b.example.org" https://a.example.org/`}, {"c.example.org:443", `--header="Host: c.example.org" https://a.example.org/`}, {"A.example.org", "https://a.example.org/"}} {
		if err := other.Set("header", "Host: "+c[0]); err != nil || other.Words() != c[1] {
			t.Errorf("for %s: %s (%v), want %s", c[0], other.Words(), err, c[1])
		}
	}
	if got, want := r.Words(), `--method=POST --header="Host: b.example.org" --header="a: b:c" --header="X-A_b.1: " --sni=a.example.org --from=fd00::1 https://192.0.2.1/`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for _, c := range [][2]string{{"method", ""}, {"method", "GE T"}, {"sni", "*.example.org"}, {"header", "Host:"}, {"header", "novalue"}, {"header", "a b: c"}, {"header", "a: b\nc"}, {"from", "fe80::1%eth0"}, {"from", "10.0.0.0/8"}, {"port", "80"},
		{"header", "x: AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"}} {
		if err := r.Set(c[0], c[1]); err == nil || strings.Contains(err.Error(), "QQQ") {
			t.Errorf("%s %q: %v", c[0], c[1], err)
		}
	}
}
