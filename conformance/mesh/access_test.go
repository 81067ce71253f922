package mesh

import (
	"fmt"
	"iter"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"istio.io/istio/pilot/pkg/simulation"
)

// fewestAsked keeps the tests of access from asking less and less.
const fewestAsked = 60_000

// mostAsked is about how many askings of a tier are tried, of all of them each so many-th.
const mostAsked = 400

// allAsked is about all of an example.
const allAsked = 30_000

var senders = []string{"10.0.0.9", "10.0.0.66", "10.1.2.3", "192.168.1.9", "192.168.1.66", "172.16.0.9", "203.0.113.9"}

// TestAccess: who comes in to made-up topologies and to the examples is whom they say, by
// istiod's own translation of the policies.
func TestAccess(t *testing.T) {
	tool, err := renderer()
	if err != nil {
		t.Fatal(err)
	}
	judged, refused, asked := 0, map[string]int{}, 0
	judge := func(name string, most int, written []byte, streams ...[]byte) {
		problems, n := judgeAccess(t, most, written, streams...)
		judged, asked = judged+1, asked+n
		for _, p := range problems[:min(len(problems), 8)] {
			t.Errorf("%s: %s", name, p)
		}
		if len(problems) > 0 {
			t.Logf("%d problems of %s:\n%s", len(problems), name, written)
		}
	}
	guarded := 0
	for _, example := range examples(t) {
		written, streams := golden(t, example, same)
		if top, err := readTopology(written); err != nil || !slices.ContainsFunc(top.Tiers, func(t tier) bool { return t.guarded() }) {
			continue
		}
		guarded++
		judge(example, allAsked, written, streams...)
	}
	if guarded < 3 {
		t.Errorf("only %d examples say who may come in", guarded)
	}
	for at := range accessSeeds() {
		written := madeAccess(at)
		name := inFolder(t, written)
		stream, ok := renders(t, tool, name)
		if !ok {
			codes, told := refusedFor(t, tool, name)
			for _, code := range codes {
				refused[code]++
				if !slices.Contains([]string{"access-routes", "access-hosts", "access-provider", "access-token", "access-empty", "access-connection", "route-taken", "route-hidden", "gateway-api-field", "gateway-api-value", "gateway-api-conflict", "connection-nowhere", "host-between", "fallback-nowhere", "beside-passthrough", "host-unknown"}, code) {
					t.Errorf("%d is refused for %s: %s\n%s", at, code, told, written)
				}
			}
			continue
		}
		judge(fmt.Sprint(at), mostAsked, written, withIstio(t, tool, name, stream)...)
	}
	t.Logf("%d topologies judged, refused for %v; %d askings", judged, refused, asked)
	if *topologies >= fewestMade && (asked < fewestAsked || judged*4 < *topologies) {
		t.Errorf("only %d askings of %d topologies", asked, judged)
	}
}

// onceWrong are seeds of topologies whose policies let in once whom they ought not to.
var onceWrong = []uint64{645, 720, 1373, 1473}

// accessSeeds are those of the topologies that are made up.
func accessSeeds() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		end := *seed + uint64(*topologies)
		for at := *seed; at < end; at++ {
			if !yield(at) {
				return
			}
		}
		for _, at := range onceWrong {
			if (at < *seed || at >= end) && !yield(at) {
				return
			}
		}
	}
}

// TestAccessBroken: policies that let in others are found.
func TestAccessBroken(t *testing.T) {
	for change, example := range map[string]string{
		"- 192.168.1.66/32=- 192.168.1.67/32": "access", "- /reports/healthz=- /reports/*": "access", "- api.apps.example.org\n=- other.apps.example.org\n": "access",
		"- partners=- others": "access", "notIpBlocks:\n        - 192.168.1.0/24=ipBlocks:\n        - 192.168.1.0/24": "access", "remoteIpBlocks=ipBlocks": "gateway-api-access", "- /hooks/*=- /hook/*": "gateway-api-access",
		"notPaths:=paths:": "access", "- \"5432\"=- \"5433\"": "access",
	} {
		from, to, _ := strings.Cut(change, "=")
		broken := func(stream string) string {
			if strings.Contains(stream, "kind: AuthorizationPolicy") && !strings.Contains(stream, from) {
				t.Errorf("%q is not there", from)
			}
			return strings.ReplaceAll(stream, from, to)
		}
		written, streams := golden(t, example, broken)
		if problems, _ := judgeAccess(t, 10*mostAsked, written, streams...); len(problems) == 0 {
			t.Errorf("%q is not found", change)
		}
	}
}

