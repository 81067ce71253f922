package pack

import (
	"errors"
	"fmt"
	"maps"
	"reflect"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"google.golang.org/protobuf/reflect/protoreflect"
	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/operator/pkg/apis"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	appsv1beta1 "k8s.io/api/apps/v1beta1"
	appsv1beta2 "k8s.io/api/apps/v1beta2"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	batchv1beta1 "k8s.io/api/batch/v1beta1"
	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	extensionsv1beta1 "k8s.io/api/extensions/v1beta1"
	networkingv1 "k8s.io/api/networking/v1"
	networkingv1beta1 "k8s.io/api/networking/v1beta1"
	nodev1 "k8s.io/api/node/v1"
	policyv1 "k8s.io/api/policy/v1"
	policyv1beta1 "k8s.io/api/policy/v1beta1"
	rbacv1 "k8s.io/api/rbac/v1"
	rbacv1beta1 "k8s.io/api/rbac/v1beta1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"render/conformance"
)

const kubernetesModule = "k8s.io/api"

// sources are where custom resources are defined, the newest release of each API
// before older ones. The newest of Istio is the chart's of istio.io/istio, which
// is this file of its istio.io/api. Of the Gateway API the experimental channel
// has all that the standard one has, and more.
func sources() []source {
	const (
		istio, istioFile      = "istio.io/api", "kubernetes/customresourcedefinitions.gen.yaml"
		gateway, gatewayFiles = "sigs.k8s.io/gateway-api", "config/crd/experimental/*.yaml"
		metallb, metallbFiles = "go.universe.tf/metallb", "config/crd/bases/*.yaml"
	)
	return []source{
		{module: istio, files: istioFile},
		{module: istio, version: "v1.24.2", files: istioFile},
		{module: istio, version: "v1.22.0", files: istioFile},
		{module: istio, version: "v1.20.0", files: istioFile},
		{module: istio, version: "v0.0.0-20230217221049-9d422bf48675", files: istioFile}, // of Istio 1.17
		{module: istio, version: "v0.0.0-20220817131511-59047e057639", files: istioFile}, // of Istio 1.15
		{module: istio, version: "v0.0.0-20220304035241-8c47cbbea144", files: istioFile}, // of Istio 1.13
		{module: istio, version: "v0.0.0-20210131044048-bfeb10697307", files: istioFile}, // of Istio 1.9
		{module: gateway, files: gatewayFiles},
		{module: gateway, version: "v1.5.0", files: gatewayFiles},
		{module: gateway, version: "v1.4.0", files: gatewayFiles},
		{module: gateway, version: "v1.3.0", files: gatewayFiles},
		{module: gateway, version: "v1.2.1", files: gatewayFiles},
		{module: gateway, version: "v1.1.0", files: gatewayFiles},
		{module: gateway, version: "v1.0.0", files: gatewayFiles},
		{module: gateway, version: "v0.6.2", files: gatewayFiles},
		{module: metallb, files: metallbFiles},
		{module: metallb, version: "v0.15.2", files: metallbFiles},
		{module: metallb, version: "v0.14.9", files: metallbFiles},
		{module: metallb, version: "v0.13.9", files: metallbFiles},
		{module: metallb, version: "v0.13.3", files: metallbFiles},
		{module: "github.com/cert-manager/cert-manager", files: "deploy/crds/*.yaml", only: []string{"Certificate", "Issuer", "ClusterIssuer"}},
		{module: "github.com/external-secrets/external-secrets", files: "config/crds/bases/*.yaml", only: []string{"ExternalSecret"}},
		{module: "github.com/bitnami-labs/sealed-secrets", files: "helm/sealed-secrets/crds/*.yaml", only: []string{"SealedSecret"}},
		{module: "sigs.k8s.io/external-dns", files: "config/crd/standard/*.yaml", only: []string{"DNSEndpoint"}},
	}
}

