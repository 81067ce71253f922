package pack

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"

	"render/conformance"
)

// source is a module with CustomResourceDefinitions, at the version of go.mod
// where none is written.
type source struct {
	module, version, files string
	only                   []string // kinds; all where there are none
}

// crd is a CustomResourceDefinition of apiextensions.k8s.io/v1, or of v1beta1
// where its versions may have one schema.
type crd struct {
	Kind string `json:"kind"`
	Spec struct {
		Group      string                                            `json:"group"`
		Names      struct{ Kind string }                             `json:"names"`
		Validation *apiextensionsv1.CustomResourceValidation         `json:"validation"`
		Versions   []apiextensionsv1.CustomResourceDefinitionVersion `json:"versions"`
	} `json:"spec"`
}

// crds adds the kinds of a source to those of newer releases.
func (k kinds) crds(from source, metadata *shape) error {
	dir, err := conformance.ModuleFolder(from.module, from.version)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(from.files)))
	if err == nil && len(files) == 0 {
		err = errors.New("no file " + from.files)
	}
	for _, file := range files {
		if err != nil {
			break
		}
		var stream []byte
		if stream, err = os.ReadFile(file); err == nil {
			err = k.stream(stream, from.only, metadata)
		}
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", from.module, from.version, err)
	}
	return nil
}

func (k kinds) stream(stream []byte, only []string, metadata *shape) error {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var d crd
		if err := yaml.Unmarshal(document, &d); err != nil {
			return err
		}
		kind := d.Spec.Names.Kind
		if d.Kind != "CustomResourceDefinition" || len(only) > 0 && !slices.Contains(only, kind) {
			continue
		}
		for _, version := range d.Spec.Versions {
			validation := version.Schema
			if validation == nil {
				validation = d.Spec.Validation
			}
			if validation == nil || validation.OpenAPIV3Schema == nil {
				continue // it takes anything, and says nothing of older releases
			}
			s := wholeObject(validation.OpenAPIV3Schema, metadata)
			id := d.Spec.Group + "/" + version.Name + " " + kind
			if newer := k[id]; newer != nil {
				s = union(newer, s)
			}
			k[id] = s
		}
	}
}

// wholeObject is the shape of a whole object. Its status is nobody's to write.
func wholeObject(schema *apiextensionsv1.JSONSchemaProps, metadata *shape) *shape {
	s := schemaShape(schema)
	if s.form != object {
		return simple(anything)
	}
	s.fields["apiVersion"], s.fields["kind"] = field{simple(text), false}, field{simple(text), false}
	s.fields["metadata"] = field{metadata, false}
	if _, ok := s.fields["status"]; ok {
		s.fields["status"] = field{simple(anything), false}
	}
	return s
}

func schemaShape(schema *apiextensionsv1.JSONSchemaProps) *shape {
	open := schema.XPreserveUnknownFields != nil && *schema.XPreserveUnknownFields || schema.XEmbeddedResource
	switch {
	case schema.XIntOrString:
		return simple(either)
	case schema.Type == "string":
		return enumShape(schema.Enum)
	case schema.Type == "boolean":
		return simple(flag)
	case schema.Type == "integer" && schema.Format == "int32":
		return simple(short)
	case schema.Type == "integer":
		return simple(whole)
	case schema.Type == "number":
		return simple(number)
	case schema.Type == "array" && schema.Items != nil && schema.Items.Schema != nil:
		return &shape{form: list, of: schemaShape(schema.Items.Schema)}
	case schema.Type == "object" && schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil:
		return &shape{form: table, of: schemaShape(schema.AdditionalProperties.Schema)}
	case schema.Type != "object", open && len(schema.Properties) == 0, schema.AdditionalProperties != nil:
		return simple(anything)
	}
	s := &shape{form: object, fields: map[string]field{}, open: open}
	for key := range schema.Properties {
		inner := schema.Properties[key]
		needed := slices.Contains(schema.Required, key) && inner.Default == nil
		s.fields[key] = field{schemaShape(&inner), needed}
	}
	return s
}

// enumShape are a text's words. What is no plain word among them makes it any text.
func enumShape(list []apiextensionsv1.JSON) *shape {
	var out []string
	for _, raw := range list {
		var word string
		if err := json.Unmarshal(raw.Raw, &word); err != nil || strings.ContainsAny(word, "'|~") {
			return simple(text)
		}
		out = append(out, word)
	}
	if len(out) == 0 {
		return simple(text)
	}
	return &shape{form: words, words: slices.Sorted(slices.Values(out))}
}
