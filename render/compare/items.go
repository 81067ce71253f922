package compare

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// list finds what differs of two lists: item by item where each has a key of its
// own, which is a scalar itself or what its list is known to be found by; else
// those that are equal are taken away, and the others compared one by one.
func (w *walker) list(path Path, old, new []any) {
	if len(old) == 0 || len(new) == 0 {
		if len(old) != len(new) {
			w.add(path, value(old), value(new))
		}
		return
	}
	if slices.EqualFunc(old, new, Equal) {
		return
	}
	if wording.InPieces(old) || wording.InPieces(new) || hasFlagged(old) || hasFlagged(new) { // no item of which is to be told alone
		w.add(path, value(old), value(new))
		return
	}
	if len(old) == 1 && len(new) == 1 && mappings(old[0], new[0]) {
		w.value(append(path, single(old[0], new[0])), old[0], new[0])
		return
	}
	olds, news, ok := keys(old, new)
	if !ok {
		w.unkeyed(path, old, new)
		return
	}
	at, kept := positions(olds), positions(news)
	gone, last, moved := 0, -1, false
	skip := func(to int) {
		for ; gone < to; gone++ {
			if _, there := kept[olds[gone]]; !there {
				w.add(append(path, Step{Item: true, Key: olds[gone], Index: gone, Was: gone}), old[gone], nil)
			}
		}
	}
	for j, key := range news {
		step := Step{Item: true, Key: key, Index: j}
		i, there := at[key]
		if !there {
			w.add(append(path, step), nil, new[j])
			continue
		}
		skip(max(gone, i))
		step.Was = i
		moved = moved || i < last
		last = max(last, i)
		w.value(append(path, step), old[i], new[j])
	}
	skip(len(old))
	if moved {
		w.moved(path, old, new)
	}
}

func mappings(a, b any) bool {
	_, ok := a.(manifest.Object)
	_, both := b.(manifest.Object)
	return ok && both
}

// single is the step to the one item that a list has on either side, which is the
// same one whatever its key is now.
func single(old, new any) Step {
	step := Step{Item: true}
	if olds, news, ok := keys([]any{old}, []any{new}); ok && olds[0] == news[0] {
		step.Key = news[0]
	}
	return step
}

// value is a list as a field's value: an empty one is one, as for the API server.
func value(list []any) any {
	if list == nil {
		return nil
	}
	return list
}

func (w *walker) moved(path Path, old, new []any) {
	w.add(path, old, new)
	w.fields[len(w.fields)-1].Moved = true
}

// found is what items that are mappings are found by, the best first: the name where
// they have one, and what their API merges them by. A way leads into the item; 0 is
// the one item of a list in it.
var found = [...][]string{
	{"name"}, {"port", "name"}, {"match", "0", "name"}, {"containerPort"}, {"port", "number"}, {"port"},
	{"mountPath"}, {"devicePath"}, {"topologyKey"}, {"type"}, {"key"}, {"host"}, {"ip"},
	{"destination", "host"}, {"providerRef"}, {"secretName"}, {"path"}, {"uid"},
	{"match", "0", "uri", "exact"}, {"match", "0", "uri", "prefix"}, {"match", "0", "uri", "regex"},
	{"matches", "0", "path", "value"}, {"match", "0", "sniHosts", "0"}, {"match", "0", "port"},
}

// protocols is how one number of port is told apart from the same of another protocol.
var protocols = []string{"protocol"}

// keys are what tells the items of both lists apart; false where nothing does.
func keys(old, new []any) (olds, news []string, ok bool) {
	if hasFlagged(old) || hasFlagged(new) {
		return nil, nil, false
	}
	if olds, news = keyed(old, nil), keyed(new, nil); olds != nil && news != nil {
		return olds, news, apart(olds) && apart(news)
	}
	for _, by := range found {
		olds, news = keyed(old, by), keyed(new, by)
		if olds == nil || news == nil {
			continue
		}
		if apart(olds) && apart(news) {
			return olds, news, true
		}
		if by[0] == "containerPort" || by[0] == "port" {
			olds, news = with(olds, old), with(news, new)
			if apart(olds) && apart(news) {
				return olds, news, true
			}
		}
	}
	return nil, nil, false
}

// with are keys with the items' protocols behind them.
func with(keys []string, list []any) []string {
	for i, item := range list {
		if text, ok := follow(item, protocols); ok {
			keys[i] += "/" + text
		}
	}
	return keys
}

func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return string(appendValue(nil, v))
}

// keyed are what each item holds at the end of a way; nil where one holds no
// scalar there.
func keyed(list []any, way []string) []string {
	out := make([]string, len(list))
	for i, item := range list {
		key, ok := follow(item, way)
		if !ok {
			return nil
		}
		out[i] = key
	}
	return out
}

func follow(v any, way []string) (string, bool) {
	for _, key := range way {
		switch inner := v.(type) {
		case manifest.Object:
			v = inner.Get(key)
		case []any:
			if key != "0" || len(inner) != 1 {
				return "", false
			}
			v = inner[0]
		default:
			return "", false
		}
	}
	switch v.(type) {
	case nil, manifest.Object, []any:
		return "", false
	}
	key := text(v)
	return key, key != "" && len(key) <= maxKey && !strings.ContainsAny(key, "\n[]") && !holdsKey(key) && len(wording.NamedPasswords(key)) == 0
}

// maxKey is how long, in bytes, what an item is found by may be, as a host is:
// longer texts are content.
const maxKey = 253

// positions are where each of keys stands that are apart.
func positions(keys []string) map[string]int {
	at := make(map[string]int, len(keys))
	for i, key := range keys {
		at[key] = i
	}
	return at
}

// apart reports whether all keys differ.
func apart(list []string) bool {
	return len(positions(list)) == len(list)
}
