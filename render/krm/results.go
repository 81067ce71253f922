package krm

import (
	"strconv"

	"go.yaml.in/yaml/v3"

	"render/render/diag"
	"render/render/manifest"
)

// result is one of a list's results, as the specification of functions has it.
type result struct {
	Message     string            `yaml:"message"`
	Severity    string            `yaml:"severity"`
	ResourceRef *reference        `yaml:"resourceRef,omitempty"`
	Field       *field            `yaml:"field,omitempty"`
	File        *file             `yaml:"file,omitempty"`
	Tags        map[string]string `yaml:"tags,omitempty"`
}

type field struct {
	Path string `yaml:"path"`
}

type file struct {
	Path string `yaml:"path"`
}

// Told is the list as YAML, with what was found in the topology, what became of its items, and
// what the objects leave to somebody; all of it in place of what an earlier function told. The
// function is nil where there is none.
func (l *List) Told(f *Function, found []diag.Result, placed Placed, notes []string) ([]byte, error) {
	var list []result
	for _, one := range found {
		list = append(list, f.result(one))
	}
	for _, id := range placed.Left {
		list = append(list, result{Severity: diag.Warning.String(), Message: "is no longer rendered, and stays among the items; remove it",
			ResourceRef: &reference{APIVersion: l.versionOf(id), Kind: id.Kind, Namespace: id.Namespace, Name: id.Name}})
	}
	for _, note := range notes {
		list = append(list, result{Severity: "info", Message: note})
	}
	if list == nil {
		unset(l.root, "results")
		return encoded(l.document)
	}
	var node yaml.Node
	if err := node.Encode(list); err != nil {
		return nil, err
	}
	set(l.root, "results", &node)
	return encoded(l.document)
}

func (f *Function) result(one diag.Result) result {
	out := result{Message: one.Message, Severity: one.Severity.String()}
	tag := func(key, value string) {
		if out.Tags == nil {
			out.Tags = map[string]string{}
		}
		out.Tags[key] = value
	}
	if one.Code != "" {
		tag("code", string(one.Code))
	}
	if f == nil {
		return out
	}
	inline := f.File == "" && (one.File == Inline || one.File == "")
	if inline {
		out.ResourceRef = &f.self
	}
	switch {
	case inline && f.path != "":
		out.File = &file{f.path}
	case !inline && one.File != "":
		out.File = &file{one.File}
	}
	if one.Line > 0 && !inline {
		tag("line", strconv.Itoa(one.Line))
		tag("column", strconv.Itoa(one.Column))
	}
	if one.Field != "" {
		out.Field = &field{one.Field}
		if inline {
			out.Field.Path = "spec." + one.Field
		}
	}
	return out
}

// versionOf is the API version of an item.
func (l *List) versionOf(id manifest.ID) string {
	for _, item := range l.items().Content {
		if r := referenceOf(behind(item)); r.id() == id {
			return r.APIVersion
		}
	}
	return ""
}
