// Apps: a Deployment and a Service each, and with two replicas or more a
// PodDisruptionBudget and a spread over nodes. Of several versions each has a
// Deployment, under the key <app>@<version>, and all have one Service; what
// exists already has neither.
// Topology fields: tiers[].apps.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
// https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/

local pod(a, pullPolicy) = {
  [if a.several then 'topologySpreadConstraints']: [{
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: a.selectorLabels },
  }],
  containers: [{
    name: a.name,
    image: a.image,
    imagePullPolicy: pullPolicy,
    ports: a.containerPorts,
  } + a.container],
};

local deployment(a, pullPolicy) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: a.deployment,
  spec: {
    replicas: a.replicas,
    selector: { matchLabels: a.selectorLabels },
    template: {
      metadata: { labels: a.podLabels },
      spec: if a.pod == null then pod(a, pullPolicy) else pod(a, pullPolicy) + a.pod,
    },
  },
};

local service(a) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: a.service,
  spec: {
    selector: a.serviceSelector,
    ports: a.servicePorts,
  },
};

local podDisruptionBudget(a) = {
  apiVersion: a.budgetAPI,
  kind: 'PodDisruptionBudget',
  metadata: a.disruptionBudget,
  spec: {
    maxUnavailable: 1,
    selector: { matchLabels: a.selectorLabels },
  },
};

function(t)
  { _stage:: 'apps', _tiers:: true, _pullPolicy:: 'IfNotPresent' } + {
    local component = self,
    [tier.name]: {
      [a.key]: {
        [if a.deployed then 'deployment']: deployment(a, component._pullPolicy),
        [if a.served then 'service']: service(a),
        [if a.several then 'podDisruptionBudget']: podDisruptionBudget(a),
      }
      for a in tier.apps
    }
    for tier in t.tiers
  }
