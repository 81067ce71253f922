// HTTPRoutes, GRPCRoutes, TLSRoutes and TCPRoutes of the Kubernetes Gateway API:
// which requests, and which connections, go to which app. Their order is the API's
// own. A tier that redirects to https has one more.
// Topology fields: routing, tiers[].apps[].routes, tiers[].routes, tiers[].hosts, tiers[].tls, tiers[].ports, tiers[].dns.
// https://gateway-api.sigs.k8s.io/reference/spec/#httproute
// https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute
// https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
// https://gateway-api.sigs.k8s.io/reference/spec/#tcproute
local appMeta = import '../lib/appmeta.libsonnet';
local meta = import '../lib/meta.libsonnet';
local routeDNS = import '../lib/routedns.libsonnet';

// What the API fills in inside lists is said: kubectl and Argo CD compare lists
// whole, and would see a difference for ever.
local gateway(r) = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: r.gateway,
  [if r.gatewayNamespace != null then 'namespace']: r.gatewayNamespace,
};

local parentRefs(r) =
  if r.listeners == [] then [gateway(r)]
  else [gateway(r) { sectionName: name } for name in r.listeners];

local pathTypes = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' };

local headerTypes = { exact: 'Exact', regex: 'RegularExpression' };

local call(c) = {
  type: 'Exact',
  service: c.service,
  [if c.method != null then 'method']: c.method,
};

local match(m) = {
  [if m.path != null then 'path']: { type: pathTypes[m.path.kind], value: m.path.text },
  [if m.method != null then 'method']: m.method,
  [if m.call != null then 'method']: call(m.call),
  [if m.headers != [] then 'headers']: [{ type: headerTypes[h.kind], name: h.name, value: h.text } for h in m.headers],
  [if m.query != [] then 'queryParams']: [{ type: headerTypes[q.kind], name: q.name, value: q.text } for q in m.query],
};

// A host outside the cluster has a kind of Istio's own.
local backend(b) = {
  group: if b.outside then 'networking.istio.io' else '',
  kind: if b.outside then 'Hostname' else 'Service',
  name: b.name,
  [if b.namespace != null then 'namespace']: b.namespace,
  port: b.port,
};

local cors(c) = {
  allowOrigins: [o.text for o in c.origins],
  [if c.methods != [] then 'allowMethods']: c.methods,
  [if c.headers != [] then 'allowHeaders']: c.headers,
  [if c.expose != [] then 'exposeHeaders']: c.expose,
  maxAge: c.maxAgeSeconds,
  [if c.credentials != null then 'allowCredentials']: c.credentials,
};

local newPath(path, whole) =
  if whole then { type: 'ReplaceFullPath', replaceFullPath: path }
  else { type: 'ReplacePrefixMatch', replacePrefixMatch: path };

local rewrite(r) = {
  [if r.host != null then 'hostname']: r.host,
  [if r.path != null then 'path']: newPath(r.path, r.whole),
};

local mirror(m) = {
  backendRef: backend(m.to),
  [if m.percent != null then 'percent']: m.percent,
};

local redirect(r) = {
  [if r.scheme != null then 'scheme']: r.scheme,
  [if r.host != null then 'hostname']: r.host,
  [if r.port != null then 'port']: r.port,
  [if r.path != null then 'path']: newPath(r.path, true),
  statusCode: r.code,
};

local change(c) = {
  [if c.set != [] then 'set']: c.set,
  [if c.add != [] then 'add']: c.add,
  [if c.remove != [] then 'remove']: c.remove,
};

local filters(r) =
  (if r.cors == null then [] else [{ type: 'CORS', cors: cors(r.cors) }]) +
  (if r.request == null then [] else [{ type: 'RequestHeaderModifier', requestHeaderModifier: change(r.request) }]) +
  (if r.response == null then [] else [{ type: 'ResponseHeaderModifier', responseHeaderModifier: change(r.response) }]) +
  (if r.rewrite == null then [] else [{ type: 'URLRewrite', urlRewrite: rewrite(r.rewrite) }]) +
  (if r.mirror == null then [] else [{ type: 'RequestMirror', requestMirror: mirror(r.mirror) }]) +
  (if r.redirect == null then [] else [{ type: 'RequestRedirect', requestRedirect: redirect(r.redirect) }]);

local rule(r) =
  local chosen = filters(r);
  {
    [if r.matches != [] then 'matches']: [match(m) for m in r.matches],
    [if chosen != [] then 'filters']: chosen,
    [if r.backends != [] then 'backendRefs']: [backend(b) { weight: b.weight } for b in r.backends],
    [if r.timeout != null then 'timeouts']: { request: r.timeout },
  };

local annotated(t, own, metadata) = metadata + if own == {} then {} else {
  annotations: t.annotations + own,
};

local route(t, tier, r, metadata) = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: r.kind,
  metadata: annotated(t, routeDNS(tier.dns), metadata),
  spec: {
    parentRefs: parentRefs(r),
    [if r.hosts != [] then 'hostnames']: r.hosts,
    rules: [rule(one) for one in r.rules],
  },
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    // "*" is the name of no app.
    [tier.name]: { '*': { [r.name]: route(t, tier, r, meta(t, r.name, tier.ingress.namespace)) for r in tier.httpRoutes } } + {
      [a.key]: { [r.name]: route(t, tier, r, appMeta(t, a, r.name)) for r in a.httpRoutes }
      for a in tier.apps.deployed + tier.apps.versioned + tier.apps.existing + tier.apps.outside
    }
    for tier in t.tiers
  }
