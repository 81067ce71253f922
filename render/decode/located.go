package decode

import (
	"slices"
	"strconv"
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/source"
	"render/render/wording"
)

// Located is what a path leads to.
type Located struct {
	Path        string       // with numbers in place of names, as in messages
	First, Last places.Place // where that begins, and the last of it; zero where nothing is there
}

// Locator finds what paths lead to in one topology. It remembers what it looked at, so that many paths take no longer
// than one of them and a step each.
type Locator struct {
	root    *source.Node
	items   map[*source.Node]map[string]int // of lists, by what each is called
	ends    map[*source.Node]places.Place   // of what has something in it
	guesses int                             // names that a near one was looked for
}

// NewLocator looks at a topology as it is before it is decoded.
func NewLocator(root *source.Node) *Locator {
	return &Locator{root: root, items: map[*source.Node]map[string]int{}, ends: map[*source.Node]places.Place{}}
}

// Find finds what a path leads to, in which items may be named as for Set. A path to what is not
// there is none the less right; only a name has to be some item's.
func (l *Locator) Find(at string) (out Located, fault wording.Fault) {
	steps, err := format.ParseSteps(at)
	if err != nil {
		return out, wording.Fault{Code: "accept-at", Message: err.Error()}
	}
	var b strings.Builder
	n := l.root
	for i, step := range steps {
		item, ofList := strings.CutPrefix(step, "[")
		if ofList {
			number, fault := l.item(n, item)
			if fault.Found() {
				fault.Help = "remove it"
				if near := l.near(n, item); near != "" {
					fault.Help += ", or, if it is misspelt, write " + wording.Quote(near) + " there"
				}
				return out, fault
			}
			b.WriteString("[" + strconv.Itoa(number) + "]")
			if n != nil && number >= 0 && number < len(n.Items) {
				n = n.Items[number]
			} else {
				n = nil
			}
			continue
		}
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step)
		if n != nil {
			n = n.Get(step)
		}
	}
	out.Path = b.String()
	if n != nil {
		out.First, out.Last = n.Place, l.end(n)
	}
	return out, fault
}

// item is the number of an item, by that or by what it is called.
func (l *Locator) item(n *source.Node, item string) (int, wording.Fault) {
	if number, err := strconv.Atoi(item); err == nil {
		return number, wording.Fault{}
	}
	names, known := l.items[n]
	if !known {
		names = map[string]int{}
		for i := 0; n != nil && i < len(n.Items); i++ {
			one := n.Items[i]
			if _, before := names[itemName(one)]; !before {
				names[itemName(one)] = i
			}
		}
		l.items[n] = names
	}
	if number, ok := names[item]; ok {
		return number, wording.Fault{}
	}
	return 0, wording.Fault{Code: "accept-unused", Message: "no item is called " + wording.Quote(item)}
}

// near is what an item is called that may be meant. Nobody reads so many as it is not looked for.
func (l *Locator) near(n *source.Node, item string) string {
	if l.guesses++; l.guesses > diag.MaxShown {
		return ""
	}
	var out []string
	for name := range l.items[n] {
		if name != "" {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return l.items[n][a] - l.items[n][b] })
	return wording.Suggest(item, out)
}

// end is where the last of a node begins that stands behind its beginning: what an alias stands
// for is elsewhere.
func (l *Locator) end(n *source.Node) places.Place {
	if len(n.Items)+len(n.Values) == 0 {
		return n.Place
	}
	end, known := l.ends[n]
	if known {
		return end
	}
	end = n.Place
	for _, list := range [][]*source.Node{n.Keys, n.Values, n.Items} {
		for _, inner := range list {
			if at := l.end(inner); at.Source == end.Source && end.Before(at) {
				end = at
			}
		}
	}
	l.ends[n] = end
	return end
}
