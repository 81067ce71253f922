// Apps: a Deployment and a Service each, and with two replicas or more a
// PodDisruptionBudget and a spread over nodes.
// Topology fields: tiers[].apps.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/

local container(a, pullPolicy) = {
  name: a.name,
  image: a.image,
  imagePullPolicy: pullPolicy,
  [if a.command != [] then 'command']: a.command,
  [if a.args != [] then 'args']: a.args,
  [if a.env != [] then 'env']: a.env,
  ports: [{ name: p.name, containerPort: p.targetPort } for p in a.ports],
  [if a.resources != {} then 'resources']: a.resources,
  [if a.probe != null then 'readinessProbe']: {
    httpGet: { path: a.probe.path, port: a.probe.port },
    [if a.probe.initialDelaySeconds != null then 'initialDelaySeconds']: a.probe.initialDelaySeconds,
    [if a.probe.periodSeconds != null then 'periodSeconds']: a.probe.periodSeconds,
    [if a.probe.timeoutSeconds != null then 'timeoutSeconds']: a.probe.timeoutSeconds,
    [if a.probe.failureThreshold != null then 'failureThreshold']: a.probe.failureThreshold,
  },
  [if a.containerSecurityContext != {} then 'securityContext']: a.containerSecurityContext,
};

local spread(a) = {
  maxSkew: 1,
  topologyKey: 'kubernetes.io/hostname',
  whenUnsatisfiable: 'ScheduleAnyway',
  labelSelector: { matchLabels: a.selector },
};

function(t)
  local annotated = t.annotations != {};
  local metadata(a, name, labels) = {
    name: name,
    namespace: a.namespace,
    labels: labels,
    [if annotated then 'annotations']: t.annotations,
  };
  local app(a, pullPolicy) = {
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata(a, a.deployment, a.deploymentLabels),
      spec: {
        replicas: a.replicas,
        selector: { matchLabels: a.selector },
        template: {
          metadata: { labels: a.pods },
          spec: {
            [if a.serviceAccount != null then 'serviceAccountName']: a.serviceAccount,
            [if a.podSecurityContext != {} then 'securityContext']: a.podSecurityContext,
            [if a.spread then 'topologySpreadConstraints']: [spread(a)],
            containers: [container(a, pullPolicy)],
          },
        },
      },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(a, a.service, a.labels),
      spec: {
        selector: { app: a.name },
        ports: [{ name: p.name, port: p.port, targetPort: p.targetPort } for p in a.ports],
      },
    },
    [if a.disruptionBudget != null then 'podDisruptionBudget']: {
      apiVersion: a.disruptionBudget,
      kind: 'PodDisruptionBudget',
      metadata: metadata(a, a.deployment, a.labels),
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: a.selector },
      },
    },
  };
  { _stage:: 'apps', _tiers:: true, _pullPolicy:: 'IfNotPresent' } + {
    local component = self,
    [tier.name]: { [a.key]: app(a, component._pullPolicy) for a in tier.apps }
    for tier in t.tiers
  }
