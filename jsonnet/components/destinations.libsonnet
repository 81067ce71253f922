// What Istio has to know of destinations: the versions behind a Service, what is
// outside the cluster, and where TLS is spoken to it.
// Topology fields: tiers[].apps[].versions, tiers[].apps[].service.
// https://istio.io/latest/docs/reference/config/networking/destination-rule/
// https://istio.io/latest/docs/reference/config/networking/service-entry/
local meta = import '../lib/appmeta.libsonnet';

local destinationRule(t, a, d, spec) = {
  apiVersion: t.istio.networking,
  kind: 'DestinationRule',
  metadata: meta(t, a, d.name),
  spec: { host: d.host } + spec,
};

local subsets(d) = {
  subsets: [{ name: v.name, labels: { version: v.version } } for v in d.versions],
};

// Where the proxy's image has the public authorities. Without it Istio before 1.21
// checks no certificate of a server at all.
local systemCAs = '/etc/ssl/certs/ca-certificates.crt';

local tls(d) = {
  trafficPolicy: {
    portLevelSettings: [
      {
        port: { number: number },
        tls: { mode: 'SIMPLE', caCertificates: systemCAs, sni: d.host, subjectAltNames: [d.host] },
      }
      for number in d.ports
    ],
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
  },
};

function(t)
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: {
      [a.key]: {
        [if a.subsets != null then 'destinationRule']: { [a.subsets.name]: destinationRule(t, a, a.subsets, subsets(a.subsets)) },
      }
      for a in tier.apps.versioned
    } + {
      [a.key]: {
        [if a.tls != null then 'destinationRule']: { [a.tls.name]: destinationRule(t, a, a.tls, tls(a.tls)) },
        [if a.entry != null then 'serviceEntry']: { [a.entry.name]: serviceEntry(t, a, a.entry) },
      }
      for a in tier.apps.outside
    }
    for tier in t.tiers
  }
