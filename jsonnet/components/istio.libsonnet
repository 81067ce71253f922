// The IstioOperator: the control plane and one ingress gateway a tier.
//
// Gateways of different tiers are kept apart by the label `istio` alone: it is
// merged over the chart's labels and becomes part of every selector, of the
// Deployment, the Service, the autoscaler and the disruption budget.
// Topology fields: istio, tiers; with `istio.install` operator or istioctl.
// https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/
local meta = import '../lib/meta.libsonnet';

local service(g) = {
  type: 'LoadBalancer',
  [if g.loadBalancerIP != null then 'loadBalancerIP']: g.loadBalancerIP,
  [if g.ipFamilyPolicy != null then 'ipFamilyPolicy']: g.ipFamilyPolicy,
  [if g.ipFamilies != [] then 'ipFamilies']: g.ipFamilies,
  [if g.sourceRanges != [] then 'loadBalancerSourceRanges']: g.sourceRanges,
  externalTrafficPolicy: g.trafficPolicy,
  ports: g.ports,
};

local ingressGateway(t, g) = {
  name: g.name,
  namespace: t.istio.namespace,
  enabled: true,
  label: { istio: g.label },
  k8s: {
    hpaSpec: {
      minReplicas: g.autoscaler.min,
      maxReplicas: g.autoscaler.max,
      [if g.autoscaler.metrics != [] then 'metrics']: g.autoscaler.metrics,
    },
    [if g.resources != {} then 'resources']: g.resources,
    [if g.nodeSelector != {} then 'nodeSelector']: g.nodeSelector,
    [if g.tolerations != [] then 'tolerations']: g.tolerations,
    [if g.affinity != null then 'affinity']: g.affinity,
    [if g.serviceAnnotations != {} then 'serviceAnnotations']: g.serviceAnnotations,
    service: service(g),
  },
};

// A new version changes little or nothing else of the object, and would be seen
// nowhere.
local metadata(t) = meta(t, t.istio.name, t.istio.namespace) + {
  annotations: t.annotations { 'render/istio-version': t.istio.version },
};

function(t)
  {
    _stage:: 'istio',
    _reader:: if t.istio.install == 'istioctl' then 'istioctl' else 'kubectl',
  } + if !t.istio.operated then {} else {
    [t.istio.name]: {
      apiVersion: 'install.istio.io/v1alpha1',
      kind: 'IstioOperator',
      metadata: metadata(t),
      spec: {
        profile: t.istio.profile,
        [if t.istio.revision != null then 'revision']: t.istio.revision,
        [if t.istio.hub != null then 'hub']: t.istio.hub,
        [if t.istio.tag != null then 'tag']: t.istio.tag,
        [if t.istio.meshConfig != null then 'meshConfig']: t.istio.meshConfig,
        [if t.istio.values != null then 'values']: t.istio.values,
        components: {
          // With the Gateway API Istio makes gateways of the Gateways themselves.
          ingressGateways:
            (if t.routing == 'gateway-api' then [] else [ingressGateway(t, tier.ingress) for tier in t.tiers])
            + [{ name: name, enabled: false } for name in t.istio.disabledGateways],
        },
      },
    },
  }
