// Certificates, of which cert-manager makes the tiers' TLS Secrets, and their
// copies, in the namespace from which the gateway pods read them.
// Topology fields: secrets.cert-manager, certs.days, certs.key, tiers[].hosts,
// tiers[].ip, tiers[].names.secret, certs.namespaces.
// https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Certificate
local meta = import '../lib/meta.libsonnet';
local privateKey = import '../lib/privatekey.libsonnet';

local usages(key) =
  ['digital signature', 'server auth'] + (if key.kind == 'rsa' then ['key encipherment'] else []);

// How hosts are proved decides what has to be there before: for HTTP-01 their
// names lead to a gateway, for DNS-01 nothing, and nothing else of a Certificate tells.
local proved(t, c) = if c.solver != null then { annotations: t.annotations { 'render/solver': c.solver } } else {};

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [c.at]: {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: meta(t, c.name, c.namespace) + proved(t, c),
        spec: {
          secretName: c.name,
          issuerRef: { name: c.issuer, kind: c.issuerKind, group: c.issuerGroup },
          [if c.commonName != null then 'commonName']: c.commonName,
          dnsNames: c.hosts,
          [if c.addresses != [] then 'ipAddresses']: c.addresses,
          [if c.duration != null then 'duration']: c.duration,
          privateKey: privateKey(c.privateKey),
          usages: usages(c.privateKey),
        },
      }
      for c in tier.certificates
    }
    for tier in t.tiers
  }
