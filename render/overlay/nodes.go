package overlay

import (
	"encoding/json"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// toNode turns Go values into the nodes that kustomize works on. Every scalar
// carries its tag, so that no text is ever read again to find out what it is.
func toNode(v any) *yaml.Node {
	switch v := asMap(v).(type) {
	case map[string]any:
		n := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
		for _, key := range sortedKeys(v) {
			n.Content = append(n.Content, scalarNode(yaml.NodeTagString, key), toNode(v[key]))
		}
		return n
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq}
		for _, item := range v {
			n.Content = append(n.Content, toNode(item))
		}
		return n
	case string:
		return scalarNode(yaml.NodeTagString, v)
	case bool:
		return scalarNode(yaml.NodeTagBool, strconv.FormatBool(v))
	case int64:
		return scalarNode(yaml.NodeTagInt, strconv.FormatInt(v, 10))
	case int:
		return scalarNode(yaml.NodeTagInt, strconv.Itoa(v))
	case float64:
		return scalarNode(yaml.NodeTagFloat, strconv.FormatFloat(v, 'f', -1, 64))
	case json.Number:
		return scalarNode(numberTag, string(v))
	}
	return scalarNode(yaml.NodeTagNull, "null")
}

// numberTag keeps a number whose text is all that is known of it.
const numberTag = "!number"

func scalarNode(tag, text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text}
}

// fromNode is the way back.
func fromNode(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		out := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = fromNode(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, item := range n.Content {
			out[i] = fromNode(item)
		}
		return out
	}
	switch n.Tag {
	case yaml.NodeTagBool:
		return n.Value == "true"
	case yaml.NodeTagInt:
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return i
		}
		return json.Number(n.Value)
	case yaml.NodeTagFloat:
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
		return json.Number(n.Value)
	case numberTag:
		return json.Number(n.Value)
	case yaml.NodeTagNull:
		return nil
	}
	return n.Value
}