// judgeAccess asks everything of each tier's gateway.
func judgeAccess(t *testing.T, most int, written []byte, streams ...[]byte) (problems []string, asked int) {
	t.Helper()
	w, err := newWorld(written, append(streams, []byte(loginService))...)
	if err != nil {
		t.Fatal(err)
	}
	configs, err := w.configs()
	if err != nil {
		t.Fatal(err)
	}
	failed := w.followers(t, configs, func(_ int, f *follower) {
		g := &guardedTier{follower: f, most: most}
		g.all()
		if most == allAsked && (g.in == 0 || g.kept == 0 && g.tier.guarded()) {
			g.fail("%d are let in, %d kept out: one of both is not asked", g.in, g.kept)
		}
		problems, asked = append(problems, g.problems...), asked+g.asked
	})
	return append(problems, failed...), asked
}

const loginService = "apiVersion: v1\nkind: Service\nmetadata: {name: login, namespace: default}\nspec: {ports: [{name: http, port: 4180}]}\n---\n" +
	"apiVersion: v1\nkind: Service\nmetadata: {name: oauth2-proxy, namespace: login}\nspec: {ports: [{name: http, port: 4180}]}\n"

// guardedTier asks one tier's gateway.
type guardedTier struct {
	*follower
	most        int
	asked       int
	in, kept    int // who is to be let in, and kept out, if only by whom the gateway asks
	every, turn int // of so many askings one is tried
}

func (g *guardedTier) all() {
	if !slices.ContainsFunc(g.w.top.Tiers, func(t tier) bool { return t.guarded() }) {
		return
	}
	requests := g.requests()
	g.every = max(1, len(requests)*len(g.tier.doors())*len(senders)*len(g.bring())/g.most) | 1
	for _, d := range g.tier.doors() {
		for _, q := range requests {
			q = q.at(d)
			for _, from := range senders {
				for _, given := range g.bring() {
					if g.turn++; g.turn%g.every == 0 {
						g.ask(&q, netip.MustParseAddr(from), given)
					}
				}
			}
		}
	}
	g.connections()
}

// requests are those of every route on every host, and beside them.
func (g *guardedTier) requests() (out []request) {
	paths := []string{"/a/public/../secret", "/healthz", "/a/b/c", "/a", "/a/", "/ab", "/a/b", "//a/b", "/a/public/y"}
	hosts := []string{}
	for _, q := range g.tier.asked() {
		if out = append(out, q); !slices.Contains(hosts, q.host) {
			hosts = append(hosts, q.host)
		}
	}
	for _, h := range hosts {
		for _, p := range paths {
			if !strings.Contains(p, "..") && !strings.HasPrefix(p, "//") {
				out = append(out, request{host: h, path: p, method: "GET"})
			}
		}
		for _, p := range []string{"/x", "/y/z", "/a/b", "/v1/x"} {
			out = append(out, request{host: h, path: p, method: "OPTIONS", headers: http.Header{"Origin": {"https://page.example.org"}, "Access-Control-Request-Method": {"PUT"}}},
				request{host: h, path: p, method: "OPTIONS"}, request{host: h, path: p, method: "OPTIONS", headers: http.Header{"Origin": {"https://page.example.org"}}})
		}
	}
	return out
}

// bring is what tokens somebody brings: none, the right one of each issuer, one for others,
// and one of nobody known.
func (g *guardedTier) bring() [][]credential {
	out := [][]credential{nil}
	for _, i := range g.tier.issuers() {
		right := i.credential()
		other := right
		other.audiences, other.claims = []string{"mail"}, map[string]any{"sub": "eve", "groups": "guests"}
		stranger := right
		stranger.issuer = "https://evil.example.net"
		out = append(out, []credential{right}, []credential{other}, []credential{stranger})
	}
	return out
}

