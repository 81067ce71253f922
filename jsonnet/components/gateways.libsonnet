// Istio Gateways: which hosts a tier's ingress gateway listens for, on ports 80
// and 443.
// Topology fields: tiers[].hosts, tiers[].tls, tiers[].names.
// https://istio.io/latest/docs/reference/config/networking/gateway/
local meta = import '../lib/meta.libsonnet';

local http(g) = {
  hosts: g.hosts,
  port: { name: g.httpPort, number: 80, protocol: 'HTTP' },
  [if g.redirect then 'tls']: { httpsRedirect: true },
};

local https(g) = {
  hosts: g.hosts,
  port: { name: g.httpsPort, number: 443, protocol: 'HTTPS' },
  tls: g.tls,
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [g.name]: {
        apiVersion: t.istio.networking,
        kind: 'Gateway',
        metadata: meta(t, g.name, t.namespace),
        spec: {
          selector: { istio: tier.ingress.label },
          servers: [http(g)] + if g.tls == null then [] else [https(g)],
        },
      }
      for g in tier.gateways
    }
    for tier in t.tiers
  }
