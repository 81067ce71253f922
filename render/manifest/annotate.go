package manifest

import "maps"

// Annotated is a copy of an object with more annotations, with which nothing
// else is shared that is changed later.
func Annotated(object map[string]any, more map[string]any) map[string]any {
	metadata, _ := object["metadata"].(map[string]any)
	old, _ := metadata["annotations"].(map[string]any)
	annotations := maps.Clone(old)
	if annotations == nil {
		annotations = map[string]any{}
	}
	maps.Copy(annotations, more)
	metadata = maps.Clone(metadata)
	metadata["annotations"] = annotations
	out := maps.Clone(object)
	out["metadata"] = metadata
	return out
}
