package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tlsWords are what a library of TLS says of why it is broken off.
var tlsWords = regexp.MustCompile(`(\((?:35|56)\)) [^(]*\(`)

var updateSmoke = flag.Bool("smoke", false, "write testdata/smoke.txt")

// TestSmoke: the script finds everything as it ought to be, by each shell; the whole
// report is known.
func TestSmoke(t *testing.T) {
	requires(t, "curl", "sh")
	g := newGateways(t)
	g.start(t)
	client := g.client(t)
	want, err := os.ReadFile("testdata/smoke.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, shell := range posixShells(t) {
		out, code := g.smoke(t, shell, client)
		out = tlsWords.ReplaceAllString(out, "$1 (")
		if *updateSmoke {
			writeFile(t, "testdata/smoke.txt", out)
		} else if code != 0 || out != string(want) {
			t.Errorf("%q: exit code %d\n%s", shell, code, out)
		}
	}
	out, code := g.smoke(t, []string{"sh"}, nil, "--quiet")
	if code != 0 || strings.Count(out, "\n") != 1 || !strings.Contains(out, " 0 failed, ") {
		t.Errorf("--quiet: exit code %d\n%s", code, out)
	}
	out, code = g.smoke(t, []string{"sh"}, nil, "--tier", "staff")
	if code != 0 || strings.Contains(out, "primary 192.0.2.1") || !strings.Contains(out, "0 skipped") {
		t.Errorf("--tier: exit code %d\n%s", code, out)
	}
	out, code = g.smoke(t, []string{"sh"}, nil, "--tier", "primary")
	if code != 0 || !strings.Contains(out, "skip primary 192.0.2.1 https://m.example.org/hello: needs a client certificate; write: CLIENT_CERT=FILE CLIENT_KEY=FILE (topology.yaml:17, app \"one\")\n") {
		t.Errorf("no client's certificate: exit code %d\n%s", code, out)
	}
	if out, code = g.smoke(t, []string{"sh"}, nil, "--tier", "stuff"); code != 3 || !strings.HasPrefix(out, "smoke: --tier stuff is none of: primary staff\n") {
		t.Errorf("a wrong tier: exit code %d\n%s", code, out)
	}
	for _, entry := range []string{"bogus", "192.0.2.1=127.0.0.1:80", "192.0.2.1:80=127.0.0.1", "192.0.2.1:80=::1:80", "192.0.2.1:http=127.0.0.1:80", "192.0.2.1:80=127.0.0.1:65536", "=", "*:80=127.0.0.1:80", "192.0.2.1:80=a:80=b:80"} {
		out, code = g.smoke(t, []string{"sh"}, []string{"CONNECT=" + entry})
		if want := "smoke: CONNECT has \"" + entry + "\", and it is: ADDRESS-OR-TIER:PORT=HOST:PORT, such as "; code != 3 || !strings.HasPrefix(out, want) && entry != "*:80=127.0.0.1:80" {
			t.Errorf("CONNECT=%s: exit code %d\n%s", entry, code, out)
		}
	}
	if out, code = g.smoke(t, []string{"sh"}, []string{"CONNECT=192.0.2.9:80=127.0.0.1:80"}); code != 3 || !strings.HasPrefix(out, "smoke: CONNECT has \"192.0.2.9:80=127.0.0.1:80\", and 192.0.2.9 is neither a tier nor an address of one: primary staff 192.0.2.1 192.0.2.2\n") {
		t.Errorf("an address of no tier: exit code %d\n%s", code, out)
	}
	for _, setting := range []string{"TIMEOUT=00", "TIMEOUT=9999999", "TIMEOUT=x"} {
		if out, code = g.smoke(t, []string{"sh"}, []string{setting}); code != 3 || !strings.HasPrefix(out, "smoke: "+setting+" is no number of seconds from 1 to 999999\n") {
			t.Errorf("%s: exit code %d\n%s", setting, code, out)
		}
	}
	for version, ok := range map[string]bool{"curl 7.59.0 (x)": false, "curl 7.9 (x)": false, "curl 6.80": false, "busybox": false, "curl 7.60.0 (x)": true, "curl 8.0.1 (x)": true} {
		old := filepath.Join(g.dir, "old-curl")
		writeFile(t, old, "#!/bin/sh\n[ \"$1\" = --version ] && echo '"+version+"' && exit\nexec curl \"$@\"\n")
		if err := os.Chmod(old, 0o755); err != nil {
			t.Fatal(err)
		}
		out, code = g.smoke(t, []string{"sh"}, []string{"CURL=" + old}, "--tier", "staff")
		if ok && code != 0 || !ok && (code != 2 || !strings.HasPrefix(out, "smoke: ") || !strings.Contains(out, "7.60 or newer is wanted; write: CURL=/path/to/curl\n")) {
			t.Errorf("%s: exit code %d\n%s", version, code, out)
		}
	}
	if out, code = g.smoke(t, []string{"sh"}, []string{"CURL=/nowhere"}); code != 2 || !strings.Contains(out, "there is no curl") {
		t.Errorf("no curl: exit code %d\n%s", code, out)
	}
}

