package scripts

import (
	"fmt"
	"strings"
)

// Texts are the steps of an order as people read them.
func Texts(order []Turn) []string {
	var out []string
	for _, t := range order {
		list := make([]string, len(t.Doings))
		for i, one := range t.Doings {
			list[i] = one.Text
		}
		text := FewDone(list)
		if t.When == With && len(list) > 1 {
			text = list[0] + ", and " + FewDone(list[1:])
		}
		out = append(out, text)
	}
	return out
}

// maxDone is how many things of one kind a step lists.
const maxDone = 5

// FewDone are things to do as a step lists them: of many that differ by their names the
// first ones.
func FewDone(list []string) string {
	count, shown := map[string]int{}, map[string]int{}
	for _, text := range list {
		count[kindOfDoing(text)]++
	}
	var out []string
	for _, text := range list {
		kind := kindOfDoing(text)
		shown[kind]++
		switch more := count[kind] - maxDone; {
		case more < 2 || shown[kind] <= maxDone:
			out = append(out, text)
		case shown[kind] == maxDone+1:
			out = append(out, fmt.Sprintf("and so on for %d more", more))
		}
	}
	return strings.Join(out, "; ")
}

// kindOfDoing is what is the same of things to do that differ by names: what stands before
// the first one.
func kindOfDoing(text string) string {
	before, _, _ := strings.Cut(text, `"`)
	intro, run, found := strings.Cut(before, "kubectl ")
	if !found {
		return before
	}
	words := strings.Fields(run)
	return intro + strings.Join(words[:min(len(words), 2)], " ")
}
