// Istio Gateways: which hosts a tier's ingress gateway listens for, on ports 80
// and 443, one for each certificate and mode of TLS, so that no routes meet another's
// hosts; and its ports whose connections are passed on as they are.
// Topology fields: tiers[].hosts, tiers[].tls, tiers[].ports, tiers[].names,
// gatewayNamespace, tiers[].gateway, tiers[].dns.
// https://istio.io/latest/docs/reference/config/networking/gateway/
local gatewayDNS = import '../lib/gatewaydns.libsonnet';
local meta = import '../lib/meta.libsonnet';
local routeDNS = import '../lib/routedns.libsonnet';
local tlsModes = import '../lib/tlsmodes.libsonnet';

local http(g) = {
  hosts: g.hosts,
  port: { name: g.httpPort, number: 80, protocol: 'HTTP' },
  [if g.redirect then 'tls']: { httpsRedirect: true },
};

local tlsVersions = { '1.0': 'TLSV1_0', '1.1': 'TLSV1_1', '1.2': 'TLSV1_2', '1.3': 'TLSV1_3' };

local ended(tls) = {
  mode: tlsModes[tls.mode],
  minProtocolVersion: tlsVersions[tls.minVersion],
  credentialName: tls.secret,
  [if tls.ciphers != [] then 'cipherSuites']: tls.ciphers,
};

local https(g) = {
  hosts: g.hosts,
  port: { name: g.httpsPort, number: 443, protocol: 'HTTPS' },
  tls: ended(g.tls),
};

local passthrough(g) = {
  hosts: g.hosts,
  port: { name: g.httpsPort, number: 443, protocol: 'TLS' },
  tls: { mode: 'PASSTHROUGH' },
};

local protocols = { http: 'HTTP', http2: 'HTTP2', grpc: 'GRPC', https: 'HTTPS' };

local web(g, p) = {
  hosts: g.hosts,
  port: { name: p.name, number: p.number, protocol: protocols[p.protocol] },
  [if p.tls != null then 'tls']: ended(p.tls),
};

local tls(n) = {
  hosts: n.hosts,
  port: { name: n.port, number: n.number, protocol: 'TLS' },
  tls: if n.tls == null then { mode: 'PASSTHROUGH' } else ended(n.tls),
};

local tcp(p) = {
  hosts: ['*'],
  port: { name: p.name, number: p.number, protocol: 'TCP' },
};

// Names below a wildcard are in routes, which external-dns does not read.
local below(dns) = if dns == null || dns.below == [] then {} else {
  [p + 'hostname']: std.join(',', dns.below)
  for p in dns.prefixes
};

local own(tier) = tier.gatewayAnnotations + gatewayDNS(tier.dns) + below(tier.dns) + routeDNS(tier.dns);

local metadata(t, tier, name) = meta(t, name, tier.gatewaysIn) + if own(tier) == {} then {} else {
  annotations: t.annotations + own(tier),
};

local gateway(t, tier, name, servers) = {
  apiVersion: t.istio.networking,
  kind: 'Gateway',
  metadata: metadata(t, tier, name),
  spec: {
    selector: { istio: tier.ingress.label },
    servers: servers,
  },
};

local ofHosts(g) =
  (if g.http then [http(g)] else [])
  + (if g.passthrough then [passthrough(g)] else [])
  + (if g.tls != null then [https(g)] else [])
  + [web(g, p) for p in g.ports];

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [g.name]: gateway(t, tier, g.name, ofHosts(g))
      for g in tier.gateways
    } + {
      [n.name]: gateway(t, tier, n.name, [tcp(p) for p in n.ports])
      for n in tier.tcpGateways
    } + {
      [n.name]: gateway(t, tier, n.name, [tls(n)])
      for n in tier.tlsGateways
    }
    for tier in t.tiers
  }
