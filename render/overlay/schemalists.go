package overlay

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/openapi"

	"render/render/manifest"
)

// known looks at the lists of a patch for a kind of which kustomize has a schema: it
// merges the ones that have a key, where each item of the patch must say it, and
// replaces the others. A list of objects that would lose one that way is refused as
// it is in custom resources; texts, as args are, have always been replaced.
func (m *listMerge) known(patch, old map[string]any, schema *openapi.ResourceSchema, at where) map[string]any {
	if _, ordered := patch[directive]; ordered || schema == nil {
		return patch
	}
	out := maps.Clone(patch)
	for _, key := range sortedKeys(patch) {
		field := schema.Field(key)
		if field == nil {
			continue
		}
		switch value := patch[key].(type) {
		case map[string]any:
			out[key] = m.known(value, asObject(old[key]), field, at.member(key))
		case []any:
			before, _ := old[key].([]any)
			out[key] = m.knownList(value, before, field, at.member(key))
		}
	}
	return out
}

// keyOf is the first of the keys by which kustomize merges a list; "" where it
// replaces it.
func keyOf(schema *openapi.ResourceSchema) (key string, merged bool) {
	strategy, keys := schema.PatchStrategyAndKeyList()
	if !slices.Contains(strings.Split(strategy, ","), "merge") {
		return "", false
	}
	if len(keys) == 0 {
		if _, key := schema.PatchStrategyAndKey(); key != "" {
			return key, true
		}
		return "", true // of texts
	}
	return keys[0], true
}

func (m *listMerge) knownList(patch, old []any, schema *openapi.ResourceSchema, at where) []any {
	key, merged := keyOf(schema)
	if !merged {
		if rest, ok := replacement(patch); ok {
			return rest
		}
		if slices.ContainsFunc(old, func(item any) bool { return asObject(item) != nil }) {
			m.keepsAll(patch, old, at)
		}
		return patch
	}
	if _, ok := replacement(patch); ok || key == "" {
		return patch
	}
	out := slices.Clone(patch)
	for k, item := range patch {
		object := asObject(item)
		if object == nil || object[directive] != nil && object[key] == nil {
			continue
		}
		if object[key] == nil {
			m.fail(at.item(k, k), fmt.Sprintf("does not say which item of %s of %s it changes", pointer(at.steps), m.id), "write its "+key)
			return patch
		}
		i := slices.IndexFunc(old, func(other any) bool { return equal(manifest.At(other, key), object[key]) })
		if i >= 0 {
			out[k] = m.known(object, asObject(old[i]), schema.Elements(), at.item(k, i))
		}
	}
	return out
}
