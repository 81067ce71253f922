// HTTPRoutes and GRPCRoutes of the Kubernetes Gateway API: which requests go to
// which app. Apps whose paths overlap share them, the others have their own.
// TCPRoutes, TLSRoutes and BackendTLSPolicies go here when apps' ports that
// speak tcp, tls and https get routes.
// Topology fields: routing, tiers[].apps[].routes, tiers[].hosts, tiers[].tls.redirect.
// https://gateway-api.sigs.k8s.io/reference/spec/#httproute
// https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute

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
