// The authorities by which clients' certificates are checked, one Secret a tier
// that asks for them. Istio finds it by its name, the tier's TLS Secret's and
// "-cacert".
//
// The data here is a placeholder, base64 of "redacted", and is put in after
// evaluation, as that of the TLS Secrets.
// Topology fields: tiers[].tls.clientCA, secrets.
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
        type: 'Opaque',
        data: { 'ca.crt': placeholder },
      }
      for s in tier.clientCAs
    }
    for tier in t.tiers
  }
