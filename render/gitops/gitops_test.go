package gitops

import (
	"reflect"
	"testing"

	"render/render/manifest"
)

// object is a manifest of a stage.
func object(stage manifest.Stage, apiVersion, kind string, annotations map[string]string, spec map[string]any) manifest.Manifest {
	metadata := map[string]any{"name": "x"}
	if annotations != nil {
		notes := map[string]any{}
		for key, text := range annotations {
			notes[key] = text
		}
		metadata["annotations"] = notes
	}
	all := map[string]any{"apiVersion": apiVersion, "kind": kind, "metadata": metadata}
	if spec != nil {
		all["spec"] = spec
	}
	return manifest.Manifest{Stage: stage, Object: manifest.NewObject(all)}
}

func notes(m manifest.Manifest) map[string]string {
	out := map[string]string{}
	for _, note := range m.Object.Object("metadata").Object("annotations") {
		out[note.Key] = note.Value.(string)
	}
	return out
}

const (
	wave    = "argocd.argoproj.io/sync-wave"
	options = "argocd.argoproj.io/sync-options"
	ignored = "argocd.argoproj.io/ignore-healthcheck"
	prune   = "kustomize.toolkit.fluxcd.io/prune"
	vars    = "kustomize.toolkit.fluxcd.io/substitute"
)

// TestAnnotate: which object says what to whom, and what was said already stays.
func TestAnnotate(t *testing.T) {
	type texts = map[string]string
	kept := "Prune=false,Delete=false"
	for _, test := range []struct {
		what       string
		m          manifest.Manifest
		argo, flux texts
	}{
		{"a Namespace", object(manifest.Namespaces, "v1", "Namespace", nil, nil), texts{wave: "0", options: kept}, texts{prune: "disabled"}},
		{"a Namespace of a mixin's", object(manifest.Apps, "v1", "Namespace", nil, nil), texts{wave: "50", options: kept}, texts{prune: "disabled"}},
		{"another's Namespace", object(manifest.Apps, "example.org/v1", "Namespace", nil, nil), texts{wave: "50"}, texts{}},
		{"the operator", object(manifest.Operator, "apps/v1", "Deployment", nil, nil), texts{wave: "20", options: kept}, texts{prune: "disabled"}},
		{"its object", object(manifest.Istio, "install.istio.io/v1alpha1", "IstioOperator", nil, nil), texts{wave: "30", options: kept}, texts{prune: "disabled"}},
		{"Sail's Istio", object(manifest.Istio, "sailoperator.io/v1", "Istio", nil, nil), texts{wave: "30", options: kept}, texts{prune: "disabled"}},
		{"Sail's IstioCNI", object(manifest.Istio, "sailoperator.io/v1", "IstioCNI", nil, nil), texts{wave: "30", options: kept}, texts{prune: "disabled"}},
		{"a pool", object(manifest.MetalLB, "metallb.io/v1beta1", "IPAddressPool", nil, nil), texts{wave: "10"}, texts{}},
		{"a gateway's Service", object(manifest.Gateways, "v1", "Service", nil, map[string]any{"type": "LoadBalancer"}), texts{wave: "60"}, texts{}},
		{"one without an address", object(manifest.Gateways, "v1", "Service", nil, map[string]any{"type": "NodePort"}), texts{wave: "40"}, texts{}},
		{"a Knative Service", object(manifest.Apps, "serving.knative.dev/v1", "Service", nil, map[string]any{"type": "LoadBalancer"}), texts{wave: "50"}, texts{}},
		{"an autoscaler", object(manifest.Gateways, "autoscaling/v2", "HorizontalPodAutoscaler", nil, nil), texts{wave: "60", ignored: "true"}, texts{}},
		{"a budget", object(manifest.Apps, "policy/v1", "PodDisruptionBudget", nil, nil), texts{wave: "60", ignored: "true"}, texts{}},
		{"a Gateway of the Gateway API", object(manifest.Gateways, "gateway.networking.k8s.io/v1", "Gateway", nil, nil), texts{wave: "60"}, texts{}},
		{"a route of it", object(manifest.Apps, "gateway.networking.k8s.io/v1", "HTTPRoute", nil, nil), texts{wave: "60"}, texts{}},
		{"a Gateway of Istio's", object(manifest.Gateways, "networking.istio.io/v1", "Gateway", nil, nil), texts{wave: "40"}, texts{}},
		{"a route of Istio's", object(manifest.Apps, "networking.istio.io/v1", "VirtualService", nil, nil), texts{wave: "51"}, texts{}},
		{"an app's ServiceEntry", object(manifest.Apps, "networking.istio.io/v1", "ServiceEntry", nil, nil), texts{wave: "50"}, texts{}},
		{"names for DNS", object(manifest.Apps, "externaldns.k8s.io/v1alpha1", "DNSEndpoint", nil, nil), texts{wave: "60"}, texts{}},
		{"a certificate", object(manifest.Gateways, "cert-manager.io/v1", "Certificate", nil, nil), texts{wave: "40"}, texts{}},
		{"what has an order", object(manifest.Apps, "v1", "Service", texts{wave: "-3"}, nil), texts{wave: "-3"}, texts{wave: "-3"}},
		{"what has options", object(manifest.Namespaces, "v1", "Namespace", texts{options: "Prune=confirm, Validate=false"}, nil),
			texts{wave: "0", options: "Prune=confirm, Validate=false,Delete=false"}, texts{options: "Prune=confirm, Validate=false", prune: "disabled"}},
		{"what Flux may delete", object(manifest.Namespaces, "v1", "Namespace", texts{prune: "enabled"}, nil), texts{wave: "0", options: kept, prune: "enabled"}, texts{prune: "enabled"}},
		{"a variable deep inside", object(manifest.Apps, "v1", "ConfigMap", nil, map[string]any{"list": []any{map[string]any{"a": "x ${Y}"}}}), texts{wave: "50"}, texts{vars: "disabled"}},
		{"a variable in a key", object(manifest.Apps, "v1", "ConfigMap", nil, map[string]any{"${Y}": 1.0}), texts{wave: "50"}, texts{vars: "disabled"}},
		{"no variable", object(manifest.Apps, "v1", "ConfigMap", nil, map[string]any{"a": "$Y $(Y) $ {Y}"}), texts{wave: "50"}, texts{}},
	} {
		for _, applied := range []struct {
			o    Options
			want texts
		}{{Options{}, test.argo}, {Options{Flux: true}, test.flux}} {
			list := []manifest.Manifest{test.m}
			Annotate(list, applied.o)
			if got := notes(list[0]); !reflect.DeepEqual(got, applied.want) {
				t.Errorf("%s, %+v: %v, not %v", test.what, applied.o, got, applied.want)
			}
		}
	}
}

