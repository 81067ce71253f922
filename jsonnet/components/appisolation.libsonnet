// Apps that take requests of their own tiers' gateways alone, and of whom they name: by a
// gateway's identity, which sidecars check, and by where its pods are, which the network does. What
// exists already and what is outside the cluster has no pods here.
// Topology fields: isolation.apps, tiers[].apps[].allowFrom; overlays (monitoring).
// https://istio.io/latest/docs/reference/config/security/authorization-policy/
// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
local meta = import '../lib/appmeta.libsonnet';
local podsOf = import '../lib/podsof.libsonnet';
local tcp = import '../lib/tcpports.libsonnet';

local authorizationPolicy(t, a, i) = {
  apiVersion: t.istio.security,
  kind: 'AuthorizationPolicy',
  metadata: meta(t, a, i.name),
  spec: {
    selector: { matchLabels: i.selector },
    action: 'ALLOW',
    rules: if i.principals == [] && i.namespaces == [] then [] else [{
      from: (if i.principals == [] then [] else [{ source: { principals: i.principals } }])
            + (if i.namespaces == [] then [] else [{ source: { namespaces: i.namespaces } }]),
    }],
  },
};

local networkPolicy(t, a, i) = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: meta(t, a, i.name),
  spec: {
    podSelector: { matchLabels: i.selector },
    policyTypes: ['Ingress'],
    ingress: (if i.gateways == [] then [] else [{ from: [podsOf(p) for p in i.gateways], ports: tcp(i.ports) }])
             + (if i.callers == [] then [] else [{ from: [podsOf(p) for p in i.callers] }])
             + (if i.metrics == [] then [] else [{ from: [{ namespaceSelector: {} }], ports: tcp(i.metrics) }]),
  },
};

local policies(t, a) = {
  authorizationPolicy: authorizationPolicy(t, a, a.isolation),
  networkPolicy: networkPolicy(t, a, a.isolation),
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: {
      [a.key]: policies(t, a)
      for a in tier.apps.deployed
      if a.isolation != null
    } + {
      [a.key]: policies(t, a)
      for a in tier.apps.versioned
      if a.isolation != null
    }
    for tier in t.tiers
  }
