package conformance

import (
	"encoding/json"
	"regexp"
	"slices"

	"render/conformance/clauses"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/operator/pkg/apis"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The Sail operator's Istio and IstioCNI. Its module is on no proxy of Go modules,
// so these are the fields and the rules of its api/v1 (istio_types.go,
// istiocni_types.go); its types of values are generated from Istio's own, by
// which they are judged here.
type (
	sailIstio struct {
		metav1.TypeMeta   `json:",inline"`
		metav1.ObjectMeta `json:"metadata"`
		Spec              sailSpec `json:"spec"`
	}
	sailCNI struct {
		metav1.TypeMeta   `json:",inline"`
		metav1.ObjectMeta `json:"metadata"`
		Spec              sailCNISpec `json:"spec"`
	}
	sailSpec struct {
		sailCNISpec    `json:",inline"`
		UpdateStrategy *struct {
			Type                                       string `json:"type"`
			InactiveRevisionDeletionGracePeriodSeconds *int64 `json:"inactiveRevisionDeletionGracePeriodSeconds"`
			UpdateWorkloads                            bool   `json:"updateWorkloads"`
		} `json:"updateStrategy"`
		CreateNetworkPolicy *bool `json:"createNetworkPolicy"`
	}
	sailCNISpec struct {
		Version   string          `json:"version"`
		Profile   string          `json:"profile"`
		Namespace string          `json:"namespace"`
		Values    json.RawMessage `json:"values"`
	}
)

func sail() map[string]kind {
	return map[string]kind{
		"sailoperator.io/v1 Istio":    {of[sailIstio], false, validation.NameIsDNSSubdomain},
		"sailoperator.io/v1 IstioCNI": {of[sailCNI], false, onlyDefault},
	}
}

func onlyDefault(name string, _ bool) []string {
	if name != "default" {
		return []string{"must be 'default'"}
	}
	return nil
}

// sailVersion is the form of the words in the enum, which each release of the
// operator has anew.
var sailVersion = regexp.MustCompile(`^v1\.(29|[3-9][0-9])(\.[0-9]+|-latest)$`)

var sailProfiles = []string{"", "ambient", "default", "demo", "empty", "external", "openshift", "openshift-ambient", "preview", "remote", "stable"}

func (s *sailSpec) check() []error {
	errs := clauses.Of(s.sailCNISpec.check())
	if s.UpdateStrategy != nil && s.UpdateStrategy.Type != "InPlace" && s.UpdateStrategy.Type != "RevisionBased" {
		errs = append(errs, clauses.Errorf("spec.updateStrategy.type: %q", s.UpdateStrategy.Type))
	}
	var values struct {
		Global struct {
			Namespace string `json:"istioNamespace"`
		} `json:"global"`
		MeshConfig json.RawMessage `json:"meshConfig"`
		CNI        json.RawMessage `json:"cni"`
	}
	if s.Values == nil {
		return errs
	}
	if err := json.Unmarshal(s.Values, &values); err != nil {
		return append(errs, clauses.Err(err))
	}
	if namespace := values.Global.Namespace; namespace != "" && namespace != s.Namespace {
		errs = append(errs, clauses.Errorf("spec.values.global.istioNamespace must match spec.namespace"))
	}
	if values.CNI != nil {
		errs = append(errs, clauses.Errorf("spec.values.cni: belongs to an IstioCNI"))
	}
	if values.MeshConfig != nil {
		errs = append(errs, clauses.Of(protoJSON("spec.values.meshConfig", values.MeshConfig, &meshconfig.MeshConfig{}))...)
	}
	return errs
}

func (s *sailCNISpec) check() []error {
	var errs []error
	if !sailVersion.MatchString(s.Version) {
		errs = append(errs, clauses.Errorf("spec.version: %q", s.Version))
	}
	if !slices.Contains(sailProfiles, s.Profile) {
		errs = append(errs, clauses.Errorf("spec.profile: %q", s.Profile))
	}
	if s.Namespace == "" {
		errs = append(errs, clauses.Errorf("spec.namespace: required"))
	}
	if s.Values != nil {
		errs = append(errs, clauses.Of(strictly("spec.values", s.Values, &apis.Values{}))...)
	}
	return errs
}
