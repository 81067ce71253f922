// Ingress gateways that istiod injects: for each tier a Deployment, or a
// DaemonSet, whose one container istiod fills in, with a Service on the tier's IP, a ServiceAccount
// that may read TLS Secrets, and where they are asked for an autoscaler and a
// disruption budget.
//
// Kept apart by the label `istio`, as those of an IstioOperator are.
// Topology fields: tiers, gatewayNamespace, istio.revision; with `istio.install`
// sail, helm or none.
// https://istio.io/latest/docs/setup/additional-setup/gateway/
local cpuMetric = import '../lib/cpumetric.libsonnet';
local gatewayService = import '../lib/gatewayservice.libsonnet';
local meta = import '../lib/meta.libsonnet';
local podNotes = import '../lib/podnotes.libsonnet';
local resources = import '../lib/resources.libsonnet';
local scheduling = import '../lib/scheduling.libsonnet';
local serviceNotes = import '../lib/servicenotes.libsonnet';
local spread = import '../lib/spread.libsonnet';

local metadata(t, g, i) = meta(t, g.name, g.namespace, i.labels);

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
    { kind: 'ServiceAccount', name: g.name, namespace: g.namespace },
  ],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: g.name },
};

local service(t, g, i) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(t, g, i) + if serviceNotes(t, g) == {} then {} else {
    annotations: t.annotations + serviceNotes(t, g),
  },
  spec: gatewayService(g) + { selector: i.selectorLabels },
};

// "auto" is replaced by istiod, and so is what is not here, its arguments and
// volumes among it.
local proxy(g) = {
  name: 'istio-proxy',
  image: 'auto',
  ports: [
    { name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' },
  ],
  resources: resources(g.resources),
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
  [if i.several then 'topologySpreadConstraints']: spread(i.selectorLabels),
  containers: [proxy(g)],
} + scheduling(g);

local workload(t, g, i) = {
  apiVersion: 'apps/v1',
  kind: if i.daemonSet then 'DaemonSet' else 'Deployment',
  metadata: metadata(t, g, i),
  spec: {
    [if i.replicas != null then 'replicas']: i.replicas,
    selector: { matchLabels: i.selectorLabels },
    template: {
      metadata: {
        labels: i.podLabels,
        annotations: podNotes(g.pod) { 'inject.istio.io/templates': 'gateway' },
      },
      spec: pod(g, i),
    },
  },
};

local autoscaler(t, g, i) = {
  apiVersion: t.kubernetes.autoscalers,
  kind: 'HorizontalPodAutoscaler',
  metadata: metadata(t, g, i),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: g.name },
    minReplicas: g.replicas.min,
    maxReplicas: g.replicas.max,
    [if g.replicas.cpu != null then 'metrics']: cpuMetric(g.replicas.cpu),
  },
};

local podDisruptionBudget(t, g, i) = {
  apiVersion: t.kubernetes.disruptionBudgets,
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
  [if i.daemonSet then 'daemonSet' else 'deployment']: workload(t, g, i),
  [if i.replicas == null && !i.daemonSet then 'autoscaler']: autoscaler(t, g, i),
  [if i.several then 'podDisruptionBudget']: podDisruptionBudget(t, g, i),
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + if !t.istio.injects then {} else {
    [tier.name]: gateway(t, tier.ingress, tier.injected)
    for tier in t.tiers
  }
