// What Istio has to know of destinations: what is outside the cluster; and for the
// gateways of a namespace, and them alone, how TLS is spoken to a host, the versions
// behind it, and what keeps a client with one pod.
//
// The first rule that Istio finds for a host hides all others, and it looks into the
// gateway's namespace first: so one rule there has all of it.
// Topology fields: tiers[].apps[].versions, tiers[].apps[].outside,
// tiers[].apps[].port.tls, tiers[].apps[].sticky, isolation.
// https://istio.io/latest/docs/reference/config/networking/destination-rule/
// https://istio.io/latest/docs/reference/config/networking/service-entry/
local meta = import '../lib/appmeta.libsonnet';

// Where the proxy's image has the public authorities. Without it Istio before 1.21
// checks no certificate of a server at all.
local systemCAs = '/etc/ssl/certs/ca-certificates.crt';

local tls(p) = {
  mode: 'SIMPLE',
  [if p.credential != null then 'credentialName']: p.credential,
  [if p.credential == null && p.verify then 'caCertificates']: systemCAs,
  [if !p.verify then 'insecureSkipVerify']: true,
  [if p.sni != null then 'sni']: p.sni,
  [if p.names != [] then 'subjectAltNames']: p.names,
};

local loadBalancer(sticky) = {
  consistentHash: if sticky.cookie != null then {
    httpCookie: { name: sticky.cookie, path: '/', ttl: sticky.ttl },
  } else {
    httpHeaderName: sticky.header,
  },
};

// What a port has of its own is all that counts there.
local trafficPolicy(d) = {
  [if d.sticky != null then 'loadBalancer']: loadBalancer(d.sticky),
  [if d.tls != [] then 'portLevelSettings']: [
    {
      port: { number: p.port },
      tls: tls(p),
      [if d.sticky != null then 'loadBalancer']: loadBalancer(d.sticky),
    }
    for p in d.tls
  ],
};

local destinationRule(t, a, d) = {
  apiVersion: t.istio.networking,
  kind: 'DestinationRule',
  metadata: meta(t, a, d.name, d.namespace),
  spec: {
    host: d.host,
    [if d.sticky != null || d.tls != [] then 'trafficPolicy']: trafficPolicy(d),
    [if d.versions != [] then 'subsets']: [{ name: v.name, labels: { version: v.version } } for v in d.versions],
    exportTo: ['.'],
    [if d.pods != {} then 'workloadSelector']: { matchLabels: d.pods },
  },
};

local rules(t, a) = {
  [if a.destinationRules != [] then 'destinationRule']: {
    [d.namespace + '/' + d.name]: destinationRule(t, a, d)
    for d in a.destinationRules
  },
};

// Without addresses, a TCP port of what is at an address would take in whatever
// the mesh sends to that port of anything (IST0134).
local serviceEntry(t, a, e) = {
  apiVersion: t.istio.networking,
  kind: 'ServiceEntry',
  metadata: meta(t, a, e.name),
  spec: {
    hosts: [e.host],
    [if e.address != null then 'addresses']: [e.address],
    location: 'MESH_EXTERNAL',
    ports: [{ name: p.name, number: p.number, protocol: p.protocol } for p in e.ports],
    resolution: if e.address != null then 'STATIC' else 'DNS',
    [if e.address != null then 'endpoints']: [{ address: e.address }],
    [if e.shownTo != [] then 'exportTo']: e.shownTo,
  },
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: {
      [a.key]: rules(t, a)
      for a in tier.apps.deployed + tier.apps.versioned + tier.apps.existing
    } + {
      [a.key]: rules(t, a) + {
        [if a.entry != null then 'serviceEntry']: { [a.entry.name]: serviceEntry(t, a, a.entry) },
      }
      for a in tier.apps.outside
    }
    for tier in t.tiers
  }
