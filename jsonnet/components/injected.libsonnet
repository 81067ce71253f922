// Ingress gateways that istiod injects: for each tier a Deployment whose one
// container istiod fills in, with a Service on the tier's IP, a ServiceAccount
// that may read TLS Secrets, and where they are asked for an autoscaler and a
// disruption budget.
//
// Kept apart by the label `istio`, as those of an IstioOperator are.
// Topology fields: tiers, istio.namespace, istio.revision; with `istio.install`
// sail or none.
// https://istio.io/latest/docs/setup/additional-setup/gateway/
local meta = import '../lib/meta.libsonnet';

local metadata(t, g, i) = meta(t, g.name, t.istio.namespace, i.labels);

local serviceAccount(t, g, i) = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadata(t, g, i),
};

local role(t, g, i) = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: metadata(t, g, i),
  rules: [
    { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] },
  ],
};

local roleBinding(t, g, i) = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: metadata(t, g, i),
  subjects: [
    { kind: 'ServiceAccount', name: g.name, namespace: t.istio.namespace },
  ],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: g.name },
};

local service(t, g, i) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(t, g, i) + if g.serviceAnnotations == {} then {} else {
    annotations: t.annotations + g.serviceAnnotations,
  },
  spec: {
    type: 'LoadBalancer',
    [if g.loadBalancerIP != null then 'loadBalancerIP']: g.loadBalancerIP,
    [if g.ipFamilyPolicy != null then 'ipFamilyPolicy']: g.ipFamilyPolicy,
    [if g.ipFamilies != [] then 'ipFamilies']: g.ipFamilies,
    [if g.sourceRanges != [] then 'loadBalancerSourceRanges']: g.sourceRanges,
    externalTrafficPolicy: g.trafficPolicy,
    selector: i.selectorLabels,
    ports: g.ports,
  },
};

// "auto" is replaced by istiod, and so is what is not here, its arguments and
// volumes among it.
local proxy(g) = {
  name: 'istio-proxy',
  image: 'auto',
  ports: [
    { name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' },
  ],
  resources: g.resources,
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsGroup: 1337,
    runAsNonRoot: true,
    runAsUser: 1337,
  },
};

local pod(g, i) = {
  serviceAccountName: g.name,
  [if i.lowPorts || i.seccomp then 'securityContext']: {
    [if i.lowPorts then 'sysctls']: [
      { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
    ],
    [if i.seccomp then 'seccompProfile']: { type: 'RuntimeDefault' },
  },
  [if i.budgetAPI != null then 'topologySpreadConstraints']: [{
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: i.selectorLabels },
  }],
  containers: [proxy(g)],
  [if g.nodeSelector != {} then 'nodeSelector']: g.nodeSelector,
  [if g.tolerations != [] then 'tolerations']: g.tolerations,
  [if g.affinity != null then 'affinity']: g.affinity,
};

local deployment(t, g, i) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadata(t, g, i),
  spec: {
    [if i.replicas != null then 'replicas']: i.replicas,
    selector: { matchLabels: i.selectorLabels },
    template: {
      metadata: {
        labels: i.podLabels,
        annotations: { 'inject.istio.io/templates': 'gateway' },
      },
      spec: pod(g, i),
    },
  },
};

local autoscaler(t, g, i, s) = {
  apiVersion: s.api,
  kind: 'HorizontalPodAutoscaler',
  metadata: metadata(t, g, i),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: g.name },
    minReplicas: s.min,
    maxReplicas: s.max,
    [if s.metrics != [] then 'metrics']: s.metrics,
  },
};

local podDisruptionBudget(t, g, i) = {
  apiVersion: i.budgetAPI,
  kind: 'PodDisruptionBudget',
  metadata: metadata(t, g, i),
  spec: {
    maxUnavailable: 1,
    selector: { matchLabels: i.selectorLabels },
  },
};

local gateway(t, g, i) = {
  serviceAccount: serviceAccount(t, g, i),
  role: role(t, g, i),
  roleBinding: roleBinding(t, g, i),
  service: service(t, g, i),
  deployment: deployment(t, g, i),
  [if i.autoscaler != null then 'autoscaler']: autoscaler(t, g, i, i.autoscaler),
  [if i.budgetAPI != null then 'podDisruptionBudget']: podDisruptionBudget(t, g, i),
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + if !t.istio.injects then {} else {
    [tier.name]: gateway(t, tier.ingress, tier.injected)
    for tier in t.tiers
  }
