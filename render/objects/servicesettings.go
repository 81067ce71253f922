package objects

import (
	"render/render/manifest"
)

// ServiceSettings are the spec of a Service, wherever it stands: in the Service
// itself, in a gateway of an IstioOperator, in what is put over the Service that
// istiod makes of a Gateway.
type ServiceSettings struct{ Field }

// Type is ClusterIP, where it is absent too, NodePort, LoadBalancer or ExternalName.
func (s ServiceSettings) Type() Text { return s.text("type") }

// Selector chooses the pods.
func (s ServiceSettings) Selector() LabelMap { return labelMap(s.Field, "selector") }

// Ports are what it listens on; absent in an IstioOperator they are the chart's.
func (s ServiceSettings) Ports() List[ServicePort] { return servicePorts(s.Field) }

// LoadBalancerIP is the address that it asks for.
func (s ServiceSettings) LoadBalancerIP() Text { return s.text("loadBalancerIP") }

// LoadBalancerClass is who gives it an address; absent, the cluster's default.
func (s ServiceSettings) LoadBalancerClass() Text { return s.text("loadBalancerClass") }

// LoadBalancerSourceRanges are who may come in by its address; absent, all.
func (s ServiceSettings) LoadBalancerSourceRanges() List[Text] {
	return texts(s.Field, "loadBalancerSourceRanges")
}

// AllocateLoadBalancerNodePorts is whether it gets node ports too; absent it does.
func (s ServiceSettings) AllocateLoadBalancerNodePorts() Flag {
	return s.flag("allocateLoadBalancerNodePorts")
}

// ExternalTrafficPolicy is Cluster, where it is absent too, or Local: only pods of
// the node that a packet came to.
func (s ServiceSettings) ExternalTrafficPolicy() Text { return s.text("externalTrafficPolicy") }

// IPFamilies are IPv4 and IPv6, the first of which is for good; absent they are the
// cluster's.
func (s ServiceSettings) IPFamilies() List[Text] { return texts(s.Field, "ipFamilies") }

// IPFamilyPolicy is SingleStack, PreferDualStack or RequireDualStack; absent it is as
// before, the first of new ones.
func (s ServiceSettings) IPFamilyPolicy() Text { return s.text("ipFamilyPolicy") }

// ClusterIP is its address in the cluster; absent it gets one, "None" is none.
func (s ServiceSettings) ClusterIP() Text { return s.text("clusterIP") }

// ServicePatch is what is put over the Service that istiod makes of a Gateway of
// the Gateway API: YAML in a text of the ConfigMap that the Gateway names. The
// settings point into that text, not into the ConfigMap; Written tells where that is.
func (w *World) ServicePatch(namespace, name string) (settings ServiceSettings, ok bool) {
	patch := w.patch(namespace, name, "service")
	if patch == nil {
		return settings, false
	}
	return ServiceSettings{patch.Resource().Spec()}, true
}

// DeploymentPatch is what is put over the Deployment that istiod makes of it.
func (w *World) DeploymentPatch(namespace, name string) (Workload, bool) {
	patch := w.patch(namespace, name, "deployment")
	if patch == nil {
		return Workload{}, false
	}
	return patch.Workload(), true
}

// AutoscalerPatch is what is put over the autoscaler that istiod then makes of it.
func (w *World) AutoscalerPatch(namespace, name string) (Resource, bool) {
	patch := w.patch(namespace, name, "horizontalPodAutoscaler")
	if patch == nil {
		return Resource{}, false
	}
	return patch.Resource(), true
}

// patch is an object in a text of a ConfigMap; nil where there is none.
func (w *World) patch(namespace, name, key string) *Object {
	m, ok := w.ConfigMap(namespace, name)
	if !ok {
		return nil
	}
	text := m.At("data", key)
	documents, err := manifest.Decode([]byte(m.Data().Text(key).Value()))
	if err != nil || len(documents) != 1 {
		return nil
	}
	paths := newKindPaths()
	return &Object{members: documents[0], paths: &paths, spec: documents[0].Object("spec"), within: &text}
}
