package conformance

import (
	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/operator/pkg/apis"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"render/conformance/clauses"
)

// operator judges what an IstioOperator's own type leaves unread: meshConfig
// and values, which it holds as raw JSON, and the Services of its gateways.
// The type is Istio 1.31's. One text serves 1.9 as well, but for
// k8s.hpaSpec.metrics, whose shape 1.9 has older.
func operator(o *apis.IstioOperator) []error {
	var errs []error
	if o.Spec.MeshConfig != nil {
		errs = append(errs, clauses.Of(protoJSON("spec.meshConfig", o.Spec.MeshConfig, &meshconfig.MeshConfig{}))...)
	}
	if o.Spec.Values != nil {
		// Values' own UnmarshalJSON is the strict one that istioctl uses.
		errs = append(errs, clauses.Of(strictly("spec.values", o.Spec.Values, &apis.Values{}))...)
	}
	if o.Spec.Revision != "" {
		for _, problem := range validation.IsDNS1123Label(o.Spec.Revision) {
			errs = append(errs, clauses.Errorf("spec.revision: %s", problem))
		}
	}
	if o.Spec.Components == nil {
		return errs
	}
	components := field.NewPath("spec", "components")
	errs = append(errs, gateways(components.Child("ingressGateways"), o.Spec.Components.IngressGateways)...)
	return append(errs, gateways(components.Child("egressGateways"), o.Spec.Components.EgressGateways)...)
}

func gateways(at *field.Path, list []apis.GatewayComponentSpec) []error {
	var errs []error
	seen := map[[2]string]bool{}
	for i, gateway := range list {
		here := at.Index(i)
		// The name becomes a Service's and, with a suffix, a label's value.
		for _, problem := range validation.IsDNS1035Label(gateway.Name) {
			errs = append(errs, clauses.Errorf("%s: %s", here.Child("name"), problem))
		}
		id := [2]string{gateway.Namespace, gateway.Name}
		if seen[id] {
			errs = append(errs, clauses.Errorf("%s: %q is there twice", here.Child("name"), gateway.Name))
		}
		seen[id] = true
		errs = append(errs, listed(clauses.Of(labels(gateway.Label, here.Child("label"))))...)
		if gateway.Kubernetes == nil || gateway.Kubernetes.Service == nil {
			continue
		}
		// istioctl fills in the selector.
		errs = append(errs, listed(clauses.Of(service(gateway.Kubernetes.Service, here.Child("k8s", "service"))))...)
	}
	return errs
}
