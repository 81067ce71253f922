package render_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"render/render"
	"render/render/diag"
)

var scale = flag.Int("scale", 3000, "how many parts hostile input has")

// longest is how long the worst input may take: many times what is measured.
// What is quadratic shows at -scale 20000.
const longest = 20 * time.Second

const head = "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: omit\n"
const oneTier = head + "tiers:\n- name: primary\n  ip: 10.0.0.1\n  hosts: [home.example.org]\n"

// repeated is a text of n parts.
func repeated(n int, part func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(part(i))
	}
	return b.String()
}

func app(i int, routes string) string {
	return fmt.Sprintf("  - {name: a%d, image: \"a:1\", port: 1, routes: %s}\n", i, routes)
}

func hostiles(scale int) map[string]string {
	nested := "x0: &x0 [a,a,a,a,a,a,a,a,a,a]\n" + repeated(30, func(i int) string {
		return fmt.Sprintf("x%d: &x%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*x%d,", i), 10), ","))
	})
	apps := func(routes func(i int) string) string {
		return oneTier + "  apps:\n" + repeated(scale, func(i int) string { return app(i, routes(i)) })
	}
	return map[string]string{
		"routes of one path":  apps(func(int) string { return "[/same]" }),
		"one app, one path":   oneTier + "  apps:\n  - name: a\n    image: a:1\n    port: 1\n    routes:\n" + strings.Repeat("    - /same\n", scale),
		"regular expressions": apps(func(i int) string { return fmt.Sprintf("[{regex: \"/.*x%d\"}]", i) }),
		"a few expressions":   apps(func(i int) string { return fmt.Sprintf("[{regex: \"/.*x%d\"}]", i%1900) })[:min(len(apps(func(int) string { return "[{regex: /a}]" })), 1900*60)],
		"deep prefixes":       apps(func(i int) string { return fmt.Sprintf("[\"%s/%d/*\"]", strings.Repeat("/a", 40), i) }),
		"everything":          apps(func(int) string { return "[/*]" }),
		"methods":             apps(func(i int) string { return "[{exact: /a, methods: [GET], headers: {x: \"" + fmt.Sprint(i) + "\"}}]" }),
		"hosts":               strings.Replace(oneTier, "home.example.org", repeated(scale, func(i int) string { return fmt.Sprintf("h%d.example.org, ", i) })+"home.example.org", 1),
		"one host":            strings.Replace(oneTier, "home.example.org", strings.Repeat("home.example.org, ", scale)+"home.example.org", 1),
		"errors":              oneTier + "  apps:\n" + strings.Repeat("  - {nam: A, imge: a, prt: x}\n", scale),
		"null apps":           oneTier + "  apps:\n" + strings.Repeat("  -\n", scale),
		"tiers of one address": head + "tiers:\n" + repeated(scale, func(i int) string {
			return fmt.Sprintf("- {name: t%d, ip: 10.0.0.1, hosts: [a%d.example.org]}\n", i, i)
		}),
		"tiers in a pool": head + "metallb: {pools: [{name: all, addresses: [10.0.0.0/8]}]}\ntiers:\n" + repeated(scale, func(i int) string {
			return fmt.Sprintf("- {name: t%d, ip: 10.%d.%d.%d, hosts: [a.example.org]}\n", i, i>>16, i>>8&255, i&255)
		}),
		"pools": head + "metallb:\n  pools:\n" + repeated(scale, func(i int) string {
			return fmt.Sprintf("  - {name: p%d, addresses: [10.%d.%d.%d]}\n", i, i>>16, i>>8&255, i&255)
		}) + "tiers:\n" + repeated(scale/4, func(i int) string {
			return fmt.Sprintf("- {name: t%d, ip: 10.%d.%d.%d, hosts: [a%d.example.org]}\n", i, i>>16, i>>8&255, i&255, i)
		}),
		"keys":             oneTier + repeated(scale, func(i int) string { return fmt.Sprintf("k%d: 1\n", i) }),
		"one key":          oneTier + strings.Repeat("k: 1\n", scale),
		"labels":           oneTier + "labels:\n" + repeated(scale, func(i int) string { return fmt.Sprintf("  k%d: v\n", i) }),
		"a long scalar":    oneTier + "annotations: {a: \"" + strings.Repeat("x", scale*50) + "\"}\n",
		"a long path":      oneTier + "  apps:\n" + app(1, "[\"/"+strings.Repeat("a/", scale*20)+"*\"]"),
		"a long name":      "name: " + strings.Repeat("ü", scale*20) + "\n" + oneTier,
		"a long line":      oneTier + "  apps: [" + strings.Repeat("{nam: a}, ", scale) + "]\n",
		"billion laughs":   "name: home\n" + nested,
		"aliases":          oneTier + "x: &x [a, b]\ny: [" + strings.Repeat("*x, ", scale) + "]\n",
		"deep":             oneTier + "x: " + strings.Repeat("[", scale) + strings.Repeat("]", scale) + "\n",
		"deep and open":    oneTier + "x: " + strings.Repeat("{a: ", scale),
		"anchors":          oneTier + repeated(scale, func(i int) string { return fmt.Sprintf("k%d: &a%d 1\n", i, i) }),
		"unknown anchors":  oneTier + "# " + strings.Repeat("*lan ", scale) + "\nx: *lan\n",
		"documents":        strings.Repeat("---\na: 1\n", scale),
		"comments":         oneTier + strings.Repeat("# a comment\n", scale),
		"control":          strings.Repeat("\x01", scale),
		"mirrors to none":  apps(func(i int) string { return fmt.Sprintf("[{exact: /%d, mirror: b%d}]", i, i) }),
		"hosts of no tier": apps(func(i int) string { return fmt.Sprintf("[{exact: /%d, hosts: [b%d.example.org]}]", i, i) }),
		"overlays":         oneTier + "overlays: [" + repeated(scale, func(i int) string { return fmt.Sprintf("o%d, ", i) }) + "]\n",
		"node ports": oneTier + "  ports:\n" + repeated(scale, func(i int) string {
			return fmt.Sprintf("  - {name: tcp-%d, port: %d, nodePort: 30000}\n", i, i%60000+1024)
		}),
	}
}

// TestHostileInput: the time that large and twisted input takes stays in
// proportion to its size, and what is printed stays short.
func TestHostileInput(t *testing.T) {
	for name, text := range hostiles(*scale) {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(text), Files: fstest.MapFS{}})
			if err != nil {
				t.Fatal(err)
			}
			var printed bytes.Buffer
			if err := diag.Text(&printed, out.Diagnostics); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(began); took > longest {
				t.Errorf("%d bytes took %s", len(text), took)
			} else if took > time.Second {
				t.Logf("%d bytes took %s", len(text), took)
			}
			if printed.Len() > 200_000 {
				t.Errorf("%d bytes were printed, beginning with:\n%.500s", printed.Len(), printed.String())
			}
			if testing.Verbose() {
				t.Logf("%d bytes, %s, %d problems, %d printed: %.150s", len(text), time.Since(began).Round(time.Millisecond), len(out.Diagnostics), printed.Len(), printed.String())
			}
		})
	}
}

// TestTooLarge: a file beyond the limit is refused before it is read.
func TestTooLarge(t *testing.T) {
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: bytes.Repeat([]byte("# a comment\n"), 100<<20/12), Files: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Diagnostics) != 1 || out.Diagnostics[0].Header() != "topology.yaml: is larger than 16 MiB" {
		t.Errorf("%v", out.Diagnostics)
	}
}
