package objects

import (
	"iter"
	"slices"
	"strings"

	"render/render/manifest"
)

// Labels are keys and texts: those of an object, or a selector of such. They are
// the object's own members, or members that were put together.
type Labels manifest.Object

// Get is the text under a key, and whether there is one.
func (l Labels) Get(key string) (string, bool) {
	for i := range l {
		if l[i].Key == key {
			text, ok := l[i].Value.(string)
			return text, ok
		}
	}
	return "", false
}

// Match reports whether labels have all that a selector asks for; a selector of
// nothing matches all, and one of anything but texts nothing.
func (l Labels) Match(selector Labels) bool {
	find := l.finder(len(selector))
	for i := range selector {
		if !find.has(&selector[i]) {
			return false
		}
	}
	return true
}

// Missing are those of a selector that labels do not have.
func (l Labels) Missing(selector Labels) Labels {
	find := l.finder(len(selector))
	var missing Labels
	for i := range selector {
		if !find.has(&selector[i]) {
			missing = append(missing, selector[i])
		}
	}
	return missing
}

// A map is cheaper than looking at each label for each that is asked for from so
// many that are asked for on, and so many comparisons.
const (
	manyAsked       = 16
	manyComparisons = 4096
)

// labelFinder finds labels by their keys, by a map where there are many.
type labelFinder struct {
	labels Labels
	byKey  map[string]string
}

func (l Labels) finder(asked int) labelFinder {
	if asked < manyAsked || len(l)*asked <= manyComparisons {
		return labelFinder{labels: l}
	}
	byKey := make(map[string]string, len(l))
	for i := range l {
		if text, ok := l[i].Value.(string); ok {
			byKey[l[i].Key] = text
		}
	}
	return labelFinder{byKey: byKey}
}

func (f *labelFinder) has(asked *manifest.Member) bool {
	want, ok := asked.Value.(string)
	if !ok {
		return false
	}
	var got string
	if f.byKey != nil {
		got, ok = f.byKey[asked.Key]
	} else {
		got, ok = f.labels.Get(asked.Key)
	}
	return ok && got == want
}

// With are the labels with others over them, as new members.
func (l Labels) With(over Labels) Labels {
	out := slices.Clone(l)
	at := make(map[string]int, len(out)+len(over))
	for i := range out {
		at[out[i].Key] = i
	}
	for _, m := range over {
		if i, ok := at[m.Key]; ok {
			out[i] = m
			continue
		}
		at[m.Key] = len(out)
		out = append(out, m)
	}
	return out
}

// Sorted are the labels in the order of their keys.
func (l Labels) Sorted() Labels {
	byKey := func(a, b manifest.Member) int { return strings.Compare(a.Key, b.Key) }
	if slices.IsSortedFunc(l, byKey) {
		return l
	}
	out := slices.Clone(l)
	slices.SortFunc(out, byKey)
	return out
}

// String is a selector as kubectl takes it: "app=web,tier=front"; "{}" where it
// is empty.
func (l Labels) String() string {
	if len(l) == 0 {
		return "{}"
	}
	var b strings.Builder
	for i, m := range l.Sorted() {
		if i > 0 {
			b.WriteByte(',')
		}
		value, _ := m.Value.(string)
		b.WriteString(m.Key + "=" + value)
	}
	return b.String()
}

func labelMap(f Field, key string) LabelMap { return LabelMap{f.member(key, Mapping)} }

// LabelMap is a field that holds labels, annotations, or a selector of equality.
type LabelMap struct{ Field }

// Labels are the labels themselves; none where the field holds something else.
func (m LabelMap) Labels() Labels { return Labels(m.Members()) }

// Text is the label of a key.
func (m LabelMap) Text(key string) Text { return m.text(key) }

// All are the texts by their keys.
func (m LabelMap) All() iter.Seq2[string, Text] {
	return func(yield func(string, Text) bool) {
		for _, label := range m.Members() {
			text := Text{Field{object: m.object, value: label.Value, path: m.path.member(label.Key), numbers: m.numbers, want: String}}
			if !yield(label.Key, text) {
				return
			}
		}
	}
}
