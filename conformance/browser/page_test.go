package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// lit are the names of what is lit, by their columns from the left.
const lit = `[...document.querySelectorAll(".box.on")].map(box => box.classList[1] + " " + box.querySelector("title").textContent.split("\n")[0].split(" ").slice(1).join(" ")).sort()`

// boxAt is where a box of a column and a name is.
func boxAt(column, name string) string {
	return fmt.Sprintf(`(() => { const box = [...document.querySelectorAll(".box.%s")].find(box => box.querySelector("title").textContent.split("\n")[0] === %q);
		const r = box.getBoundingClientRect(); box.scrollIntoView({block: "center"}); const at = box.getBoundingClientRect(); return [at.x + r.width / 2, at.y + r.height / 2]; })()`, column, column+" "+name)
}

// point moves the pointer onto a box.
func (w *tab) point(t *testing.T, column, name string) (x, y float64) {
	t.Helper()
	var at []float64
	w.is(t, boxAt(column, name), &at)
	w.run(t, input.DispatchMouseEvent(input.MouseMoved, at[0], at[1]))
	return at[0], at[1]
}

func (w *tab) lit(t *testing.T) []string {
	t.Helper()
	var out []string
	w.is(t, lit, &out)
	return out
}

// TestPaths: a host that is pointed at lights its whole path in both directions and nothing
// else; so does one that is reached by the tab key; a click keeps it, Escape lets go.
func TestPaths(t *testing.T) {
	w := open(t, drawn+"/forty.html")
	pay := []string{"address 192.0.2.10", "app checkout", "app images", "app search", "app status", "app catalogue", "certificate certs/pay",
		"gateway gateway-ingressgateway-public-pay-example-com", "host pay.example.com", "route /*", "route /api/*", "route /catalogue/*", "route /images/*", "route /search/*", "route /status/*", "route /suggest/*", "tier public"}
	slices.Sort(pay)
	w.point(t, "host", "pay.example.com")
	if got := w.lit(t); !slices.Equal(got, pay) {
		t.Errorf("lit are\n%q and not\n%q", got, pay)
	}
	w.point(t, "host", "wiki.staff.example.com")
	wiki := []string{"address 192.0.2.12", "app wiki", "certificate certs/_wildcard.staff.example.com", "gateway gateway-ingressgateway-staff", "host wiki.staff.example.com", "route /*", "tier staff"}
	if got := w.lit(t); !slices.Equal(got, wiki) {
		t.Errorf("lit are\n%q and not\n%q", got, wiki)
	}
	access := open(t, drawn+"/access.html")
	access.point(t, "host", "api.apps.example.org")
	if got := sentence(access.lit(t)); got != "access a token of https://id.example.org, address 192.168.1.141, app api, certificate tls-credential, gateway gateway-ingressgateway, host api.apps.example.org, route /v1/*, tier primary" {
		t.Errorf("of a host for tokens lit are %s", got)
	}
	w.point(t, "app", "time")
	if got := sentence(w.lit(t)); got != "address 192.0.2.13, app time, gateway gateway-ingressgateway-devices-tcp, route TCP on 3700, tier devices" {
		t.Errorf("of an app lit are %s", got)
	}
	var lines int
	w.is(t, `document.querySelectorAll(".line.on").length`, &lines)
	if lines != 4 {
		t.Errorf("%d lines are lit on the path of time, not 4", lines)
	}
	w.run(t, input.DispatchMouseEvent(input.MouseMoved, 2, 2))
	if got := w.lit(t); len(got) > 0 {
		t.Errorf("where nothing is pointed at, lit are %q", got)
	}
	// By keys alone.
	w.run(t, chromedp.Focus("#url"))
	for onHost, presses := false, 0; !onHost && presses < 4; presses++ { // past the button, and what scrolls
		w.run(t, chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`!!document.activeElement.dataset.host`, &onHost))
	}
	if got := w.lit(t); !slices.Contains(got, "host www.example.com") || len(got) < 7 {
		t.Errorf("by the tab key lit are %q", got)
	}
	w.run(t, chromedp.KeyEvent(kb.Enter), chromedp.Focus("#url"))
	if got := w.lit(t); !slices.Contains(got, "host www.example.com") {
		t.Errorf("what Enter keeps is not lit: %q", got)
	}
	w.run(t, chromedp.KeyEvent(kb.Escape))
	if got := w.lit(t); len(got) > 0 {
		t.Errorf("after Escape lit are %q", got)
	}
	x, y := w.point(t, "host", "pay.example.com")
	w.run(t, chromedp.MouseClickXY(x, y), input.DispatchMouseEvent(input.MouseMoved, 2, 2))
	if got := w.lit(t); !slices.Equal(got, pay) {
		t.Errorf("what a click keeps is not lit: %q", got)
	}
}

// follow asks the page for a URL, and gives what it answers.
func (w *tab) follow(t *testing.T, url string) string {
	t.Helper()
	var out string
	w.run(t, chromedp.SetValue("#url", url), chromedp.Focus("#url"), chromedp.KeyEvent(kb.Enter), chromedp.Evaluate(`document.getElementById("answer").innerText`, &out))
	return out
}

