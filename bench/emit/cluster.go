package emit

import "render/bench/plain"

func (e *emitter) crd(o *plain.CustomResourceDefinition) {
	e.header(&o.Header)
	e.field("spec:\n  group: ", o.Spec.Group)
	n := &o.Spec.Names
	e.field("  names:\n    kind: ", n.Kind)
	e.field("    listKind: ", n.ListKind)
	e.field("    plural: ", n.Plural)
	e.list("    ", "shortNames", n.ShortNames)
	e.field("    singular: ", n.Singular)
	e.field("  scope: ", o.Spec.Scope)
	e.text("  versions:\n")
	for i := range o.Spec.Versions {
		v := &o.Spec.Versions[i]
		e.field("  - name: ", v.Name)
		e.text("    additionalPrinterColumns:\n")
		for j := range v.Columns {
			c := &v.Columns[j]
			e.field("    - name: ", c.Name)
			e.field("      type: ", c.Type)
			e.field("      description: ", c.Description)
			e.field("      jsonPath: ", c.JSONPath)
		}
		e.field("    schema:\n      openAPIV3Schema:\n        type: ", v.Schema.Open.Type)
		e.boolean("        x-kubernetes-preserve-unknown-fields: ", v.Schema.Open.PreserveUnknown)
		e.boolean("    served: ", v.Served)
		e.boolean("    storage: ", v.Storage)
		e.text("    subresources:\n      status: {}\n")
	}
}

func (e *emitter) clusterRole(o *plain.ClusterRole) {
	e.header(&o.Header)
	e.text("rules:\n")
	for i := range o.Rules {
		r := &o.Rules[i]
		e.text("- apiGroups:\n")
		for _, g := range r.APIGroups {
			e.field("  - ", g)
		}
		e.list("  ", "resources", r.Resources)
		e.list("  ", "verbs", r.Verbs)
	}
}

func (e *emitter) clusterRoleBinding(o *plain.ClusterRoleBinding) {
	e.header(&o.Header)
	e.field("roleRef:\n  kind: ", o.RoleRef.Kind)
	e.field("  name: ", o.RoleRef.Name)
	e.field("  apiGroup: ", o.RoleRef.APIGroup)
	e.text("subjects:\n")
	for i := range o.Subjects {
		e.field("- kind: ", o.Subjects[i].Kind)
		e.field("  name: ", o.Subjects[i].Name)
		e.field("  namespace: ", o.Subjects[i].Namespace)
	}
}

func (e *emitter) istioOperator(o *plain.IstioOperator) {
	e.header(&o.Header)
	e.field("spec:\n  profile: ", o.Spec.Profile)
	e.optional("  revision: ", o.Spec.Revision)
	e.text("  components:\n    ingressGateways:\n")
	for i := range o.Spec.Components.IngressGateways {
		g := &o.Spec.Components.IngressGateways[i]
		e.field("    - name: ", g.Name)
		e.field("      namespace: ", g.Namespace)
		e.boolean("      enabled: ", g.Enabled)
		e.number("      k8s:\n        hpaSpec:\n          maxReplicas: ", g.K8s.HPASpec.MaxReplicas)
		e.number("          minReplicas: ", g.K8s.HPASpec.MinReplicas)
		s := &g.K8s.Service
		e.field("        service:\n          type: ", s.Type)
		e.servicePorts("          ", s.Ports)
		e.field("          externalTrafficPolicy: ", s.Policy)
		e.field("          loadBalancerIP: ", s.IP)
		if len(s.SourceRanges) > 0 {
			e.list("          ", "loadBalancerSourceRanges", s.SourceRanges)
		}
		e.text("      label:\n")
		e.labels("        ", &g.Label)
	}
}