// TestChallenged: certificates whose challenges come in by the gateways do not keep
// the gateways waiting.
func TestChallenged(t *testing.T) {
	list := []manifest.Manifest{object(manifest.Gateways, "cert-manager.io/v1", "Certificate", nil, nil)}
	Annotate(list, Options{Challenged: true})
	if got := notes(list[0])[wave]; got != "60" {
		t.Errorf("is of wave %s", got)
	}
}

// TestStages: the stages that there are, with what they hold for who applies them.
func TestStages(t *testing.T) {
	list := []manifest.Manifest{
		object(manifest.Apps, "v1", "Service", nil, nil),
		object(manifest.Apps, "networking.istio.io/v1", "VirtualService", nil, nil),
		object(manifest.Apps, "v1", "Service", nil, nil),
		object(manifest.MetalLB, "metallb.io/v1beta1", "IPAddressPool", nil, nil),
	}
	aside := object(manifest.Istio, "install.istio.io/v1alpha1", "IstioOperator", nil, nil)
	aside.Reader = manifest.Istioctl
	want := []Stage{
		{manifest.MetalLB, []string{"IPAddressPool.metallb.io"}, []string{"metallb.io"}},
		{manifest.Apps, []string{"Service", "VirtualService.networking.istio.io"}, []string{"", "networking.istio.io"}},
	}
	if got := Stages(append(list, aside)); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
}
