package platform

import "slices"

// ruleRow is one rule of the in-cluster operator's ClusterRole, in the Istio
// minors that have it. Without verbs it grants all.
type ruleRow struct {
	since, until string
	groups       []string
	resources    []string
	verbs        []string
}

// Source: istio/istio, manifests/charts/istio-operator/templates/clusterrole.yaml
// and files/gen-operator.yaml, read at 1.8-dev, 1.12 (August 2021 and 1.12.7),
// 1.13.4, 1.15.0, 1.17 (November 2022), 1.18.1, 1.22 (February 2024) and the last
// state before the chart was removed. Where two of these differ, the minors
// between them get what either has: a resource too many grants the operator
// nothing it uses, one too few stops it.
var ruleRows = [...]ruleRow{
	{groups: []string{"authentication.istio.io"}, resources: []string{"*"}},
	{groups: []string{"config.istio.io"}, resources: []string{"*"}},
	{groups: []string{"install.istio.io"}, resources: []string{"*"}},
	{groups: []string{"networking.istio.io"}, resources: []string{"*"}},
	{groups: []string{"security.istio.io"}, resources: []string{"*"}},
	{since: "1.22", groups: []string{"telemetry.istio.io"}, resources: []string{"*"}},
	{since: "1.22", groups: []string{"extensions.istio.io"}, resources: []string{"*"}},
	{groups: []string{"admissionregistration.k8s.io"},
		resources: []string{"mutatingwebhookconfigurations", "validatingwebhookconfigurations"}},
	{groups: []string{"apiextensions.k8s.io"},
		resources: []string{"customresourcedefinitions.apiextensions.k8s.io", "customresourcedefinitions"}},
	{until: "1.11", groups: []string{"apps", "extensions"},
		resources: []string{"daemonsets", "deployments", "deployments/finalizers", "ingresses", "replicasets", "statefulsets"}},
	{since: "1.12", groups: []string{"apps", "extensions"},
		resources: []string{"daemonsets", "deployments", "deployments/finalizers", "replicasets"}},
	{groups: []string{"autoscaling"}, resources: []string{"horizontalpodautoscalers"}},
	{groups: []string{"monitoring.coreos.com"}, resources: []string{"servicemonitors"},
		verbs: []string{"get", "create", "update"}},
	{groups: []string{"policy"}, resources: []string{"poddisruptionbudgets"}},
	{groups: []string{"rbac.authorization.k8s.io"},
		resources: []string{"clusterrolebindings", "clusterroles", "roles", "rolebindings"}},
	{groups: []string{"coordination.k8s.io"}, resources: []string{"leases"},
		verbs: []string{"get", "create", "update"}},
	{until: "1.11", groups: []string{""},
		resources: []string{"configmaps", "endpoints", "events", "namespaces", "pods", "pods/proxy",
			"persistentvolumeclaims", "secrets", "services", "serviceaccounts"}},
	{since: "1.12", until: "1.16", groups: []string{""},
		resources: []string{"configmaps", "endpoints", "events", "namespaces", "pods", "pods/proxy", "pods/portforward",
			"persistentvolumeclaims", "secrets", "services", "serviceaccounts"}},
	{since: "1.17", groups: []string{""},
		resources: []string{"configmaps", "endpoints", "events", "namespaces", "pods", "pods/proxy", "pods/portforward",
			"persistentvolumeclaims", "secrets", "services", "serviceaccounts", "resourcequotas"}},
}

// OperatorRule is what the in-cluster operator may do with some resources.
type OperatorRule struct{ Groups, Resources, Verbs []string }

// OperatorRules are what the in-cluster operator of an Istio may do in the whole
// cluster; nil for an Istio without such an operator.
func OperatorRules(istio Version) []OperatorRule {
	if _, known := istioRowOf(istio); !known || !IstioOperatorInCluster.In(istio) {
		return nil
	}
	var rules []OperatorRule
	for _, row := range ruleRows {
		if !istio.within(row.since, row.until) {
			continue
		}
		verbs := row.verbs
		if verbs == nil {
			verbs = []string{"*"}
		}
		rules = append(rules, OperatorRule{slices.Clone(row.groups), slices.Clone(row.resources), slices.Clone(verbs)})
	}
	return rules
}