// TestAnswers: the page says of each URL that trace --all asks for what that says, however
// it is typed, and of any other how to ask.
func TestAnswers(t *testing.T) {
	w := open(t, drawn+"/forty.html")
	for typed, want := range map[string]string{
		"https://pay.example.com/status/x":      "render trace https://pay.example.com/status/x topology.yaml",
		"HTTPS://Pay.Example.com:443/":          "arrives at checkout.default.svc.cluster.local:8001",
		"wiki.staff.example.com":                "arrives at wiki.default.svc.cluster.local:8001",
		"http://pay.example.com/":               "redirects to https://pay.example.com/",
		"https://api.iot.example.com/registry/": "arrives at registry.default.svc.cluster.local:8007",
		"tls://cams.iot.example.com":            "arrives at cameras.default.svc.cluster.local:8443",
		"tls://cams.iot.example.com:443":        "arrives at cameras.default.svc.cluster.local:8443",
		"tcp://192.0.2.13:3700":                 "arrives at time.default.svc.cluster.local:37",
		"https://nobody.example.net/":           "render trace https://nobody.example.net/ topology.yaml",
		"https://a.example/x?y=$(id)&z='1'":     `render trace 'https://a.example/x?y=$(id)&z='\''1'\''' topology.yaml`,
		"https://me:secret@pay.example.com/":    "render trace https://me:secret@pay.example.com/ topology.yaml",
		"https://[":                             "This is not a URL; write: https://HOST/PATH",
	} {
		if got := w.follow(t, typed); !strings.Contains(got, want) {
			t.Errorf("of %s it says\n%s\nand not: %s", typed, got, want)
		}
	}
	if got := w.follow(t, "https://wiki.staff.example.com/"); !strings.Contains(got, "topology.yaml:") || !strings.Contains(got, "certificate: ") {
		t.Errorf("no hops and lines: %s", got)
	}
	if got := w.lit(t); !slices.Contains(got, "app wiki") {
		t.Errorf("the path is not lit: %q", got)
	}
	w.follow(t, "https://unknown.staff.example.com/")
	if got := w.lit(t); !slices.Contains(got, "host *.staff.example.com") {
		t.Errorf("of a host below a wildcard lit are %q", got)
	}
	if got := w.follow(t, " "); got != "" {
		t.Errorf("of nothing it says %q", got)
	}
}

// TestPageIsAlone: a page asks for nothing, has nothing that its own policy forbids, and
// its policy forbids the scripts and styles of others; nothing of a topology is markup.
func TestPageIsAlone(t *testing.T) {
	folder := t.TempDir()
	topology := filepath.Join(folder, "topology.yaml")
	text := `name: hostile
microk8s: "1.36"
istio: "1.31"
secrets: redacted
tiers:
- name: home
  ip: 192.168.1.141
  hosts: [home.example.org]
  cert: "certs/</script><script>window.hurt=1</script><img src=x onerror=window.hurt=1>"
  apps:
  - name: shop
    image: shop:1.0
    port: 8080
    routes:
    - {prefix: /shop, headers: {x-name: "</script></title><script>window.hurt=1</script>"}}
    - {prefix: /gone, respond: {status: 404, body: "<script>window.hurt=1</script>"}}
`
	if err := os.WriteFile(topology, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, draw(t, topology, "html"))
	if got := w.follow(t, "https://home.example.org/<img src=x onerror=window.hurt=1>"); !strings.Contains(got, "<img") {
		t.Errorf("it says %s", got)
	}
	w.point(t, "host", "home.example.org")
	if got := w.lit(t); len(got) < 6 {
		t.Errorf("lit are %q", got)
	}
	var hurt, forbidden bool
	var images int
	w.is(t, `window.hurt === 1`, &hurt)
	w.is(t, `document.querySelectorAll("img").length`, &images)
	w.mu.Lock()
	if hurt || images > 0 || len(w.asked) != 1 || len(w.problems) > 0 {
		t.Errorf("hurt %v, %d images, asked for %s, complained: %s", hurt, images, sentence(w.asked), sentence(w.problems))
	}
	w.mu.Unlock()
	// What somebody put into the page all the same would not run.
	w.is(t, `(() => { const s = document.createElement("script"); s.textContent = "window.foreign = 1"; document.body.append(s); return window.foreign !== 1; })()`, &forbidden)
	if !forbidden {
		t.Error("the page runs a foreign script")
	}
}

// TestPages: the page of every example works as one: no script fails, and each host lights
// something.
func TestPages(t *testing.T) {
	w := open(t, drawn+"/seed.html")
	hosts := 0
	for _, topology := range topologies(t) {
		w.show(t, draw(t, topology, "html", "--secrets", "redacted"))
		var dull []string
		var count int
		w.is(t, `[...document.querySelectorAll("[data-host]")].filter(box => { box.focus(); return document.querySelectorAll(".box.on").length < 3; }).map(box => box.dataset.host)`, &dull)
		w.is(t, `document.querySelectorAll("[data-host]").length`, &count)
		hosts += count
		w.mu.Lock()
		if len(dull) > 0 || len(w.problems) > 0 {
			t.Errorf("%s: dull %q, complained: %s", topology, dull, sentence(w.problems))
		}
		w.problems = nil
		w.mu.Unlock()
	}
	if hosts < 100 {
		t.Errorf("only %d hosts", hosts)
	}
}
