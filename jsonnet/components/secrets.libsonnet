// TLS Secrets, one a tier, in the namespace of the gateway pods, which is where
// Istio reads them, and copies where the topology asks for them.
//
// The data here is a placeholder, base64 of "redacted": certificates and keys
// are put in after evaluation, so that no template and no mixin ever sees one.
// Topology fields: tiers[].cert, tiers[].names.secret, secrets, certs.namespaces.
// https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
local meta = import '../lib/meta.libsonnet';

local placeholder = 'cmVkYWN0ZWQ=';

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      [s.at]: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: meta(t, s.name, s.namespace),
        type: 'kubernetes.io/tls',
        data: {
          [if s.ca then 'ca.crt']: placeholder,
          'tls.crt': placeholder,
          'tls.key': placeholder,
        },
      }
      for s in tier.secrets
    }
    for tier in t.tiers
  }
