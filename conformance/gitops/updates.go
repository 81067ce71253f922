package gitops

import (
	"context"
	"encoding/json"
	"sync"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsinstall "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	apiextensionsvalidation "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/apps"
	_ "k8s.io/kubernetes/pkg/apis/apps/install" // the API server's types, their defaults
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	autoscalingvalidation "k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	"k8s.io/kubernetes/pkg/apis/rbac"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	rbacvalidation "k8s.io/kubernetes/pkg/apis/rbac/validation"
)

// Update is what the API server's own validation says of an object that becomes
// another. known tells whether it has a say: of built-in kinds.
func Update(before, now *unstructured.Unstructured) (refused field.ErrorList, known bool, err error) {
	old, err := stored(before)
	if err != nil || old == nil {
		return nil, false, err
	}
	next, err := stored(now)
	if err != nil || next == nil {
		return nil, false, err
	}
	switch next := next.(type) {
	case *core.Service:
		allocated(old.(*core.Service), nil)
		allocated(next, old.(*core.Service))
		return corevalidation.ValidateServiceUpdate(next, old.(*core.Service)), true, nil
	case *core.Secret:
		return corevalidation.ValidateSecretUpdate(next, old.(*core.Secret)), true, nil
	case *core.ConfigMap:
		return corevalidation.ValidateConfigMapUpdate(next, old.(*core.ConfigMap)), true, nil
	case *core.PersistentVolumeClaim:
		bound(old.(*core.PersistentVolumeClaim))
		next.Status = old.(*core.PersistentVolumeClaim).Status // pkg/registry/core/persistentvolumeclaim, PrepareForUpdate
		return corevalidation.ValidatePersistentVolumeClaimUpdate(next, old.(*core.PersistentVolumeClaim), corevalidation.PersistentVolumeClaimSpecValidationOptions{}), true, nil
	case *core.Namespace:
		return corevalidation.ValidateNamespaceUpdate(next, old.(*core.Namespace)), true, nil
	case *core.ServiceAccount:
		return corevalidation.ValidateServiceAccountUpdate(next, old.(*core.ServiceAccount)), true, nil
	case *apps.Deployment:
		return appsvalidation.ValidateDeploymentUpdate(next, old.(*apps.Deployment), corevalidation.PodValidationOptions{}), true, nil
	case *apps.DaemonSet:
		return appsvalidation.ValidateDaemonSetUpdate(next, old.(*apps.DaemonSet), corevalidation.PodValidationOptions{}), true, nil
	case *apps.StatefulSet:
		return appsvalidation.ValidateStatefulSetUpdate(next, old.(*apps.StatefulSet), corevalidation.PodValidationOptions{}), true, nil
	case *batch.Job:
		controlled(old.(*batch.Job))
		controlled(next)
		return batchvalidation.ValidateJobUpdate(next, old.(*batch.Job), batchvalidation.JobValidationOptions{}), true, nil
	case *rbac.Role:
		return rbacvalidation.ValidateRoleUpdate(next, old.(*rbac.Role)), true, nil
	case *rbac.RoleBinding:
		return rbacvalidation.ValidateRoleBindingUpdate(next, old.(*rbac.RoleBinding)), true, nil
	case *rbac.ClusterRoleBinding:
		return rbacvalidation.ValidateClusterRoleBindingUpdate(next, old.(*rbac.ClusterRoleBinding)), true, nil
	case *apiextensions.CustomResourceDefinition:
		established(old.(*apiextensions.CustomResourceDefinition))
		next.Status = *old.(*apiextensions.CustomResourceDefinition).Status.DeepCopy() // pkg/registry/customresourcedefinition, PrepareForUpdate
		return apiextensionsvalidation.ValidateCustomResourceDefinitionUpdate(context.Background(), next, old.(*apiextensions.CustomResourceDefinition)), true, nil
	case *networking.NetworkPolicy:
		return networkingvalidation.ValidateNetworkPolicyUpdate(next, old.(*networking.NetworkPolicy), networkingvalidation.NetworkPolicyValidationOptions{}), true, nil
	case *autoscaling.HorizontalPodAutoscaler:
		return autoscalingvalidation.ValidateHorizontalPodAutoscalerUpdate(next, old.(*autoscaling.HorizontalPodAutoscaler), autoscalingvalidation.HorizontalPodAutoscalerSpecValidationOptions{}), true, nil
	}
	return nil, false, nil
}

// withDefinitions has the API server's types hold definitions of kinds, too.
var withDefinitions = sync.OnceFunc(func() { apiextensionsinstall.Install(legacyscheme.Scheme) })

