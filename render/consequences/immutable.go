package consequences

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/compare"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// fixed are the fields that the API server lets nobody change, by kind
// (kubernetes, pkg/apis/*/validation, Validate...Update; sail-operator, its CRD's
// rules).
func fixed() map[groupKind][][]string { return fixedOnce.Get(makeFixed) }

var fixedOnce later.Value[map[groupKind][][]string]

func makeFixed() map[groupKind][][]string {
	return map[groupKind][][]string{
		{objects.Apps, "Deployment"}:                        {{"spec", "selector"}},
		{objects.Apps, "DaemonSet"}:                         {{"spec", "selector"}},
		{objects.Apps, "ReplicaSet"}:                        {{"spec", "selector"}},
		{objects.Batch, "Job"}:                              {{"spec", "selector"}, {"spec", "template"}, {"spec", "completionMode"}, {"spec", "podFailurePolicy"}, {"spec", "backoffLimitPerIndex"}, {"spec", "managedBy"}, {"spec", "successPolicy"}},
		{"rbac.authorization.k8s.io", "RoleBinding"}:        {{"roleRef"}},
		{"rbac.authorization.k8s.io", "ClusterRoleBinding"}: {{"roleRef"}},
		{objects.KubernetesNetwork, "IngressClass"}:         {{"spec", "controller"}},
		{"storage.k8s.io", "StorageClass"}:                  {{"provisioner"}, {"parameters"}, {"reclaimPolicy"}, {"volumeBindingMode"}},
		{"scheduling.k8s.io", "PriorityClass"}:              {{"value"}, {"preemptionPolicy"}},
		{objects.SailOperator, "Istio"}:                     {{"spec", "namespace"}},
		{objects.Core, "Secret"}:                            {{"type"}},
		{apiExtensions, "CustomResourceDefinition"}:         {{"spec", "group"}, {"spec", "scope"}, {"spec", "names", "kind"}, {"spec", "names", "plural"}},
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

// checkImmutable tells of fields that the API server refuses to change.
func checkImmutable(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Kind != compare.Changed {
			continue
		}
		for _, f := range one.Fields {
			if isFixed(one, f) {
				c.tellFixed(one, f)
			}
		}
		c.checkSize(one)
		if field := fixedOfService(one); field != "" {
			c.tellRefused(one.New, wording.Quote(field))
		}
	}
	c.checkMade()
}

// isFixed reports whether nobody may change a field.
func isFixed(one *compare.Change, f compare.Field) bool {
	id := one.New.ID()
	kind := groupKind{id.Group, id.Kind}
	if closed(one.Old) && (f.Path.Has("data") || f.Path.Has("binaryData") || f.Path.Has("immutable")) {
		return true
	}
	is := func(path []string) bool { return f.Path.Has(path...) }
	if others, ok := free()[kind]; ok {
		return f.Path.Has("spec") && !slices.ContainsFunc(others, is)
	}
	return slices.ContainsFunc(fixed()[kind], is) && !sameByDefault(kind, f)
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

// fixedOfService is the field of a Service that may not change as it does; "" where
// all may (kubernetes, pkg/apis/core/validation, ValidateServiceUpdate). What is
// absent the API server keeps as it was.
func fixedOfService(one *compare.Change) string {
	id := one.New.ID()
	if id.Group != objects.Core || id.Kind != "Service" {
		return ""
	}
	old, now := one.Old.Service().Settings(), one.New.Service().Settings()
	field := fixedOfSettings(old, now, served.AddressesOf(one.Old.Service()))
	if is := now.ClusterIP().Value(); is != "" && is != old.ClusterIP().Value() && !external(old, now) {
		field = "spec.clusterIP"
	}
	// What the cluster allots and a topology leaves out is no difference.
	if !slices.ContainsFunc(one.Fields, func(f compare.Field) bool { return strings.HasPrefix(f.Path.String(), field) }) {
		return ""
	}
	return field
}

// fixedOfSettings is the field of a Service for which the API server refuses it; ""
// where it does not.
func fixedOfSettings(old, now objects.ServiceSettings, addresses []netip.Addr) string {
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

// checkMade tells of fixed fields of what Istio's installer or istiod makes, which
// then fail to.
func (c *change) checkMade() {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker == served.Itself || old.Maker != e.Maker {
			continue
		}
		fails := "istiod"
		if e.Maker == served.Installer {
			fails = c.installs()
		}
		of := append(e.Objects(), old.Objects()...)
		if field := fixedOfSettings(old.Settings, e.Settings, old.Addresses); field != "" && old.LoadBalancer && e.LoadBalancer {
			c.tell("immutable-made", Danger, fmt.Sprintf("Service %s: the API server refuses another %s, so that %s fails", wording.Quote(e.Name), wording.Quote(field), fails),
				"delete the Service before; it comes anew, and is gone meanwhile", of...)
			c.steps.Does(beforehand, "delete Service "+e.Name, scripts.DropMade{Kind: "Service", Name: e.Name})
		}
		if e.Maker == served.Installer && old.Pods.String() != e.Pods.String() {
			c.tell("immutable-made", Danger, fmt.Sprintf("Deployment %s: the API server refuses another selector, which is the gateway's label, so that %s fails", wording.Quote(e.Name), fails),
				"delete the Deployment before; its pods are gone meanwhile. Or "+keptLabel(old, e), of...)
			c.steps.Does(beforehand, "delete Deployment "+e.Name, scripts.DropMade{Group: objects.Apps, Kind: "Deployment", Name: e.Name})
		}
	}
}

// keptLabel is how a gateway of an IstioOperator goes on beside or with the label that it has.
func keptLabel(old, now *served.Entrance) string {
	if app, is := old.Pods.Get("app"); is && len(old.Pods.Missing(now.Pods)) == 1 && len(now.Pods.Missing(old.Pods)) == 1 {
		if other, is := now.Pods.Get("app"); is && other != app {
			return fmt.Sprintf("keep the label: an overlay that patches the IstioOperator, {name: %s, label: {app: %s}} in spec.components.ingressGateways", now.Name, app)
		}
	}
	return "make a gateway of a new name beside it"
}

func (c *change) tellFixed(one *compare.Change, f compare.Field) {
	path := f.Path.String()
	if len(f.Path) > 2 {
		path = f.Path[:2].String()
	}
	if one.New.ID().Kind == "Secret" || one.New.ID().Kind == "ConfigMap" {
		path = f.Path[:1].String()
	}
	switch id := one.New.ID(); {
	case isClaim(id):
		c.tellClaim(one.New, "another "+wording.Quote(path))
	case isDefinition(id):
		c.tellDefinition(one.New, f.Path.String())
	case id.Kind == "StatefulSet" && len(claimsOf(one.Old)) > 0:
		c.tellStateful(one, path)
	default:
		c.tellRefused(one.New, wording.Quote(path))
	}
}

// tellRefused tells that the API server refuses an object.
func (c *change) tellRefused(o *objects.Object, field string) {
	command := deletion(o)
	c.tell("immutable-field", Danger, fmt.Sprintf("%s: the API server refuses another %s", titled(o), field), "give it another name; or delete it before ("+command+"): it comes anew, and is gone meanwhile", o)
	c.steps.Does(beforehand, strings.TrimPrefix(command, "kubectl ")+", or give it another name", run(scripts.AtOnce, command))
}
