package format

import (
	"regexp"
	"strings"

	"render/render/wording"
)

// meaning is what a label or an annotation means to somebody, so that one on
// every object says too much. A key that ends in "/" stands for all that begin
// so.
type meaning struct{ key, words, help string }

const (
	setByRender = "is set by render itself"
	ownLabel    = "remove it, or write a label of your own"
	ownNote     = "remove it, or write an annotation of your own"
)

// labelMeanings are labels by which objects are chosen. Sources: Kubernetes'
// "Well-Known Labels, Annotations and Taints"; Istio's "Resource Labels" and
// operator/pkg/helmreconciler (by owning-resource its installer deletes).
var labelMeanings = []meaning{
	{"app.kubernetes.io/managed-by", setByRender, ownLabel},
	{"app.kubernetes.io/part-of", setByRender, ownLabel},
	{"app.kubernetes.io/name", setByRender, ownLabel},
	{"app.kubernetes.io/version", setByRender, ownLabel},
	{"app.kubernetes.io/component", setByRender, ownLabel},
	{"app", setByRender, ownLabel},
	{"version", setByRender, ownLabel},
	{"istio", setByRender, ownLabel},
	{"istio-injection", "follows from `inject` and Istio's revision", "remove it, and write inject: true or false in `namespaces`"},
	{"istio.io/rev", "follows from `inject` and Istio's revision", "remove it, and write istio.revision"},
	{"istio.io/dataplane-mode", "takes namespaces and pods into the mesh another way, and here is for every object", ownLabel},
	{"istio.io/use-waypoint", "sends the requests of namespaces and Services another way, and here is for every object", ownLabel},
	{"istio.io/use-waypoint-namespace", "sends the requests of namespaces and Services another way, and here is for every object", ownLabel},
	{"kubernetes.io/metadata.name", "is each namespace's own name, which Kubernetes sets", ownLabel},
	{"pod-security.kubernetes.io/", "would count for every namespace, Istio's too", "remove it, and write podSecurity in `namespaces`"},
	{"gateway.networking.k8s.io/", "tells for which Gateway Istio made an object", ownLabel},
	{"gateway.istio.io/", "tells for which Gateway Istio made an object", ownLabel},
	{"install.operator.istio.io/", "tells Istio's installer what it may delete", ownLabel},
	{"operator.istio.io/", "tells Istio's installer what it may delete", ownLabel},
	{"service.kubernetes.io/", "has kube-proxy leave a Service alone, and here is for every one", ownLabel},
	{SelectorPrefix, "begins with " + SelectorPrefix + ", as do those that render takes off again", ownLabel},
}

// proxyLabelMeanings and proxyNoteMeanings are labels and annotations that make a pod a
// gateway of a tier, or keep istiod from it (Istio's "Resource Labels" and "Resource
// Annotations").
var (
	proxyLabelMeanings = []meaning{
		{"app", "is that by which gateways are selected", ownLabel},
		{"istio", "is that by which a tier's gateway is selected", "remove it, or write names.label"},
		{"app.kubernetes.io/name", setByRender, ownLabel},
		{"sidecar.istio.io/inject", "has istiod make a gateway of the pod, or not", ownLabel},
		{"istio.io/rev", "follows from Istio's revision", "remove it, and write istio.revision"},
		{"gateway.networking.k8s.io/", "tells for which Gateway Istio made an object", ownLabel},
		{"gateway.istio.io/", "tells for which Gateway Istio made an object", ownLabel},
	}
	proxyNoteMeanings = []meaning{
		{"inject.istio.io/templates", "has istiod make a gateway of the pod", ownNote},
		{"sidecar.istio.io/inject", "has istiod make a gateway of the pod, or not", ownNote},
		{"istio.io/rev", "follows from Istio's revision", "remove it, and write istio.revision"},
	}
)

// gatewayNoteMeanings are annotations of a Gateway by which Istio makes other objects
// of it.
var gatewayNoteMeanings = []meaning{
	{"networking.istio.io/service-type", "sets the type of the gateway's Service", "remove it, and write service: {type: ...}"},
	{"gateway.istio.io/", "tells Istio what to make of the Gateway", ownNote},
}

