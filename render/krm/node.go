package krm

import "go.yaml.in/yaml/v3"

// behind is what an alias stands for; of anything else that itself.
func behind(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// at is where a mapping has the value of a key; -1 for nowhere.
func at(n *yaml.Node, key string) int {
	if n == nil || n.Kind != yaml.MappingNode {
		return -1
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if behind(n.Content[i]).Value == key {
			return i + 1
		}
	}
	return -1
}

// get follows keys into mappings; nil where there is nothing.
func get(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		i := at(n, key)
		if i < 0 {
			return nil
		}
		n = behind(n.Content[i])
	}
	return n
}

// set gives a mapping's key a value.
func set(n *yaml.Node, key string, value *yaml.Node) {
	if i := at(n, key); i >= 0 {
		n.Content[i] = value
		return
	}
	n.Content = append(n.Content, word(key), value)
}

// unset takes a key away.
func unset(n *yaml.Node, key string) {
	if i := at(n, key); i >= 0 {
		n.Content = append(n.Content[:i-1:i-1], n.Content[i+1:]...)
	}
}

func word(text string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(text)
	return n
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"} }

// scalar is the text of a scalar; "" of anything else.
func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || null(n) {
		return ""
	}
	return n.Value
}
