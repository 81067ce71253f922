// Apps: a Deployment and a Service each, with two replicas or more a
// PodDisruptionBudget and a spread over nodes, and with bounds an autoscaler. Of several versions each has a
// Deployment, under the key <app>@<version>, and all have one Service; what
// exists already has neither, nor has what is outside the cluster.
// Topology fields: tiers[].apps.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
local meta = import '../lib/appmeta.libsonnet';
local cpuMetric = import '../lib/cpumetric.libsonnet';
local resources = import '../lib/resources.libsonnet';
local spread = import '../lib/spread.libsonnet';

local probe(p) = {
  [if p.http != null then 'httpGet']: { path: p.http.path, port: p.http.port, [if p.http.tls then 'scheme']: 'HTTPS' },
  [if p.tcp != null then 'tcpSocket']: { port: p.tcp },
  [if p.grpc != null then 'grpc']: { port: p.grpc },
  [if p.command != [] then 'exec']: { command: p.command },
  [if p.delay != null then 'initialDelaySeconds']: p.delay,
  [if p.period != null then 'periodSeconds']: p.period,
  [if p.timeout != null then 'timeoutSeconds']: p.timeout,
  [if p.failures != null then 'failureThreshold']: p.failures,
};

local source(e) = {
  [if e.secret != null then 'secretKeyRef']: { name: e.secret, key: e.key },
  [if e.configMap != null then 'configMapKeyRef']: { name: e.configMap, key: e.key },
  [if e.field != null then 'fieldRef']: { fieldPath: e.field },
  [if e.resource != null then 'resourceFieldRef']: { resource: e.resource },
};

local variable(e) = {
  name: e.name,
  [if e.value != null then 'value']: e.value,
  [if e.value == null then 'valueFrom']: source(e.from),
};

local probes(p) = {
  [if p.startup != null then 'startupProbe']: probe(p.startup),
  [if p.readiness != null then 'readinessProbe']: probe(p.readiness),
  [if p.liveness != null then 'livenessProbe']: probe(p.liveness),
};

local container(a, pullPolicy) = {
  name: a.name,
  image: a.image,
  imagePullPolicy: pullPolicy,
  [if a.command != [] then 'command']: a.command,
  [if a.args != [] then 'args']: a.args,
  [if a.env != [] then 'env']: [variable(e) for e in a.env],
  ports: [{ name: p.name, containerPort: p.target } for p in a.ports],
  [if a.resources != null then 'resources']: resources(a.resources),
  [if a.containerSecurity != null then 'securityContext']: a.containerSecurity,
};

local whole(a, pullPolicy) = if a.probes == null then container(a, pullPolicy) else container(a, pullPolicy) + probes(a.probes);

local pod(a, pullPolicy) = {
  [if a.serviceAccount != null then 'serviceAccountName']: a.serviceAccount,
  [if a.podSecurity != null then 'securityContext']: a.podSecurity,
  [if a.several then 'topologySpreadConstraints']: spread(a.selectorLabels),
  containers: if a.handedOn == null then [whole(a, pullPolicy)] else [whole(a, pullPolicy) + a.handedOn.container] + a.handedOn.containers,
};

local strategy(s) = {
  type: s.type,
  [if s.surge != null || s.unavailable != null then 'rollingUpdate']: {
    [if s.surge != null then 'maxSurge']: s.surge,
    [if s.unavailable != null then 'maxUnavailable']: s.unavailable,
  },
};

local deployment(t, a, pullPolicy) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta(t, { namespace: a.namespace, labels: a.deploymentLabels }, a.deployment),
  spec: {
    [if a.replicas != null then 'replicas']: a.replicas,
    selector: { matchLabels: a.selectorLabels },
    [if a.strategy != null then 'strategy']: strategy(a.strategy),
    template: {
      metadata: {
        labels: a.podLabels,
        [if a.handedOn != null && a.handedOn.annotations != {} then 'annotations']: a.handedOn.annotations,
      },
      spec: if a.handedOn == null then pod(a, pullPolicy) else pod(a, pullPolicy) + a.handedOn.pod,
    },
  },
};

local service(t, a) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(t, a, a.service.name),
  spec: {
    selector: a.service.selector,
    ports: [{ name: p.name, port: p.number, targetPort: p.target } for p in a.ports],
  },
};

local autoscaler(t, a) = {
  apiVersion: t.kubernetes.autoscalers,
  kind: 'HorizontalPodAutoscaler',
  metadata: meta(t, a, a.deployment),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: a.deployment },
    minReplicas: a.autoscaler.min,
    maxReplicas: a.autoscaler.max,
    [if a.autoscaler.cpu != null then 'metrics']: cpuMetric(a.autoscaler.cpu),
  },
};

local podDisruptionBudget(t, a) = {
  apiVersion: t.kubernetes.disruptionBudgets,
  kind: 'PodDisruptionBudget',
  metadata: meta(t, a, a.deployment),
  spec: {
    maxUnavailable: 1,
    selector: { matchLabels: a.selectorLabels },
  },
};

// Of an app, or of one of its versions.
local workload(t, a, pullPolicy) = {
  deployment: deployment(t, a, pullPolicy),
  [if a.service != null then 'service']: service(t, a),
  [if a.autoscaler != null then 'autoscaler']: autoscaler(t, a),
  [if a.several then 'podDisruptionBudget']: podDisruptionBudget(t, a),
};

function(t)
  { _stage:: 'apps', _tiers:: true, _pullPolicy:: 'IfNotPresent' } + {
    local component = self,
    [tier.name]: {
      [a.key]: workload(t, a, component._pullPolicy)
      for a in tier.apps.deployed
    } + {
      [a.key]: { service: service(t, a) }
      for a in tier.apps.versioned
    } + {
      [v.key]: workload(t, v, component._pullPolicy)
      for a in tier.apps.versioned
      for v in a.versions
    }
    for tier in t.tiers
  }
