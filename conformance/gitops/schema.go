package gitops

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"

	"render/conformance/clauses"
)

// Where the definitions of Application and Kustomization are published. A module comes
// through the go command, into its cache.
var sources = []struct{ module, file string }{
	{"github.com/argoproj/argo-cd/v3@v3.5.7", "manifests/crds/application-crd.yaml"},
	{"github.com/fluxcd/kustomize-controller@v1.9.0", "config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml"},
}

type definition struct {
	validator validation.SchemaValidator
	schema    *structural.Structural
	rules     *cel.Validator
}

// definitions are by kind and group.
var definitions = sync.OnceValues(func() (map[string]definition, error) {
	out := map[string]definition{}
	for _, s := range sources {
		folder, err := fetched(s.module)
		if err != nil {
			return nil, err
		}
		text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(s.file)))
		if err != nil {
			return nil, err
		}
		if err := define(out, text); err != nil {
			return nil, fmt.Errorf("%s: %w", s.module, err) // no clause: about what is fetched
		}
	}
	return out, nil
})

// fetched is the folder of a module of some version, in the go command's cache.
func fetched(module string) (string, error) {
	answer, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w %s", module, err, answer) // no clause: about what is fetched
	}
	var found struct{ Dir string }
	err = json.Unmarshal(answer, &found)
	return found.Dir, err
}

func define(out map[string]definition, text []byte) error {
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	for _, version := range crd.Spec.Versions {
		if !version.Served {
			continue
		}
		var schema apiextensions.CustomResourceValidation
		if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(version.Schema, &schema, nil); err != nil {
			return err
		}
		whole, err := structural.NewStructural(schema.OpenAPIV3Schema)
		if err != nil {
			return err
		}
		validator, _, err := validation.NewSchemaValidator(schema.OpenAPIV3Schema)
		if err != nil {
			return err
		}
		out[crd.Spec.Names.Kind+"."+crd.Spec.Group+"/"+version.Name] = definition{validator, whole, cel.NewValidator(whole, true, celconfig.PerCallLimit)}
	}
	return nil
}

// valid holds an object to its definition: its fields, their forms, and its rules.
func valid(o *unstructured.Unstructured) error {
	all, err := definitions()
	if err != nil {
		return err
	}
	d, ok := all[kindOf(o)+"/"+o.GroupVersionKind().Version]
	if !ok {
		return clauses.Errorf("%s of version %s is not defined", idOf(o), o.GroupVersionKind().Version)
	}
	content := o.DeepCopy().Object
	unknown := pruning.PruneWithOptions(content, d.schema, true, structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	if len(unknown) > 0 {
		return clauses.Errorf("%s: unknown fields %q", idOf(o), unknown)
	}
	found := validation.ValidateCustomResource(nil, o.Object, d.validator)
	if d.rules != nil {
		broken, _ := d.rules.Validate(context.Background(), nil, d.schema, o.Object, nil, celconfig.RuntimeCELCostBudget)
		found = append(found, broken...)
	}
	if len(found) > 0 {
		return clauses.Errorf("%s: %v", idOf(o), found.ToAggregate())
	}
	return nil
}

// read reads an object into its type as strictly as the API server does.
func read(o *unstructured.Unstructured, into any) error {
	if err := valid(o); err != nil {
		return err
	}
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return yaml.UnmarshalStrict(text, into)
}
