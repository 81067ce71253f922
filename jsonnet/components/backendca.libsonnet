// The authorities by which gateways check the certificates of servers behind them,
// one Secret a port that names a file. Istio finds it by the credentialName of a
// DestinationRule and "-cacert".
//
// The data here is a placeholder, base64 of "redacted", and is put in after
// evaluation, as that of the TLS Secrets.
// Topology fields: tiers[].apps[].port.tls.ca, secrets.
// https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
local meta = import '../lib/meta.libsonnet';

local placeholder = 'cmVkYWN0ZWQ=';

function(t)
  { _stage:: 'gateways', _tiers:: true } + {
    [tier.name]: {
      // All are in the namespace of the tier's gateway.
      [if std.length(tier.backendCAs) > 0 then tier.backendCAs[0].namespace]: {
        [s.name]: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: meta(t, s.name, s.namespace),
          type: 'Opaque',
          data: { 'ca.crt': placeholder },
        }
        for s in tier.backendCAs
      },
    }
    for tier in t.tiers
  }
