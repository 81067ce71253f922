// Package conformance judges rendered objects by the Go code of the APIs that
// will read them: Kubernetes', Istio's and MetalLB's own types and validation.
//
// In goes a stream of YAML documents as kubectl gets it; out come problems, in
// the order of the documents. It is a module of its own, since it needs
// hundreds of packages that a renderer does not. It must never import the
// renderer: a referee that shares code with a player shares its mistakes.
package conformance

import (
	"encoding/json"
	"fmt"

	"render/conformance/clauses"

	metallbv1beta1 "go.universe.tf/metallb/api/v1beta1"
	"istio.io/istio/operator/pkg/apis"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"
)

// Check judges every object of a stream, and that no two are the same one. A
// stream without objects is an error.
func Check(stream []byte) []error {
	objects, errs := Split(stream)
	if len(objects) == 0 && len(errs) == 0 {
		return []error{clauses.Errorf("no objects")}
	}
	for i := range objects {
		errs = append(errs, objects[i].Check()...)
	}
	return append(errs, Twins(objects)...)
}

// Twins finds objects of one identity: group, kind, namespace and name. The
// version is not part of it, since the API server keeps one object for all.
func Twins(objects []Object) []error {
	var errs []error
	first := map[[4]string]*Object{}
	for i := range objects {
		o := &objects[i]
		id := [4]string{o.group(), o.Kind, o.Namespace, o.Name}
		if other := first[id]; other != nil {
			errs = append(errs, clauses.Err(o.errorf("is document %d again", other.Document)))
			continue
		}
		first[id] = o
	}
	return errs
}

// Check judges one object by itself.
func (o *Object) Check() []error {
	if o.sopsEncrypted() {
		clear, errs := o.decrypted()
		if clear == nil {
			return errs
		}
		return append(errs, clear.Check()...)
	}
	k, ok := lookup(o.APIVersion, o.Kind)
	if !ok {
		return o.checkCustom(true)
	}
	into := k.new()
	strict, err := kjson.UnmarshalStrict(o.json, into)
	if err != nil {
		return []error{o.errorf("%w", clauses.Err(err))}
	}
	errs := clauses.Of(strict)
	for _, problem := range clauses.Of(validation.ValidateObjectMetaAccessor(into, k.namespaced, k.name, field.NewPath("metadata"))) {
		errs = append(errs, problem)
	}
	errs = append(errs, o.specific(into)...)
	if err := o.size(); err != nil {
		errs = append(errs, err)
	}
	for i := range errs {
		errs[i] = o.errorf("%w", errs[i])
	}
	if len(errs) == 0 {
		return o.checkCustom(false) // so one fault is one complaint
	}
	return errs
}

// checkCustom judges a custom resource by its CustomResourceDefinition.
func (o *Object) checkCustom(required bool) []error {
	known, err := crds()
	if err != nil {
		return []error{o.errorf("%w", err)}
	}
	d := known[o.APIVersion+" "+o.Kind]
	if d == nil {
		if required {
			return []error{clauses.Err(o.errorf("%s %s is no kind that is known here", o.APIVersion, o.Kind))}
		}
		return nil
	}
	errs := d.check(o.json)
	if err := o.size(); required && err != nil {
		errs = append(errs, err)
	}
	for i := range errs {
		errs[i] = o.errorf("%w", errs[i])
	}
	return errs
}

// specific runs the checks that only some kinds have.
func (o *Object) specific(into metav1.Object) []error {
	switch typed := into.(type) {
	case *appsv1.Deployment:
		return listed(clauses.Of(workload(typed.Spec.Selector, &typed.Spec.Template)))
	case *appsv1.DaemonSet:
		return listed(clauses.Of(workload(typed.Spec.Selector, &typed.Spec.Template)))
	case *corev1.Service:
		return listed(clauses.Of(service(&typed.Spec, field.NewPath("spec"))))
	case *corev1.ConfigMap:
		return clauses.Of(configMap(typed))
	case *corev1.Secret:
		return clauses.Of(secret(typed))
	case *metallbv1beta1.IPAddressPool:
		return clauses.Of(addresses("spec.addresses", typed.Spec.Addresses))
	case *apis.IstioOperator:
		return clauses.Of(operator(typed))
	case *sailIstio:
		return clauses.Of(typed.Spec.check())
	case *sailCNI:
		return clauses.Of(typed.Spec.check())
	}
	if spec, ok := protoSpec(into); ok {
		return clauses.Of(protoStrict(o.json, spec))
	}
	return nil
}

// size refuses what a plain "kubectl apply" could not carry: it puts the whole
// object, as JSON, into an annotation, and annotations are limited to 262144
// bytes together.
func (o *Object) size() error {
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(o.json); err != nil {
		return err
	}
	annotations := u.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	u.SetAnnotations(annotations) // kubectl writes an empty map too
	applied, err := u.MarshalJSON()
	if err != nil {
		return err
	}
	annotations[corev1.LastAppliedConfigAnnotation] = string(applied)
	return clauses.Err(validation.ValidateAnnotationsSize(annotations))
}

func (o *Object) errorf(format string, args ...any) error {
	return fmt.Errorf("document %d: %s: %w", o.Document, o, fmt.Errorf(format, args...)) // no clause: says where
}

func listed(list field.ErrorList) []error {
	errs := make([]error, len(list))
	for i := range list {
		errs[i] = list[i]
	}
	return errs
}

// strictly decodes JSON, refusing names that differ in case, unknown and
// duplicate members.
func strictly(at string, data json.RawMessage, into any) []error {
	strict, err := kjson.UnmarshalStrict(data, into)
	if err != nil {
		strict = append(strict, err)
	}
	for i := range strict {
		strict[i] = fmt.Errorf("%s: %w", at, strict[i]) // no clause: says where
	}
	return strict
}
