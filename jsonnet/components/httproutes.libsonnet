// HTTPRoutes, GRPCRoutes, TLSRoutes and TCPRoutes of the Kubernetes Gateway API:
// which requests, and which connections, go to which app. Their order is the API's
// own. A tier that redirects to https has one more.
// Topology fields: routing, tiers[].apps[].routes, tiers[].hosts, tiers[].tls, tiers[].ports.
// https://gateway-api.sigs.k8s.io/reference/spec/#httproute
// https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute
// https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
// https://gateway-api.sigs.k8s.io/reference/spec/#tcproute

local route(r) = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: r.kind,
  metadata: r.metadata,
  spec: {
    parentRefs: r.parentRefs,
    rules: r.rules,
  } + r.hostnames,
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    // "*" is the name of no app.
    [tier.name]: { '*': { [r.name]: route(r) for r in tier.httpRoutes } } + {
      [a.key]: { [r.name]: route(r) for r in a.httpRoutes }
      for a in tier.apps
    }
    for tier in t.tiers
  }
