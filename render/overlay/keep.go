package overlay

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/kustomize/kyaml/yaml/merge2"
)

// mergeMaps is kustomize's strategic merge; ok is false where it cannot be done.
func mergeMaps(old, patch map[string]any) (merged map[string]any, ok bool) {
	result, err := merge2.Merge(yaml.NewRNode(toNode(patch)), yaml.NewRNode(toNode(old)),
		yaml.MergeOptions{ListIncreaseDirection: yaml.MergeOptionsListPrepend})
	if err != nil || result == nil || result.YNode() == nil || result.YNode().Kind != yaml.MappingNode {
		return nil, false
	}
	merged = fromNode(result.YNode()).(map[string]any)
	keepUntouched(old, merged, patch)
	return merged, true
}

// keepUntouched puts back what a patch does not mention, as it was: the merge
// walks through the whole object, and drops an empty value here and there.
func keepUntouched(old, merged, patch map[string]any) {
	if _, ok := patch[directive]; ok {
		return
	}
	for key, before := range old {
		change, mentioned := patch[key]
		if !mentioned {
			merged[key] = copyValue(before)
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
