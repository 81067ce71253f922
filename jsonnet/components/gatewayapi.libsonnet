// Gateways of the Kubernetes Gateway API, one a tier, from which Istio makes the
// gateway's Deployment and Service; and a ConfigMap beside each, which changes those.
// Topology fields: routing, gatewayNamespace, tiers[].ip, tiers[].hosts, tiers[].tls, and all that
// tiers[] says of the gateway's pods and Service, and of DNS.
// https://gateway-api.sigs.k8s.io/reference/spec/#gateway
// https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
local cpuMetric = import '../lib/cpumetric.libsonnet';
local gatewayDNS = import '../lib/gatewaydns.libsonnet';
local meta = import '../lib/meta.libsonnet';
local podNotes = import '../lib/podnotes.libsonnet';
local resources = import '../lib/resources.libsonnet';
local scheduling = import '../lib/scheduling.libsonnet';
local ports = import '../lib/serviceports.libsonnet';
local spread = import '../lib/spread.libsonnet';
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

// Whose routes may come, beside those that redirect to https, which are in the
// Gateway's own namespace, as are those by which cert-manager proves hosts.
local chosen(l, g) =
  if g.attach.labels != {} then { matchLabels: g.attach.labels } else {
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: l.namespaces }],
  };

local routes(l, g) =
  if !l.routes then { from: 'Same' }
  else if g.attach.all then { from: 'All' }
  else { from: 'Selector', selector: chosen(l, g) };

local listener(l, g) = {
  name: l.name,
  port: l.port,
  protocol: l.protocol,
  [if l.hostname != null then 'hostname']: l.hostname,
  [if l.secret != null || l.passthrough then 'tls']: tls(l),
  allowedRoutes: { namespaces: routes(l, g) },
};

// A control plane of a revision takes the Gateways that say so; the namespace
// says it only where its pods are injected.
local revision(t) = {
  [if t.istio.revision != null then 'istio.io/rev']: t.istio.revision,
};

// Istio reads the Service's type from the Gateway where it reads no ConfigMap.
local notes(i, g, own) = own {
  [if g.parameters == null && i.type != 'LoadBalancer' then 'networking.istio.io/service-type']: i.type,
};

local metadata(t, i, g, own) = meta(t, g.name, i.namespace, revision(t)) + if notes(i, g, own) == {} then {} else {
  annotations: t.annotations + notes(i, g, own),
};

// Annotations of what Istio makes of the Gateway. Where none are here it copies the
// Gateway's, and those that are the Gateway's alone are no Service's and no pod's.
local infrastructureNotes(t, i, own) = (if own == {} && i.sharing == null then {} else t.annotations) + {
  [if i.sharing != null then t.metallb.sharingNote]: i.sharing,
  [if i.address == null && i.addresses != [] then t.metallb.addressesNote]: std.join(',', i.addresses),
};

local clients(g) = {
  caCertificateRefs: [{ group: '', kind: 'Secret', name: g.clientCA }],
};

local gateway(t, i, g, own) = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: metadata(t, i, g, own),
  spec: {
    gatewayClassName: 'istio',
    [if i.address != null then 'addresses']: [{ type: 'IPAddress', value: i.address }],
    [if g.parameters != null || (g.infrastructure && own != {}) then 'infrastructure']: {
      [if own != {} || infrastructureNotes(t, i, own) != {} then 'annotations']: infrastructureNotes(t, i, own),
      [if g.parameters != null then 'parametersRef']: {
        group: '',
        kind: 'ConfigMap',
        name: g.parameters.name,
      },
    },
    listeners: [listener(l, g) for l in g.listeners],
    [if g.clientCA != null then 'tls']: {
      frontend: {
        default: if g.clientPorts == [] then { validation: clients(g) } else {},
        [if g.clientPorts != [] then 'perPort']: [
          // The mode is the API server's default there: a list's items are stored with theirs.
          { port: n, tls: { validation: clients(g) { mode: 'AllowValidOnly' } } }
          for n in g.clientPorts
        ],
      },
    },
  },
};

// The label is that of all versions which read a ConfigMap.
local deployment(i, g, p) = {
  spec: {
    template: {
      [if podNotes(i.pod) != {} || i.pod.labels != {} then 'metadata']: {
        [if i.pod.labels != {} then 'labels']: i.pod.labels,
        [if podNotes(i.pod) != {} then 'annotations']: podNotes(i.pod),
      },
      spec: {
        [if p.seccomp then 'securityContext']: { seccompProfile: { type: 'RuntimeDefault' } },
        [if p.several then 'topologySpreadConstraints']: spread({ 'gateway.networking.k8s.io/gateway-name': g.name }),
        [if i.resources != null then 'containers']: [{ name: 'istio-proxy', resources: resources(i.resources) }],
      } + scheduling(i),
    },
  },
};

// Istio's own policy gives a Service of a dual-stack cluster two families, and
// MetalLB refuses it one address. Its ports are replaced where Istio would have others of
// them over UDP.
local service(i, p) = {
  [if i.annotations != {} then 'metadata']: { annotations: i.annotations },
  spec: {
    [if i.type != 'LoadBalancer' then 'type']: i.type,
    [if i.class != null then 'loadBalancerClass']: i.class,
    [if !i.nodePorts then 'allocateLoadBalancerNodePorts']: false,
    ipFamilyPolicy: if i.familyPolicy != null then i.familyPolicy else 'SingleStack',
    [if i.families != [] then 'ipFamilies']: i.families,
    [if i.sourceRanges != [] then 'loadBalancerSourceRanges']: i.sourceRanges,
    [if i.trafficPolicy == 'Local' then 'externalTrafficPolicy']: i.trafficPolicy,
    [if p.ports != [] || p.dropped != [] then 'ports']:
      (if p.whole then [{ '$patch': 'replace' }] else []) + ports(p.ports) + [{ '$patch': 'delete', port: number } for number in p.dropped],
  },
};

local horizontalPodAutoscaler(r) = {
  spec: {
    minReplicas: r.min,
    maxReplicas: r.max,
    [if r.cpu != null then 'metrics']: cpuMetric(r.cpu),
  },
};

local parameters(t, i, g, p) = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta(t, p.name, i.namespace),
  data: {
    service: yaml(service(i, p)),
    [if p.pods then 'deployment']: yaml(deployment(i, g, p)),
    [if p.autoscaled then 'horizontalPodAutoscaler']: yaml(horizontalPodAutoscaler(i.replicas)),
    [if p.several then 'podDisruptionBudget']: yaml({ spec: { minAvailable: 1 } }),
  },
};

local objects(t, i, g, own) = {
  gateway: gateway(t, i, g, own),
  [if g.parameters != null then 'parameters']: parameters(t, i, g, g.parameters),
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: if tier.gatewayAPI == null then {} else objects(t, tier.ingress, tier.gatewayAPI, tier.gatewayAnnotations + gatewayDNS(tier.dns))
    for tier in t.tiers
  }
