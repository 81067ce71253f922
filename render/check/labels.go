package check

import (
	"maps"
	"slices"
	"strings"
)

// pods are sets of labels that selectors are matched against. A key that a
// selector asks for is indexed when the first does.
type pods struct {
	namespaces []string
	labels     []map[string]any
	byKey      map[string]map[labelled][]int
	found      []int // of the last match
}

type labelled struct{ namespace, value string }

func (p *pods) add(namespace string, labels map[string]any) {
	p.namespaces = append(p.namespaces, namespace)
	p.labels = append(p.labels, labels)
}

// match gives the pods in a namespace that a selector matches, in their order;
// an empty selector matches all. The result is good until the next match.
func (p *pods) match(namespace string, selector map[string]any) []int {
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
	for key, value := range selector {
		text, ok := value.(string)
		if !ok {
			return nil
		}
		if with := p.index(key)[labelled{namespace, text}]; first || len(with) < len(few) {
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
		value, ok := labels[key].(string)
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
func has(labels, selector map[string]any) bool {
	for key, value := range selector {
		want, ok := value.(string)
		if got, is := labels[key].(string); !ok || !is || got != want {
			return false
		}
	}
	return true
}

// selectorText is a selector as kubectl takes it: "app=web,tier=front"; "{}"
// where it is empty.
func selectorText(selector map[string]any) string {
	if len(selector) == 0 {
		return "{}"
	}
	var b strings.Builder
	for n, key := range slices.Sorted(maps.Keys(selector)) {
		if n > 0 {
			b.WriteByte(',')
		}
		value, _ := selector[key].(string)
		b.WriteString(key + "=" + value)
	}
	return b.String()
}

// podLabels are the labels of the pods that an object makes; not ok where it
// makes none.
func podLabels(object map[string]any) (map[string]any, bool) {
	spec, _ := object["spec"].(map[string]any)
	if template, ok := spec["template"].(map[string]any); ok {
		if _, ok := asList(under(template, "spec")["containers"]); ok {
			return under(template, "metadata", "labels"), true
		}
		return nil, false
	}
	if object["kind"] == "Pod" && object["apiVersion"] == "v1" {
		return under(object, "metadata", "labels"), true
	}
	return nil, false
}

// podSpec is the spec of the pods that an object makes.
func podSpec(object map[string]any) map[string]any {
	if object["kind"] == "Pod" {
		return under(object, "spec")
	}
	return under(object, "spec", "template", "spec")
}
