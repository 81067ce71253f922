// Gateways of the Kubernetes Gateway API, one a tier, from which Istio makes the
// gateway's Deployment and Service; and a ConfigMap beside each, which changes those.
// Topology fields: routing, gatewayNamespace, tiers[].ip, tiers[].hosts, tiers[].tls, and all that
// tiers[] says of the gateway's pods and Service.
// https://gateway-api.sigs.k8s.io/reference/spec/#gateway
// https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
local cpuMetric = import '../lib/cpumetric.libsonnet';
local meta = import '../lib/meta.libsonnet';
local resources = import '../lib/resources.libsonnet';
local scheduling = import '../lib/scheduling.libsonnet';
local ports = import '../lib/serviceports.libsonnet';
local tlsModes = import '../lib/tlsmodes.libsonnet';

local yaml(object) = std.manifestYamlDoc(object, quote_keys=false) + '\n';

// What the API fills in inside lists is said, here and in httproutes.libsonnet:
// kubectl and Argo CD compare lists whole, and would see a difference for ever.
local tls(l) = if l.passthrough then { mode: 'Passthrough' } else {
  mode: 'Terminate',
  certificateRefs: [{ group: '', kind: 'Secret', name: l.secret }],
  [if l.clientMode != null || l.ciphers != [] then 'options']: {
    // The authority of clients is in the Secret of that name with -cacert behind it.
    [if l.clientMode != null then 'gateway.istio.io/tls-terminate-mode']: tlsModes[l.clientMode],
    [if l.ciphers != [] then 'gateway.istio.io/tls-cipher-suites']: std.join(',', l.ciphers),
  },
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

local gateway(t, i, g) = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: meta(t, g.name, i.namespace, revision(t)),
  spec: {
    gatewayClassName: 'istio',
    [if i.address != null then 'addresses']: [{ type: 'IPAddress', value: i.address }],
    [if g.parameters != null || i.address == null then 'infrastructure']: {
      [if i.address == null then 'annotations']: { [t.metallb.addressesNote]: std.join(',', i.addresses) },
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

local deployment(i, p) = {
  spec: {
    template: {
      spec: {
        [if p.seccomp then 'securityContext']: { seccompProfile: { type: 'RuntimeDefault' } },
        [if i.resources != null then 'containers']: [{ name: 'istio-proxy', resources: resources(i.resources) }],
      } + scheduling(i),
    },
  },
};

// Istio's own policy gives a Service of a dual-stack cluster two families, and
// MetalLB refuses it one address.
local service(i, p) = {
  spec: {
    ipFamilyPolicy: if i.familyPolicy != null then i.familyPolicy else 'SingleStack',
    [if i.families != [] then 'ipFamilies']: i.families,
    [if i.sourceRanges != [] then 'loadBalancerSourceRanges']: i.sourceRanges,
    [if i.trafficPolicy == 'Local' then 'externalTrafficPolicy']: i.trafficPolicy,
    [if p.ports != [] then 'ports']: ports(p.ports),
  },
};

local horizontalPodAutoscaler(r) = {
  spec: {
    minReplicas: r.min,
    maxReplicas: r.max,
    [if r.cpu != null then 'metrics']: cpuMetric(r.cpu),
  },
};

local parameters(t, i, p) = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta(t, p.name, i.namespace),
  data: {
    service: yaml(service(i, p)),
    [if p.pods then 'deployment']: yaml(deployment(i, p)),
    [if p.autoscaled then 'horizontalPodAutoscaler']: yaml(horizontalPodAutoscaler(i.replicas)),
    [if p.several then 'podDisruptionBudget']: yaml({ spec: { minAvailable: 1 } }),
  },
};

local objects(t, i, g) = {
  gateway: gateway(t, i, g),
  [if g.parameters != null then 'parameters']: parameters(t, i, g.parameters),
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: if tier.gatewayAPI == null then {} else objects(t, tier.ingress, tier.gatewayAPI)
    for tier in t.tiers
  }
