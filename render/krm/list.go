// Package krm owns ResourceLists, in which kustomize and kpt hand objects to a function
// and take them back (config.kubernetes.io/v1): what of one is the topology, where
// rendered objects go among those that are there, and what is told of them.
//
// In goes the text of a list; out comes that list with other items and results. It keeps
// what it was not asked to change, comments too, and must never read a file, or take away
// an item.
package krm

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// APIVersion and Kind are those of the lists that are read and written.
const (
	APIVersion = "config.kubernetes.io/v1"
	Kind       = "ResourceList"
)

// List is a ResourceList.
type List struct {
	document *yaml.Node
	root     *yaml.Node // the mapping in it
}

// Read reads a list. What it says of a text that is none is for people.
func Read(text []byte) (*List, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("is no YAML: %w", err)
	}
	if len(document.Content) == 0 {
		return nil, errors.New("is empty, where a ResourceList is read, which kustomize writes")
	}
	l := &List{document: &document, root: behind(document.Content[0])}
	if l.root.Kind != yaml.MappingNode {
		return nil, errors.New("is no ResourceList, which kustomize writes")
	}
	if kind := scalar(get(l.root, "kind")); kind != Kind {
		return nil, fmt.Errorf("is of kind %q, and a ResourceList is read, which kustomize writes", kind)
	}
	if version := scalar(get(l.root, "apiVersion")); version != APIVersion && version != APIVersion+"beta1" && version != APIVersion+"alpha1" {
		return nil, fmt.Errorf("is a ResourceList of %q, and %s is known", version, APIVersion)
	}
	items := get(l.root, "items")
	if items != nil && items.Kind != yaml.SequenceNode && !null(items) {
		return nil, errors.New("has items that are no list")
	}
	if items != nil && slices.ContainsFunc(items.Content, func(n *yaml.Node) bool { return behind(n).Kind != yaml.MappingNode }) {
		return nil, errors.New("has an item that is no object")
	}
	return l, nil
}

// items is the list's sequence of objects, which is there afterwards.
func (l *List) items() *yaml.Node {
	items := get(l.root, "items")
	switch {
	case items == nil:
		items = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		set(l.root, "items", items)
	case items.Kind != yaml.SequenceNode:
		*items = yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	}
	return items
}

func encoded(n *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(n); err != nil {
		return nil, err
	}
	err := encoder.Close()
	return b.Bytes(), err
}
