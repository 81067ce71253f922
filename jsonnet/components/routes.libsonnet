// VirtualServices: which requests, and which connections, go to which app. Each is
// right by itself: it has what others have for requests that it would hide from them.
// Topology fields: tiers[].apps[].routes, tiers[].routes, tiers[].hosts.
// https://istio.io/latest/docs/reference/config/networking/virtual-service/
local appMeta = import '../lib/appmeta.libsonnet';
local meta = import '../lib/meta.libsonnet';

local headers(list) = {
  [h.name]: if h.kind == 'present' then {} else { [h.kind]: h.text }
  for h in list
};

local match(m) = {
  uri: { [m.path.kind]: m.path.text },
  [if m.method != null then 'method']: { exact: m.method },
  [if m.headers != [] then 'headers']: headers(m.headers),
  [if m.without != [] then 'withoutHeaders']: headers(m.without),
  [if m.query != [] then 'queryParams']: headers(m.query),
  [if m.anyCase then 'ignoreUriCase']: true,
  [if m.port != null then 'port']: m.port,
  [if m.authority != null then 'authority']: { regex: m.authority },
};

local destination(d) = {
  host: d.host,
  [if d.subset != null then 'subset']: d.subset,
  port: { number: d.port },
};

local destinations(list) = [
  {
    destination: destination(d),
    [if d.weight != null then 'weight']: d.weight,
  }
  for d in list
];

local redirect(r) = {
  [if r.scheme != null then 'scheme']: r.scheme,
  [if r.host != null then 'authority']: r.host,
  [if r.port != null then 'port']: r.port,
  [if r.path != null then 'uri']: r.path,
  redirectCode: r.code,
};

local respond(r) = {
  status: r.status,
  [if r.body != null then 'body']: { string: r.body },
};

local rewrite(r) = {
  [if r.parts != null then 'uriRegexRewrite']: { match: r.parts.regex, rewrite: r.parts.to },
  [if r.path != null then 'uri']: r.path,
  [if r.host != null then 'authority']: r.host,
};

local retries(r) = {
  attempts: r.attempts,
  [if r.perTry != null then 'perTryTimeout']: r.perTry,
  [if r.on != [] then 'retryOn']: std.join(',', r.on),
};

local cors(c) = {
  allowOrigins: [if o.regex != null then { regex: o.regex } else { exact: o.text } for o in c.origins],
  [if c.methods != [] then 'allowMethods']: c.methods,
  [if c.headers != [] then 'allowHeaders']: c.headers,
  [if c.expose != [] then 'exposeHeaders']: c.expose,
  [if c.maxAge != null then 'maxAge']: c.maxAge,
  [if c.credentials != null then 'allowCredentials']: c.credentials,
};

local values(list) = { [h.name]: h.value for h in list };

local change(c) = {
  [if c.set != [] then 'set']: values(c.set),
  [if c.add != [] then 'add']: values(c.add),
  [if c.remove != [] then 'remove']: c.remove,
};

local changes(r) = {
  [if r.request != null then 'request']: change(r.request),
  [if r.response != null then 'response']: change(r.response),
};

local http(r) = {
  match: [match(m) for m in r.matches],
  [if r.redirect != null then 'redirect']: redirect(r.redirect),
  [if r.respond != null then 'directResponse']: respond(r.respond),
  [if r.rewrite != null then 'rewrite']: rewrite(r.rewrite),
  [if r.destinations != [] then 'route']: destinations(r.destinations),
  [if r.request != null || r.response != null then 'headers']: changes(r),
  [if r.timeout != null then 'timeout']: r.timeout,
  [if r.retries != null then 'retries']: retries(r.retries),
  [if r.cors != null then 'corsPolicy']: cors(r.cors),
  [if r.mirror != null then 'mirror']: destination(r.mirror.to),
  [if r.mirror != null && r.mirror.percent != null then 'mirrorPercentage']: { value: r.mirror.percent },
};

local virtualService(t, v, metadata) = {
  apiVersion: t.istio.networking,
  kind: 'VirtualService',
  metadata: metadata,
  spec: {
    hosts: v.hosts,
    gateways: v.gateways,
    http: [http(r) for r in v.routes],
  },
};

local tls(r) = {
  match: [{ port: r.port, sniHosts: [host] } for host in r.hosts],
  route: destinations(r.destinations),
};

local tcp(r) = {
  match: [{ port: r.port }],
  route: destinations(r.destinations),
};

local connections(t, a, c) = {
  apiVersion: t.istio.networking,
  kind: 'VirtualService',
  metadata: appMeta(t, a, c.name),
  spec: {
    hosts: c.hosts,
    gateways: c.gateways,
    [if c.tls then 'tls']: [tls(r) for r in c.routes],
    [if !c.tls then 'tcp']: [tcp(r) for r in c.routes],
  },
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    // "*" is the name of no app. What is of the tier itself is there: its own routes, and
    // what answers no request: hosts of one server are not to be another one's, below
    // whose wildcard they are.
    [tier.name]: { '*': { [v.name]: virtualService(t, v, meta(t, v.name, tier.gatewaysIn)) for v in tier.virtualServices + tier.closed } } + {
      [a.key]: { [v.name]: virtualService(t, v, appMeta(t, a, v.name)) for v in a.virtualServices } +
               { [c.name]: connections(t, a, c) for c in a.connections }
      for a in tier.apps.deployed + tier.apps.versioned + tier.apps.existing + tier.apps.outside
    }
    for tier in t.tiers
  }
