// Gateways that take connections on their own ports alone, and open them to the apps of their
// tier, to istiod and to the cluster's DNS alone. What their node itself asks, as the kubelet
// does, no NetworkPolicy keeps out.
// Topology fields: isolation.gateways, tiers[].sourceRanges, tiers[].proxies.from, tiers[].ports, tiers[].apps, istio.namespace,
// secrets.cert-manager.solver; overlays (monitoring).
// https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
// https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
local meta = import '../lib/meta.libsonnet';
local podsOf = import '../lib/podsof.libsonnet';
local tcp = import '../lib/tcpports.libsonnet';

local numbers(list) = [{ protocol: p.protocol, port: p.number } for p in list];

local ingress(g) =
  [{ ports: numbers(g.ports) } + (if g.senders == [] then {} else { from: [{ ipBlock: { cidr: s } } for s in g.senders] })]
  + (if g.open == [] then [] else [{ ports: numbers(g.open) }])
  + (if g.metrics == [] then [] else [{ from: [{ namespaceSelector: {} }], ports: tcp(g.metrics) }]);

local app(r) = {
  to: [podsOf(r)],
  [if r.ports != [] then 'ports']: tcp(r.ports),
};

// A DNS name is none that a NetworkPolicy knows: the port is open to any address.
local outside(r) = {
  [if r.network != null then 'to']: [{ ipBlock: { cidr: r.network } }],
  ports: tcp(r.ports),
};

local dns = {
  to: [podsOf({ namespace: 'kube-system', labels: {} })],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
};

// Those that cert-manager makes for a challenge (cert-manager, pkg/issuer/acme/http).
local solvers = {
  to: [{ podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } }],
  ports: tcp([8089]),
};

local networkPolicy(t, g) = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: meta(t, g.name, g.namespace),
  spec: {
    podSelector: { matchLabels: g.selector },
    policyTypes: ['Ingress', 'Egress'],
    ingress: ingress(g),
    egress: [app(r) for r in g.apps]
            + [outside(r) for r in g.outside]
            + [{ to: [podsOf(g.istiod)], ports: tcp([15012]) }, dns]
            + (if g.solvers then [solvers] else []),
  },
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: { networkPolicy: networkPolicy(t, tier.isolation) }
    for tier in t.tiers
    if tier.isolation != null
  }
