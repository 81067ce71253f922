// Istio Gateways: which hosts a tier's ingress gateway listens for, on ports 80
// and 443, one for each certificate and mode of TLS, so that no routes meet another's
// hosts; and its ports whose connections are passed on as they are.
// Topology fields: tiers[].hosts, tiers[].tls, tiers[].ports, tiers[].names,
// gatewayNamespace, tiers[].gateway.
// https://istio.io/latest/docs/reference/config/networking/gateway/
local meta = import '../lib/meta.libsonnet';
local tlsModes = import '../lib/tlsmodes.libsonnet';

local http(g) = {
  hosts: g.hosts,
  port: { name: g.httpPort, number: 80, protocol: 'HTTP' },
  [if g.redirect then 'tls']: { httpsRedirect: true },
};

local tlsVersions = { '1.0': 'TLSV1_0', '1.1': 'TLSV1_1', '1.2': 'TLSV1_2', '1.3': 'TLSV1_3' };

local https(g) = {
  hosts: g.hosts,
  port: { name: g.httpsPort, number: 443, protocol: 'HTTPS' },
  tls: {
    mode: tlsModes[g.tls.mode],
    minProtocolVersion: tlsVersions[g.tls.minVersion],
    credentialName: g.tls.secret,
    [if g.tls.ciphers != [] then 'cipherSuites']: g.tls.ciphers,
  },
};

local passthrough(g) = {
  hosts: g.hosts,
  port: { name: g.httpsPort, number: 443, protocol: 'TLS' },
  tls: { mode: 'PASSTHROUGH' },
};

local tcp(p) = {
  hosts: ['*'],
  port: { name: p.name, number: p.number, protocol: 'TCP' },
};

local metadata(t, tier, name) = meta(t, name, tier.gatewaysIn) + if tier.gatewayAnnotations == {} then {} else {
  annotations: t.annotations + tier.gatewayAnnotations,
};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [g.name]: {
        apiVersion: t.istio.networking,
        kind: 'Gateway',
        metadata: metadata(t, tier, g.name),
        spec: {
          selector: { istio: tier.ingress.label },
          servers:
            (if g.http then [http(g)] else [])
            + (if g.passthrough then [passthrough(g)] else [])
            + (if g.tls != null then [https(g)] else []),
        },
      }
      for g in tier.gateways
    } + {
      [n.name]: {
        apiVersion: t.istio.networking,
        kind: 'Gateway',
        metadata: metadata(t, tier, n.name),
        spec: {
          selector: { istio: tier.ingress.label },
          servers: [tcp(p) for p in n.ports],
        },
      }
      for n in tier.tcpGateways
    }
    for tier in t.tiers
  }
