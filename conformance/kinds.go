package conformance

import (
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	metallbv1beta1 "go.universe.tf/metallb/api/v1beta1"
	metallbv1beta2 "go.universe.tf/metallb/api/v1beta2"
	istionetv1 "istio.io/client-go/pkg/apis/networking/v1"
	istionetv1beta1 "istio.io/client-go/pkg/apis/networking/v1beta1"
	istiosecv1 "istio.io/client-go/pkg/apis/security/v1"
	istiosecv1beta1 "istio.io/client-go/pkg/apis/security/v1beta1"
	"istio.io/istio/operator/pkg/apis"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// kind is what the referee knows of one kind.
type kind struct {
	new        func() metav1.Object
	namespaced bool
	name       validation.ValidateNameFunc
}

// lookup finds a kind. What it does not know is refused, so that nothing
// passes unread.
func lookup(apiVersion, name string) (kind, bool) {
	key := apiVersion + " " + name
	for _, table := range []map[string]kind{native(), istio(), metallb(), sail(), gatewayAPI(), prometheus()} {
		if k, ok := table[key]; ok {
			return k, true
		}
	}
	return kind{}, false
}

func native() map[string]kind {
	subdomain := validation.NameIsDNSSubdomain
	return map[string]kind{
		"v1 Namespace":      {of[corev1.Namespace], false, validation.ValidateNamespaceName},
		"v1 ServiceAccount": {of[corev1.ServiceAccount], true, validation.ValidateServiceAccountName},
		// A Service's name had to begin with a letter until Kubernetes 1.36.
		"v1 Service":                                       {of[corev1.Service], true, validation.NameIsDNS1035Label},
		"v1 Secret":                                        {of[corev1.Secret], true, subdomain},
		"v1 ConfigMap":                                     {of[corev1.ConfigMap], true, subdomain},
		"apps/v1 Deployment":                               {of[appsv1.Deployment], true, subdomain},
		"apps/v1 DaemonSet":                                {of[appsv1.DaemonSet], true, subdomain},
		"policy/v1 PodDisruptionBudget":                    {of[policyv1.PodDisruptionBudget], true, subdomain},
		"autoscaling/v2 HorizontalPodAutoscaler":           {of[autoscalingv2.HorizontalPodAutoscaler], true, subdomain},
		"networking.k8s.io/v1 NetworkPolicy":               {of[networkingv1.NetworkPolicy], true, subdomain},
		"networking.k8s.io/v1 Ingress":                     {of[networkingv1.Ingress], true, subdomain},
		"rbac.authorization.k8s.io/v1 Role":                {of[rbacv1.Role], true, pathSegment},
		"rbac.authorization.k8s.io/v1 RoleBinding":         {of[rbacv1.RoleBinding], true, pathSegment},
		"rbac.authorization.k8s.io/v1 ClusterRole":         {of[rbacv1.ClusterRole], false, pathSegment},
		"rbac.authorization.k8s.io/v1 ClusterRoleBinding":  {of[rbacv1.ClusterRoleBinding], false, pathSegment},
		"apiextensions.k8s.io/v1 CustomResourceDefinition": {of[apiextensionsv1.CustomResourceDefinition], false, subdomain},
	}
}

func istio() map[string]kind {
	subdomain := validation.NameIsDNSSubdomain
	return map[string]kind{
		// Istio's webhook takes no dots in a Gateway's name.
		"networking.istio.io/v1 Gateway":                {of[istionetv1.Gateway], true, validation.NameIsDNSLabel},
		"networking.istio.io/v1 VirtualService":         {of[istionetv1.VirtualService], true, subdomain},
		"networking.istio.io/v1 DestinationRule":        {of[istionetv1.DestinationRule], true, subdomain},
		"networking.istio.io/v1 ServiceEntry":           {of[istionetv1.ServiceEntry], true, subdomain},
		"networking.istio.io/v1beta1 Gateway":           {of[istionetv1beta1.Gateway], true, validation.NameIsDNSLabel},
		"networking.istio.io/v1beta1 VirtualService":    {of[istionetv1beta1.VirtualService], true, subdomain},
		"networking.istio.io/v1beta1 DestinationRule":   {of[istionetv1beta1.DestinationRule], true, subdomain},
		"networking.istio.io/v1beta1 ServiceEntry":      {of[istionetv1beta1.ServiceEntry], true, subdomain},
		"security.istio.io/v1 PeerAuthentication":       {of[istiosecv1.PeerAuthentication], true, subdomain},
		"security.istio.io/v1beta1 PeerAuthentication":  {of[istiosecv1beta1.PeerAuthentication], true, subdomain},
		"security.istio.io/v1 AuthorizationPolicy":      {of[istiosecv1.AuthorizationPolicy], true, subdomain},
		"security.istio.io/v1beta1 AuthorizationPolicy": {of[istiosecv1beta1.AuthorizationPolicy], true, subdomain},
		"install.istio.io/v1alpha1 IstioOperator":       {of[apis.IstioOperator], true, subdomain},
	}
}

func metallb() map[string]kind {
	subdomain := validation.NameIsDNSSubdomain
	return map[string]kind{
		"metallb.io/v1beta1 IPAddressPool":    {of[metallbv1beta1.IPAddressPool], true, subdomain},
		"metallb.io/v1beta1 L2Advertisement":  {of[metallbv1beta1.L2Advertisement], true, subdomain},
		"metallb.io/v1beta1 BGPAdvertisement": {of[metallbv1beta1.BGPAdvertisement], true, subdomain},
		"metallb.io/v1beta1 BFDProfile":       {of[metallbv1beta1.BFDProfile], true, subdomain},
		"metallb.io/v1beta1 Community":        {of[metallbv1beta1.Community], true, subdomain},
		"metallb.io/v1beta2 BGPPeer":          {of[metallbv1beta2.BGPPeer], true, subdomain},
	}
}

func prometheus() map[string]kind {
	return map[string]kind{
		"monitoring.coreos.com/v1 PodMonitor":     {of[monitoringv1.PodMonitor], true, validation.NameIsDNSSubdomain},
		"monitoring.coreos.com/v1 ServiceMonitor": {of[monitoringv1.ServiceMonitor], true, validation.NameIsDNSSubdomain},
	}
}

// of makes an empty object of the Go type T.
func of[T any, P interface {
	*T
	metav1.Object
}]() metav1.Object {
	return P(new(T))
}

// pathSegment is the rule for names of RBAC objects: whatever can be one segment
// of a URL's path.
func pathSegment(name string, _ bool) []string { return content.IsPathSegmentName(name) }
