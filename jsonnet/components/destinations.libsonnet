// What Istio has to know of destinations: the versions behind a Service, what is
// outside the cluster, and where TLS is spoken to it.
// Topology fields: tiers[].apps[].versions, tiers[].apps[].service.
// https://istio.io/latest/docs/reference/config/networking/destination-rule/
// https://istio.io/latest/docs/reference/config/networking/service-entry/

local destinationRule(apiVersion, d) = {
  apiVersion: apiVersion,
  kind: 'DestinationRule',
  metadata: d.metadata,
  spec: {
    host: d.host,
    [if d.tls then 'trafficPolicy']: { portLevelSettings: d.tlsPorts },
    [if d.versions then 'subsets']: d.subsets,
  },
};

local serviceEntry(apiVersion, e) = {
  apiVersion: apiVersion,
  kind: 'ServiceEntry',
  metadata: e.metadata,
  spec: {
    hosts: e.hosts,
    [if e.static then 'addresses']: e.addresses,
    location: 'MESH_EXTERNAL',
    ports: e.ports,
    resolution: if e.static then 'STATIC' else 'DNS',
    [if e.static then 'endpoints']: e.endpoints,
  },
};

function(t)
  local api = t.istio.networking;
  { _stage:: 'apps', _tiers:: true } + {
    [tier.name]: {
      [a.key]: {
        destinationRule: { [d.name]: destinationRule(api, d) for d in a.destinationRules },
        serviceEntry: { [e.name]: serviceEntry(api, e) for e in a.serviceEntries },
      }
      for a in tier.apps
    }
    for tier in t.tiers
  }
