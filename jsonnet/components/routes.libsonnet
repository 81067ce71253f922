// VirtualServices: which requests go to which app. Apps whose paths overlap
// share one, the others have their own.
// Topology fields: tiers[].apps[].routes, tiers[].hosts.
// https://istio.io/latest/docs/reference/config/networking/virtual-service/

local destination(d) = { host: d.host, port: { number: d.port } };

local http(r) = {
  match: r.matches,
  [if r.rewrite != null then 'rewrite']: { uri: r.rewrite },
  [if r.redirect != null then 'redirect']: r.redirect,
  [if r.destination != null then 'route']: [{ destination: destination(r.destination) }],
  [if r.timeout != null then 'timeout']: r.timeout,
  [if r.retries != null then 'retries']: r.retries,
  [if r.mirror != null then 'mirror']: destination(r.mirror),
  [if r.mirror != null && r.mirror.percent != 100 then 'mirrorPercentage']: { value: r.mirror.percent },
  [if r.cors != null then 'corsPolicy']: r.cors,
};

function(t)
  local annotated = t.annotations != {};
  local virtualService(v, labels) = {
    apiVersion: t.istio.networking,
    kind: 'VirtualService',
    metadata: {
      name: v.name,
      namespace: v.namespace,
      labels: labels,
      [if annotated then 'annotations']: t.annotations,
    },
    spec: {
      hosts: v.hosts,
      gateways: v.gateways,
      http: [http(r) for r in v.routes],
    },
  };
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: {
      [v.name]: virtualService(v, t.labels)
      for v in tier.virtualServices
    } + {
      [a.key]: { [v.name]: virtualService(v, a.labels) for v in a.virtualServices }
      for a in tier.apps
    }
    for tier in t.tiers
  }
