// Gateways of the Kubernetes Gateway API, one a tier, from which Istio makes the
// gateway's Deployment and Service; and a ConfigMap beside each, which changes those.
// Topology fields: routing, tiers[].ip, tiers[].hosts, tiers[].tls, and all that
// tiers[] says of the gateway's pods and Service.
// https://gateway-api.sigs.k8s.io/reference/spec/#gateway
// https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
local meta = import '../lib/meta.libsonnet';

local yaml(object) = std.manifestYamlDoc(object, quote_keys=false) + '\n';

// What the API fills in inside lists is said, here and in httproutes.libsonnet:
// kubectl and Argo CD compare lists whole, and would see a difference for ever.
local tls(l) = if l.passthrough then { mode: 'Passthrough' } else {
  mode: 'Terminate',
  certificateRefs: [{ group: '', kind: 'Secret', name: l.secret }],
  // The authority of clients is in the Secret of that name with -cacert behind it.
  [if l.clientMode != null then 'options']: { 'gateway.istio.io/tls-terminate-mode': l.clientMode },
};

local listener(l, namespaces) = {
  name: l.name,
  port: l.port,
  protocol: l.protocol,
  [if l.hostname != null then 'hostname']: l.hostname,
  [if l.secret != null || l.passthrough then 'tls']: tls(l),
  allowedRoutes: {
    namespaces: if !l.routes then { from: 'Same' } else {
      from: 'Selector',
      selector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }],
      },
    },
  },
};

// A control plane of a revision takes the Gateways that say so; the namespace
// says it only where its pods are injected.
local revision(t) = {
  [if t.istio.revision != null then 'istio.io/rev']: t.istio.revision,
};

local gateway(t, g) = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: meta(t, g.name, t.namespace, revision(t)),
  spec: {
    gatewayClassName: 'istio',
    [if g.address != null then 'addresses']: [{ type: 'IPAddress', value: g.address }],
    [if g.parameters != null || g.annotations != {} then 'infrastructure']: {
      [if g.annotations != {} then 'annotations']: g.annotations,
      [if g.parameters != null then 'parametersRef']: {
        group: '',
        kind: 'ConfigMap',
        name: g.parameters.name,
      },
    },
    listeners: [listener(l, g.namespaces) for l in g.listeners],
    [if g.clientCA != null then 'tls']: {
      frontend: {
        default: {
          validation: {
            caCertificateRefs: [{ group: '', kind: 'Secret', name: g.clientCA }],
          },
        },
      },
    },
  },
};

local deployment(p) = {
  spec: {
    template: {
      spec: {
        [if p.seccomp then 'securityContext']: { seccompProfile: { type: 'RuntimeDefault' } },
        [if p.nodeSelector != {} then 'nodeSelector']: p.nodeSelector,
        [if p.tolerations != [] then 'tolerations']: p.tolerations,
        [if p.affinity != null then 'affinity']: p.affinity,
        [if p.resources != {} then 'containers']: [{ name: 'istio-proxy', resources: p.resources }],
      },
    },
  },
};

local service(p) = {
  spec: {
    ipFamilyPolicy: p.ipFamilyPolicy,
    [if p.ipFamilies != [] then 'ipFamilies']: p.ipFamilies,
    [if p.sourceRanges != [] then 'loadBalancerSourceRanges']: p.sourceRanges,
    [if p.trafficPolicy != null then 'externalTrafficPolicy']: p.trafficPolicy,
    [if p.ports != [] then 'ports']: p.ports,
  },
};

local horizontalPodAutoscaler(a) = {
  spec: {
    minReplicas: a.min,
    maxReplicas: a.max,
    [if a.metrics != [] then 'metrics']: a.metrics,
  },
};

local parameters(t, p) = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta(t, p.name, t.namespace),
  data: {
    service: yaml(service(p)),
    [if p.deployment then 'deployment']: yaml(deployment(p)),
    [if p.autoscaler != null then 'horizontalPodAutoscaler']: yaml(horizontalPodAutoscaler(p.autoscaler)),
    [if p.budget then 'podDisruptionBudget']: yaml({ spec: { minAvailable: 1 } }),
  },
};

local objects(t, g) = {
  gateway: gateway(t, g),
  [if g.parameters != null then 'parameters']: parameters(t, g.parameters),
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: if tier.gatewayAPI == null then {} else objects(t, tier.gatewayAPI)
    for tier in t.tiers
  }
