package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// overflowing are texts that are not inside their box, as the browser measures them. Of a
// box that cuts its texts it is asked what is beside it.
const overflowing = `[...document.querySelectorAll(".box")].flatMap(box => {
	const body = box.querySelector(".body").getBoundingClientRect();
	return [...box.querySelectorAll("text")].filter(text => {
		const r = text.getBoundingClientRect(), cut = text.closest("svg[overflow=hidden]");
		const beside = cut && document.elementFromPoint(body.right + 3, r.y + r.height / 2);
		return r.width === 0 || r.left < body.left + 4 || (cut ? beside === text : r.right > body.right - 2) || r.top < body.top - 1 || r.bottom > body.bottom + 1;
	}).map(text => text.textContent);
})`

// TestTextsFit: in the pictures of every example each text is inside its box, with the
// fonts that this machine has.
func TestTextsFit(t *testing.T) {
	w := open(t, draw(t, root+"/examples/seed/topology.yaml", "svg"))
	texts := 0
	for _, topology := range topologies(t) {
		w.show(t, draw(t, topology, "svg"))
		var outside []string
		var count int
		w.is(t, overflowing, &outside)
		w.is(t, `document.querySelectorAll(".box text").length`, &count)
		if texts += count; len(outside) > 0 {
			t.Errorf("%s: %q", topology, outside)
		}
	}
	if texts < 1000 {
		t.Errorf("only %d texts were measured", texts)
	}
	// A text that is wider than it was thought to be is found.
	w.is(t, `document.querySelector(".box text").textContent = "W".repeat(200)`, nil)
	var outside []string
	if w.is(t, overflowing, &outside); len(outside) != 1 {
		t.Errorf("found: %q", outside)
	}
}

// TestStrangeTexts: what people write in other scripts, from the right to the left, and
// very long, stays inside its box too.
func TestStrangeTexts(t *testing.T) {
	folder := t.TempDir()
	topology := filepath.Join(folder, "topology.yaml")
	text := `name: strange
microk8s: "1.36"
istio: "1.31"
secrets: redacted
tiers:
- name: home
  ip: 192.168.1.141
  hosts: [a-very-long-name.of-a-host.that-goes-on-and-on.and-has.many-labels.in-it.example.org]
  cert: certs/שלום-例え-﷽﷽﷽﷽﷽﷽﷽﷽
  apps:
  - name: shop
    image: registry.example.org/a/very/long/path/to/an/image/that/nobody/types/by/hand:1.2.3-rc.4
    port: 8080
    routes:
    - {prefix: /shop, headers: {x-name: {regex: "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW|👩‍👩‍👧‍👦"}}}
`
	if err := os.WriteFile(topology, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, draw(t, topology, "svg"))
	var outside []string
	if w.is(t, overflowing, &outside); len(outside) > 0 {
		t.Errorf("outside: %q", outside)
	}
	// Whatever a font makes of such, it is cut at the box.
	w.is(t, `document.querySelector(".certificate text").textContent = "W".repeat(200)`, nil)
	if w.is(t, overflowing, &outside); len(outside) > 0 {
		t.Errorf("outside: %q", outside)
	}
	var title string
	w.is(t, `[...document.querySelectorAll(".certificate title")].map(e => e.textContent).join()`, &title)
	if !strings.Contains(title, "certs/שלום-例え-﷽") {
		t.Errorf("the whole name is not told: %q", title)
	}
}

// contrasts are, of texts and what they stand on, how much lighter one is than the other.
const contrasts = `(() => {
	const light = color => {
		const parts = color.match(/[\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
		return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
	};
	const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
	const fill = e => light(getComputedStyle(e).fill);
	const paper = fill(document.querySelector(".paper"));
	return [
		...[...document.querySelectorAll(".box")].flatMap(box => [...box.querySelectorAll("text")].map(text => ratio(fill(text), fill(box.querySelector(".body"))))),
		...[...document.querySelectorAll(".head")].map(text => ratio(fill(text), paper)),
	];
})()`

// TestColours: texts are readable on light and on dark pages, by the measure of WCAG (4.5),
// and a picture brings its own paper. On paper it is dark on white, whatever the screen was.
func TestColours(t *testing.T) {
	w := open(t, drawn+"/forty.svg")
	seen := map[string]bool{}
	for _, on := range []bool{false, true} {
		w.run(t, dark(on))
		var all []float64
		var paper string
		w.is(t, contrasts, &all)
		w.is(t, `getComputedStyle(document.querySelector(".paper")).fill`, &paper)
		seen[paper] = true
		if least := slices.Min(all); least < 4.5 || len(all) < 200 {
			t.Errorf("dark %v: the least of %d contrasts is %.1f", on, len(all), least)
		}
	}
	if len(seen) != 2 {
		t.Errorf("the paper is %v", seen)
	}
	w.run(t, emulation.SetEmulatedMedia().WithMedia("print").WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
	var paper, text string
	w.is(t, `getComputedStyle(document.querySelector(".paper")).fill`, &paper)
	w.is(t, `getComputedStyle(document.querySelector(".name")).fill`, &text)
	if paper != "none" || text != "rgb(15, 23, 42)" {
		t.Errorf("printed it is %s on %s", text, paper)
	}
}

// TestPictureIsText: a picture's words can be selected, it has a name and a description for
// who does not see it, and it asks for nothing.
func TestPictureIsText(t *testing.T) {
	w := open(t, drawn+"/seed.svg")
	var selected, name, description string
	w.is(t, `(() => { const text = [...document.querySelectorAll(".host text")][0]; getSelection().selectAllChildren(text); return getSelection().toString(); })()`, &selected)
	named := func(id string) string { return fmt.Sprintf(`document.getElementById(%q).textContent`, id) }
	w.run(t, chromedp.Evaluate(named("title"), &name), chromedp.Evaluate(named("desc"), &description))
	if selected != "microk8s.local" || name != "The topology microk8s" || !strings.Contains(description, "hosts: 3") {
		t.Errorf("selected %q, called %q, described as %q", selected, name, description)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.asked) != 1 || len(w.problems) > 0 {
		t.Errorf("asked for %s; complained: %s", sentence(w.asked), sentence(w.problems))
	}
}
