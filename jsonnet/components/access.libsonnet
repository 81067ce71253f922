// Who may send what to a tier's gateway: one policy that lets in, which refuses all else, one by
// which a provider is asked, and how tokens are verified.
// Topology fields: tiers[].access, tiers[].apps[].access, tiers[].proxies.
// https://istio.io/latest/docs/reference/config/security/authorization-policy/
// https://istio.io/latest/docs/reference/config/security/request_authentication/
local meta = import '../lib/meta.libsonnet';

local list(key, values) = if values == [] then {} else { [key]: values };

local source(r) =
  list(if r.proxied then 'remoteIpBlocks' else 'ipBlocks', r.networks)
  + list(if r.proxied then 'notRemoteIpBlocks' else 'notIpBlocks', r.notNetworks)
  + list('requestPrincipals', r.issuers);

local operation(r) =
  list('hosts', r.hosts)
  + list('notHosts', r.notHosts)
  + list('ports', r.ports)
  + list('paths', r.paths)
  + list('notPaths', r.notPaths)
  + list('methods', r.methods)
  + list('notMethods', r.notMethods);

local condition(w) = { key: w.key } + list('values', w.values) + list('notValues', w.notValues);

local asksWho(r) = r.networks != [] || r.notNetworks != [] || r.issuers != [];

local rule(r) =
  (if asksWho(r) then { from: [{ source: source(r) }] } else {})
  + { to: [{ operation: operation(r) }] }
  + (if r.when == [] then {} else { when: [condition(w) for w in r.when] });

local target(a) =
  if a.gateway == null then { selector: { matchLabels: a.selector } }
  else { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: a.gateway }] };

local allow(t, a) = {
  apiVersion: t.istio.security,
  kind: 'AuthorizationPolicy',
  metadata: meta(t, a.name, a.namespace),
  spec: target(a) + { action: 'ALLOW', rules: [rule(r) for r in a.allow] },
};

local ask(t, a, q) = {
  apiVersion: t.istio.security,
  kind: 'AuthorizationPolicy',
  metadata: meta(t, a.name + '-' + q.suffix, a.namespace),
  spec: target(a) + { action: 'CUSTOM', provider: { name: q.provider }, rules: [rule(r) for r in q.rules] },
};

local jwtRule(j) =
  { issuer: j.issuer }
  + list('audiences', j.audiences)
  + (if j.jwks == null then {} else { jwksUri: j.jwks })
  + (if j.keys == null then {} else { jwks: j.keys })
  + (if j.header == null then {} else { fromHeaders: [{ name: j.header, [if j.prefix != null then 'prefix']: j.prefix }] })
  + { forwardOriginalToken: true }
  + (if j.toHeaders == [] then {} else { outputClaimToHeaders: [{ header: h.header, claim: h.claim } for h in j.toHeaders] });

local authentication(t, a) = {
  apiVersion: t.istio.security,
  kind: 'RequestAuthentication',
  metadata: meta(t, a.name, a.namespace),
  spec: target(a) + { jwtRules: [jwtRule(j) for j in a.tokens] },
};

local policies(t, a) = {
  allow: allow(t, a),
  [if a.tokens != [] then 'authentication']: authentication(t, a),
} + { [q.suffix]: ask(t, a, q) for q in a.asks };

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: policies(t, tier.access)
    for tier in t.tiers
    if tier.access != null
  }
