package plain

import "strings"

const operatorNamespace = "istio-operator"

// oldCluster is MetalLB by its ConfigMap, and Istio by its in-cluster operator.
func (t *Topology) oldCluster(out []any) []any {
	revision := strings.ReplaceAll(t.Istio.Version, ".", "-")
	name := "istio-operator-" + revision
	out = append(out,
		t.namespace("default", "", revision),
		t.namespace(operatorNamespace, "disabled", ""),
		t.namespace("istio-system", "disabled", ""))

	config := &ConfigMap{Header: t.header("v1", "ConfigMap", "metallb-system", "config")}
	text := "address-pools:\n"
	for _, pool := range t.MetalLB.Pools {
		text += "- addresses:\n"
		for _, a := range pool.Addresses {
			text += "  - \"" + a + "\"\n"
		}
		text += "  name: \"" + pool.Name + "\"\n  protocol: \"layer2\"\n"
	}
	config.Data.Config = text
	out = append(out, config, t.crd(), &Bare{t.header("v1", "ServiceAccount", operatorNamespace, name)},
		&ClusterRole{t.header("rbac.authorization.k8s.io/v1", "ClusterRole", "", name), operatorRules})

	binding := &ClusterRoleBinding{Header: t.header("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "", name)}
	binding.RoleRef.Kind, binding.RoleRef.Name, binding.RoleRef.APIGroup = "ClusterRole", name, "rbac.authorization.k8s.io"
	binding.Subjects = []Subject{{"ServiceAccount", name, operatorNamespace}}

	service := &Service{Header: t.header("v1", "Service", operatorNamespace, name)}
	service.Metadata.Labels.Name = "istio-operator"
	service.Spec.Selector.Name = "istio-operator"
	service.Spec.Ports = []ServicePort{{Name: "http-metrics", Protocol: "TCP", Port: 8383, TargetPort: 8383}}
	return append(out, binding, service, t.operator(name, revision), t.istioOperator(revision))
}

func (t *Topology) crd() *CustomResourceDefinition {
	c := &CustomResourceDefinition{Header: t.header("apiextensions.k8s.io/v1", "CustomResourceDefinition", "",
		"istiooperators.install.istio.io")}
	c.Metadata.Labels.Release = "istio"
	c.Spec.Group = "install.istio.io"
	c.Spec.Names = CRDNames{"IstioOperator", "IstioOperatorList", "istiooperators", []string{"iop", "io"}, "istiooperator"}
	c.Spec.Scope = "Namespaced"
	version := CRDVersion{Name: "v1alpha1", Served: true, Storage: true}
	version.Columns = []CRDColumn{
		{"Revision", "string", "Istio control plane revision", ".spec.revision"},
		{"Status", "string", "IOP current state", ".status.status"},
		{"Age", "date", "Time since the object was created", ".metadata.creationTimestamp"},
	}
	version.Schema.Open.Type, version.Schema.Open.PreserveUnknown = "object", true
	c.Spec.Versions = []CRDVersion{version}
	return c
}

func (t *Topology) operator(name, revision string) *Deployment {
	d := &Deployment{Header: t.header("apps/v1", "Deployment", operatorNamespace, name)}
	d.Spec.Replicas = 1
	d.Spec.Selector.MatchLabels.Name = "istio-operator"
	d.Spec.Template.Metadata.Labels.Name = "istio-operator"
	pod := new(ValueFrom)
	pod.FieldRef.FieldPath = "metadata.name"
	security := &SecurityContext{ReadOnlyRootFilesystem: true, RunAsGroup: 1337, RunAsNonRoot: true, RunAsUser: 1337}
	security.Capabilities.Drop = []string{"ALL"}
	d.Spec.Template.Spec = PodSpec{ServiceAccountName: name, Containers: []Container{{
		Name:            "istio-operator",
		Image:           "docker.io/istio/operator:" + t.Istio.Version,
		ImagePullPolicy: "IfNotPresent",
		Command:         []string{"operator", "server"},
		Env: []EnvVar{
			{Name: "WATCH_NAMESPACE", Value: "istio-system"},
			{Name: "LEADER_ELECTION_NAMESPACE", Value: operatorNamespace},
			{Name: "POD_NAME", ValueFrom: pod},
			{Name: "OPERATOR_NAME", Value: "istio-operator"},
			{Name: "WAIT_FOR_RESOURCES_TIMEOUT", Value: "300s"},
			{Name: "REVISION", Value: revision},
		},
		Resources:       Resources{Limits: &Amounts{"200m", "256Mi"}, Requests: &Amounts{"50m", "128Mi"}},
		SecurityContext: security,
	}}}
	return d
}

func (t *Topology) istioOperator(revision string) *IstioOperator {
	o := &IstioOperator{Header: t.header("install.istio.io/v1alpha1", "IstioOperator", "istio-system", "istio-control-plane")}
	o.Metadata.Annotations = &Annotations{Istio: t.Istio.Version}
	o.Spec.Profile, o.Spec.Revision = "default", revision
	for i := range t.Tiers {
		tier := &t.Tiers[i]
		g := IngressGateway{Name: "istio-ingressgateway" + tier.suffix, Namespace: "istio-system", Enabled: true}
		g.K8s.HPASpec.MaxReplicas, g.K8s.HPASpec.MinReplicas = 1, 1
		service := &g.K8s.Service
		service.Type, service.Policy, service.IP = "LoadBalancer", "Cluster", tier.IP
		service.SourceRanges = tier.SourceRanges
		service.Ports = []ServicePort{
			{"status-port", "TCP", 15021, 15021, 0},
			{"http2", "TCP", 80, 8080, tier.NodePorts.HTTP},
			{"https", "TCP", 443, 8443, tier.NodePorts.HTTPS},
		}
		for _, port := range tier.Ports {
			service.Ports = append(service.Ports, ServicePort{port.Name, "TCP", port.Port, port.Port, 0})
		}
		g.Label.Istio = "ingressgateway" + tier.suffix
		o.Spec.Components.IngressGateways = append(o.Spec.Components.IngressGateways, g)
	}
	return o
}

var (
	anyVerb     = []string{"*"}
	someVerbs   = []string{"get", "create", "update"}
	anyResource = []string{"*"}
)

// operatorRules are the rights of Istio's operator.
var operatorRules = []Rule{
	{[]string{"authentication.istio.io"}, anyResource, anyVerb},
	{[]string{"config.istio.io"}, anyResource, anyVerb},
	{[]string{"install.istio.io"}, anyResource, anyVerb},
	{[]string{"networking.istio.io"}, anyResource, anyVerb},
	{[]string{"security.istio.io"}, anyResource, anyVerb},
	{[]string{"admissionregistration.k8s.io"}, []string{"mutatingwebhookconfigurations", "validatingwebhookconfigurations"}, anyVerb},
	{[]string{"apiextensions.k8s.io"},
		[]string{"customresourcedefinitions.apiextensions.k8s.io", "customresourcedefinitions"}, anyVerb},
	{[]string{"apps", "extensions"},
		[]string{"daemonsets", "deployments", "deployments/finalizers", "ingresses", "replicasets", "statefulsets"}, anyVerb},
	{[]string{"autoscaling"}, []string{"horizontalpodautoscalers"}, anyVerb},
	{[]string{"monitoring.coreos.com"}, []string{"servicemonitors"}, someVerbs},
	{[]string{"policy"}, []string{"poddisruptionbudgets"}, anyVerb},
	{[]string{"rbac.authorization.k8s.io"}, []string{"clusterrolebindings", "clusterroles", "roles", "rolebindings"}, anyVerb},
	{[]string{"coordination.k8s.io"}, []string{"leases"}, someVerbs},
	{[]string{""}, []string{"configmaps", "endpoints", "events", "namespaces", "pods", "pods/proxy", "persistentvolumeclaims",
		"secrets", "services", "serviceaccounts"}, anyVerb},
}
