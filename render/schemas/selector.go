package schemas

import (
	"fmt"
	"maps"
	"slices"
)

// Selector is a selector of labels as somebody wrote it for an API
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
type Selector struct{ written map[string]any }

// SelectorOf is what is written as a selector, which chooses all where it is none.
func SelectorOf(value any) Selector {
	written, _ := value.(map[string]any)
	return Selector{written}
}

// Labels are those that it asks for; alone where it asks for nothing else.
func (s Selector) Labels() (labels map[string]string, alone bool) {
	labels = map[string]string{}
	list, _ := s.written["matchLabels"].(map[string]any)
	for key, value := range list {
		labels[key] = fmt.Sprint(value)
	}
	return labels, len(labels) > 0 && s.written["matchExpressions"] == nil
}

// MayMatch reports whether it may choose what has some labels, of which not all need be known.
func (s Selector) MayMatch(label func(key string) (value string, has, known bool)) bool {
	labels, _ := s.Labels()
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		if value, has, known := label(key); known && (!has || value != labels[key]) {
			return false
		}
	}
	list, _ := s.written["matchExpressions"].([]any)
	return !slices.ContainsFunc(list, func(one any) bool {
		e, _ := one.(map[string]any)
		key, _ := e["key"].(string)
		value, has, known := label(key)
		return known && !holds(e, value, has)
	})
}

// holds reports whether an expression holds of a label. One with an operator that is not known does.
func holds(e map[string]any, value string, has bool) bool {
	list, _ := e["values"].([]any)
	among := has && slices.ContainsFunc(list, func(one any) bool { return fmt.Sprint(one) == value })
	switch e["operator"] {
	case "In":
		return among
	case "NotIn":
		return !among
	case "Exists":
		return has
	case "DoesNotExist":
		return !has
	}
	return true
}
