package conformance

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"render/conformance/clauses"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/jsonmergepatch"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	kjson "sigs.k8s.io/json"
)

// Stored judges whether an object is stored as it was written, so that to apply
// it a second time changes nothing. It computes the patch that kubectl would
// send, by kubectl's own three-way merges, from the object as it was written and
// as the API server gives it back; Argo CD compares by the same two.
//
// What the API server fills in as a member of an object is no difference: what
// nobody wrote is nobody's to take away. In a list it is one, since lists are
// compared whole; but for those lists of the built-in kinds that are merged by a
// key.
//
// A custom resource is given back with its definition's defaults, a built-in kind
// as its Go type encodes it. Not seen: what the API server fills in for a built-in
// kind, whose code cannot be imported.
func (o *Object) Stored() error {
	if o.sopsEncrypted() {
		return nil // never applied so
	}
	if o.Kind == "IstioOperator" {
		return o.storedOperator()
	}
	k, known := lookup(o.APIVersion, o.Kind)
	all, err := crds()
	if err != nil {
		return err
	}
	if d := all[o.APIVersion+" "+o.Kind]; d != nil {
		return o.storedBy(d)
	}
	if !known {
		return clauses.Err(o.errorf("no kind that is known here"))
	}
	typed := k.new()
	if err := kjson.UnmarshalCaseSensitivePreserveInts(o.json, typed); err != nil {
		return o.errorf("%w", err)
	}
	back, err := json.Marshal(typed)
	if err != nil {
		return o.errorf("%w", err)
	}
	if _, builtIn := native()[o.APIVersion+" "+o.Kind]; !builtIn {
		return o.unchanged(jsonmergepatch.CreateThreeWayJSONMergePatch(o.json, o.json, back))
	}
	meta, err := strategicpatch.NewPatchMetaFromStruct(typed)
	if err != nil {
		return o.errorf("%w", err)
	}
	return o.unchanged(strategicpatch.CreateThreeWayMergePatch(o.json, o.json, back, meta, true))
}

// storedBy defaults a custom resource as the API server does.
func (o *Object) storedBy(d *definition) error {
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(o.json); err != nil {
		return o.errorf("%w", err)
	}
	defaulting.PruneNonNullableNullsWithoutDefaults(u.Object, d.structural)
	defaulting.Default(u.Object, d.structural)
	back, err := json.Marshal(u.Object)
	if err != nil {
		return o.errorf("%w", err)
	}
	return o.unchanged(jsonmergepatch.CreateThreeWayJSONMergePatch(o.json, o.json, back))
}

// unchanged wants an empty patch. That of a PodDisruptionBudget's selector never
// is, whatever is written: its strategy is to be replaced.
func (o *Object) unchanged(patch []byte, err error) error {
	if err != nil {
		return o.errorf("%w", err)
	}
	if o.Kind == "PodDisruptionBudget" {
		patch, err = o.withoutSelector(patch)
		if err != nil {
			return o.errorf("%w", err)
		}
	}
	if !bytes.Equal(patch, []byte("{}")) {
		return clauses.Err(o.errorf("applied a second time it is changed: %s", patch))
	}
	return nil
}

// withoutSelector takes the selector, as it was written, out of the patch of a
// PodDisruptionBudget.
func (o *Object) withoutSelector(patch []byte) ([]byte, error) {
	var written, sent map[string]any
	if err := json.Unmarshal(o.json, &written); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(patch, &sent); err != nil {
		return nil, err
	}
	was, _, _ := unstructured.NestedMap(written, "spec", "selector")
	is, found, _ := unstructured.NestedMap(sent, "spec", "selector")
	if !found || !reflect.DeepEqual(was, is) {
		return patch, nil
	}
	unstructured.RemoveNestedField(sent, "spec", "selector")
	if spec, _, _ := unstructured.NestedMap(sent, "spec"); len(spec) == 0 {
		delete(sent, "spec")
	}
	return json.Marshal(sent)
}

// storedOperator judges the quantities of an IstioOperator, of which Istio's
// installer makes those of Deployments. The object itself is stored as it is:
// its definition is open.
func (o *Object) storedOperator() error {
	var operator struct {
		Spec struct {
			Components map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(o.json, &operator); err != nil {
		return o.errorf("%w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(operator.Spec.Components)) {
		type component struct {
			K8s struct{ Resources json.RawMessage }
		}
		var list []component
		if raw := operator.Spec.Components[name]; json.Unmarshal(raw, &list) != nil {
			list = make([]component, 1)
			if err := json.Unmarshal(raw, &list[0]); err != nil {
				return o.errorf("%w", err)
			}
		}
		for _, c := range list {
			if len(c.K8s.Resources) == 0 {
				continue
			}
			var typed corev1.ResourceRequirements
			if err := json.Unmarshal(c.K8s.Resources, &typed); err != nil {
				return o.errorf("%w", err)
			}
			back, err := json.Marshal(typed)
			if err != nil {
				return o.errorf("%w", err)
			}
			if err := o.unchanged(jsonmergepatch.CreateThreeWayJSONMergePatch(c.K8s.Resources, c.K8s.Resources, back)); err != nil {
				return err
			}
		}
	}
	return nil
}