// collect reads all there is: kinds, and parts of kinds that the topology has
// fields for.
func collect() (all kinds, parts map[string]*shape, err error) {
	dir, err := conformance.ModuleFolder(kubernetesModule, "")
	if err != nil {
		return nil, nil, err
	}
	words, err := enums(kubernetesModule, dir)
	if err != nil {
		return nil, nil, err
	}
	g := &goTypes{enums: words, shapes: map[reflect.Type]*shape{}}
	p := &protos{shapes: map[protoreflect.FullName]*shape{}}
	mesh := p.message((&meshconfig.MeshConfig{}).ProtoReflect().Descriptor())
	all = kinds{}
	if err := all.kubernetes(g); err != nil {
		return nil, nil, err
	}
	metadata := g.shape(reflect.TypeFor[metav1.ObjectMeta]())
	for _, from := range sources() {
		if err := all.crds(from, metadata); err != nil {
			return nil, nil, err
		}
	}
	all["monitoring.coreos.com/v1 PodMonitor"] = g.shape(reflect.TypeFor[monitoringv1.PodMonitor]())
	all["monitoring.coreos.com/v1 ServiceMonitor"] = g.shape(reflect.TypeFor[monitoringv1.ServiceMonitor]())
	all["install.istio.io/v1alpha1 IstioOperator"] = operator(g, mesh)
	for kind, s := range sail(metadata, mesh) {
		all[kind] = s
	}
	parts = map[string]*shape{
		"pod":                      g.shape(reflect.TypeFor[corev1.PodSpec]()),
		"container":                g.shape(reflect.TypeFor[corev1.Container]()),
		"affinity":                 g.shape(reflect.TypeFor[corev1.Affinity]()),
		"podSecurityContext":       g.shape(reflect.TypeFor[corev1.PodSecurityContext]()),
		"containerSecurityContext": g.shape(reflect.TypeFor[corev1.SecurityContext]()),
		"meshConfig":               mesh,
	}
	return all, parts, errors.Join(g.err, p.err)
}

// kubernetes adds the kinds that have metadata, of every version that k8s.io/api
// still has.
func (k kinds) kubernetes(g *goTypes) error {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		admissionv1.AddToScheme, appsv1.AddToScheme, appsv1beta1.AddToScheme, appsv1beta2.AddToScheme, autoscalingv1.AddToScheme,
		autoscalingv2.AddToScheme, batchv1.AddToScheme, batchv1beta1.AddToScheme, coordinationv1.AddToScheme, corev1.AddToScheme,
		discoveryv1.AddToScheme, extensionsv1beta1.AddToScheme, networkingv1.AddToScheme, networkingv1beta1.AddToScheme, nodev1.AddToScheme,
		policyv1.AddToScheme, policyv1beta1.AddToScheme, rbacv1.AddToScheme, rbacv1beta1.AddToScheme, schedulingv1.AddToScheme,
		storagev1.AddToScheme, apiextensionsv1.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	for id, t := range scheme.AllKnownTypes() {
		if !ofObject(t) || id.Version == runtime.APIVersionInternal {
			continue
		}
		k[id.GroupVersion().String()+" "+id.Kind] = g.shape(t)
	}
	if g.err == nil && len(k) < 80 {
		return fmt.Errorf("only %d kinds of Kubernetes", len(k))
	}
	return g.err
}

// operator is Istio's IstioOperator, whose meshConfig its own type leaves unread.
// Values are those of Helm charts, and have no API. The metrics of an autoscaler
// had the form of autoscaling/v2beta1 until 1.23.
func operator(g *goTypes, mesh *shape) *shape {
	s := g.shape(reflect.TypeFor[apis.IstioOperator]())
	s.fields["status"] = field{simple(anything), false}
	s.fields["spec"].shape.fields["meshConfig"] = field{mesh, false}
	resources := g.shape(reflect.TypeFor[apis.KubernetesResources]())
	autoscaler := &shape{form: object, name: "pkg.apis.hpaSpec", fields: maps.Clone(resources.fields["hpaSpec"].shape.fields)}
	autoscaler.fields["metrics"] = field{&shape{form: list, of: simple(anything)}, false}
	resources.fields["hpaSpec"] = field{autoscaler, false}
	s.part = true // of what the profile says
	return s
}

// sail are the kinds of the Sail operator, whose module is on no proxy of Go
// modules: the fields of its api/v1 (istio_types.go, istiocni_types.go).
func sail(metadata, mesh *shape) kinds {
	of := func(fields map[string]*shape) *shape {
		out := &shape{form: object, fields: map[string]field{}}
		for key, s := range fields {
			out.fields[key] = field{s, false}
		}
		return out
	}
	kind := func(spec *shape) *shape {
		return of(map[string]*shape{"apiVersion": simple(text), "kind": simple(text), "metadata": metadata, "spec": spec, "status": simple(anything)})
	}
	values := of(map[string]*shape{"meshConfig": mesh})
	values.open = true
	cni := map[string]*shape{"version": simple(text), "profile": simple(text), "namespace": simple(text), "values": simple(anything)}
	istio := map[string]*shape{
		"version": simple(text), "profile": simple(text), "namespace": simple(text), "values": values, "createNetworkPolicy": simple(flag),
		"updateStrategy": of(map[string]*shape{
			"type":            {form: words, words: []string{"InPlace", "RevisionBased"}},
			"updateWorkloads": simple(flag),
			"inactiveRevisionDeletionGracePeriodSeconds": simple(whole),
		}),
	}
	return kinds{"sailoperator.io/v1 Istio": kind(of(istio)), "sailoperator.io/v1 IstioCNI": kind(of(cni))}
}
