package drawing

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// picture is one of boxes in columns, and lines by number.
func picture(column []Column, lines ...[2]int) *Picture {
	p := &Picture{Name: "test", Tiers: []string{"one"}, sets: [][]int{nil}}
	for _, c := range column {
		p.Boxes = append(p.Boxes, Box{Column: c, Texts: []string{"box"}, tiers: []int{0}})
	}
	for _, l := range lines {
		p.Lines = append(p.Lines, Line{From: l[0], To: l[1]})
	}
	return p
}

// TestArrange: lines are untangled, and where that gains nothing the written order stays.
func TestArrange(t *testing.T) {
	crossed := picture([]Column{Gateway, Gateway, Route, Route, App, App}, [2]int{0, 3}, [2]int{1, 2}, [2]int{2, 5}, [2]int{3, 4})
	b := crossed.bands()[0]
	if got := b.crossings(); got != 2 {
		t.Fatalf("%d lines cross as it is written, not 2", got)
	}
	b.arrange()
	if got := b.crossings(); got != 0 {
		t.Errorf("%d lines cross still", got)
	}
	even := picture([]Column{Gateway, Gateway, Route, Route}, [2]int{0, 2}, [2]int{0, 3}, [2]int{1, 2}, [2]int{1, 3})
	b = even.bands()[0]
	before := b.order()
	b.arrange()
	for i := range before {
		if !slices.Equal(before[i], b.columns[i]) {
			t.Errorf("column %d is in another order, %v, and as many lines cross as before", i, b.columns[i])
		}
	}
}

// TestCrossings counts them as one does by hand: each pair of lines between two columns;
// and where no order has fewer, it is the written one.
func TestCrossings(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	fewer := 0
	for range 200 {
		p := picture(slices.Repeat([]Column{Host, Certificate, Gateway}, 5))
		for range 12 {
			from, to := random.IntN(15), random.IntN(15)
			if p.Boxes[from].Column < p.Boxes[to].Column {
				p.Lines = append(p.Lines, Line{From: from, To: to})
			}
		}
		b := p.bands()[0]
		place, want := b.places(), 0
		type piece struct{ column, from, to int }
		var all []piece
		for i := range b.nodes {
			for _, to := range b.nodes[i].right {
				one := piece{b.nodes[i].column, place[i], place[to]}
				for _, o := range all {
					if o.column == one.column && (o.from-one.from)*(o.to-one.to) < 0 {
						want++
					}
				}
				all = append(all, one)
			}
		}
		if got := b.crossings(); got != want {
			t.Fatalf("%d lines cross, not %d", want, got)
		}
		written := b.order()
		b.arrange()
		if got := b.crossings(); got > want {
			t.Fatalf("%d lines cross, and %d as it was written", got, want)
		} else if got < want {
			fewer++
			continue
		}
		for i := range written {
			if !slices.Equal(written[i], b.columns[i]) {
				t.Fatalf("column %d is in another order, and as many lines cross", i)
			}
		}
	}
	if fewer < 50 || fewer > 195 {
		t.Errorf("of 200 pictures %d have fewer lines that cross", fewer)
	}
}

// TestLayout: whatever a picture is, boxes of a column are apart and in their order, and
// lines end at boxes.
func TestLayout(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		p := picture(nil)
		for range 1 + random.IntN(60) {
			p.Boxes = append(p.Boxes, Box{Column: Column(random.IntN(columns)), Texts: slices.Repeat([]string{"text"}, 1+random.IntN(4)), tiers: []int{random.IntN(3)}})
		}
		for range random.IntN(120) {
			from, to := random.IntN(len(p.Boxes)), random.IntN(len(p.Boxes))
			if p.Boxes[from].Column < p.Boxes[to].Column {
				p.Lines = append(p.Lines, Line{From: from, To: to})
			}
		}
		l := p.layOut()
		for i, r := range l.boxes {
			if r.x < 0 || r.y < headRoom || r.x+r.width > l.width || r.y+r.height > l.height {
				t.Fatalf("box %d is outside: %v of %d, %d", i, r, l.width, l.height)
			}
			for _, o := range l.boxes[:i] {
				if o.x == r.x && r.y < o.y+o.height+boxGap && o.y < r.y+r.height+boxGap {
					t.Fatalf("boxes %v and %v are on each other", r, o)
				}
			}
		}
		for _, c := range l.lines {
			line := p.Lines[c.line]
			from, to, last := l.boxes[line.From], l.boxes[line.To], c.points[len(c.points)-1]
			first := c.points[0]
			if first[0] != from.x+from.width || first[1] < from.y || first[1] > from.y+from.height || last[0] != to.x || last[1] < to.y || last[1] > to.y+to.height {
				t.Fatalf("a line from %v to %v begins at %v and ends at %v", from, to, first, last)
			}
		}
		if len(l.lines) != len(p.Lines) {
			t.Fatalf("%d of %d lines are drawn", len(l.lines), len(p.Lines))
		}
	}
}

// TestLargePicture: the work grows with the picture, and not with its square, which of
// 50 000 apps would take hours.
func TestLargePicture(t *testing.T) {
	p := picture(nil)
	add := func(c Column) int {
		p.Boxes = append(p.Boxes, Box{Column: c, Texts: []string{"box"}, tiers: []int{0}})
		return len(p.Boxes) - 1
	}
	gateway := add(Gateway)
	for range 50_000 {
		route, app := add(Route), add(App)
		p.Lines = append(p.Lines, Line{From: gateway, To: route}, Line{From: route, To: app})
	}
	if boxes := bytes.Count(p.svg(), []byte(`<g class="box`)); boxes != 100_001 {
		t.Errorf("%d boxes are drawn", boxes)
	}
}

// TestPassing: a line leads through a column that has boxes of its band, between them, and
// past one that has boxes of others alone in one curve.
func TestPassing(t *testing.T) {
	p := picture([]Column{Gateway, Access, Route, Route, Gateway, Route}, [2]int{0, 1}, [2]int{1, 2}, [2]int{0, 3}, [2]int{4, 5})
	p.Boxes[4].tiers, p.Boxes[5].tiers = []int{1}, []int{1}
	pieces := map[[2]int]int{}
	for _, c := range p.layOut().lines {
		pieces[[2]int{p.Lines[c.line].From, p.Lines[c.line].To}] = len(c.points) / 2
	}
	if pieces[[2]int{0, 3}] != 2 || pieces[[2]int{4, 5}] != 1 {
		t.Errorf("the pieces of lines are %v", pieces)
	}
}
