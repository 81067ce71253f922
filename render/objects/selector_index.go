package objects

import "slices"

// SelectorIndex finds selectors by the labels of what they choose: a LabelIndex the other way round. They
// are indexed when it is first asked, each by that of its labels which the fewest others ask for.
type SelectorIndex struct {
	selectors []selecting
	byLabel   map[label][]int // nil until it is asked
	all       map[string][]int
}

type selecting struct {
	namespace string
	selector  Labels
}

// Add takes in a selector of what is in a namespace; its number is how many were added before.
func (x *SelectorIndex) Add(namespace string, selector Labels) {
	x.selectors = append(x.selectors, selecting{namespace, selector})
	x.byLabel = nil
}

// Match gives the numbers of the selectors for a namespace that match labels, in their order.
func (x *SelectorIndex) Match(namespace string, labels Labels) []int {
	if x.byLabel == nil {
		x.index()
	}
	out := slices.Clone(x.all[namespace])
	for i := range labels {
		text, ok := labels[i].Value.(string)
		if !ok {
			continue
		}
		for _, n := range x.byLabel[label{labels[i].Key, labelled{namespace, text}}] {
			if labels.Match(x.selectors[n].selector) {
				out = append(out, n)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (x *SelectorIndex) index() {
	asked := map[label]int{}
	labelsOf := func(s *selecting, each func(label)) {
		for i := range s.selector {
			text, _ := s.selector[i].Value.(string)
			each(label{s.selector[i].Key, labelled{s.namespace, text}})
		}
	}
	for i := range x.selectors {
		labelsOf(&x.selectors[i], func(l label) { asked[l]++ })
	}
	x.byLabel, x.all = map[label][]int{}, map[string][]int{}
	for i := range x.selectors {
		s := &x.selectors[i]
		if len(s.selector) == 0 {
			x.all[s.namespace] = append(x.all[s.namespace], i)
			continue
		}
		var rarest label
		labelsOf(s, func(l label) {
			if asked[rarest] == 0 || asked[l] < asked[rarest] {
				rarest = l
			}
		})
		x.byLabel[rarest] = append(x.byLabel[rarest], i)
	}
}
