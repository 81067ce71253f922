package review

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds of a difference of lines: how many changes are looked for before all between
// what is the same at both ends counts as changed, and how many lines stand round one.
const (
	maxEdits = 1000
	context  = 3
)

// edit is a line of a difference: on both sides ' ', on the old one '-', on the new '+'.
type edit struct {
	sign byte
	text string
}

// lines are a text's, without their ends.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// edits are the shortest way from one list of lines to another (Myers, An O(ND)
// Difference Algorithm, 1986).
func edits(old, new []string) []edit {
	head := 0
	for head < len(old) && head < len(new) && old[head] == new[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(new)-head && old[len(old)-1-tail] == new[len(new)-1-tail] {
		tail++
	}
	var out []edit
	for _, line := range old[:head] {
		out = append(out, edit{' ', line})
	}
	out = append(out, between(old[head:len(old)-tail], new[head:len(new)-tail])...)
	for _, line := range old[len(old)-tail:] {
		out = append(out, edit{' ', line})
	}
	return out
}

// between are the edits of lists that begin and end differently.
func between(old, new []string) []edit {
	if len(old) == 0 || len(new) == 0 {
		return replaced(old, new)
	}
	trail, ok := furthest(old, new)
	if !ok {
		return replaced(old, new)
	}
	var back []edit
	x, y := len(old), len(new)
	for d := len(trail) - 1; d >= 0; d-- {
		k := x - y
		from := step(trail[d], k, d)
		fromX := trail[d][from+maxEdits+1]
		fromY := fromX - from
		for ; x > fromX && y > fromY; x, y = x-1, y-1 {
			back = append(back, edit{' ', old[x-1]})
		}
		switch {
		case d == 0:
		case x == fromX:
			back = append(back, edit{'+', new[fromY]})
		default:
			back = append(back, edit{'-', old[fromX]})
		}
		x, y = fromX, fromY
	}
	slices.Reverse(back)
	return back
}

// furthest is, for each number of edits up to those that are needed, how far each
// diagonal was reached before; false where more are needed than are looked for.
func furthest(old, new []string) (trail [][]int, ok bool) {
	reached := make([]int, 2*maxEdits+3)
	for d := 0; d <= maxEdits; d++ {
		trail = append(trail, slices.Clone(reached))
		for k := -d; k <= d; k += 2 {
			from := step(reached, k, d)
			x := reached[from+maxEdits+1]
			if from < k {
				x++
			}
			y := x - k
			for x < len(old) && y < len(new) && old[x] == new[y] {
				x, y = x+1, y+1
			}
			reached[k+maxEdits+1] = x
			if x >= len(old) && y >= len(new) {
				return trail, true
			}
		}
	}
	return nil, false
}

// step is the diagonal from which another one is reached with an edit.
func step(reached []int, k, d int) int {
	if k == -d || k != d && reached[k-1+maxEdits+1] < reached[k+1+maxEdits+1] {
		return k + 1
	}
	return k - 1
}

func replaced(old, new []string) []edit {
	var out []edit
	for _, line := range old {
		out = append(out, edit{'-', line})
	}
	for _, line := range new {
		out = append(out, edit{'+', line})
	}
	return out
}

// hunk is a stretch of a difference, with where it begins on either side.
type hunk struct {
	old, new int // the number of its first line, from 1
	edits    []edit
}

// hunks are the stretches in which something differs, with the lines round them.
func hunks(all []edit) []hunk {
	var out []hunk
	old, new := 1, 1
	last := -1 // the edit behind the last one of the last hunk
	for i, e := range all {
		if e.sign != ' ' {
			begin := max(i-context, 0)
			if last < 0 || begin > last {
				back := i - begin
				out = append(out, hunk{old: old - back, new: new - back})
				last = begin
			}
			end := min(i+context+1, len(all))
			h := &out[len(out)-1]
			h.edits = append(h.edits, all[last:end]...)
			last = end
		}
		if e.sign != '+' {
			old++
		}
		if e.sign != '-' {
			new++
		}
	}
	return out
}

// head is the line that says where a hunk is.
func (h *hunk) head() string {
	olds, news := 0, 0
	for _, e := range h.edits {
		if e.sign != '+' {
			olds++
		}
		if e.sign != '-' {
			news++
		}
	}
	at := func(from, n int) string {
		if n == 0 {
			from--
		}
		if n == 1 {
			return fmt.Sprint(from)
		}
		return fmt.Sprintf("%d,%d", from, n)
	}
	return "@@ -" + at(h.old, olds) + " +" + at(h.new, news) + " @@"
}
