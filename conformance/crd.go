package conformance

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"render/conformance/clauses"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

// definition is one version of a CustomResourceDefinition, ready to judge the
// way the API server does.
type definition struct {
	namespaced bool
	structural *schema.Structural
	values     validation.SchemaValidator
	// Rules in CEL are compiled for the kinds that are met only: compiling those
	// of every kind takes seconds.
	rules func() *cel.Validator
}

// definitions are kept by "apiVersion kind", as lookup spells it.
type definitions map[string]*definition

// add reads every CustomResourceDefinition of a stream.
func (d definitions) add(stream []byte) error {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var crd apiextensionsv1.CustomResourceDefinition
		if err := yaml.Unmarshal(text, &crd); err != nil {
			return err
		}
		if crd.Kind != "CustomResourceDefinition" {
			continue // the Gateway API's folder has an admission policy too
		}
		for i := range crd.Spec.Versions {
			if err := d.addVersion(&crd, &crd.Spec.Versions[i]); err != nil {
				return fmt.Errorf("%s %s: %w", crd.Name, crd.Spec.Versions[i].Name, err) // no clause: a definition, not an object
			}
		}
	}
}

func (d definitions) addVersion(crd *apiextensionsv1.CustomResourceDefinition, version *apiextensionsv1.CustomResourceDefinitionVersion) error {
	if !version.Served {
		return nil
	}
	if version.Schema == nil || version.Schema.OpenAPIV3Schema == nil {
		return errors.New("no schema") // no clause: a definition, not an object
	}
	var props apiextensions.JSONSchemaProps
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &props, nil); err != nil {
		return err
	}
	structural, err := schema.NewStructural(&props)
	if err != nil {
		return err
	}
	if errs := schema.ValidateStructural(nil, structural); len(errs) > 0 {
		return errs.ToAggregate()
	}
	values, _, err := validation.NewSchemaValidator(&props)
	if err != nil {
		return err
	}
	d[crd.Spec.Group+"/"+version.Name+" "+crd.Spec.Names.Kind] = &definition{
		namespaced: crd.Spec.Scope == apiextensionsv1.NamespaceScoped,
		structural: structural,
		values:     values,
		rules: sync.OnceValue(func() *cel.Validator {
			return cel.NewValidator(structural, true, celconfig.PerCallLimit)
		}),
	}
	return nil
}

// check does with an object what the API server does at a strict create:
// unknown fields are refused, defaults are filled in, then come the schema, the
// lists that are sets or maps, and the rules in CEL.
func (d *definition) check(data []byte) []error {
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(data); err != nil {
		return []error{err}
	}
	content := u.Object
	var errs []error
	unknown := pruning.PruneWithOptions(content, d.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	for _, path := range unknown {
		errs = append(errs, clauses.Errorf("unknown field %q", path))
	}
	_, _, misspelt, err := objectmeta.GetObjectMetaWithOptions(content, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	for _, path := range misspelt {
		errs = append(errs, clauses.Errorf("unknown field %q", path))
	}
	if err != nil {
		return append(errs, clauses.Err(err))
	}
	defaulting.PruneNonNullableNullsWithoutDefaults(content, d.structural)
	defaulting.Default(content, d.structural)

	errs = append(errs, listed(clauses.Of(apivalidation.ValidateObjectMetaAccessor(u, d.namespaced, apivalidation.NameIsDNSSubdomain, field.NewPath("metadata"))))...)
	wrong := validation.ValidateCustomResource(nil, content, d.values)
	errs = append(errs, listed(clauses.Of(wrong))...)
	errs = append(errs, listed(clauses.Of(listtype.ValidateListSetsAndMaps(nil, d.structural, content)))...)
	if rules := d.rules(); rules != nil && len(wrong) == 0 {
		broken, _ := rules.Validate(context.Background(), nil, d.structural, content, nil, celconfig.RuntimeCELCostBudget)
		errs = append(errs, listed(clauses.Of(broken))...)
	}
	return errs
}