// stored is an object as the API server has it, with its defaults; nil of a kind that
// is not built in.
func stored(o *unstructured.Unstructured) (runtime.Object, error) {
	withDefinitions()
	if !legacyscheme.Scheme.Recognizes(o.GroupVersionKind()) {
		return nil, nil
	}
	data, err := json.Marshal(o.Object)
	if err != nil {
		return nil, err
	}
	out, err := runtime.Decode(legacyscheme.Codecs.UniversalDecoder(), data)
	if err != nil {
		return nil, err
	}
	if meta, ok := out.(interface{ SetResourceVersion(string) }); ok {
		meta.SetResourceVersion("1")
	}
	return out, nil
}

// allocated fills in what the API server allots a Service, which it keeps where the
// next one says nothing of it (pkg/registry/core/service/storage, patchAllocatedValues
// and initIPFamilyFields).
func allocated(s, before *core.Service) {
	if s.Spec.Type == core.ServiceTypeExternalName {
		return
	}
	single, dual := core.IPFamilyPolicySingleStack, core.IPFamilyPolicyRequireDualStack
	own := map[core.IPFamily]string{core.IPv4Protocol: "10.152.183.77", core.IPv6Protocol: "fd98::77"}
	if before != nil && before.Spec.Type != core.ServiceTypeExternalName {
		if s.Spec.ClusterIP == "" {
			s.Spec.ClusterIP = before.Spec.ClusterIP
			s.Spec.ClusterIPs = before.Spec.ClusterIPs
		}
		if s.Spec.IPFamilyPolicy == nil {
			s.Spec.IPFamilyPolicy = before.Spec.IPFamilyPolicy
		}
		if len(s.Spec.IPFamilies) == 0 {
			s.Spec.IPFamilies = before.Spec.IPFamilies
		}
	}
	if len(s.Spec.IPFamilies) == 0 {
		s.Spec.IPFamilies = []core.IPFamily{core.IPv4Protocol}
		if s.Spec.IPFamilyPolicy != nil && *s.Spec.IPFamilyPolicy == dual {
			s.Spec.IPFamilies = append(s.Spec.IPFamilies, core.IPv6Protocol)
		}
	}
	if s.Spec.IPFamilyPolicy == nil {
		s.Spec.IPFamilyPolicy = &single
	}
	if s.Spec.ClusterIP == "" {
		s.Spec.ClusterIP = own[s.Spec.IPFamilies[0]]
	}
	if s.Spec.ClusterIP == "None" {
		s.Spec.ClusterIPs = []string{"None"}
	} else if len(s.Spec.ClusterIPs) < len(s.Spec.IPFamilies) {
		s.Spec.ClusterIPs = []string{s.Spec.ClusterIP}
		for _, family := range s.Spec.IPFamilies[1:] {
			s.Spec.ClusterIPs = append(s.Spec.ClusterIPs, own[family])
		}
	}
	if s.Spec.Type == core.ServiceTypeLoadBalancer && s.Spec.ExternalTrafficPolicy == core.ServiceExternalTrafficPolicyLocal && s.Spec.HealthCheckNodePort == 0 {
		s.Spec.HealthCheckNodePort = 30999
	}
}

// bound gives a claim a volume of the size that it asks for, as it has on a cluster.
func bound(c *core.PersistentVolumeClaim) {
	c.Status.Phase, c.Status.Capacity = core.ClaimBound, c.Spec.Resources.Requests.DeepCopy()
}

// established gives a definition the state in which its kind is served, and stored in one version.
func established(d *apiextensions.CustomResourceDefinition) {
	apiextensions.SetCRDCondition(d, apiextensions.CustomResourceDefinitionCondition{Type: apiextensions.Established, Status: apiextensions.ConditionTrue})
	d.Status.StoredVersions = nil
	for _, v := range d.Spec.Versions {
		if v.Storage {
			d.Status.StoredVersions = append(d.Status.StoredVersions, v.Name)
		}
	}
}

// controlled fills in what the API server gives a Job and its pods, so that it finds
// them.
func controlled(j *batch.Job) {
	j.UID = "0f5c1c1e-0000-4000-8000-000000000000"
	j.Spec.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{"batch.kubernetes.io/controller-uid": string(j.UID)}}
	if j.Spec.Template.Labels == nil {
		j.Spec.Template.Labels = map[string]string{}
	}
	j.Spec.Template.Labels["batch.kubernetes.io/controller-uid"] = string(j.UID)
	j.Spec.Template.Labels["batch.kubernetes.io/job-name"] = j.Name
}
