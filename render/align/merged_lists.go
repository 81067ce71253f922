package align

import (
	"fmt"

	"render/render/compare"
	"render/render/manifest"
)

// Lists of pods and of Services are merged item by item, by a member that their API names: what nobody
// applied stays beside what comes, whatever it is called (k8s.io/api/core/v1, patchMergeKey and listMapKey;
// of ports kubectl takes the number alone).

// mergesLists reports whether that is known of an object's kind.
func mergesLists(object manifest.Object) bool {
	one := manifest.Manifest{Object: object}
	id := one.ID()
	return id.Group == "apps" || id.Group == "" && id.Kind == "Service"
}

// mergeKeys are the members by which items of a list of that name are merged, the first that they have.
func mergeKeys(list string) []string {
	switch list {
	case "containers", "initContainers", "env", "volumes", "imagePullSecrets":
		return []string{"name"}
	case "volumeMounts":
		return []string{"mountPath"}
	case "ports":
		return []string{"containerPort", "port"}
	}
	return nil
}

// merged are where the items of both lists stand, by the member by which they are merged; not ok where they are not.
func (r record) merged(old, new []any) (olds, news map[string]int, ok bool) {
	if !r.merges {
		return nil, nil, false
	}
	for _, key := range mergeKeys(r.key) {
		if olds, news = textsAt(old, key), textsAt(new, key); olds != nil && news != nil {
			return olds, news, true
		}
	}
	return nil, nil, false
}

// textsAt is where each item of a list stands by the scalar that it has at a key; nil where one has
// none, or two have the same.
func textsAt(list []any, key string) map[string]int {
	out := make(map[string]int, len(list))
	for i, item := range list {
		object, _ := item.(manifest.Object)
		switch value := object.Get(key).(type) {
		case nil, manifest.Object, []any:
			return nil
		default:
			out[fmt.Sprint(value)] = i
		}
	}
	if len(out) < len(list) {
		return nil
	}
	return out
}

// match finds for each item of a new list the one of an old list that it is, -1 for none; apart tells
// that an API merges them, so that what matches none is another one.
func (r record) match(old, new []any) (at []int, apart bool) {
	olds, news, ok := r.merged(old, new)
	if !ok {
		return compare.Match(old, new), false
	}
	at = make([]int, len(new))
	for text, j := range news {
		i, is := olds[text]
		if !is {
			i = -1
		}
		at[j] = i
	}
	return at, true
}
