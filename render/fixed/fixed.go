// Package fixed owns what the API server lets nobody change of an object that is there.
//
// In go an object before and after, as it is compared; out come whether a field is refused, or which.
// It must never say what follows, or what to do.
package fixed

import (
	"net/netip"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compare"
	"render/render/objects"
	"render/render/served"
)

// fields are the fields that the API server lets nobody change, by kind
// (kubernetes, pkg/apis/*/validation, Validate...Update; sail-operator, its CRD's
// rules).
func fields() map[groupKind][][]string { return fieldsOnce.Get(makeFields) }

var fieldsOnce later.Value[map[groupKind][][]string]

func makeFields() map[groupKind][][]string {
	return map[groupKind][][]string{
		{objects.Apps, "Deployment"}:                         {{"spec", "selector"}},
		{objects.Apps, "DaemonSet"}:                          {{"spec", "selector"}},
		{objects.Apps, "ReplicaSet"}:                         {{"spec", "selector"}},
		{objects.Batch, "Job"}:                               {{"spec", "selector"}, {"spec", "template"}, {"spec", "completionMode"}, {"spec", "podFailurePolicy"}, {"spec", "backoffLimitPerIndex"}, {"spec", "managedBy"}, {"spec", "successPolicy"}},
		{"rbac.authorization.k8s.io", "RoleBinding"}:         {{"roleRef"}},
		{"rbac.authorization.k8s.io", "ClusterRoleBinding"}:  {{"roleRef"}},
		{objects.KubernetesNetwork, "IngressClass"}:          {{"spec", "controller"}},
		{"storage.k8s.io", "StorageClass"}:                   {{"provisioner"}, {"parameters"}, {"reclaimPolicy"}, {"volumeBindingMode"}},
		{"scheduling.k8s.io", "PriorityClass"}:               {{"value"}, {"preemptionPolicy"}},
		{objects.SailOperator, "Istio"}:                      {{"spec", "namespace"}},
		{objects.Core, "Secret"}:                             {{"type"}},
		{"apiextensions.k8s.io", "CustomResourceDefinition"}: {{"spec", "group"}, {"spec", "scope"}, {"spec", "names", "kind"}, {"spec", "names", "plural"}},
	}
}

// free are the fields of kinds of which all others are fixed.
func free() map[groupKind][][]string { return freeOnce.Get(makeFree) }

var freeOnce later.Value[map[groupKind][][]string]

func makeFree() map[groupKind][][]string {
	return map[groupKind][][]string{
		{objects.Apps, "StatefulSet"}: {{"spec", "replicas"}, {"spec", "ordinals"}, {"spec", "template"}, {"spec", "updateStrategy"},
			{"spec", "revisionHistoryLimit"}, {"spec", "persistentVolumeClaimRetentionPolicy"}, {"spec", "minReadySeconds"}},
		{objects.Core, "PersistentVolumeClaim"}: {{"spec", "resources", "requests"}, {"spec", "volumeAttributesClassName"}},
	}
}

type groupKind struct{ group, kind string }

// Refused reports whether nobody may change a field as it changes.
func Refused(one *compare.Change, f compare.Field) bool {
	id := one.New.ID()
	kind := groupKind{id.Group, id.Kind}
	if closed(one.Old) && (f.Path.Has("data") || f.Path.Has("binaryData") || f.Path.Has("immutable")) {
		return true
	}
	is := func(path []string) bool { return f.Path.Has(path...) }
	if others, ok := free()[kind]; ok {
		return f.Path.Has("spec") && !slices.ContainsFunc(others, is)
	}
	return slices.ContainsFunc(fields()[kind], is) && !sameByDefault(kind, f)
}

// sameByDefault reports whether a field differs in letters alone: the API server
// fills one side in as the other has it.
func sameByDefault(kind groupKind, f compare.Field) bool {
	value := func(v any) any {
		if v == nil && kind.kind == "Secret" {
			return "Opaque"
		}
		return v
	}
	return kind.kind == "Secret" && value(f.Old) == value(f.New)
}

// closed reports whether a Secret or ConfigMap says that nobody may change it.
func closed(o *objects.Object) bool {
	id := o.ID()
	yes, _ := o.Resource().At("immutable").Raw().(bool)
	return yes && id.Group == objects.Core && (id.Kind == "Secret" || id.Kind == "ConfigMap")
}

// OfService is the field of a Service that may not change as it does; "" where
// all may (kubernetes, pkg/apis/core/validation, ValidateServiceUpdate). What is
// absent the API server keeps as it was.
func OfService(one *compare.Change) string {
	id := one.New.ID()
	if id.Group != objects.Core || id.Kind != "Service" {
		return ""
	}
	old, now := one.Old.Service().Settings(), one.New.Service().Settings()
	field := OfSettings(old, now, served.AddressesOf(one.Old.Service()))
	if is := now.ClusterIP().Value(); is != "" && is != old.ClusterIP().Value() && !external(old, now) {
		field = "spec.clusterIP"
	}
	// What the cluster allots and a topology leaves out is no difference.
	if !slices.ContainsFunc(one.Fields, func(f compare.Field) bool { return strings.HasPrefix(f.Path.String(), field) }) {
		return ""
	}
	return field
}

// OfSettings is the field of a Service for which the API server refuses it; ""
// where it does not.
func OfSettings(old, now objects.ServiceSettings, addresses []netip.Addr) string {
	if external(old, now) {
		return ""
	}
	both := old.Type().Value() == "LoadBalancer" && now.Type().Value() == "LoadBalancer"
	if both && old.LoadBalancerClass().Value() != now.LoadBalancerClass().Value() {
		return "spec.loadBalancerClass"
	}
	if old.ClusterIP().Value() == "None" || now.ClusterIP().Value() == "None" {
		return ""
	}
	return objects.FamiliesOf(old, addresses).Refuses(now)
}

func external(old, now objects.ServiceSettings) bool {
	return old.Type().Value() == "ExternalName" || now.Type().Value() == "ExternalName"
}
