package objects

import "iter"

// maxKeyIndexes is from how many keys on labels are indexed all at once: selectors
// ask for few keys, and each index of one key looks at all labels.
const maxKeyIndexes = 16

// LabelIndex finds sets of labels by selector. What selectors ask for is indexed
// when the first does, so that it must not be used by several goroutines at
// once.
type LabelIndex struct {
	namespaces []string
	labels     []Labels
	byKey      map[string]map[labelled][]int
	byLabel    map[label][]int // nil up to maxKeyIndexes
}

type labelled struct{ namespace, value string }

type label struct {
	key string
	labelled
}

// Add takes in the labels of what is in a namespace; its number is how many were
// added before.
func (x *LabelIndex) Add(namespace string, labels Labels) {
	x.namespaces = append(x.namespaces, namespace)
	x.labels = append(x.labels, labels)
	x.byKey, x.byLabel = nil, nil
}

// Match gives the numbers of the labels in a namespace that a selector matches, in
// their order; an empty selector matches all.
func (x *LabelIndex) Match(namespace string, selector Labels) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(selector) == 0 {
			for n, other := range x.namespaces {
				if other == namespace && !yield(n) {
					return
				}
			}
			return
		}
		for _, n := range x.fewest(namespace, selector) {
			if (len(selector) == 1 || x.labels[n].Match(selector)) && !yield(n) {
				return
			}
		}
	}
}

// fewest are the numbers under the label of a selector that the fewest have.
func (x *LabelIndex) fewest(namespace string, selector Labels) []int {
	var few []int
	for i := range selector {
		text, ok := selector[i].Value.(string)
		if !ok {
			return nil
		}
		if with := x.with(selector[i].Key, labelled{namespace, text}); i == 0 || len(with) < len(few) {
			few = with
		}
	}
	return few
}

// Has reports whether something in a namespace has a label of this value.
func (x *LabelIndex) Has(namespace, key, value string) bool {
	return len(x.with(key, labelled{namespace, value})) > 0
}

// Values are the values of a key that labels in a namespace have, each once, in
// the order in which they were added.
func (x *LabelIndex) Values(namespace, key string) []string {
	var values []string
	seen := map[string]bool{}
	for n, labels := range x.labels {
		if x.namespaces[n] != namespace {
			continue
		}
		if value, ok := labels.Get(key); ok && !seen[value] {
			seen[value] = true
			values = append(values, value)
		}
	}
	return values
}

// with are the numbers of the labels that have one of this key and value.
func (x *LabelIndex) with(key string, value labelled) []int {
	index, ok := x.byKey[key]
	switch {
	case ok:
		return index[value]
	case x.byLabel == nil && len(x.byKey) < maxKeyIndexes:
		return x.index(key)[value]
	case x.byLabel == nil:
		x.indexAll()
	}
	return x.byLabel[label{key, value}]
}

func (x *LabelIndex) indexAll() {
	x.byLabel = map[label][]int{}
	for n, labels := range x.labels {
		for i := range labels {
			if text, ok := labels[i].Value.(string); ok {
				k := label{labels[i].Key, labelled{x.namespaces[n], text}}
				x.byLabel[k] = append(x.byLabel[k], n)
			}
		}
	}
}

func (x *LabelIndex) index(key string) map[labelled][]int {
	index := make(map[labelled][]int, len(x.labels))
	// One array holds the lists of one number each, which most are.
	single := make([]int, len(x.labels))
	for n, labels := range x.labels {
		value, ok := labels.Get(key)
		if !ok {
			continue
		}
		k := labelled{x.namespaces[n], value}
		if list := index[k]; list != nil {
			index[k] = append(list, n)
			continue
		}
		single[n] = n
		index[k] = single[n : n+1 : n+1]
	}
	if x.byKey == nil {
		x.byKey = map[string]map[labelled][]int{}
	}
	x.byKey[key] = index
	return index
}
