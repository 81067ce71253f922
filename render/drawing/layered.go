package drawing

import "slices"

// node is a box in a column, or where a line passes through one.
type node struct {
	box    int // -1 of a line that passes through
	column int // the number of it among the band's
	height int
	y      int // of its upper edge, once it has a place
	// left and right are the nodes of the columns beside it that lines lead to.
	left, right []int
}

// band is boxes that lines or tiers connect, and no others: they have a part of the
// picture for themselves.
type band struct {
	nodes   []node
	shown   []Column       // those that have boxes of it: lines pass by the others
	columns [columns][]int // the nodes of each, from above
	lines   []drawn
	height  int
}

// drawn is a line with the nodes that it passes through, its ends among them.
type drawn struct {
	line int
	by   []int
}

// passing is the height of a line that passes through a column.
const passing = 8

// bands divide a picture, in the order of its tiers.
func (p *Picture) bands() []*band {
	of := p.connected()
	at := map[int]int{}
	var out []*band
	nodeOf := make([]int, len(p.Boxes))
	for i := range p.Boxes {
		number, ok := at[of[i]]
		if !ok {
			number = len(out)
			at[of[i]] = number
			out = append(out, &band{})
		}
		if b := out[number]; !slices.Contains(b.shown, p.Boxes[i].Column) {
			b.shown = append(b.shown, p.Boxes[i].Column)
		}
	}
	for _, b := range out {
		slices.Sort(b.shown)
	}
	for i := range p.Boxes {
		b := out[at[of[i]]]
		nodeOf[i] = b.add(i, slices.Index(b.shown, p.Boxes[i].Column), boxHeight(&p.Boxes[i]))
	}
	for i, l := range p.Lines {
		out[at[of[l.From]]].draw(i, nodeOf[l.From], nodeOf[l.To])
	}
	return out
}

// connected gives each box the first one that it is connected with, by lines or by
// a tier.
func (p *Picture) connected() []int {
	of := make([]int, len(p.Boxes))
	for i := range of {
		of[i] = i
	}
	first := func(i int) int {
		for of[i] != i {
			of[i] = of[of[i]]
			i = of[i]
		}
		return i
	}
	join := func(a, b int) {
		a, b = first(a), first(b)
		of[max(a, b)] = min(a, b)
	}
	tiers := map[int]int{}
	for i := range p.Boxes {
		for _, t := range p.Boxes[i].tiers {
			if other, ok := tiers[t]; ok {
				join(i, other)
			} else {
				tiers[t] = i
			}
		}
	}
	for _, l := range p.Lines {
		join(l.From, l.To)
	}
	for i := range of {
		of[i] = first(i)
	}
	return of
}

func (b *band) add(box, column, height int) int {
	b.nodes = append(b.nodes, node{box: box, column: column, height: height})
	at := len(b.nodes) - 1
	b.columns[column] = append(b.columns[column], at)
	return at
}

// draw leads a line from a node to another, by a node in each column between.
func (b *band) draw(line, from, to int) {
	by := []int{from}
	for column := b.nodes[from].column + 1; column < b.nodes[to].column; column++ {
		by = append(by, b.add(-1, column, passing))
	}
	by = append(by, to)
	for i, right := range by[1:] {
		left := by[i]
		b.nodes[left].right = append(b.nodes[left].right, right)
		b.nodes[right].left = append(b.nodes[right].left, left)
	}
	b.lines = append(b.lines, drawn{line, by})
}

// maxSweeps is how often a band is gone over for fewer crossings.
const maxSweeps = 6

// arrange orders the nodes of each column so that few lines cross: by sweeps to the right
// and back, each of which puts nodes where the middle of those before them is. It
// keeps the order that has fewest crossings, and the written one where no other has
// fewer.
func (b *band) arrange() {
	best, fewest := b.order(), b.crossings()
	for sweep := 0; sweep < maxSweeps && fewest > 0; sweep++ {
		for i := 1; i < columns; i++ {
			if column := i; sweep%2 == 0 {
				b.sort(column, func(n *node) []int { return n.left })
			} else {
				b.sort(columns-1-column, func(n *node) []int { return n.right })
			}
		}
		if now := b.crossings(); now < fewest {
			best, fewest = b.order(), now
		}
	}
	b.columns = best
}

// order is that of now.
func (b *band) order() (out [columns][]int) {
	for i := range out {
		out[i] = slices.Clone(b.columns[i])
	}
	return out
}

// places are the numbers of nodes in their columns.
func (b *band) places() []int {
	out := make([]int, len(b.nodes))
	for i := range b.columns {
		for at, n := range b.columns[i] {
			out[n] = at
		}
	}
	return out
}

// sort puts the nodes of a column where the middle of their neighbours on one side is.
// Those without any go with the one before them.
func (b *band) sort(column int, beside func(*node) []int) {
	place := b.places()
	middle := make(map[int][2]int, len(b.columns[column])) // a sum and a count
	before := [2]int{0, 1}
	for _, n := range b.columns[column] {
		list := beside(&b.nodes[n])
		if len(list) > 0 {
			sum := 0
			for _, other := range list {
				sum += place[other]
			}
			before = [2]int{sum, len(list)}
		}
		middle[n] = before
	}
	slices.SortStableFunc(b.columns[column], func(x, y int) int {
		a, c := middle[x], middle[y]
		return a[0]*c[1] - c[0]*a[1]
	})
}

// crossings are how many pairs of lines cross.
func (b *band) crossings() int {
	place, count := b.places(), 0
	for i := 0; i+1 < columns; i++ {
		tree := make([]int, len(b.columns[i+1])+1) // of Fenwick, by the place on the right
		seen := 0
		for _, n := range b.columns[i] {
			right := b.nodes[n].right
			for _, to := range right {
				below := seen
				for at := place[to] + 1; at > 0; at -= at & -at {
					below -= tree[at]
				}
				count += below
			}
			for _, to := range right {
				for at := place[to] + 1; at < len(tree); at += at & -at {
					tree[at]++
				}
			}
			seen += len(right)
		}
	}
	return count
}
