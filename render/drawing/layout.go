package drawing

import (
	"cmp"
	"slices"
)

// Measures of a picture, in pixels at its own size.
const (
	margin    = 20
	headRoom  = 38 // for what stands over the columns
	columnGap = 46
	boxGap    = 8
	bandGap   = 22
	bandPad   = 10
	padX      = 11
	padY      = 6
	nameLine  = 17
	moreLine  = 14
	narrowest = 96
	widest    = 300
)

func boxHeight(b *Box) int { return 2*padY + nameLine + moreLine*(len(b.Texts)-1) }

// layout is where everything of a picture stands.
type layout struct {
	width, height int
	x, widths     [columns]int
	boxes         []rect // by the number of the box
	lines         []curve
	bands         []rect
}

type rect struct{ x, y, width, height int }

// curve is a line's points, each where it meets or leaves a column.
type curve struct {
	line   int
	points [][2]int
}

// layOut places everything.
func (p *Picture) layOut() *layout {
	out := &layout{boxes: make([]rect, len(p.Boxes))}
	out.columns(p)
	y := headRoom
	for _, b := range p.bands() {
		b.arrange()
		b.place()
		top := y + bandPad
		for i := range b.nodes {
			n := &b.nodes[i]
			if n.y += top; n.box >= 0 {
				out.boxes[n.box] = rect{out.x[b.shown[n.column]], n.y, out.widths[b.shown[n.column]], n.height}
			}
		}
		out.trace(b)
		out.bands = append(out.bands, rect{margin - bandPad, y, out.width - 2*(margin-bandPad), b.height + 2*bandPad})
		y += b.height + 2*bandPad + bandGap
	}
	out.height = max(y-bandGap+margin/2, headRoom+margin)
	return out
}

// columns gives each column the width that its texts need.
func (l *layout) columns(p *Picture) {
	var needed [columns]int
	for i := range p.Boxes {
		b := &p.Boxes[i]
		for at, text := range b.Texts {
			needed[b.Column] = max(needed[b.Column], min(widest, max(narrowest, textWidth(text, at == 0)+2*padX)))
		}
	}
	x := margin
	for _, column := range p.shown() {
		l.x[column], l.widths[column] = x, needed[column]
		x += needed[column] + columnGap
	}
	l.width = max(x-columnGap, margin+narrowest) + margin
}

// place gives each node its height: the fullest column stands as it is, those beside it
// follow it outwards, each node at the middle of those that it is connected with.
func (b *band) place() {
	full := 0
	heights := [columns]int{}
	for i := range b.columns {
		for _, n := range b.columns[i] {
			heights[i] += b.nodes[n].height + boxGap
		}
		if heights[i] > heights[full] {
			full = i
		}
	}
	b.height = max(heights[full]-boxGap, 0)
	y := 0
	for _, n := range b.columns[full] {
		b.nodes[n].y = y
		y += b.nodes[n].height + boxGap
	}
	for i := full - 1; i >= 0; i-- {
		b.follow(i, func(n *node) []int { return n.right })
	}
	for i := full + 1; i < columns; i++ {
		b.follow(i, func(n *node) []int { return n.left })
	}
}

// run is nodes that touch, and where the first of them stands: at the middle of where
// each of them would have it.
type run struct{ sum, count, height, nodes int }

func (r *run) y(most int) int { return min(max(r.sum/r.count, 0), max(most-r.height, 0)) }

// follow places a column's nodes in their order, as near to the middle of their
// neighbours as the others let them.
func (b *band) follow(column int, beside func(*node) []int) {
	var runs []run
	wanted := b.wanted(column, beside)
	for at, n := range b.columns[column] {
		height := b.nodes[n].height
		now := run{sum: wanted[at], count: 1, height: height, nodes: 1}
		for len(runs) > 0 {
			last := &runs[len(runs)-1]
			if last.y(b.height)+last.height+boxGap <= now.y(b.height) {
				break
			}
			shift := last.height + boxGap
			now = run{sum: last.sum + now.sum - now.count*shift, count: last.count + now.count, height: shift + now.height, nodes: last.nodes + now.nodes}
			runs = runs[:len(runs)-1]
		}
		runs = append(runs, now)
	}
	at := 0
	for i := range runs {
		y := runs[i].y(b.height)
		for range runs[i].nodes {
			n := &b.nodes[b.columns[column][at]]
			n.y = y
			y += n.height + boxGap
			at++
		}
	}
}

// wanted is where each node of a column would stand by itself: at the middle of its
// neighbours on one side; without any behind the node before it.
func (b *band) wanted(column int, beside func(*node) []int) []int {
	out := make([]int, len(b.columns[column]))
	next := 0
	for at, n := range b.columns[column] {
		height := b.nodes[n].height
		out[at] = next
		if list := beside(&b.nodes[n]); len(list) > 0 {
			sum := 0
			for _, other := range list {
				sum += 2*b.nodes[other].y + b.nodes[other].height
			}
			out[at] = (sum/len(list) - height) / 2
		}
		next = out[at] + height + boxGap
	}
	return out
}

// trace gives each line of a band its points. Lines that leave a node, or come to it, do so
// in the order of where they lead.
func (l *layout) trace(b *band) {
	type end struct{ line, piece int }
	leaving, coming := make([][]end, len(b.nodes)), make([][]end, len(b.nodes))
	from, to := make([][]int, len(b.lines)), make([][]int, len(b.lines))
	for i := range b.lines {
		by := b.lines[i].by
		from[i], to[i] = make([]int, len(by)-1), make([]int, len(by)-1)
		for k := range from[i] {
			leaving[by[k]] = append(leaving[by[k]], end{i, k})
			coming[by[k+1]] = append(coming[by[k+1]], end{i, k})
		}
	}
	spread := func(n *node, ends []end, other func(end) int, at [][]int) {
		slices.SortStableFunc(ends, func(x, y end) int { return cmp.Compare(other(x), other(y)) })
		step := min(5, (n.height-2*padY)/max(len(ends), 1))
		first := n.y + n.height/2 - step*(len(ends)-1)/2
		for i, e := range ends {
			y := first + i*step
			if step == 0 { // many share what height there is
				y = n.y + padY + i*(n.height-2*padY)/len(ends)
			}
			at[e.line][e.piece] = y
		}
	}
	for i := range b.nodes {
		n := &b.nodes[i]
		spread(n, leaving[i], func(e end) int { return b.nodes[b.lines[e.line].by[e.piece+1]].y }, from)
		spread(n, coming[i], func(e end) int { return b.nodes[b.lines[e.line].by[e.piece]].y }, to)
	}
	for i, d := range b.lines {
		one := curve{line: d.line}
		for k := range from[i] {
			left, right := b.shown[b.nodes[d.by[k]].column], b.shown[b.nodes[d.by[k+1]].column]
			one.points = append(one.points, [2]int{l.x[left] + l.widths[left], from[i][k]}, [2]int{l.x[right], to[i][k]})
		}
		l.lines = append(l.lines, one)
	}
}
