package consequences_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
	"render/render/compare"
	"render/render/consequences"
	"render/render/consequences/pairs"
)

// longest is how long a text may be that a person reads in a line.
const longest = 1200

// TestMany: what is to be done about very many objects is told by a few of them and how
// many more there are, and all are among the changes; of a few all are named.
func TestMany(t *testing.T) {
	for _, apps := range []int{2, 60} {
		for _, by := range appliers {
			side := func(prefix string) render.Input {
				var b strings.Builder
				b.WriteString("name: home\nmicrok8s: \"1.33\"\nistio: {version: \"1.31\", install: none}\ntiers:\n- name: primary\n  ip: 192.168.1.141\n  hosts: [home.example.org]\n  apps:\n")
				for i := range apps {
					fmt.Fprintf(&b, "  - {name: %s%d, image: \"example.org/hello:1\", port: 5000, routes: [/hello%d]}\n", prefix, i, i)
				}
				return render.Input{Name: "topology.yaml", Text: []byte(b.String()), Files: fstest.MapFS{}}
			}
			old, err := pairs.Render(side("one"), by)
			if err != nil {
				t.Fatal(err)
			}
			now, err := pairs.Render(side("two"), by)
			if err != nil {
				t.Fatal(err)
			}
			list := consequences.Of(compare.Compare(old, now), by)
			texts := list.Steps
			fell := 0
			for _, c := range list.Consequences {
				texts = append(texts, c.Message, c.Help)
				if c.Code == "not-deleted" || c.Code == "pruned" {
					fell += len(c.Changes)
				}
			}
			if fell < 3*apps {
				t.Errorf("%d apps, by %s: %d changes are told as fallen out, of three objects an app", apps, by, fell)
			}
			all := strings.Join(texts, "\n")
			if got := strings.Contains(all, fmt.Sprintf("%d more", apps-5)) || strings.Contains(all, "so on for") || strings.Contains(all, fmt.Sprintf("and %d more", apps-3)) || strings.Contains(all, fmt.Sprintf("and %d more", 2*apps-3)); got != (apps > 10) {
				t.Errorf("%d apps, by %s: told that there are more: %v\n%s", apps, by, got, all)
			}
			for _, text := range texts {
				if len(text) > longest {
					t.Errorf("%d apps, by %s: a text of %d bytes: %.200s", apps, by, len(text), text)
				}
			}
		}
	}
}
