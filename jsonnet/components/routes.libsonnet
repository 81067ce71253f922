// VirtualServices: which requests, and which connections, go to which app. Each is
// right by itself: it has what others have for requests that it would hide from them.
// Topology fields: tiers[].apps[].routes, tiers[].hosts.
// https://istio.io/latest/docs/reference/config/networking/virtual-service/

local virtualService(apiVersion, v) = {
  apiVersion: apiVersion,
  kind: 'VirtualService',
  metadata: v.metadata,
  spec: {
    hosts: v.hosts,
    gateways: v.gateways,
    http: v.http,
  },
};

local connections(apiVersion, c) = {
  apiVersion: apiVersion,
  kind: 'VirtualService',
  metadata: c.metadata,
  spec: {
    hosts: c.hosts,
    gateways: c.gateways,
    [if c.tls then 'tls' else 'tcp']: c.routes,
  },
};

function(t)
  local api = t.istio.networking;
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: {
      [a.key]: { [v.name]: virtualService(api, v) for v in a.virtualServices } +
               { [c.name]: connections(api, c) for c in a.connections }
      for a in tier.apps
    }
    for tier in t.tiers
  }
