package overlay

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/kustomize/kyaml/yaml/merge2"
)

// mergeMaps is kustomize's strategic merge; ok is false where it cannot be done.
func mergeMaps(old, patch map[string]any) (merged map[string]any, ok bool) {
	part := mentioned(old, patch)
	defer teach(part, patch)()
	result, err := merge2.Merge(yaml.NewRNode(toNode(patch)), yaml.NewRNode(toNode(part)),
		yaml.MergeOptions{ListIncreaseDirection: yaml.MergeOptionsListPrepend})
	if err != nil || result == nil || result.YNode() == nil || result.YNode().Kind != yaml.MappingNode {
		return nil, false
	}
	merged = fromNode(result.YNode()).(map[string]any)
	keepUntouched(old, merged, patch)
	return merged, true
}

// mentioned is the part of an object that a patch speaks of, and what it is an object
// of, by which the merge finds its schema: only that costs anything to merge.
func mentioned(old, patch map[string]any) map[string]any {
	out := map[string]any{}
	for _, key := range []string{"apiVersion", "kind"} {
		if value, ok := old[key]; ok {
			out[key] = value
		}
	}
	for key, change := range patch {
		before, ok := old[key]
		if !ok {
			continue
		}
		out[key] = before
		beforeMap, ok1 := before.(map[string]any)
		changeMap, ok2 := change.(map[string]any)
		if _, ordered := changeMap[directive]; ok1 && ok2 && !ordered {
			out[key] = mentioned(beforeMap, changeMap)
		}
	}
	return out
}

// keepUntouched puts back what a patch does not mention, as it was. The merge has not
// seen it.
func keepUntouched(old, merged, patch map[string]any) {
	if _, ok := patch[directive]; ok {
		return
	}
	for key, before := range old {
		change, mentioned := patch[key]
		if !mentioned {
			merged[key] = before
			continue
		}
		beforeMap, ok1 := before.(map[string]any)
		afterMap, ok2 := merged[key].(map[string]any)
		changeMap, ok3 := change.(map[string]any)
		if ok1 && ok2 && ok3 {
			keepUntouched(beforeMap, afterMap, changeMap)
		}
	}
}

func left(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v[directive]; ok {
			return true
		}
		for _, member := range v {
			if left(member) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, left)
	}
	return false
}