func (g *guardedTier) ask(q *request, from netip.Addr, given []credential) {
	want, known := g.w.top.wantAdmitted(g.tier, q, from, given)
	if !known {
		return
	}
	g.asked++
	if want.refused == "" {
		g.in++
	}
	if want.refused != "" || len(want.asks) > 0 {
		g.kept++
	}
	got, err := g.admitted(q, from, given...)
	switch {
	case err != nil:
		g.fail("%v from %v: %v", q, from, err)
	case got.refused != want.refused, want.refused == "" && len(got.asks) != len(want.asks):
		g.fail("%v from %v with %v: %v, want %v", q, from, given, got, want)
	}
	// The same with another port in Host, and other letters: never more than that.
	for _, host := range []string{q.host + ":9999", strings.ToUpper(q.host)} {
		as := *q
		as.sni, as.host = q.host, host
		if q.port != 443 && q.port != 80 {
			continue
		}
		got, err := g.admitted(&as, from, given...)
		if err != nil || want.refused != "" && got.refused == "" || want.refused == "" && got.refused == "" && len(got.asks) < len(want.asks) {
			g.fail("%s on %v from %v with %v: %v, %v, want %v", host, q, from, given, got, err, want)
		}
		g.asked++
	}
	g.elsewhere(q, from, given)
}

// elsewhere asks for the same by connections that were opened for other hosts, which have
// certificates, and so routes, of their own: never more than is let in to what answers there.
func (g *guardedTier) elsewhere(q *request, from netip.Addr, given []credential) {
	if !q.secure || q.port != 443 {
		return
	}
	for _, h := range g.tier.hosts() {
		as := *q
		as.sni = concrete(h)
		want, known := g.w.top.wantAdmitted(g.tier, &as, from, given)
		if as.sni == q.host || !known {
			continue
		}
		got, err := g.admitted(&as, from, given...)
		if err != nil || want.refused != "" && got.refused == "" || want.refused == "" && got.refused == "" && len(got.asks) < len(want.asks) {
			g.fail("%v from %v with %v: %v, %v, want %v", &as, from, given, got, err, want)
		}
		g.asked++
	}
}

func TestMadeAccessReads(t *testing.T) {
	if os.Getenv("SHOW") != "" {
		t.Log(string(madeAccess(*seed)))
	}
	for at := range uint64(50) {
		if _, err := readTopology(madeAccess(at)); err != nil {
			t.Fatalf("%d: %v", at, err)
		}
	}
}

// connections asks for connections of an app, as they are or by what is asked for by TLS.
func (g *guardedTier) connections() {
	for i := range g.tier.Apps {
		a := &g.tier.Apps[i]
		for j := range a.Routes {
			if n := a.Routes[j].TCP; n != 0 {
				g.connect(a, simulation.Call{Port: n, Protocol: simulation.TCP, TLS: simulation.Plaintext, CallMode: simulation.CallModeGateway}, "")
			}
		}
		for _, h := range a.Hosts {
			if name := concrete(h); g.tier.server(name).Mode == "passthrough" {
				g.connect(a, simulation.Call{Port: 443, Protocol: simulation.TCP, TLS: simulation.TLS, Sni: name, CallMode: simulation.CallModeGateway}, name)
			}
		}
	}
}

func (g *guardedTier) connect(a *app, call simulation.Call, sni string) {
	pod := g.targets[call.Port]
	chain, _, _ := g.chain(call)
	if chain == nil {
		return
	}
	for _, text := range senders {
		from := netip.MustParseAddr(text)
		want := ""
		if who := g.tier.who(a); who != nil {
			in := who.holds(from, nil) && (len(who.AnyOf) == 0 || slices.ContainsFunc(who.AnyOf, func(w way) bool { return w.holds(from, nil) }))
			if !in {
				want = "closed"
			}
		}
		g.asked++
		got, err := admit(chain, &asking{from: g.tier.peer(from), origin: from, pod: uint32(pod), sni: sni}, nil)
		if err != nil || got.refused != want {
			g.fail("a connection to %s%d from %v: %v, %v, want %q", sni, call.Port, from, got, err, want)
		}
	}
}
