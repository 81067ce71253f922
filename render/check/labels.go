package check

import (
	"strings"

	"render/render/manifest"
)

// pods are sets of labels that selectors are matched against. A key that a
// selector asks for is indexed when the first does.
type pods struct {
	namespaces []string
	labels     []manifest.Object
	byKey      map[string]map[labelled][]int
	found      []int // of the last match
}

type labelled struct{ namespace, value string }

func (p *pods) add(namespace string, labels manifest.Object) {
	p.namespaces = append(p.namespaces, namespace)
	p.labels = append(p.labels, labels)
}

// match gives the pods in a namespace that a selector matches, in their order;
// an empty selector matches all. The result is good until the next match.
func (p *pods) match(namespace string, selector manifest.Object) []int {
	p.found = p.found[:0]
	if len(selector) == 0 {
		for n, other := range p.namespaces {
			if other == namespace {
				p.found = append(p.found, n)
			}
		}
		return p.found
	}
	var few []int
	first := true
	for _, m := range selector {
		text, ok := m.Value.(string)
		if !ok {
			return nil
		}
		if with := p.index(m.Key)[labelled{namespace, text}]; first || len(with) < len(few) {
			few, first = with, false
		}
	}
	for _, n := range few {
		if has(p.labels[n], selector) {
			p.found = append(p.found, n)
		}
	}
	return p.found
}

func (p *pods) index(key string) map[labelled][]int {
	if index, ok := p.byKey[key]; ok {
		return index
	}
	index := make(map[labelled][]int, len(p.labels))
	// One array holds the lists of a pod each, which most are.
	single := make([]int, len(p.labels))
	for n, labels := range p.labels {
		value, ok := labels.Get(key).(string)
		if !ok {
			continue
		}
		k := labelled{p.namespaces[n], value}
		if list := index[k]; list != nil {
			index[k] = append(list, n)
			continue
		}
		single[n] = n
		index[k] = single[n : n+1 : n+1]
	}
	if p.byKey == nil {
		p.byKey = map[string]map[labelled][]int{}
	}
	p.byKey[key] = index
	return index
}

// has reports whether labels have all that a selector asks for.
func has(labels, selector manifest.Object) bool {
	for _, m := range selector {
		want, ok := m.Value.(string)
		if got, is := labels.Get(m.Key).(string); !ok || !is || got != want {
			return false
		}
	}
	return true
}

// selectorText is a selector as kubectl takes it: "app=web,tier=front"; "{}"
// where it is empty.
func selectorText(selector manifest.Object) string {
	if len(selector) == 0 {
		return "{}"
	}
	var b strings.Builder
	for n, m := range selector {
		if n > 0 {
			b.WriteByte(',')
		}
		value, _ := m.Value.(string)
		b.WriteString(m.Key + "=" + value)
	}
	return b.String()
}

// podLabels are the labels of the pods that an object makes; not ok where it
// makes none.
func podLabels(object manifest.Object) (manifest.Object, bool) {
	spec, _ := object.Get("spec").(manifest.Object)
	if template, ok := spec.Get("template").(manifest.Object); ok {
		if _, ok := asList(under(template, "spec").Get("containers")); ok {
			return under(template, "metadata", "labels"), true
		}
		return nil, false
	}
	if object.Get("kind") == "Pod" && object.Get("apiVersion") == "v1" {
		return under(object, "metadata", "labels"), true
	}
	return nil, false
}

// podSpec is the spec of the pods that an object makes.
func podSpec(object manifest.Object) manifest.Object {
	if object.Get("kind") == "Pod" {
		return under(object, "spec")
	}
	return under(object, "spec", "template", "spec")
}
