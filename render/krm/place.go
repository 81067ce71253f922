package krm

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"render/render/manifest"
)

// pathNotes say which file an item came from, the newer one first.
var pathNotes = []string{"internal.config.kubernetes.io/path", "config.kubernetes.io/path"}

// ownNotes begin the annotations by which whoever runs functions finds an item again.
var ownNotes = []string{"internal.config.kubernetes.io/", "config.kubernetes.io/", "internal.kpt.dev/", "kustomize.config.k8s.io/"}

// Placed says what became of the items.
type Placed struct {
	// Left are items that an earlier run rendered, by their labels, and this one does not.
	Left []manifest.ID
}

// Place puts rendered objects, each as YAML, into the list: in place of the item of the same
// identity, whose comments and notes of where it came from it keeps, or behind all others.
// The set-up's name says which items an earlier run rendered; those that are rendered still, and
// perhaps not for this list, are known.
func (l *List) Place(name string, objects [][]byte, known []manifest.ID) (Placed, error) {
	items := l.items()
	there := map[manifest.ID]int{}
	for i, item := range items.Content {
		if _, twice := there[referenceOf(behind(item)).id()]; !twice {
			there[referenceOf(behind(item)).id()] = i
		}
	}
	rendered := map[manifest.ID]bool{}
	for _, id := range known {
		rendered[id] = true
	}
	for _, text := range objects {
		var document yaml.Node
		if err := yaml.Unmarshal(text, &document); err != nil || len(document.Content) != 1 {
			return Placed{}, fmt.Errorf("an object that was rendered cannot be read back: %w", err)
		}
		object := document.Content[0]
		if i, ok := there[referenceOf(object).id()]; ok {
			old := behind(items.Content[i])
			keepNotes(old, object)
			if !same(old, object) {
				keepComments(old, object)
				items.Content[i] = object
			}
			continue
		}
		items.Content = append(items.Content, object)
	}
	if len(items.Content) > 0 {
		items.Style &^= yaml.FlowStyle
	}
	return Placed{l.left(name, rendered)}, nil
}

// left are the items of an earlier run. A Namespace is nobody's to remove, since others may be in it.
func (l *List) left(name string, rendered map[manifest.ID]bool) []manifest.ID {
	var out []manifest.ID
	for _, item := range l.items().Content {
		item = behind(item)
		labels := get(item, "metadata", "labels")
		id := referenceOf(item).id()
		if !rendered[id] && id.Kind != "Namespace" && scalar(get(labels, manifest.ManagedBy)) == manifest.Render && scalar(get(labels, manifest.PartOf)) == name {
			out = append(out, id)
		}
	}
	return out
}

// keepNotes copies the annotations by which an item is found again.
func keepNotes(old, object *yaml.Node) {
	notes := get(old, "metadata", "annotations")
	metadata := get(object, "metadata")
	if notes == nil || notes.Kind != yaml.MappingNode || metadata == nil {
		return
	}
	for i := 0; i+1 < len(notes.Content); i += 2 {
		key := behind(notes.Content[i]).Value
		if !beginsLike(key, ownNotes) {
			continue
		}
		own := get(metadata, "annotations")
		if own == nil {
			own = mapping()
			set(metadata, "annotations", own)
		}
		set(own, key, notes.Content[i+1])
	}
}

func beginsLike(key string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}
