package krm

import (
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"

	"render/render/manifest"
)

// Inline is what the topology is called that stands in the list itself.
const Inline = "functionConfig.spec"

// Function is what a list's functionConfig says: the topology, or the file that it is in.
type Function struct {
	File string // "" where it stands in Text
	Text []byte
	self reference
	path string // of the file that the functionConfig came from; "" where nobody says
}

// reference names an object in a result.
type reference struct {
	APIVersion string `yaml:"apiVersion,omitempty"`
	Kind       string `yaml:"kind,omitempty"`
	Namespace  string `yaml:"namespace,omitempty"`
	Name       string `yaml:"name,omitempty"`
}

func referenceOf(n *yaml.Node) reference {
	return reference{scalar(get(n, "apiVersion")), scalar(get(n, "kind")), scalar(get(n, "metadata", "namespace")), scalar(get(n, "metadata", "name"))}
}

func (r reference) id() manifest.ID {
	return manifest.ID{Group: manifest.GroupOf(r.APIVersion), Kind: r.Kind, Namespace: r.Namespace, Name: r.Name}
}

// Function reads the list's functionConfig: spec is the topology, or {topology: FILE}; of a
// ConfigMap, which is what kpt makes, data is the latter.
func (l *List) Function() (*Function, error) {
	config := get(l.root, "functionConfig")
	if config == nil || null(config) {
		return nil, errors.New("has no functionConfig, whose spec is the topology, or {topology: FILE}")
	}
	f := &Function{self: referenceOf(config)}
	for _, key := range pathNotes {
		if path := scalar(get(config, "metadata", "annotations", key)); path != "" {
			f.path = path
			break
		}
	}
	field := "spec"
	if f.self.Kind == "ConfigMap" {
		field = "data"
	}
	spec := get(config, field)
	if spec == nil || spec.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("functionConfig.%s is no object; write: {topology: FILE}, or with spec the topology itself", field)
	}
	named := get(spec, "topology")
	switch {
	case named == nil && field == "data":
		return nil, errors.New("functionConfig.data names no topology; write: {topology: FILE}")
	case named == nil:
		return f, f.inline(spec)
	case len(spec.Content) > 2:
		return nil, fmt.Errorf("functionConfig.%s has topology and %q, and a topology in a file has all in that file; flags are arguments of the function", field, behind(spec.Content[otherThan(spec, "topology")]).Value)
	case scalar(named) == "":
		return nil, fmt.Errorf("functionConfig.%s.topology names no file", field)
	}
	f.File = scalar(named)
	return f, nil
}

func otherThan(n *yaml.Node, key string) int {
	if behind(n.Content[0]).Value == key {
		return 2
	}
	return 0
}

// inline is the topology as it stands in the list, called as its object where it does not
// say how.
func (f *Function) inline(spec *yaml.Node) (err error) {
	if at(spec, "name") < 0 && f.self.Name != "" {
		named := *spec
		named.Content = append([]*yaml.Node{word("name"), word(f.self.Name)}, spec.Content...)
		spec = &named
	}
	f.Text, err = encoded(spec)
	return err
}
