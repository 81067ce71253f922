package render_test

import (
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
)

// page is what a page's script knows of its picture.
type page struct {
	boxes []pageBox
	lines []pageLine
	sets  [][]int
}

type pageBox struct {
	number       int
	column, name string
	host         string
	also         bool // another tier has the host too
	texts        []string
	set          int
}

type pageLine struct {
	From  int    `xml:"data-from,attr"`
	To    int    `xml:"data-to,attr"`
	Class string `xml:"class,attr"`
}

func readPage(t *testing.T, text []byte) *page {
	t.Helper()
	var data struct{ Sets [][]int }
	_, rest, _ := strings.Cut(string(text), `<script type="application/json" id="data">`)
	encoded, _, _ := strings.Cut(rest, "</script>")
	if err := json.Unmarshal([]byte(encoded), &data); err != nil {
		t.Fatal(err)
	}
	out := &page{sets: data.Sets}
	from, to := strings.Index(string(text), "<svg "), strings.LastIndex(string(text), "</svg>")
	var svg struct {
		Boxes []struct {
			Box   int    `xml:"data-box,attr"`
			Set   int    `xml:"data-set,attr"`
			Host  string `xml:"data-host,attr"`
			Title string `xml:"title"`
		} `xml:"g"`
		Lines []pageLine `xml:"path"`
	}
	if err := xml.Unmarshal(text[from:to+len("</svg>")], &svg); err != nil {
		t.Fatal(err)
	}
	for i, b := range svg.Boxes {
		if b.Box != i {
			t.Fatalf("box %d is the %dth", b.Box, i)
		}
		lines := strings.Split(b.Title, "\n")
		column, name, _ := strings.Cut(lines[0], " ")
		out.boxes = append(out.boxes, pageBox{number: i, column: column, name: name, host: b.Host, texts: lines[1:], set: b.Set,
			also: slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, "also on ") })})
	}
	out.lines = svg.Lines
	return out
}

// lit are the boxes that the page lights for one of them.
func (p *page) lit(start int) []int {
	ways := p.sets[p.boxes[start].set]
	meets := func(set int) bool {
		return slices.ContainsFunc(ways, func(way int) bool { return slices.Contains(p.sets[set], way) })
	}
	reached := []int{start}
	for i := 0; i < len(reached); i++ { // to the right, which is where apps are
		for _, l := range p.lines {
			if l.From == reached[i] && !slices.Contains(reached, l.To) && l.Class == "line" && meets(p.boxes[l.To].set) {
				reached = append(reached, l.To)
			}
		}
	}
	return reached
}

// destination tells an app by where its requests go: its own Service, one that is there,
// or a host outside.
func (b *pageBox) destination() string {
	for _, text := range b.texts {
		if service, ok := strings.CutPrefix(text, "Service "); ok {
			name, _, _ := strings.Cut(service, ".")
			return name
		}
		if host, ok := strings.CutPrefix(text, "outside: "); ok && strings.ContainsAny(host, "abcdefghijklmnopqrstuvwxyz") {
			return host
		}
	}
	return b.name
}

// destination is the same of a destination of trace's. With the Gateway API each version of
// an app has a Service, and the example "renamed" has an overlay with a prefix.
func (p *page) destination(host string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(host, "staging-"), ".")
	for i := range p.boxes {
		b := &p.boxes[i]
		versions := b.column == "app" && len(b.texts) > 0 && strings.Contains(b.texts[0], " %")
		if b.host == "" && b.column == "app" && b.destination() == host || versions && strings.HasPrefix(name, b.name+"-") {
			return b.destination()
		}
	}
	return name
}
