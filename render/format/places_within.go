package format

import (
	"slices"
	"strconv"
	"strings"

	"render/render/places"
	"render/render/wording"
)

// KeyOrigin is where a key of an object was written.
func (a *Any) KeyOrigin(key string) Origin {
	m := a.Origin
	for _, k := range a.Inner {
		if k.Key == key {
			return m.From(k.Name)
		}
	}
	return m
}

// At is where a value inside was written, by the way to it: keys, and "[0]" for an item
// of a list; name asks for its key. Of a way that ends before, it is the last
// that is there.
func (a *Any) At(path []string, name bool) Origin {
	m, list := a.Origin, a.Inner
	for i, part := range path {
		at := find(list, part)
		if at < 0 {
			return m
		}
		if name && i == len(path)-1 { // an unknown key's field is the object that it is in
			return m.From(list[at].Name)
		}
		place := list[at].Value
		if place == (places.Place{}) {
			place = list[at].Name
		}
		if key := list[at].Key; key != "" {
			m = m.Member(key, place)
		} else {
			m = m.Item(at, place)
		}
		list = list[at].Inner
	}
	return m
}

// find is where a step leads in a list; -1 for nowhere.
func find(list []Placed, step string) int {
	if number, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(step, "["), "]")); err == nil && strings.HasPrefix(step, "[") {
		if number < 0 || number >= len(list) || list[number].Key != "" {
			return -1
		}
		return number
	}
	for i := range list {
		if list[i].Key == step {
			return i
		}
	}
	return -1
}

// Object is an object that is handed on; empty where it is none.
func Object(a Any) map[string]any {
	if object, ok := a.Value.(map[string]any); ok {
		return object
	}
	return map[string]any{}
}

// Unread reports whether a list of items with names may be in an object that is handed on, or items of it, that cannot be
// read: which is told.
func Unread(a Any, list string) bool {
	object := Object(a)
	for key := range object {
		if key != list && wording.Suggest(strings.Trim(key, ":"), []string{list}) != "" {
			return true
		}
	}
	items, isList := object[list].([]any)
	return a.IsWrong() || object[list] != nil && !isList || slices.ContainsFunc(items, func(one any) bool {
		item, _ := one.(map[string]any)
		_, named := item["name"].(string)
		return !named
	})
}

// Items are the objects of a list in one that is handed on; nil for what is no object.
func Items(a Any, key string) []map[string]any {
	list, _ := Object(a)[key].([]any)
	out := make([]map[string]any, len(list))
	for i, item := range list {
		out[i], _ = item.(map[string]any)
	}
	return out
}
