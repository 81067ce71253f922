package main

import (
	"fmt"
	"maps"
	"slices"

	"render/render/causes"
	"render/render/diag"
	"render/render/manifest"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// madeByIstio is what Istio makes an object of a name of, for a gateway; not ok for none.
func madeByIstio(all causes.Objects, kind func(manifest.ID) bool, name, namespace string) (of manifest.ID, ok bool) {
	var found []manifest.ID
	for id, o := range all {
		istiod := id.Group == "gateway.networking.k8s.io" && id.Kind == "Gateway"
		if !makesFor(kind, istiod) || !istiod && id.Kind != "IstioOperator" {
			continue
		}
		made := id.Name+plan.GatewayAPISuffix == name && (namespace == "" || namespace == id.Namespace)
		if istiod && made || !istiod && hasGateway(o, name, namespace) {
			found = append(found, id)
		}
	}
	if len(found) != 1 {
		return of, false
	}
	return found[0], true
}

// makesFor reports whether Istio makes objects of a kind for a gateway.
func makesFor(kind func(manifest.ID) bool, istiod bool) bool {
	return slices.ContainsFunc([]manifest.ID{{Kind: "Service"}, {Kind: "ServiceAccount"}, {Group: "apps", Kind: "Deployment"}, {Group: "autoscaling", Kind: "HorizontalPodAutoscaler"}, {Group: "policy", Kind: "PodDisruptionBudget"}}, func(id manifest.ID) bool {
		return kind(id) && platform.MakesForGateway(id.Group, id.Kind, istiod)
	})
}

// hasGateway reports whether an IstioOperator has a gateway of a name.
func hasGateway(o manifest.Object, name, namespace string) bool {
	return slices.ContainsFunc(o.Object("spec").Object("components").List("ingressGateways"), func(item any) bool {
		one, _ := item.(manifest.Object)
		return one.Text("name") == name && (namespace == "" || namespace == one.Text("namespace"))
	})
}

// notRendered is the failure of who asks about what Istio makes.
func notRendered(topology, word string, of manifest.ID, all causes.Objects) error {
	own := objectWord(of, slices.Collect(maps.Keys(all)))
	return &failure{exitInput, fmt.Sprintf("%s: renders to no object %s: Istio makes it, of %s; to follow that, write: %s", diag.Name(topology), wording.Quote(word), own, own)}
}
