package compose

import (
	"path"
	"slices"
	"strings"

	"render/render/source"
)

// Rebased is a Compose file of a folder below another one, with its relative paths as that folder has them.
func Rebased(root *source.Node, folder string) *source.Node {
	if folder == "." {
		return root
	}
	return changed(root, "services", func(services *source.Node) *source.Node {
		return each(services, func(s *source.Node) *source.Node {
			return changed(changed(s, "volumes", func(list *source.Node) *source.Node { return paths(list, folder, "source") }),
				"env_file", func(list *source.Node) *source.Node { return paths(list, folder, "path") })
		})
	})
}

// changed is an object of which one key has another value.
func changed(n *source.Node, key string, to func(*source.Node) *source.Node) *source.Node {
	at := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == key })
	if at < 0 {
		return n
	}
	out := *n
	out.Values = slices.Clone(n.Values)
	out.Values[at] = to(n.Values[at])
	return &out
}

func each(n *source.Node, to func(*source.Node) *source.Node) *source.Node {
	out := *n
	out.Values = make([]*source.Node, len(n.Values))
	for i, value := range n.Values {
		out.Values[i] = to(value)
	}
	return &out
}

// paths are paths that stand alone, in front of others, or under a key.
func paths(n *source.Node, folder, key string) *source.Node {
	if n.Kind == source.Map {
		return changed(n, key, func(one *source.Node) *source.Node { return paths(one, folder, key) })
	}
	out := *n
	out.Items = nil
	for _, item := range n.Items {
		out.Items = append(out.Items, paths(item, folder, key))
	}
	if n.Kind == source.Scalar && (strings.HasPrefix(n.Text, ".") || key == "path" && !path.IsAbs(n.Text)) {
		from, behind, more := strings.Cut(n.Text, ":")
		if out.Text = "./" + path.Join(folder, from); more {
			out.Text += ":" + behind
		}
	}
	return &out
}