// TestSmokeOutside: from outside of the networks that may come in nothing answers.
func TestSmokeOutside(t *testing.T) {
	requires(t, "curl", "sh")
	g := newGateways(t)
	g.start(t)
	out, code := g.smoke(t, []string{"sh"}, nil, "--outside")
	if code != 1 || !strings.Contains(out, "FAIL primary 192.0.2.1 port 443 from outside: takes connections; wanted no connection (only 10.0.0.0/8)\n") {
		t.Errorf("open: exit code %d\n%s", code, out)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dark := listener.Addr().String()
	listener.Close()
	for _, port := range []string{"80", "443", "8080", "31400"} {
		g.address["192.0.2.1:"+port] = dark
	}
	if out, code = g.smoke(t, []string{"sh"}, nil, "--outside"); code != 0 || strings.Count(out, "ok   primary 192.0.2.1 port ") != 4 {
		t.Errorf("closed: exit code %d\n%s", code, out)
	}
	if out, code = g.smoke(t, []string{"sh"}, nil); code != 1 || strings.Contains(out, "ok   primary 192.0.2.1") {
		t.Errorf("nothing answers: exit code %d\n%s", code, out)
	}
}

// TestSmokeFaults: each thing that can be wrong fails, at the lines that tell of it and
// no others.
func TestSmokeFaults(t *testing.T) {
	requires(t, "curl", "sh")
	made := newGateways(t)
	client := made.client(t)
	instead := func(path, host string, other func(http.ResponseWriter, *http.Request)) func(*gateways) {
		return func(g *gateways) {
			g.answer = func(tier string, w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == path && strings.HasPrefix(r.Host, host) {
					other(w, r)
					return
				}
				gatewayAnswer(tier, w, r)
			}
		}
	}
	status := func(code int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
	}
	for name, one := range map[string]struct {
		fault func(*gateways)
		want  []string // begins of lines that fail, all of them
	}{
		"no route":     {instead("/hello", "a.example.org", status(404)), []string{"primary 192.0.2.1 https://a.example.org/hello: 404; wanted an answer of the app", "primary 192.0.2.1 http://a.example.org:8080/hello: 404; wanted"}},
		"no app":       {instead("/v1/x", "a.example.org", func(w http.ResponseWriter, r *http.Request) { app(w, 503) }), []string{"primary 192.0.2.1 https://a.example.org/v1/x: 503; ", "primary 192.0.2.1 http://a.example.org:8080/v1/x: 503; "}},
		"app's 404":    {instead("/hello", "a.example.org", func(w http.ResponseWriter, r *http.Request) { app(w, 404) }), nil},
		"wrong text":   {instead("/gone", "a.example.org:", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(410) }), []string{"primary 192.0.2.1 http://a.example.org:8080/gone: 410; wanted 410 with the text of the topology"}},
		"wrong status": {instead("/gone", "a.example.org:", status(200)), []string{"primary 192.0.2.1 http://a.example.org:8080/gone: 200; wanted 410"}},
		"wrong target": {instead("/old", "a.example.org:", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://b.example.org/newer", http.StatusPermanentRedirect)
		}),
			[]string{"primary 192.0.2.1 http://a.example.org:8080/old: 308 to https://b.example.org/newer; wanted 308 to https://b.example.org/new "}},
		"wrong code": {instead("/old", "a.example.org:", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://b.example.org/new", http.StatusFound)
		}),
			[]string{"primary 192.0.2.1 http://a.example.org:8080/old: 302 to https://b.example.org/new; wanted 308"}},
		"no redirect": {instead("/smoke-test", "a.example.org", func(w http.ResponseWriter, r *http.Request) { app(w, 200) }), []string{"primary 192.0.2.1 http://a.example.org/smoke-test: 200; wanted 301 to https://a.example.org/smoke-test"}},
		"redirects open": {instead("/open/smoke-test", "a.example.org", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://a.example.org/open/", http.StatusMovedPermanently)
		}), []string{"primary 192.0.2.1 http://a.example.org/open/smoke-test: 301 to https://a.example.org/open/; wanted an answer in clear"}},
		"crossed in clear": {func(g *gateways) {
			g.answer = func(tier string, w http.ResponseWriter, r *http.Request) {
				if r.TLS == nil && r.Host == "b.example.org" {
					tier = "staff"
				}
				gatewayAnswer(tier, w, r)
			}
		}, []string{"primary 192.0.2.1 http://b.example.org/: 200; wanted the gateway's 404"}},
		"crossed": {func(g *gateways) {
			g.shown = func(tier, name string) string { return gatewayShows("primary", name) + gatewayShows("staff", name) }
			g.answer = func(tier string, w http.ResponseWriter, r *http.Request) {
				if r.Host == "b.example.org" {
					tier = "staff"
				}
				gatewayAnswer(tier, w, r)
			}
		}, []string{"primary 192.0.2.1 http://b.example.org/: 200; ", "primary 192.0.2.1 https://b.example.org/: 200; "}},
		"another's certificate": {func(g *gateways) {
			g.shown = func(tier, name string) string {
				if name == "b.example.org" {
					return map[string]string{"primary": "", "staff": "a.example.org"}[tier]
				}
				return gatewayShows(tier, name)
			}
		}, []string{"staff 192.0.2.2 https://b.example.org/: (60) "}},
		"no certificate asked for": {func(g *gateways) { g.mutual = func(string) bool { return false } },
			[]string{"primary 192.0.2.1 https://m.example.org/ without a client's certificate: 404; wanted the connection to be refused"}},
		"no TLS": {func(g *gateways) { g.address["192.0.2.2:443"] = g.address["192.0.2.2:80"] },
			[]string{"staff 192.0.2.2 https://b.example.org/: (35) "}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := &gateways{}
			*g = *made
			g.start(t)
			one.fault(g)
			out, code := g.smoke(t, []string{"sh"}, client, "--quiet")
			lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
			if (code != 0) != (len(one.want) > 0) || len(lines) != len(one.want)+1 {
				t.Fatalf("exit code %d, want %d lines and a summary\n%s", code, len(one.want), out)
			}
			for i, want := range one.want {
				if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, "FAIL "+want) }) {
					t.Errorf("no line %d: FAIL %s\n%s", i, want, out)
				}
			}
			if want := fmt.Sprintf(" %d failed, ", len(one.want)); !strings.Contains(lines[len(lines)-1], want) {
				t.Errorf("the summary lacks %q: %s", want, out)
			}
		})
	}
}
