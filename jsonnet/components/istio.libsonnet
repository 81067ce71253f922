// The IstioOperator: the control plane and one ingress gateway a tier.
//
// Gateways of different tiers are kept apart by the label `istio` alone: it is
// merged over the chart's labels and becomes part of every selector, of the
// Deployment, the Service, the autoscaler and the disruption budget.
// Topology fields: istio, tiers, overlays (monitoring); with `istio.install` operator or istioctl.
// https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/
local apart = import '../lib/apart.libsonnet';
local cniValues = import '../lib/cnivalues.libsonnet';
local cpuMetric = import '../lib/cpumetric.libsonnet';
local gatewayService = import '../lib/gatewayservice.libsonnet';
local istioValues = import '../lib/istiovalues.libsonnet';
local meshConfig = import '../lib/meshconfig.libsonnet';
local meta = import '../lib/meta.libsonnet';
local podNotes = import '../lib/podnotes.libsonnet';
local resources = import '../lib/resources.libsonnet';
local scheduling = import '../lib/scheduling.libsonnet';
local serviceNotes = import '../lib/servicenotes.libsonnet';

local oldCPUMetric(percent) = [{
  type: 'Resource',
  resource: { name: 'cpu', targetAverageUtilization: percent },
}];

local autoscaler(t, r) = {
  minReplicas: r.min,
  maxReplicas: r.max,
  [if r.cpu != null then 'metrics']: if t.istio.oldMetrics then oldCPUMetric(r.cpu) else cpuMetric(r.cpu),
};

local ingressGateway(t, g) = {
  name: g.name,
  namespace: g.namespace,
  enabled: true,
  label: { istio: g.label },
  k8s: {
    hpaSpec: autoscaler(t, g.replicas),
    [if g.resources != null then 'resources']: resources(g.resources),
    [if podNotes(g.pod) != {} then 'podAnnotations']: podNotes(g.pod),
    [if serviceNotes(t, g) != {} then 'serviceAnnotations']: serviceNotes(t, g),
    service: gatewayService(g),
  } + scheduling(g) + {
    [if g.several then 'affinity']: apart({ istio: g.label }, g.affinity),
  },
};

// The CNI plugin is asked for among them, or by the profile.
local given(t, values) = if t.istio.cni == null || cniValues(t.istio.cni) == {} then istioValues(t, values)
else (if istioValues(t, values) == null then {} else istioValues(t, values)) + { cni: cniValues(t.istio.cni) };

// The installer reads the namespace of an IstioOperator from nowhere else (istio,
// operator/pkg/apis/types.go).
local values(t) =
  if t.istio.namespace == 'istio-system' then given(t, t.istio.values)
  else given(t, if t.istio.values == null then {} else t.istio.values) + {
    global: { istioNamespace: t.istio.namespace } + t.istio.global,
  };

// A new version changes little or nothing else of the object, and would be seen
// nowhere.
local metadata(t) = meta(t, t.istio.name, t.istio.namespace) + {
  annotations: t.annotations { 'render/istio-version': t.istio.version },
};

// Where no Telemetry switches access logs on, the mesh's configuration does.
local mesh(t) =
  local config = meshConfig(t);
  (if t.monitoring == null || t.monitoring.telemetry != null then {} else { accessLogFile: '/dev/stdout' })
  + (if config == null then {} else config);

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
        [if mesh(t) != {} || t.istio.meshConfig != null then 'meshConfig']: mesh(t),
        [if values(t) != null then 'values']: values(t),
        components: {
          // It is this that installs it, and has istiod count on it.
          [if t.istio.cni != null then 'cni']: { enabled: true },
          // With the Gateway API Istio makes gateways of the Gateways themselves.
          ingressGateways:
            (if t.routing == 'gateway-api' then [] else [ingressGateway(t, tier.ingress) for tier in t.tiers])
            + [{ name: name, enabled: false } for name in t.istio.disabledGateways],
        },
      },
    },
  }
