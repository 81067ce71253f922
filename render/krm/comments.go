package krm

import "go.yaml.in/yaml/v3"

// same reports whether two nodes say the same, in whichever order and spelling.
func same(a, b *yaml.Node) bool {
	a, b = behind(a), behind(b)
	if a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	switch a.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(a.Content); i += 2 {
			key := behind(a.Content[i]).Value
			other := get(b, key)
			if other == nil || !same(a.Content[i+1], other) {
				return false
			}
		}
		return true
	case yaml.SequenceNode:
		for i := range a.Content {
			if !same(a.Content[i], b.Content[i]) {
				return false
			}
		}
		return true
	}
	return a.Value == b.Value && a.ShortTag() == b.ShortTag()
}

// keepComments gives a node the comments of another one of the same place.
func keepComments(old, into *yaml.Node) {
	old = behind(old)
	copyComments(old, into)
	if old.Kind != into.Kind {
		return
	}
	switch into.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(into.Content); i += 2 {
			if j := at(old, into.Content[i].Value); j >= 0 {
				copyComments(old.Content[j-1], into.Content[i])
				keepComments(old.Content[j], into.Content[i+1])
			}
		}
	case yaml.SequenceNode:
		for i, item := range into.Content {
			if other := counterpart(old, item, i); other != nil {
				keepComments(other, item)
			}
		}
	}
}

// counterpart is the item of another list that one stands for: the one of the same name or the same
// text, or of the same number where items have neither.
func counterpart(list, item *yaml.Node, i int) *yaml.Node {
	called := func(n *yaml.Node) string {
		if name := scalar(get(n, "name")); name != "" {
			return name
		}
		return scalar(n)
	}
	if name := called(item); name != "" {
		for _, other := range list.Content {
			if called(behind(other)) == name {
				return other
			}
		}
		return nil
	}
	if i < len(list.Content) {
		return list.Content[i]
	}
	return nil
}

func copyComments(from, to *yaml.Node) {
	to.HeadComment, to.LineComment, to.FootComment = from.HeadComment, from.LineComment, from.FootComment
}