// annotationMeanings are annotations that ask for something on one object.
// Sources: MetalLB's "Usage", Istio's "Resource Annotations", kubectl's and
// Argo CD's documentation, sealed-secrets' README ("Scopes").
var annotationMeanings = []meaning{
	{"metallb.universe.tf/", "asks MetalLB for an address of one Service, and here is for every one", "remove it: MetalLB is asked for each tier's `ip`"},
	{"metallb.io/", "asks MetalLB for an address of one Service, and here is for every one", "remove it: MetalLB is asked for each tier's `ip`"},
	{"networking.istio.io/exportTo", "tells who may see a Service, and here is for every one", ownNote},
	{"networking.istio.io/service-type", "sets the type of a gateway's Service, to which MetalLB gives its address", ownNote},
	{"kubectl.kubernetes.io/last-applied-configuration", "is where kubectl apply keeps what was applied", ownNote},
	{"argocd.argoproj.io/tracking-id", "names one object, and here is for every one", ownNote},
	{"sealedsecrets.bitnami.com/cluster-wide", "is the scope of a SealedSecret", "remove it, and write secrets: {sealed: {scope: cluster-wide}}"},
	{"sealedsecrets.bitnami.com/namespace-wide", "is the scope of a SealedSecret", "remove it, and write secrets: {sealed: {scope: namespace-wide}}"},
	{SelectorPrefix, "begins with " + SelectorPrefix + ", as do render's own", ownNote},
}

func meaningOf(key string, list []meaning) *meaning {
	for i := range list {
		if m := &list[i]; key == m.key || strings.HasSuffix(m.key, "/") && strings.HasPrefix(key, m.key) {
			return m
		}
	}
	return nil
}

// keyForm is the form of a key that means nothing in a list: every object has it,
// or for namespaces one of them. kind is what it is the key of.
func keyForm(kind string, list []meaning) *form {
	article := "a"
	if kind == "annotation" {
		article = "an"
	}
	return &form{
		code:  "label-form",
		Words: article + " " + kind + "'s key", Pattern: whole(labelKey),
		Verify: func(key string) wording.Fault {
			if fault := checkLabelKey(key); fault.Found() {
				return fault
			}
			if m := meaningOf(key, list); m != nil {
				return wording.Fault{Code: "label-reserved", Message: "the " + kind + " " + wording.Quote(key) + " " + m.words, Help: m.help}
			}
			return wording.Fault{}
		},
		shape: func() shape {
			s := labelKeyShape()
			for _, m := range list {
				key := regexp.QuoteMeta(m.key)
				if !strings.HasSuffix(key, "/") {
					key += "$"
				}
				s.none = append(s.none, "^"+key)
			}
			return s
		},
	}
}

// namespaceLabels are those of one namespace that are not the user's to set.
var namespaceLabels = []meaning{
	{"istio-injection", "follows from `inject` and Istio's revision", "write inject: true or inject: false of the namespace in its place"},
	{"istio.io/rev", "follows from `inject` and Istio's revision", "write inject: true or inject: false of the namespace in its place"},
	{"pod-security.kubernetes.io/enforce", "follows from `podSecurity`", "write: podSecurity: privileged, baseline or restricted"},
	{"kubernetes.io/metadata.name", "is the namespace's own name, which Kubernetes sets", ownLabel},
	{"app.kubernetes.io/managed-by", setByRender, ownLabel},
	{"app.kubernetes.io/part-of", setByRender, ownLabel},
	{SelectorPrefix, "begins with " + SelectorPrefix + ", as do those that render takes off again", ownLabel},
}

// podLabels are those of an app's pods that are not the user's to set. By `istio`
// Gateways choose their pods, in every namespace.
var podLabels = []meaning{
	{"app", setByRender, ownLabel},
	{"version", setByRender, ownLabel},
	{"app.kubernetes.io/name", setByRender, ownLabel},
	{"app.kubernetes.io/version", setByRender, ownLabel},
	{"pod-template-hash", "is set by Kubernetes itself", ownLabel},
	{"istio", "is that by which Gateways choose their pods", ownLabel},
	{"gateway.networking.k8s.io/", "tells for which Gateway Istio made a pod", ownLabel},
	{SelectorPrefix, "begins with " + SelectorPrefix + ", as do those that render takes off again", ownLabel},
}

// SelectorPrefix begins the labels by which overlays choose Deployments. They are
// taken off after the last overlay.
const SelectorPrefix = "render/"
